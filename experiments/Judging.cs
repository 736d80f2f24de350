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

    /// <summary>A measure of a layer at an epoch in the first convention that it was recorded in; NaN if it was not.</summary>
    public static double Rival(this RunRecord run, string measure, int layer, int epoch) =>
        run.Correlations.FirstOrDefault(c => c.Measure == measure && c.Layer == layer && c.Epoch == epoch)?.Value ?? double.NaN;

    /// <summary>The same as a mean over the hidden layers.</summary>
    public static double MeanRival(this RunRecord run, string measure, int epoch) => run.HiddenLayers().Average(l => run.Rival(measure, l, epoch));

    /// <summary>The settings that a run was begun with.</summary>
    public static NetworkSettings Settings(this RunRecord run) => SettingsJson.Read<NetworkSettings>(run.Manifest.Settings);

    /// <summary>In how many of the pairs the first number is larger; pairs of the same seed.</summary>
    public static int Larger(this IEnumerable<(double First, double Second)> pairs) => pairs.Count(p => p.First > p.Second);

    /// <summary>The last measured epoch.</summary>
    public static int LastProbe(this RunRecord run) => run.Correlations.Max(c => c.Epoch);

    /// <summary>The hidden layers, counted from 1.</summary>
    public static IEnumerable<int> HiddenLayers(this RunRecord run) => Enumerable.Range(1, run.Manifest.Network.Hidden.Count);

    /// <summary>
    /// The mean over hidden layers must stand above the null at the end, while the negative control, the same network at epoch 0, must not.
    /// </summary>
    /// <remarks>If the control passes, the claim proves nothing, so its failure to fail is a failed check.</remarks>
    public static IEnumerable<Check> AnsatzAboveNull(this RunRecord run, double excessMargin, double dualMargin, double controlMargin)
    {
        string name = run.Manifest.Network.ToString();
        int last = run.LastProbe();
        yield return Check.Above($"{name}: mean excess of ρ over its rotated null at epoch {last}", run.Mean(Measures.Excess, last), excessMargin);
        yield return Check.Above($"{name}: mean dual cosine at epoch {last}", run.Mean(Measures.Dual, last), dualMargin);
        yield return Check.Below($"{name}: control, mean excess at initialization", Math.Abs(run.Mean(Measures.Excess, 0)), controlMargin);
        yield return Check.Below($"{name}: control, mean dual cosine at initialization", Math.Abs(run.Mean(Measures.Dual, 0)), controlMargin);
    }
}
