using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>What groups of runs are compared by: alignment averaged over hidden layers, and the score.</summary>
internal static class GroupMeasures
{
    /// <summary>The mean of a measure over the hidden layers that have it, at an epoch.</summary>
    public static double MeanOverLayers(RunSeries series, string measure, int epoch)
    {
        var values = series.Layers.Select(l => series.Value(measure, l, epoch)).Where(double.IsFinite).ToList();
        return values.Count > 0 ? values.Average() : double.NaN;
    }

    /// <summary>Accuracy or R² at an epoch, of validation where there is one; NaN where it is not recorded.</summary>
    public static double Score(RunRecord run, int epoch)
    {
        var at = run.Epochs.FirstOrDefault(e => e.Epoch == epoch);
        return (at?.Validation ?? at?.Train)?.Score ?? double.NaN;
    }

    /// <summary>What is compared, with a title and the value of a run at an epoch.</summary>
    public static IReadOnlyList<(string Title, Func<RunSeries, int, double> Value)> Of(IReadOnlyList<RunGroup> groups)
    {
        var runs = groups.SelectMany(g => g.Runs).ToList();
        var measures = new List<(string, Func<RunSeries, int, double>)>();
        foreach (var (measure, title) in new[] { (Measures.Excess, "Excess, mean over hidden layers"), (Measures.Dual, "Dual cosine, mean over hidden layers") })
            if (runs.Any(s => s.Has(measure)))
                measures.Add((title, (s, epoch) => MeanOverLayers(s, measure, epoch)));
        if (runs.Any(s => s.Run.Epochs.Count > 0 && double.IsFinite(Score(s.Run, s.Run.Epochs[^1].Epoch))))
            measures.Add(($"{(runs.Any(s => s.Run.Epochs.Any(e => e.Validation != null)) ? "Validation" : "Training")} {(runs.All(s => s.Run.Manifest.Data.Classification) ? "accuracy" : runs.Any(s => s.Run.Manifest.Data.Classification) ? "accuracy or R²" : "R²")}", (s, epoch) => Score(s.Run, epoch)));
        return measures;
    }

    /// <summary>A vertical axis around values that are mostly between 0 and 1.</summary>
    public static Axis Limits(IEnumerable<double> values)
    {
        var (low, high) = AxisLimits.Natural(values.Select(v => Math.Max(v, -1)));
        return new Axis(Min: low, Max: high);
    }
}
