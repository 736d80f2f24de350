using DeepNfa.Records;
using DeepNfa.Reports;
using Xunit;

namespace DeepNfa.Tests.Reports;

public class FigureTests
{
    private static readonly ImageShape Digit = new(6, 6, 1);

    private static Figure Named(RunRecord run, string name) => RunFigures.Of(run).Single(f => f.Name == name);

    [Fact]
    public void A_run_has_seven_figures_with_names_of_their_own()
        => Assert.Equal(["ansatz", "training", "accuracy", "overlap", "spectra", "features", "matrices"], RunFigures.Of(SyntheticRun.Create()).Select(f => f.Name));

    [Fact]
    public void Every_figure_has_a_title_a_caption_and_words_for_those_who_cannot_see_it()
        => Assert.All(RunFigures.Of([SyntheticRun.Create(image: Digit), SyntheticRun.Create(5, classification: false, seed: 1)]),
            f => Assert.True(f.Title.Length > 0 && f.Caption.Length > 0 && f.Alt.Length > 0, f.Name));

    [Fact]
    public void The_ansatz_figure_shows_the_hidden_layers_and_leaves_the_read_out_out()
    {
        var figure = Named(SyntheticRun.Create(3), "ansatz");
        var names = figure.Panels.SelectMany(p => p.Marks).Select(m => m.Name).Where(n => n?.StartsWith("Layer", StringComparison.Ordinal) == true).Distinct();
        Assert.Equal(["Layer 1", "Layer 2", "Layer 3"], names);
        Assert.Contains("read-out is left out", figure.Note);
        Assert.Contains("AGOP^½, uncentred, Pearson", figure.Subtitle);
        Assert.Equal(4, figure.Panels.Count);
    }

    [Fact]
    public void The_lines_hold_the_values_of_the_record_and_the_null_its_band_of_two_sd()
    {
        var run = SyntheticRun.Create(3);
        var panel = Named(run, "ansatz").Panels[0];
        var line = panel.Marks.OfType<Line>().Single(l => l.Name == "Layer 2");
        var rows = run.Correlations.Where(c => c.Measure == Measures.NfmAgop && c.Layer == 2).ToList();
        Assert.Equal(rows.Select(r => r.Value), line.Y);
        Assert.Equal(rows.Select(r => (double)r.Epoch), line.X);
        var nulls = run.Correlations.Where(c => c.Measure == Measures.NullRotated && c.Layer == 2).ToList();
        var dashed = panel.Marks.OfType<Line>().Single(l => l.Dashed && l.Color == line.Color);
        Assert.Equal(nulls.Select(r => r.Value - 2 * r.Sd!.Value), dashed.Low!);
        Assert.Equal(nulls.Select(r => r.Value + 2 * r.Sd!.Value), dashed.High!);
    }

    [Fact]
    public void An_undefined_update_is_a_gap_and_never_zero()
    {
        var update = Named(SyntheticRun.Create(3), "ansatz").Panels[3].Marks.OfType<Line>().First();
        Assert.True(double.IsNaN(update.Y[0]));
        Assert.DoesNotContain(0.0, update.Y);
    }

    [Fact]
    public void The_band_of_the_dual_cosine_is_two_sd_of_its_rotation_law()
    {
        var band = Named(SyntheticRun.Create(3, width: 64, inputs: 100), "ansatz").Panels[2].Marks.OfType<Level>().Single(l => l.HalfWidth > 0);
        Assert.Equal(2 * Math.Sqrt(2.0 / (63 * 66)), band.HalfWidth, 12);
    }

    [Fact]
    public void A_convention_that_was_not_the_default_is_shown_when_it_is_the_only_one()
    {
        var run = SyntheticRun.Create(3);
        var other = Convention.Default with { Power = 1, Centered = true };
        var renamed = new RunRecord(run.Manifest, run.Epochs, [.. run.Correlations.Select(c => c with { Convention = other })], run.Timings, run.ProbedEpochs, run.PicturesAt);
        Assert.StartsWith("AGOP, centred, Pearson", Named(renamed, "ansatz").Subtitle);
    }

    [Fact]
    public void Loss_over_more_than_a_decade_gets_a_log_axis_and_regression_shows_R2()
    {
        var figure = Named(SyntheticRun.Create(classification: false), "training");
        Assert.Equal(AxisScale.Log, figure.Panels[0].Y.Scale);
        Assert.Equal("R²", figure.Panels[1].Title);
    }

    [Fact]
    public void Spectra_start_at_one_and_the_AGOP_is_rooted()
    {
        var run = SyntheticRun.Create(2);
        var line = Named(run, "spectra").Panels[0].Marks.OfType<Line>().Single(l => l.Name == "AGOP^½ at epoch 40");
        var values = run.PicturesAt(40)[0].AgopSpectrum;
        Assert.Equal(1, line.Y[0]);
        Assert.Equal(Math.Sqrt(values[1] / values[0]), line.Y[1], 12);
    }

