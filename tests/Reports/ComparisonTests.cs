using System.Text.Json;
using DeepNfa.Records;
using DeepNfa.Reports;
using Xunit;

namespace DeepNfa.Tests.Reports;

public class ComparisonTests
{
    private static RunRecord With(RunRecord run, object settings) =>
        new(run.Manifest with { Settings = JsonSerializer.SerializeToElement(settings) }, run.Epochs, run.Correlations, run.Timings, run.ProbedEpochs, run.PicturesAt);

    private static readonly RunRecord[] Widths = [.. from width in new[] { 128, 32, 64 } from seed in Enumerable.Range(0, 3) select SyntheticRun.Create(3, width: width, seed: seed, strength: width / 128.0)];

    [Fact]
    public void Runs_that_differ_in_their_seed_alone_are_one_group_with_mean_and_spread()
    {
        var groups = RunGroup.Of(Widths, null);
        Assert.Equal(["width 128", "width 32", "width 64"], groups.Select(g => g.Label));
        var excess = RunFigures.Of(Widths)[0].Panels[1].Marks.OfType<Bars>().First();
        double[] values = [.. Widths.Take(3).Select(r => r.Correlations.Single(c => c.Epoch == 40 && c.Layer == 2 && c.Measure == Measures.Excess).Value)];
        double mean = values.Average();
        Assert.Equal(mean, excess.Values[1], 12);
        Assert.Equal(Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / 2), excess.Errors![1], 12);
        Assert.True(excess.Errors[1] > 0);
    }

    [Fact]
    public void Where_only_seeds_differ_the_seeds_are_compared()
        => Assert.Equal(["seed 0", "seed 1", "seed 2"], RunGroup.Of(Widths[..3], null).Select(g => g.Label));

    [Fact]
    public void Where_the_task_tells_all_that_differs_it_alone_is_said()
    {
        RunRecord[] runs = [.. from task in new[] { "add", "divide" } from seed in Enumerable.Range(0, 2) select With(SyntheticRun.Create(2, width: task == "add" ? 32 : 64, seed: seed), new { task, epochs = 40 })];
        Assert.Equal(["add", "divide"], RunGroup.Of(runs, null).Select(g => g.Label));
        Assert.Equal(["add, width 32", "divide, width 64", "divide, width 128"], RunGroup.Of([.. runs, With(SyntheticRun.Create(2, width: 128), new { task = "divide", epochs = 40 })], null).Select(g => g.Label).Select(l => string.Join(", ", l.Split(", ").Order())));
    }

    [Fact]
    public void Runs_by_something_else_than_epochs_say_by_what()
    {
        RunRecord[] runs = [.. Enumerable.Range(0, 2).Select(seed => SyntheticRun.Create(2, seed: seed)).Select(r => new RunRecord(r.Manifest with { Step = "inputs kept" }, r.Epochs, r.Correlations, r.Timings, r.ProbedEpochs, r.PicturesAt))];
        var figure = RunFigures.Of(runs).Single(f => f.Name == "comparison-epochs");
        Assert.Equal("Score by inputs kept", figure.Title);
        Assert.All(figure.Panels, p => Assert.Equal("Inputs kept", p.X.Label));
        Assert.Equal("Inputs kept", RunFigures.Of(runs[0]).Single(f => f.Name == "training").Panels[0].X.Label);
    }

    [Fact]
    public void Pictures_of_an_answer_are_drawn_once_for_all_and_charts_by_the_script()
    {
        var heat = new Figure("pictures", "Pictures", [new("", new Axis(), new Axis(), [new Heat(new double[2, 2], ColorMap.Viridis, 0, 1)], Bare: true)]);
        var chart = new Figure("chart", "Chart", [new("", new Axis(), new Axis(), [new Line("a", [0, 1], [0, 1], "#000000")])]);
        string page = HtmlReport.Write(Widths[..2], new PageOptions { Answer = new("Is it so?", "It is.", [], [heat, chart]) });
        Assert.Contains("<figure id=\"f-pictures\" class=\"image\">", page);
        Assert.Contains("<figure id=\"f-chart\" class=\"chart\">", page);
        Assert.DoesNotContain("\"f-pictures\":", page);
    }

    [Fact]
    public void A_factor_has_a_figure_with_its_values_in_order()
    {
        var figures = RunFigures.Of(Widths);
        Assert.Equal(["comparison", "comparison-epochs", "comparison-by-width"], figures.Select(f => f.Name));
        var panel = figures[2].Panels[0];
        Assert.Equal(["32", "64", "128"], panel.X.Categories!);
        var points = panel.Marks.OfType<Points>().Single();
        Assert.Equal([0, 1, 2], points.X);
        Assert.True(points.Y[0] < points.Y[1] && points.Y[1] < points.Y[2]);
        Assert.Contains("Zero excess is what shared weights give", figures[2].Caption);
    }

    [Fact]
    public void Depth_activation_and_optimizer_are_told_apart_and_lines_join_what_shares_the_rest()
    {
        var runs = new List<RunRecord>();
        foreach (int depth in new[] { 2, 3 })
            foreach (string optimizer in new[] { "sgd", "adam" })
                runs.Add(With(SyntheticRun.Create(depth), new { epochs = 40, optimizer }));
        var figures = RunFigures.Of(runs);
        Assert.Contains(figures, f => f.Name == "comparison-by-optimizer");
        var depths = figures.Single(f => f.Name == "comparison-by-depth");
        Assert.Equal(["optimizer sgd", "optimizer adam"], depths.Panels[0].Marks.OfType<Points>().Select(p => p.Name));
        Assert.Equal(["depth 2, sgd", "depth 2, adam", "depth 3, sgd", "depth 3, adam"], RunGroup.Of(runs, null).Select(g => g.Label));
    }

    [Fact]
    public void Of_many_combinations_a_figure_shows_every_factor_with_the_mean_over_the_others()
    {
        var runs = new List<RunRecord>();
        foreach (int depth in new[] { 2, 3 })
            foreach (int width in new[] { 16, 32 })
                foreach (string optimizer in new[] { "sgd", "adam" })
                    foreach (int batch in new[] { 8, 64 })
                        runs.Add(With(SyntheticRun.Create(depth, width: width), new { epochs = 40, optimizer, rate = optimizer == "sgd" ? 1 : 0.001, batch }));
        Assert.Equal(["width", "depth", "optimizer", "batch"], RunGroup.Varying(RunGroup.Of(runs, null))); // the rate changes with the optimizer
        var effects = RunFigures.Of(runs).Single(f => f.Name == "comparison-effects");
        Assert.Equal(4, effects.Columns);
        Assert.Equal(["width", "depth", "optimizer", "batch"], effects.Panels.Take(4).Select(p => p.X.Label));
        Assert.Equal(8, effects.Panels[0].Marks.OfType<Line>().Count());
        var mean = effects.Panels[0].Marks.OfType<Points>().Single();
        double expected = runs.Where(r => r.Manifest.Network.Hidden[0] == 32).Average(r => r.Correlations.Where(c => c.Epoch == 40 && c.Measure == Measures.Excess && c.Layer <= r.Manifest.Network.Hidden.Count).Average(c => c.Value));
        Assert.Equal(expected, mean.Y[1], 12);
    }

    [Fact]
    public void Names_of_factors_cannot_leave_the_folder_of_the_figures()
    {
        var runs = new[] { "a", "b" }.Select(v => With(SyntheticRun.Create(1), new Dictionary<string, string> { ["../../😀 \"x\""] = v })).ToList();
        Assert.All(RunFigures.Of(runs), f => Assert.Matches("^[a-z0-9-]+$", f.Name));
        Assert.DoesNotContain("<blink>", HtmlReport.Write([.. new[] { "<blink>", "b" }.Select(v => With(SyntheticRun.Create(1), new { loss = v }))], new PageOptions { Interactive = false }));
    }

    [Fact]
    public void Thirty_runs_make_a_page_without_a_section_for_each()
    {
        string page = HtmlReport.Write([.. Enumerable.Range(0, 30).Select(seed => SyntheticRun.Create(2, width: 8, seed: seed))], new PageOptions { Interactive = false });
        Assert.DoesNotContain("id=\"run-1\"", page);
        Assert.Contains("seed 29", page);
    }

    [Fact]
    public void Runs_without_a_correlation_are_compared_by_their_score()
    {
        var run = SyntheticRun.Create(0);
        string page = HtmlReport.Write([run, With(run, new { epochs = 40, rate = 0.5 })], new PageOptions { Interactive = false });
        Assert.Contains("rate 0.5", page);
        Assert.Contains("Validation accuracy", page);
    }
}
