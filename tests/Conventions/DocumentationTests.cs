using System.Reflection;
using System.Text.RegularExpressions;
using DeepNfa.Cli;
using DeepNfa.Data.Download;
using DeepNfa.Data.Preparation;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Conventions;

/// <summary>What docs/ and README.md say of the program is true.</summary>
public sealed partial class DocumentationTests
{
    private static readonly IReadOnlyList<Type> s_types = [.. LayeringTests.Library.SelectMany(a => a.GetExportedTypes())];

    [Fact]
    public void Every_identifier_of_the_notation_exists()
    {
        var named = Identifier().Matches(Read("docs", "notation.md")).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.True(named.Count > 30, "the table of docs/notation.md was not found");
        Assert.DoesNotContain(named, name => !Exists(name));
    }

    [Theory]
    [InlineData("epochs.csv")]
    [InlineData("correlations.csv")]
    [InlineData("timings.csv")]
    public void The_example_of_a_table_is_what_the_program_writes(string file)
    {
        var example = Regex.Match(Read("docs", "run-folder.md"), $"## {Regex.Escape(file)}\n```csv\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        using var folder = new TempFolder();
        string written = File.ReadAllText(Path.Combine(WriteRun(folder), file));
        string[] lines = written.Split('\n');
        Assert.Equal($"{lines[0]}\n{lines.Single(l => l.StartsWith(Key(example), StringComparison.Ordinal))}\n", example);
    }

    [Fact]
    public void Every_measure_is_explained()
    {
        string docs = Read("docs", "algorithms.md") + Read("docs", "rfm.md") + Read("docs", "rivals.md") + Read("docs", "run-folder.md");
        Assert.DoesNotContain(typeof(Measures).GetFields(), f => !docs.Contains((string)f.GetValue(null)!, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_known_set_and_every_step_of_preparation_is_explained()
    {
        string docs = Read("docs", "data.md");
        Assert.All(KnownSets.All, set => Assert.Contains($"| `{set.Name}` |", docs, StringComparison.Ordinal));
        foreach (string form in PreparationPlan.Forms)
            Assert.All(form[..form.IndexOf(": ", StringComparison.Ordinal)].Split(", "), written => Assert.Contains($"`{written}`", docs, StringComparison.Ordinal));
        Assert.Equal(KnownSets.All.Count(s => s.Verified), docs.Split("| verified |").Length - 1);
    }

    [Fact]
    public void Every_array_of_a_probe_is_listed()
    {
        using var folder = new TempFolder();
        string docs = Read("docs", "run-folder.md");
        var arrays = Npz.Read(Path.Combine(WriteRun(folder), "probes", "epoch-000040.npz")).Keys;
        Assert.All(arrays, name => Assert.Contains($"`{name["layer1/".Length..]}`", docs, StringComparison.Ordinal));
    }

    [Fact]
    public void The_tables_of_the_readme_are_those_of_the_kept_records()
    {
        var tables = new StringWriter { NewLine = "\n" };
        foreach (string run in Directory.GetDirectories(Repository.File("experiments", "records", "mnist")).Order(StringComparer.Ordinal))
            MarkdownTable.Write(RunFolder.Open(run).Load(), tables);
        var block = Regex.Match(Read("README.md"), "<!-- ./deepnfa report experiments/records/mnist --markdown -->\n(.*)<!-- end of the tables -->", RegexOptions.Singleline);
        Assert.Equal(tables.ToString(), block.Groups[1].Value);
    }

    [Fact]
    public void Every_test_that_the_table_of_faults_names_exists()
    {
        var named = FaultTest().Matches(Read("docs", "reliability.md")).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.True(named.Count >= 12, $"only {named.Count} tests are named");
        var tests = typeof(DocumentationTests).Assembly.GetTypes().SelectMany(t => t.GetMethods()).Select(m => m.Name).ToHashSet();
        Assert.DoesNotContain(named, name => name.Contains('/', StringComparison.Ordinal) ? !File.Exists(Repository.File(name)) : !tests.Contains(name));
    }

    /// <summary>The run whose rows docs/run-folder.md shows.</summary>
    private static string WriteRun(TempFolder folder)
    {
        var data = new DataFacts("d", 1, 1, true, 1, 1, null, "", new Dictionary<string, string>());
        using var run = RunFolder.Create(folder["run"], new(RunManifest.CurrentSchema, "run", new(1, [], 1, "relu", false, "pytorch"), data, 0, default, "", data.Hashes, data.Hashes));
        run.Append(new EpochMetrics(1, new(0.1, 0.5, null), new(0.0775, 0.6125, null), TimeSpan.FromSeconds(0.0712)));
        var picture = new LayerPicture(1, 1, 1, false, [1], [1], [1], [1], new double[1, 1], new double[1, 1], new double[1, 1], new double[1, 1]);
        run.Append(new ProbeRecord(40, [new Correlation(40, 2, Measures.NullRotated, Convention.Default, 1000, 0.5921, 0.0218)], [picture], TimeSpan.FromSeconds(1)));
        return folder["run"];
    }

    /// <summary>The first two cells of an example's row.</summary>
    private static string Key(string example) => string.Join(',', example.Split('\n')[1].Split(',')[..2]) + ",";

    private static string Read(params string[] path) => File.ReadAllText(Repository.File(path));

    private static bool Exists(string name)
    {
        string[] parts = name.Split('.');
        return s_types.Any(t => t.Name == parts[0] && (parts.Length == 1 || t.GetMember(parts[1], BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static).Length > 0));
    }

    [GeneratedRegex("`([A-Z][A-Za-z0-9]*(?:\\.[A-Za-z0-9]+)?)`")]
    private static partial Regex Identifier();

    [GeneratedRegex("`([A-Z][a-z0-9]*(?:_[A-Za-z0-9]+){3,}|tests/[A-Za-z/.]+)`")]
    private static partial Regex FaultTest();
}
