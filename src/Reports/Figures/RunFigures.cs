using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>Figures from runs: pure functions, equal runs give equal figures.</summary>
public static class RunFigures
{
    /// <summary>Factors that get a figure of their own in a comparison.</summary>
    private const int MostFactors = 6;

    /// <summary>Runs of a comparison that still get figures of their own.</summary>
    private const int MostOwn = 8;

    /// <summary>Every figure that a run has the data for: ansatz, training, accuracy, overlap, rivals, spectra, features, matrices.</summary>
    /// <param name="run">The run.</param>
    /// <param name="convention">The convention to show; null for the default one, or the first recorded.</param>
    public static IReadOnlyList<Figure> Of(RunRecord run, Convention? convention = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        Figure?[] figures = [.. Short(run, convention), AccuracyFigure.Of(run, convention), OverlapFigure.Of(run, convention), .. RivalFigures.Of(run, convention), .. PictureFigures.Of(run)];
        return [.. figures.OfType<Figure>()];
    }

    /// <summary>The figures that compare runs, and of few runs the figures ansatz and training of each, named with the run's number.</summary>
    public static IReadOnlyList<Figure> Of(IReadOnlyList<RunRecord> runs, Convention? convention = null)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return runs.Count == 1
            ? Of(runs[0], convention)
            : [.. Comparisons(runs, convention), .. runs.Count > MostOwn ? [] : runs.SelectMany((r, i) => Short(r, convention).OfType<Figure>().Select(f => f with { Name = $"{f.Name}-{i + 1}" }))];
    }

    /// <summary>Figures that compare runs: by layer, over epochs, and by each factor that differs.</summary>
    internal static IEnumerable<Figure> Comparisons(IReadOnlyList<RunRecord> runs, Convention? convention)
    {
        var groups = RunGroup.Of(runs, convention);
        Figure?[] figures = [ComparisonFigure.Of(groups), CourseFigure.Of(groups), EffectsFigure.Of(groups), .. RunGroup.Varying(groups).Take(MostFactors).Select(f => FactorFigure.Of(groups, f))];
        return figures.OfType<Figure>().DistinctBy(f => f.Name);
    }

    private static Figure?[] Short(RunRecord run, Convention? convention) => [AnsatzFigure.Of(run, convention), MachineFigure.Of(run), TrainingFigure.Of(run)];

    /// <summary>What a run was about, in a few words: data and network.</summary>
    internal static string Label(RunRecord run) => $"{run.Manifest.Data.Name}, {(MachineFigure.Is(run) ? $"RFM with the {run.Manifest.Network.Activation} kernel" : run.Manifest.Step is { } step ? $"by {step}" : run.Manifest.Network)}";

    /// <summary>What the run steps through, in one or two words.</summary>
    internal static string Step(RunRecord run) => run.Manifest.Step ?? (MachineFigure.Is(run) ? "iteration" : "epoch");

    /// <summary>The same as the label of an axis.</summary>
    internal static string StepLabel(RunRecord run) => Step(run) is [var first, .. var rest] ? char.ToUpperInvariant(first) + rest : "";

    /// <summary>Names in a legend stay few: of many layers only some are named.</summary>
    internal static string? LayerName(IReadOnlyList<int> layers, int i)
    {
        int step = (layers.Count + 7) / 8;
        return i % step == 0 || i == layers.Count - 1 ? $"Layer {layers[i]}" : null;
    }

    internal static Axis EpochAxis(IReadOnlyList<int> epochs, string label = "Epoch") =>
        epochs.Count == 0 ? new Axis(label) : new Axis(label, Whole: true, Min: epochs[0] == epochs[^1] ? epochs[0] - 0.5 : epochs[0], Max: epochs[0] == epochs[^1] ? epochs[0] + 0.5 : epochs[^1]);
}
