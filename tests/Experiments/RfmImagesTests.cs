using DeepNfa.Cli;
using DeepNfa.Experiments;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Experiments;

public sealed class RfmImagesTests
{
    [Fact]
    public void The_smoke_form_records_accuracy_and_seconds_of_every_iteration_and_one_solve_of_each_control()
    {
        using var folder = new TempFolder();
        using var stop = new Interruption();
        var (output, error) = (new StringWriter(), new StringWriter());
        int code = CommandLine.Run(["run", "rfm-images", "--smoke", "--data", "builtin", "--plots", "none", "--out", folder["run"]], new(output, error, Interactive: false, stop));
        Assert.True(code == 0, error.ToString());
        var records = Directory.GetDirectories(folder["run"]).Where(d => RunFolder.IsRun(d)).Select(d => RunFolder.Open(d).Load()).ToList();
        Assert.Equal(2 * 4, records.Count); // two sets, the fit and three controls
        foreach (var learned in records.Where(r => r.Epochs.Count > 1))
        {
            Assert.Equal([0, 1], learned.Epochs.Select(e => e.Epoch));
            Assert.Equal(["train", "train", "agop"], learned.Timings.Select(t => t.Phase));
            Assert.All(learned.Timings, t => Assert.True(t.Seconds > 0));
        }
        Assert.Equal(6, records.Count(r => r.Epochs.Count == 1));
        var experiment = Catalogue.Find("rfm-images");
        Assert.Equal(4, experiment.Figures(records)[0].Panels.Count);
        Assert.NotEmpty(experiment.Judge(records).Checks);
    }
}
