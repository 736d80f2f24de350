using DeepNfa.Data;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>Sizes of the experiments on targets of few coordinates.</summary>
/// <param name="Seeds">How many data sets, from the run's seed on.</param>
/// <param name="TrainSamples">Training samples.</param>
/// <param name="TestSamples">Test samples.</param>
/// <param name="Dimension">d.</param>
/// <param name="Iterations">Updates of M.</param>
/// <param name="Bandwidth">L of the Laplace kernel.</param>
/// <param name="Ridge">λ.</param>
/// <param name="Centered">Whether the mean gradient is removed.</param>
public sealed record RfmTargetSettings(int Seeds, int TrainSamples, int TestSamples, int Dimension, int Iterations, double Bandwidth, double Ridge, bool Centered);

/// <summary>y = x₁x₂ hidden among Gaussian coordinates, without backpropagation.</summary>
public sealed class RfmProduct : IExperiment<RfmTargetSettings>
{
    /// <inheritdoc/>
    public string Name => "rfm-product";

    /// <inheritdoc/>
    public string Question => "When y = x₁x₂ hides among 100 Gaussian coordinates, does a Recursive Feature Machine find the two where the plain Laplace kernel learns next to nothing?";

    /// <inheritdoc/>
    public string Source => "Radhakrishnan et al., Science 383 (2024), low-rank regression; the authors' tutorial has test R² 0.923 on one seed";

    /// <inheritdoc/>
    public string Published => "test R² 0.923, one seed";

    /// <inheritdoc/>
    public Presets<RfmTargetSettings> Presets { get; } = new(
        Full: new(5, 2000, 10000, 100, 5, 10, 1e-4, true),
        Smoke: new(2, 100, 50, 10, 1, 10, 1e-4, true),
        Paper: new(5, 2000, 10000, 100, 5, 10, 1e-4, true));

    /// <inheritdoc/>
    public bool Foretells => true;

    /// <inheritdoc/>
    public IEnumerable<Progress> Run(RfmTargetSettings settings, RunContext context) => RfmProtocol.RunOn(settings, context, SyntheticTargets.Product, 0, 1);

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        int last = records[0].Epochs[^1].Epoch;
        return Verdict.Of(
            Check.Within("mean test R²", records.MeanTest(last, m => m.R2), 0.88, 0.95),
            Check.ControlBelow("mean test R² of the plain Laplace kernel", records.MeanTest(0, m => m.R2), 0.15),
            Check.Above("share of tr M on x₁ and x₂", OverSeeds.Least(records.Select(r => r.Rival(Measures.FeatureShare, 1, last))), 0.9),
            Check.ControlBelow("their share at M = I", OverSeeds.Largest(records.Select(r => r.Rival(Measures.FeatureShare, 1, 0))), 0.1));
    }
}
