using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>What verdicts ask of a record; docs/algorithms.md says why nothing is compared with zero.</summary>
public static class Judging
{
    /// <summary>A measure of a layer in the convention that the run is shown in, at an epoch; NaN if it was not recorded.</summary>
    public static double Value(this RunRecord run, string measure, int layer, int epoch) =>
        run.Correlations.FirstOrDefault(c => c.Measure == measure && c.Layer == layer && c.Epoch == epoch && c.Convention == run.ShownConvention)?.Value ?? double.NaN;

    /// <summary>The same as a mean over the hidden layers.</summary>
    public static double Mean(this RunRecord run, string measure, int epoch) => run.HiddenLayers().Average(l => run.Value(measure, l, epoch));

    /// <summary>A measure in the first convention that it was recorded in, as a mean over the hidden layers.</summary>
    public static double MeanRival(this RunRecord run, string measure, int epoch) => run.HiddenLayers().Average(l => run.Rival(measure, l, epoch));

    /// <summary>A measure of a layer at the last measured epoch, in the first convention that it was recorded in; NaN if it was not.</summary>
    public static double AtEnd(this RunRecord run, string measure, int layer = 1) => run.Rival(measure, layer, run.LastProbe());

    /// <summary>The mean of a measure of layer 1 at the last measured epoch over runs, mostly one a seed.</summary>
    public static OverSeeds AtEnd(this IEnumerable<RunRecord> runs, string measure) => OverSeeds.Mean(runs.Select(r => r.AtEnd(measure)));

    /// <summary>The runs of a task, by their seeds.</summary>
    public static List<RunRecord> OfTask(this IEnumerable<RunRecord> runs, string task) => [.. runs.Where(r => r.Settings().Task == task).OrderBy(r => r.Manifest.Seed)];

    /// <summary>The settings that a run was begun with.</summary>
    public static NetworkSettings Settings(this RunRecord run) => SettingsJson.Read<NetworkSettings>(run.Manifest.Settings);

    /// <summary>In how many of the pairs the first number is larger; pairs of the same seed.</summary>
    public static int Larger(this IEnumerable<(double First, double Second)> pairs) => pairs.Count(p => p.First > p.Second);

    /// <summary>The last measured epoch.</summary>
    public static int LastProbe(this RunRecord run) => run.Correlations.Max(c => c.Epoch);

    /// <summary>The hidden layers, counted from 1.</summary>
    public static IEnumerable<int> HiddenLayers(this RunRecord run) => Enumerable.Range(1, run.Manifest.Network.Hidden.Count);

    /// <summary>The means over hidden layers must stand above the null at the end in every run, while the negative control, the same networks at epoch 0, must not.</summary>
    public static IEnumerable<Check> AnsatzAboveNull(this IReadOnlyList<RunRecord> runs, double excessMargin, double dualMargin, double controlMargin)
    {
        OverSeeds Least(string measure) => OverSeeds.Least(runs.Select(r => r.Mean(measure, r.LastProbe())));
        OverSeeds Start(string measure) => OverSeeds.Largest(runs.Select(r => Math.Abs(r.Mean(measure, 0))));
        yield return Check.Above("excess of ρ over its rotated null", Least(Measures.Excess), excessMargin);
        yield return Check.Above("dual cosine", Least(Measures.Dual), dualMargin);
        yield return Check.ControlBelow("excess at initialization", Start(Measures.Excess), controlMargin);
        yield return Check.ControlBelow("dual cosine at initialization", Start(Measures.Dual), controlMargin);
        yield return Check.Told("ρ as published", OverSeeds.Mean(runs.Select(r => r.Mean(Measures.NfmAgop, r.LastProbe()))));
        yield return Check.Told("ρ at initialization", OverSeeds.Mean(runs.Select(r => r.Mean(Measures.NfmAgop, 0))));
    }

    /// <summary>Accuracy or R² on held-out samples at the end; NaN without them.</summary>
    public static double FinalScore(this RunRecord run) => run.ScoreAt(run.Epochs[^1].Epoch);

    /// <summary>Accuracy or R² on held-out samples at an epoch, on the training samples where <paramref name="train"/>; NaN without them or without the epoch.</summary>
    public static double ScoreAt(this RunRecord run, int epoch, bool train = false) =>
        run.Epochs.FirstOrDefault(e => e.Epoch == epoch) is { } at && (train ? at.Train : at.Validation) is { } split ? split.Score ?? double.NaN : double.NaN;
}
