using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>Figures from runs: pure functions, equal runs give equal figures.</summary>
public static class RunFigures
{
    /// <summary>Every figure that a run has the data for: ansatz, training, spectra, features, matrices.</summary>
    /// <param name="run">The run.</param>
    /// <param name="convention">The convention to show; null for the default one, or the first recorded.</param>
    public static IReadOnlyList<Figure> Of(RunRecord run, Convention? convention = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        Figure?[] figures = [AnsatzFigure.Of(run, convention), TrainingFigure.Of(run), .. PictureFigures.Of(run)];
        return [.. figures.OfType<Figure>()];
    }

    /// <summary>The figures of each run, named with the run's number, after the figure "comparison" of all of them.</summary>
    public static IReadOnlyList<Figure> Of(IReadOnlyList<RunRecord> runs, Convention? convention = null)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return runs.Count == 1
            ? Of(runs[0], convention)
            : [.. new[] { ComparisonFigure.Of(runs, convention) }.OfType<Figure>(), .. runs.SelectMany((r, i) => Of(r, convention).Select(f => f with { Name = $"{f.Name}-{i + 1}" }))];
    }

    /// <summary>What a run was about, in a few words: data and network.</summary>
    internal static string Label(RunRecord run) => $"{run.Manifest.Data.Name}, {run.Manifest.Network}";

    /// <summary>Names in a legend stay few: of many layers only some are named.</summary>
    internal static string? LayerName(IReadOnlyList<int> layers, int i)
    {
        int step = (layers.Count + 7) / 8;
        return i % step == 0 || i == layers.Count - 1 ? $"Layer {layers[i]}" : null;
    }

    internal static Axis EpochAxis(IReadOnlyList<int> epochs) =>
        epochs.Count == 0 ? new Axis("Epoch") : new Axis("Epoch", Whole: true, Min: epochs[0] == epochs[^1] ? epochs[0] - 0.5 : epochs[0], Max: epochs[0] == epochs[^1] ? epochs[0] + 0.5 : epochs[^1]);
}
