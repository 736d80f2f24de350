using DeepNfa.Records;
using DeepNfa.Reports;
using Xunit;

namespace DeepNfa.Tests.Reports;

public sealed class RivalFigureTests
{
    private static readonly string[] s_names = ["centered-ansatz", "exponent", "fact", "collapse", "tangent-kernel"];

    [Fact]
    public void Each_rival_that_was_recorded_has_its_figure_and_the_others_have_none()
    {
        var run = SyntheticRun.Create(2);
        Assert.Empty(RunFigures.Of(run).Select(f => f.Name).Intersect(s_names));
        var all = RunFigures.Of(WithRivals(run)).Select(f => f.Name).ToList();
        Assert.All(s_names, name => Assert.Contains(name, all));
        Assert.Contains("Rivals and refinements", HtmlReport.Write([WithRivals(run)], new PageOptions { RunFolders = [""] }), StringComparison.Ordinal);
    }

    [Fact]
    public void An_exponent_that_every_power_fits_is_called_not_identified()
    {
        var figure = RunFigures.Of(WithRivals(SyntheticRun.Create(2))).Single(f => f.Name == "exponent");
        Assert.Contains("Not identified, every power fits: layer 2.", figure.Caption, StringComparison.Ordinal);
        // Layers 1 and 2 of three: theory says 1/3 and 1/2.
        Assert.Equal([1.0 / 3, 0.5], figure.Panels[0].Marks.OfType<Level>().Select(l => l.Value));
    }

    [Fact]
    public void The_null_of_the_update_is_drawn_dashed_beside_it()
    {
        var panel = RunFigures.Of(WithRivals(SyntheticRun.Create(2))).Single(f => f.Name == "centered-ansatz").Panels[0];
        Assert.Contains(panel.Marks.OfType<Line>(), l => l.Dashed && l.Y.Any(v => v == 0.3));
        Assert.Contains(panel.Marks.OfType<Line>(), l => !l.Dashed && l.Y.Any(v => v == 0.8));
    }

    [Fact]
    public void Several_runs_are_compared_by_their_rivals_less_the_nulls()
    {
        string page = HtmlReport.Write([WithRivals(SyntheticRun.Create(2)), SyntheticRun.Create(2)], new PageOptions { RunFolders = ["", ""] });
        int table = page.IndexOf("Rivals of all runs", StringComparison.Ordinal);
        Assert.Contains("centred ansatz − null</th>", page[table..], StringComparison.Ordinal);
        Assert.DoesNotContain("gauge floor</th>", page, StringComparison.Ordinal); // no run has it
        Assert.Contains("<td>0.500</td><td>0.200</td>", page[table..], StringComparison.Ordinal);
        Assert.DoesNotContain("Rivals of all runs", HtmlReport.Write([SyntheticRun.Create(2), SyntheticRun.Create(2)], new PageOptions { RunFolders = ["", ""] }), StringComparison.Ordinal);
    }

    private static RunRecord WithRivals(RunRecord run)
    {
        var (one, any) = (Convention.Default with { Power = 1 }, Convention.Default with { Power = double.NaN });
        IEnumerable<Correlation> Rows(int epoch, int layer) =>
        [
            Row(Measures.CenteredNfa, one, 0.8), Row(Measures.NullCenteredNfa, one, 0.3), Row(Measures.UncenteredNfa, one, 0.9), Row(Measures.NullUncenteredNfa, one, 0.7),
            Row(Measures.Exponent, any, 0.4), Row(Measures.ExponentLow, any, layer == 2 ? 0.1 : 0.3), Row(Measures.ExponentHigh, any, layer == 2 ? 1.5 : 0.6), Row(Measures.NullExponent, any, 0.2),
            Row(Measures.Fact, any, 0.5), Row(Measures.FactResidual, any, 0.1), Row(Measures.LossShare, any, 0.1),
            Row(Measures.CollapseInput, any, 2), Row(Measures.CollapseLinear, any, 1), Row(Measures.SimplexInput, any, 0.2),
            Row(Measures.KernelTarget, any, 0.5), Row(Measures.NullKernelTarget, any, 0.1), Row(Measures.KernelInitial, any, 0.9),
        ];
        int[] epochs = [.. run.Correlations.Select(c => c.Epoch).Distinct()];
        return new(run.Manifest, run.Epochs, [.. run.Correlations, .. from e in epochs from l in new[] { 1, 2 } from r in Rows(e, l) select r with { Epoch = e, Layer = l }], run.Timings, run.ProbedEpochs, run.PicturesAt);

        static Correlation Row(string measure, Convention convention, double value) => new(0, 0, measure, convention, 100, value);
    }
}
