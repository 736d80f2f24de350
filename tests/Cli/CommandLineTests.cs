using System.Text.Json;
using System.Text.RegularExpressions;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Cli;

[Collection(Alone.Name)]
public sealed class CommandLineTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Out(string name) => Path.Combine(_folder.Path, name);

    [Theory]
    [InlineData("run", "nothing-like-this")]
    [InlineData("run", "--preset", "full")]
    [InlineData("run", "quickstart", "--preset", "huge")]
    [InlineData("run", "quickstart", "--sede", "3")]
    [InlineData("run", "--quick")]
    [InlineData("run", "quickstart", "--set", "epoch=3")]
    [InlineData("run", "quickstart", "--set", "epochs=many")]
    [InlineData("run", "quickstart", "--set", "conventions=most")]
    [InlineData("run", "quickstart", "--seed", "x")]
    [InlineData("run", "quickstart", "--smoke", "--threads", "0")]
    [InlineData("run", "quickstart", "--smoke", "--device", "tpu")]
    [InlineData("run", "quickstart", "--smoke", "--plots", "paint")]
    [InlineData("run", "quickstart", "--smoke", "--precision", "float16")]
    [InlineData("frobnicate")]
    [InlineData("train", "--data", "digits", "--hidden", "64,0")]
    [InlineData("train", "--data", "digits", "--hidden", "wide")]
    [InlineData("train", "--data", "digits", "--activation", "swish")]
    [InlineData("train", "--data", "digits", "--rate", "-1")]
    [InlineData("train")]
    public void A_wrong_command_line_ends_with_code_2_and_one_sentence(params string[] args)
    {
        bool runs = args.Contains("--smoke") || (args[0] == "train" && args.Length > 1);
        var (code, output, error) = Called.Run([.. args, .. runs ? new[] { "--out", Out("x") } : []]);
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("deepnfa: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out("x")), "nothing is written for a command line that is wrong");
    }

    [Fact]
    public void A_mistyped_option_is_shown_in_its_place()
    {
        var (_, _, error) = Called.Run("run", "quickstart", "--sede", "3");
        string[] lines = error.Split('\n');
        Assert.Equal("deepnfa: Unknown option '--sede'.", lines[0]);
        Assert.Equal("  deepnfa run quickstart --sede 3", lines[1]);
        Assert.Equal(lines[1].IndexOf("--sede", StringComparison.Ordinal), lines[2].IndexOf('^', StringComparison.Ordinal));
        Assert.Equal("'deepnfa run --help' lists what is expected.", lines[3]);
    }

    [Fact]
    public void Missing_data_end_with_code_3_and_say_where_to_name_them()
    {
        var (code, _, error) = Called.Run("train", "--data", Out("nowhere"), "--out", Out("x"));
        Assert.Equal(3, code);
        Assert.Contains("--data", error, StringComparison.Ordinal);
        Assert.Contains("nowhere", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Divergence_ends_with_code_4_and_keeps_what_was_recorded()
    {
        var (code, _, error) = Called.Run("run", "quickstart", "--smoke", "--set", "rate=1e30", "--set", "epochs=5", "--out", Out("x"));
        Assert.Equal(4, code);
        Assert.Contains("1E+30", error, StringComparison.Ordinal);
        var record = RunFolder.Open(Out("x")).Load();
        Assert.Equal(0, record.Epochs[0].Epoch);
        Assert.NotEmpty(record.Correlations);
    }

    [Fact]
    public void A_folder_that_holds_a_run_already_ends_with_code_5_and_stays_as_it_is()
    {
        Assert.Equal(0, Called.Run("run", "quickstart", "--smoke", "--plots", "none", "--out", Out("x")).Code);
        byte[] before = File.ReadAllBytes(Path.Combine(Out("x"), "correlations.csv"));
        var (code, _, error) = Called.Run("run", "quickstart", "--smoke", "--plots", "none", "--out", Out("x"));
        Assert.Equal(5, code);
        Assert.Contains("--out", error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(Out("x"), "correlations.csv")));
    }

    [Fact]
    public void Equal_seeds_write_equal_files_and_another_seed_does_not()
    {
        foreach (var (name, seed) in new[] { ("a", "1"), ("b", "1"), ("c", "2") })
            Assert.Equal(0, Called.Run("run", "quickstart", "--smoke", "--plots", "none", "--seed", seed, "--out", Out(name)).Code);
        byte[] Bytes(string run, string file) => File.ReadAllBytes(Path.Combine(Out(run), file));
        foreach (string file in new[] { "epochs.csv", "correlations.csv" })
        {
            Assert.Equal(Bytes("a", file), Bytes("b", file));
            Assert.NotEqual(Bytes("a", file), Bytes("c", file));
        }
    }

    [Fact]
    public void A_run_in_all_conventions_has_a_page_that_switches_between_them()
    {
        Assert.Equal(0, Called.Run("run", "quickstart", "--smoke", "--plots", "none", "--set", "conventions=all", "--out", Out("x")).Code);
        Assert.Equal(8, RunFolder.Open(Out("x")).Load().Correlations.Select(c => c.Convention).Distinct().Count());
        string page = File.ReadAllText(Path.Combine(Out("x"), "report.html"));
        Assert.All(new[] { "matrix", "power", "centred", "similarity" }, name => Assert.Contains($"name=\"{name}\" value=\"1\"", page, StringComparison.Ordinal));
        Assert.Equal(16, Regex.Count(page, "<div class=\"variant\""));
    }

    [Fact]
    public void Json_holds_every_number_of_the_run()
    {
        var (code, output, _) = Called.Run("run", "two-coordinate-product", "--smoke", "--plots", "none", "--json", "--out", Out("x"));
        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(output);
        var run = json.RootElement.GetProperty("runs")[0];
        Assert.Equal("100-16×2-1", run.GetProperty("network").GetString());
        Assert.Equal(RunFolder.Open(Out("x")).Load().Correlations.Count, run.GetProperty("correlations").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("verdict").ValueKind); // a smoke form judges nothing
    }

    [Fact]
    public void Saved_weights_are_those_of_the_last_checkpoint_and_nothing_else()
    {
        string file = Out("weights.npz");
        Assert.Equal(0, Called.Run("train", "--data", "digits", "--hidden", "8", "--bias", "--epochs", "1", "--train-samples", "50", "--validation-samples", "10", "--plots", "none", "--save", file, "--out", Out("x")).Code);
        var (saved, checkpoint) = (Npz.Read(file), RunFolder.Open(Out("x")).ReadWeights(1));
        Assert.Equal(["W1", "W2", "b1", "b2"], saved.Keys.Order(StringComparer.Ordinal));
        Assert.All(saved, a => Assert.Equal(checkpoint[a.Key].ToSingles(), a.Value.ToSingles()));
    }

    [Fact]
    public void A_dry_run_writes_nothing()
    {
        var (code, output, _) = Called.Run("run", "quickstart", "--dry-run", "--set", "epochs=7", "--out", Out("x"));
        Assert.Equal(0, code);
        Assert.Equal(7, JsonDocument.Parse(output).RootElement.GetProperty("settings").GetProperty("epochs").GetInt32());
        Assert.False(Directory.Exists(Out("x")));
    }

    [Fact]
    public void Report_draws_a_recorded_run_anew_and_refuses_what_is_none()
    {
        Called.Run("run", "quickstart", "--smoke", "--plots", "none", "--out", Out("x"));
        File.Delete(Path.Combine(Out("x"), "report.html"));
        Assert.Equal(0, Called.Run("report", Out("x"), "--plots", "none").Code);
        Assert.True(File.Exists(Path.Combine(Out("x"), "report.html")));
        Assert.Equal(3, Called.Run("report", _folder.Path + "/nothing").Code);
    }

    [Fact]
    public void A_damaged_data_file_ends_with_code_3_and_is_named()
    {
        _folder.Write("data/train-images-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, 9, 0, 0, 0, 28, 0, 0, 0, 28, 1, 2, 3]); // nine images promised, three bytes given
        _folder.Write("data/train-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 0]);
        _folder.Write("data/t10k-images-idx3-ubyte", [1, 2, 3]);
        _folder.Write("data/t10k-labels-idx1-ubyte", []);
        foreach (string[] verb in new[] { new[] { "run", "mnist", "--smoke" }, ["train"] })
        {
            var (code, output, error) = Called.Run([.. verb, "--data", _folder["data"], "--out", Out("x")]);
            Assert.Equal((3, ""), (code, output));
            Assert.Contains("train-images-idx3-ubyte", error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        }
        Assert.False(Directory.Exists(Out("x")), "nothing is written where there is nothing to train on");
    }

    [Fact]
    public void A_folder_that_cannot_be_written_ends_with_code_5_and_is_named()
    {
        string file = _folder.Write("file", [1]); // below a regular file nobody can write, not even root
        var (code, output, error) = Called.Run("run", "quickstart", "--smoke", "--out", Path.Combine(file, "run"));
        Assert.Equal((5, ""), (code, output));
        Assert.Contains(file, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_cannot_be_written_ends_with_code_5_and_leaves_the_records()
    {
        Assert.Equal(0, Called.Run("run", "quickstart", "--smoke", "--plots", "none", "--out", Out("x")).Code);
        string file = _folder.Write("file", [1]);
        var (code, output, error) = Called.Run("report", Out("x"), "--plots", "none", "--out", Path.Combine(file, "page"));
        Assert.Equal((5, ""), (code, output));
        Assert.Contains(file, error, StringComparison.Ordinal);
        Assert.NotEmpty(RunFolder.Open(Out("x")).Load().Correlations);
    }

    [Fact]
    public void Every_verb_stands_in_the_readme()
    {
        var verbs = Called.Run("--help").Out.Split("Commands:")[1].Split('\n').Select(l => l.Trim().Split(' ')[0]).Where(v => v.Length > 0).ToList();
        Assert.Contains("run", verbs);
        string readme = File.ReadAllText(Repository.File("README.md"));
        Assert.DoesNotContain(verbs, verb => !Regex.IsMatch(readme, $@"(?m)^\|.*`{verb}[ `]"));
    }

    [Fact]
    public void Doctor_tells_of_each_part_and_finds_all_that_training_needs()
    {
        var (code, output, error) = Called.Run("doctor");
        Assert.Equal((0, ""), (code, error));
        foreach (string part in new[] { "machine", ".NET", "Torch", "libtorch", "threads", "CUDA", "gnuplot", "ScottPlot", "data" })
            Assert.Contains(output.Split('\n'), line => line.Length > 9 && line[9..].StartsWith(part, StringComparison.Ordinal));
        using var json = JsonDocument.Parse(Called.Run("doctor", "--json").Out);
        Assert.All(json.RootElement.EnumerateArray(), f => Assert.True(f.GetProperty("good").GetBoolean() || f.GetProperty("advice").GetString()!.EndsWith('.'), "what is missing comes with advice"));
    }

    [Fact]
    public void A_network_without_hidden_layers_has_scores_and_no_table()
    {
        var (code, output, error) = Called.Run("train", "--data", "digits", "--hidden", "none", "--train-samples", "60", "--validation-samples", "20", "--epochs", "2", "--plots", "none", "--out", Out("x"));
        Assert.True(code == 0, error);
        Assert.Contains("784-10 on drawn digits, 2 epochs: training loss ", output, StringComparison.Ordinal);
        Assert.Contains("The network has no hidden layer", output, StringComparison.Ordinal);
        Assert.All(new[] { "machine on", "iteration", "NaN", "null_rotated" }, text => Assert.DoesNotContain(text, output, StringComparison.Ordinal));
        Assert.Contains("The network has no hidden layer", File.ReadAllText(Path.Combine(Out("x"), "report.html")), StringComparison.Ordinal);
        (code, output, _) = Called.Run("report", Out("x"), "--markdown");
        Assert.Equal(0, code);
        Assert.Contains("The network has no hidden layer", output, StringComparison.Ordinal);
        Assert.DoesNotContain("| layer |", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_has_a_row_for_each_hidden_layer()
    {
        Assert.Equal(0, Called.Run("run", "quickstart", "--smoke", "--plots", "none", "--out", Out("x")).Code);
        var (code, output, _) = Called.Run("report", Out("x"), "--markdown");
        Assert.Equal(0, code);
        Assert.Contains("\n| layer | ρ | null | excess | dual | update |\n", output, StringComparison.Ordinal);
        Assert.Equal(["| 1 |", "| 2 |"], output.Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal) && char.IsDigit(l[2])).Select(l => l[..5]));
    }

    [Fact]
    public void Every_experiment_is_listed_described_and_has_three_presets()
    {
        string list = Called.Run("list").Out;
        foreach (var experiment in DeepNfa.Experiments.Catalogue.All)
        {
            Assert.Contains(experiment.Name, list, StringComparison.Ordinal);
            Assert.EndsWith("?", experiment.Question, StringComparison.Ordinal);
            foreach (string preset in new[] { "full", "smoke", "paper" })
            {
                var (code, output, _) = Called.Run("describe", experiment.Name, "--preset", preset, "--json");
                Assert.Equal(0, code);
                Assert.Contains(JsonDocument.Parse(output).RootElement.GetProperty("settings").EnumerateObject(), s => s.Name is "epochs" or "iterations" or "depth" or "maxRows" && s.Value.GetInt32() > 0);
            }
        }
    }
}
