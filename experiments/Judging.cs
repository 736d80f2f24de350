using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>What verdicts ask of a record; docs/algorithms.md says why nothing is compared with zero.</summary>
public static class Judging
{
    /// <summary>A measure of a layer in the default convention at an epoch; NaN if it was not recorded.</summary>
    public static double Value(this RunRecord run, string measure, int layer, int epoch) =>
        run.Correlations.FirstOrDefault(c => c.Measure == measure && c.Layer == layer && c.Epoch == epoch && c.Convention == Convention.Default)?.Value ?? double.NaN;

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
        double Mean(string measure, int epoch) => run.HiddenLayers().Average(l => run.Value(measure, l, epoch));
        yield return Check.Above($"{name}: mean excess of ρ over its rotated null at epoch {last}", Mean(Measures.Excess, last), excessMargin);
        yield return Check.Above($"{name}: mean dual cosine at epoch {last}", Mean(Measures.Dual, last), dualMargin);
        yield return Check.Below($"{name}: control, mean excess at initialization", Math.Abs(Mean(Measures.Excess, 0)), controlMargin);
        yield return Check.Below($"{name}: control, mean dual cosine at initialization", Math.Abs(Mean(Measures.Dual, 0)), controlMargin);
    }
}
