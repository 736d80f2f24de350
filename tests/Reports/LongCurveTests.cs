using DeepNfa.Records;
using DeepNfa.Reports;
using Xunit;

namespace DeepNfa.Tests.Reports;

public class LongCurveTests
{
    private static RunRecord Long(int epochs, Func<int, double> loss)
    {
        var run = SyntheticRun.Create();
        var first = run.Epochs[0];
        return new(run.Manifest, [.. Enumerable.Range(0, epochs).Select(e => first with { Epoch = e, Train = first.Train with { Loss = loss(e) } })], run.Correlations, run.Timings, [], _ => []);
    }

    private static Line Training(RunRecord run) => RunFigures.Of(run).Single(f => f.Name == "training").Panels[0].Marks.OfType<Line>().Single(l => l.Name == "Training");

    [Fact]
    public void Of_a_curve_of_thirty_thousand_epochs_at_most_two_thousand_points_are_drawn_its_spikes_dips_and_ends_among_them()
    {
        var line = Training(Long(30_000, e => e switch { 12_345 => 9, 777 => 0.001, _ => 1 + 0.1 * Math.Sin(e) }));
        Assert.InRange(line.X.Count, 500, 2000);
        Assert.Equal(line.X.Order(), line.X);
        Assert.Equal((0, 29_999), (line.X[0], line.X[^1]));
        Assert.Equal((9.0, 0.001), (line.Y.Max(), line.Y.Min()));
        Assert.Equal(12_345, line.X[line.Y.ToList().IndexOf(9)]);
    }

    [Fact]
    public void A_gap_stays_a_gap()
    {
        var line = Training(Long(10_000, e => e is >= 5000 and < 6000 ? double.NaN : 1));
        Assert.All(line.X.Zip(line.Y), p => Assert.Equal(p.First is >= 5000 and < 6000, double.IsNaN(p.Second)));
        Assert.Contains(line.Y, double.IsNaN);
    }

    [Fact]
    public void A_curve_that_a_figure_can_hold_is_drawn_whole() => Assert.Equal(2000, Training(Long(2000, e => e)).X.Count);
}