    [Fact]
    public void Eigenvectors_of_an_image_are_tiles_whose_largest_entry_is_one()
    {
        var run = SyntheticRun.Create(image: Digit);
        var mosaic = Named(run, "features").Panels[1].Marks.OfType<Heat>().Single().Values;
        Assert.Equal((2 * 6 + 2, 4 * 6 + 3 * 2), (mosaic.GetLength(0), mosaic.GetLength(1)));
        Assert.Equal(1, mosaic.Cast<double>().Where(double.IsFinite).Max(), 12);
        Assert.True(double.IsNaN(mosaic[0, 6]));
        var first = run.PicturesAt(40)[0].NfmVectors;
        double top = Enumerable.Range(0, 36).Select(j => first[0, j]).MaxBy(Math.Abs);
        Assert.Equal(first[0, 7] / top, mosaic[1, 1], 12);
    }

    [Fact]
    public void An_eigenvector_of_the_AGOP_is_turned_to_the_one_it_repeats()
    {
        var run = SyntheticRun.Create(image: Digit);
        var pictures = run.PicturesAt(40).Select(p => p with { AgopVectors = Negated(p.NfmVectors) }).ToList();
        var turned = new RunRecord(run.Manifest, run.Epochs, run.Correlations, run.Timings, [40], _ => pictures);
        var panels = Named(turned, "features").Panels;
        Assert.Equal(panels[1].Marks.OfType<Heat>().Single().Values, panels[3].Marks.OfType<Heat>().Single().Values);
    }

    private static double[,] Negated(double[,] m)
    {
        var n = (double[,])m.Clone();
        for (int i = 0; i < n.GetLength(0); i++)
            for (int j = 0; j < n.GetLength(1); j++)
                n[i, j] = -n[i, j];
        return n;
    }

    [Fact]
    public void A_mosaic_lays_tiles_row_by_row_with_blank_gaps()
    {
        var mosaic = Heat.Mosaic([new double[,] { { 1 } }, new double[,] { { 2 } }, new double[,] { { 3 } }], 2, 1);
        Assert.Equal(new[,] { { 1, double.NaN, 2 }, { double.NaN, double.NaN, double.NaN }, { 3, double.NaN, double.NaN } }, mosaic);
    }

    [Fact]
    public void Colour_maps_end_at_their_stops_and_mix_between_them()
    {
        Assert.Equal("#440154", ColorMap.Viridis.At(0));
        Assert.Equal("#fde725", ColorMap.Viridis.At(2));
        Assert.Equal("#f7f7f7", ColorMap.Diverging.At(0.5));
        Assert.Equal("#808080", new ColorMap("grey", ["#000000", "#ffffff"]).At(0.5));
    }

    [Fact]
    public void Two_hundred_layers_are_drawn_with_few_names_and_few_heat_maps()
    {
        var figures = RunFigures.Of(SyntheticRun.Create(200, width: 4, inputs: 4, pooled: 4, probed: [0, 1]));
        Assert.InRange(figures[0].Panels.SelectMany(p => p.Marks).Select(m => m.Name).OfType<string>().Distinct().Count(), 3, 12);
        var matrices = figures.Single(f => f.Name == "matrices");
        Assert.Equal(12, matrices.Panels.Count);
        Assert.Contains("6 of 200", matrices.Note);
    }

    [Fact]
    public void A_run_without_a_hidden_layer_or_a_probe_has_only_its_training_curves()
    {
        var run = SyntheticRun.Create(0);
        Assert.Equal(["training"], RunFigures.Of(new RunRecord(run.Manifest, run.Epochs, [], [], [], _ => [])).Select(f => f.Name));
        Assert.Equal(["training"], RunFigures.Of(run).Select(f => f.Name));
    }

    [Fact]
    public void Runs_are_named_in_a_comparison_by_what_tells_them_apart()
    {
        var comparison = RunFigures.Of([SyntheticRun.Create(3), SyntheticRun.Create(3, seed: 7)])[0];
        Assert.Equal("comparison", comparison.Name);
        Assert.Equal(["seed 0", "seed 7"], comparison.Panels[0].Marks.OfType<Points>().Select(p => p.Name).OfType<string>().Take(2));
    }

    [Fact]
    public void A_narrow_grid_of_matrices_puts_the_two_matrices_of_a_layer_side_by_side()
    {
        var narrow = Named(SyntheticRun.Create(3), "matrices").Narrow();
        Assert.Equal(2, narrow.Columns);
        Assert.Equal(["Layer 1: WᵀW (20 → 12)", "Layer 1: AGOP^½", "Layer 2: WᵀW (64 → 12)"], narrow.Panels.Take(3).Select(p => p.Title));
    }
}
