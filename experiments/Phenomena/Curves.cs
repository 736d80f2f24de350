using DeepNfa.Records;
using DeepNfa.Reports;

namespace DeepNfa.Experiments;

/// <summary>Curves for the figures of experiments: what was measured over epochs, or over whatever a run steps through, the mean of runs that differ in their seed with their least and largest as a band.</summary>
internal static class Curves
{
    /// <summary>One curve.</summary>
    /// <param name="name">Its name in the legend; null for none.</param>
    /// <param name="runs">Runs that differ in their seed.</param>
    /// <param name="value">The value of a run at a step; NaN where there is none.</param>
    /// <param name="color">Its colour.</param>
    /// <param name="steps">The steps; those of the runs' epochs if null.</param>
    public static Line Of(string? name, IReadOnlyList<RunRecord> runs, Func<RunRecord, int, double> value, string color, IEnumerable<int>? steps = null)
    {
        var points = (steps ?? runs.SelectMany(r => r.Epochs).Select(e => e.Epoch)).Distinct().Order()
            .Select(step => (Step: step, Value: OverSeeds.Mean(runs.Select(r => value(r, step))))).Where(p => double.IsFinite(p.Value.Value)).ToList();
        return new Line(name, [.. points.Select(p => (double)p.Step)], [.. points.Select(p => p.Value.Value)], color)
        {
            Low = runs.Count > 1 ? [.. points.Select(p => p.Value.Low)] : null,
            High = runs.Count > 1 ? [.. points.Select(p => p.Value.High)] : null,
            Markers = points.Count <= 24,
            Notes = [.. points.Select(p => $"{p.Value}")],
        };
    }

    /// <summary>A measure of a layer that is recorded beside the ansatz.</summary>
    public static Line Of(string? name, IReadOnlyList<RunRecord> runs, string measure, string color, int layer = 1) =>
        Of(name, runs, (run, step) => run.Rival(measure, layer, step), color, runs.SelectMany(r => r.Correlations).Where(c => c.Measure == measure && c.Layer == layer).Select(c => c.Epoch));

    /// <summary>Accuracy or R² on the held-out samples; on the training samples, dashed and thin, where <paramref name="train"/>.</summary>
    public static Line Score(string? name, IReadOnlyList<RunRecord> runs, string color, bool train = false, IEnumerable<int>? steps = null)
    {
        var line = Of(name, runs, (run, step) => run.ScoreAt(step, train), color, steps);
        return train ? line with { Dashed = true, Width = 1, Low = null, High = null, Markers = false } : line;
    }

    /// <summary>A panel of curves whose values lie between 0 and 1, or a little below.</summary>
    public static Panel Panel(string title, string x, params IReadOnlyList<Mark> marks)
    {
        var lines = marks.OfType<Line>().ToList();
        double[] at = [.. lines.SelectMany(l => l.X)], values = [.. lines.SelectMany(l => l.Y.Concat(l.Low ?? []).Concat(l.High ?? [])), .. marks.OfType<Level>().Select(l => l.Value)];
        return new Panel(title, new Axis(x, Min: at.DefaultIfEmpty(0).Min(), Max: at.DefaultIfEmpty(1).Max() is var most && most > at.DefaultIfEmpty(0).Min() ? most : most + 1, Whole: true),
            new Axis(Min: values.Where(double.IsFinite).DefaultIfEmpty(0).Min() is < -0.05 and var low ? Math.Floor(low * 5) / 5 : 0, Max: Math.Max(1, values.Where(double.IsFinite).DefaultIfEmpty(1).Max())), marks);
    }

    /// <summary>A panel of curves over a few steps, each named below, one step from the next.</summary>
    public static Panel Stepped(string title, string x, double low, double high, params IReadOnlyList<Line> lines)
    {
        double[] steps = [.. lines.SelectMany(l => l.X).Distinct().Order()];
        return new Panel(title, new Axis(x, Categories: [.. steps.Select(s => FormattableString.Invariant($"{s}"))]), new Axis(Min: low, Max: high), [.. lines.Select(l => l with { X = [.. l.X.Select(v => (double)Array.IndexOf(steps, v))] })]);
    }
}
