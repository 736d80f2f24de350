using DeepNfa.Tests.Reports;
using Xunit;

namespace DeepNfa.Tests.Cli;

/// <summary>What <c>report</c> says of runs whose records are damaged, and what it still shows of them.</summary>
public sealed class ReportCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _run;

    public ReportCommandTests() => _run = SyntheticRun.Create(2, width: 8, inputs: 6, pooled: 6, probed: [0, 1, 2]).Write(_folder["run"]);

    public void Dispose() => _folder.Dispose();

    private (int Code, string Out, string Error) Page(params string[] runs) => Called.Run(["report", .. runs, "--plots", "none", "--out", _folder["page"]]);

    private string Reading => File.ReadAllText(_folder["page/report.html"]);

    private string In(string file) => Path.Combine(_run, file);

    /// <summary>One sentence on the error stream that names the file, on the page as well; exit code 3, and a page.</summary>
    private void AssertShownWith(string file, string said, (int Code, string Out, string Error) result)
    {
        Assert.Equal((3, Path.Combine(_folder["page"], "report.html") + Environment.NewLine), (result.Code, result.Out));
        string sentence = Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains($"{file}'", sentence, StringComparison.Ordinal);
        Assert.Contains(said, sentence, StringComparison.Ordinal);
        Assert.Contains("class=\"notice\"", Reading, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(file), Reading, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sound_run_is_reported_without_a_word()
    {
        Assert.Equal((0, ""), (Page(_run).Code, Page(_run).Error));
        Assert.Equal((0, ""), (Called.Run("report", _run, "--markdown").Code, Called.Run("report", _run, "--markdown").Error));
    }

    [Theory, InlineData("epoch-000000.npz"), InlineData("epoch-000001.npz"), InlineData("epoch-000002.npz")]
    public void A_damaged_probe_is_named_and_the_rest_is_shown(string probe)
    {
        string file = In($"probes/{probe}");
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..300]);
        AssertShownWith(file, "is no sound .npz file", Page(_run));
        Assert.Contains("At epoch 2 (", Reading, StringComparison.Ordinal);
        var (code, output, error) = Called.Run("report", _run, "--markdown");
        Assert.Equal(3, code);
        Assert.Contains(probe, error, StringComparison.Ordinal);
        Assert.Contains("| 2 |", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_probe_beside_others_is_named()
    {
        File.Delete(In("probes/epoch-000001.npz"));
        AssertShownWith("epoch-000001.npz", "is missing", Page(_run));
        Directory.Delete(In("probes"), recursive: true); // records are kept so
        Assert.Equal((0, ""), (Page(_run).Code, Page(_run).Error));
    }

    [Fact]
    public void Missing_losses_of_measured_epochs_are_named_and_the_layers_are_shown()
    {
        string whole = File.ReadAllText(In("epochs.csv"));
        File.WriteAllText(In("epochs.csv"), whole[..(whole.IndexOf("\n2,", StringComparison.Ordinal) + 1)]);
        AssertShownWith("epochs.csv", "has no row of it", Page(_run));
        File.Delete(In("epochs.csv"));
        AssertShownWith("epochs.csv", "is missing", Page(_run));
        Assert.Contains("At epoch 2 (", Reading, StringComparison.Ordinal);
        Assert.DoesNotContain("The run is not finished", Reading, StringComparison.Ordinal);
        Called.AssertRefused(3, "epochs.csv': expected", Called.Run("report", _run, "--markdown"));
    }

    [Fact]
    public void Missing_correlations_and_times_are_named()
    {
        File.Delete(In("timings.csv"));
        AssertShownWith("timings.csv", "is missing", Page(_run));
        Assert.Contains("Training –, measuring –;", Called.Run("report", _run, "--markdown").Out, StringComparison.Ordinal);
        SyntheticRun.Create(2, width: 8, inputs: 6, pooled: 6, probed: [0, 1, 2]).Write(_folder["other"]);
        File.Delete(_folder["other/correlations.csv"]);
        AssertShownWith("correlations.csv", "is missing", Page(_folder["other"]));
    }

    [Theory, InlineData("nan"), InlineData("NaN")]
    public void A_NaN_in_words_is_refused_by_its_line_and_an_empty_cell_is_not(string word)
    {
        string[] lines = File.ReadAllLines(In("epochs.csv"));
        string[] cells = lines[3].Split(',');
        (lines[3], string text) = (string.Join(',', cells[0], cells[1], "", cells[3], cells[4]), string.Join(',', cells[0], cells[1], word, cells[3], cells[4]));
        File.WriteAllText(In("epochs.csv"), string.Join('\n', lines) + "\n");
        Assert.Equal((0, ""), (Page(_run).Code, Page(_run).Error));
        lines[3] = text;
        File.WriteAllText(In("epochs.csv"), string.Join('\n', lines) + "\n");
        Called.AssertRefused(3, "epochs.csv', line 4", Page(_run));
        Called.AssertRefused(3, "epochs.csv', line 4", Called.Run("report", _run, "--markdown"));
    }

    [Fact]
    public void Of_several_runs_the_damaged_are_named_and_the_sound_are_shown()
    {
        string sound = SyntheticRun.Create(2, width: 8, inputs: 6, pooled: 6, probed: [0, 1, 2], seed: 1).Write(_folder["sound"]);
        File.Delete(In("epochs.csv"));
        AssertShownWith("run/epochs.csv", "is missing", Page(_run, sound));
        var (code, output, error) = Called.Run("report", _run, sound, "--markdown");
        Assert.Equal(3, code);
        Assert.Contains("epochs.csv", error, StringComparison.Ordinal);
        Assert.Contains("seed 1: training loss", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_was_interrupted_before_its_first_epoch_lacks_nothing()
    {
        string run = SyntheticRun.Create(2, width: 8, inputs: 6, pooled: 6, probed: [0, 1, 2]).Write(_folder["begun"], until: -1);
        Assert.Equal((0, ""), (Page(run).Code, Page(run).Error));
        Assert.Equal((0, ""), (Page(run, _run).Code, Page(run, _run).Error));
    }
}
