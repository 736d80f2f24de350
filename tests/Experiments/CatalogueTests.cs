using System.Text.RegularExpressions;
using DeepNfa.Cli.Commands;
using DeepNfa.Experiments;
using DeepNfa.Tests.Cli;
using Xunit;

namespace DeepNfa.Tests.Experiments;

public sealed partial class CatalogueTests
{
    private static readonly string s_records = Repository.File("experiments", "records");

    [Fact]
    public void The_committed_catalogue_is_what_the_kept_records_say()
    {
        string readme = File.ReadAllText(Repository.File("experiments", "README.md"));
        string written = readme[(readme.IndexOf(CatalogueCommand.Begin, StringComparison.Ordinal) + CatalogueCommand.Begin.Length + 1)..readme.IndexOf(CatalogueCommand.End, StringComparison.Ordinal)];
        Assert.True(CatalogueCommand.Text(s_records) == written, "experiments/README.md is not what the records say. Write it anew: ./deepnfa catalogue --out experiments/README.md");
    }

    [Fact]
    public void Every_kept_verdict_has_a_control_and_no_undefined_number_that_is_judged()
    {
        foreach (var kept in KeptRecords.Of(s_records))
        {
            var checks = kept.Experiment.Judge(kept.Runs).Checks;
            Assert.Contains(checks, c => c.Kind == CheckKind.Control);
            Assert.DoesNotContain(checks, c => c.Kind != CheckKind.Told && double.IsNaN(c.Measured.Value));
        }
    }

    [Fact]
    public void Names_are_in_kebab_case_and_every_figure_belongs_to_a_record()
    {
        Assert.All(Catalogue.All, e => Assert.Matches(KebabCase(), e.Name));
        var records = Directory.GetDirectories(s_records).Select(Path.GetFileName).ToHashSet();
        Assert.All(Directory.GetFiles(Repository.File("experiments", "figures")), f => Assert.Contains(Path.GetFileNameWithoutExtension(f), records));
    }

    [Fact]
    public void The_verb_writes_between_the_marks_and_leaves_the_rest()
    {
        using var folder = new TempFolder();
        string file = folder["README.md"];
        File.WriteAllText(file, $"before\n{CatalogueCommand.Begin}\nold\n{CatalogueCommand.End}\nafter\n");
        Assert.Equal((0, "", ""), Called.Run("catalogue", "--records", s_records, "--out", file));
        Assert.Equal($"before\n{CatalogueCommand.Begin}\n{CatalogueCommand.Text(s_records)}{CatalogueCommand.End}\nafter\n", File.ReadAllText(file));
        Assert.Equal((0, CatalogueCommand.Text(s_records), ""), Called.Run("catalogue", "--records", s_records));
    }

    [Fact]
    public void What_it_cannot_read_or_write_gets_a_sentence()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["plain.md"], "no marks\n");
        Called.AssertRefused(3, "--records DIR", Called.Run("catalogue", "--records", folder["absent"]));
        Called.AssertRefused(3, CatalogueCommand.Begin, Called.Run("catalogue", "--records", s_records, "--out", folder["plain.md"]));
        Called.AssertRefused(3, "absent.md", Called.Run("catalogue", "--records", s_records, "--out", folder["absent.md"]));
        Directory.CreateDirectory(folder["records/quickstart"]);
        Called.AssertRefused(3, "manifest.json", Called.Run("catalogue", "--records", folder["records"]));
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex KebabCase();
}
