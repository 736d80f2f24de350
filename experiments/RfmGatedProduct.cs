using DeepNfa.Data;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>y = x₀x₁·1[x₅ &gt; 0] in 20 coordinates: test error round by round against the published one.</summary>
public sealed class RfmGatedProduct : IExperiment<RfmTargetSettings>
{
    // The stored output of the authors' notebook low_rank.ipynb, one seed; single seeds wander by 17 %.
    private static readonly double[] s_published = [0.012285, 0.006296, 0.003174, 0.002353, 0.002091, 0.001997];
    private const double Margin = 0.2;

    /// <inheritdoc/>
    public string Name => "rfm-gated-product";

    /// <inheritdoc/>
    public string Question => "Does the test error on y = x₀x₁·1[x₅ > 0] fall round by round as published, and are the three large entries of M's diagonal those of the target?";

    /// <inheritdoc/>
    public string Source => "Radhakrishnan et al., Science 383 (2024), notebook low_rank.ipynb of the authors' repository";

    /// <inheritdoc/>
    public string Published => "test MSE 0.0123, 0.0063, 0.0032, 0.0024, 0.0021, 0.0020 by round, one seed";

    /// <inheritdoc/>
    public Presets<RfmTargetSettings> Presets { get; } = new(
        Full: new(5, 4000, 4000, 20, 5, 10, 1e-3, false),
        Smoke: new(2, 100, 50, 8, 1, 10, 1e-3, false),
        Paper: new(5, 4000, 4000, 20, 5, 10, 1e-3, false));

    /// <inheritdoc/>
    public bool Foretells => true;

    /// <inheritdoc/>
    public IEnumerable<Progress> Run(RfmTargetSettings settings, RunContext context) => RfmProtocol.RunOn(settings, context, (n, d, seed) => SyntheticTargets.GatedProduct(n, d, seed), 0, 1, 5);

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        int last = records[0].Epochs[^1].Epoch;
        return Verdict.Of(
        [
            .. s_published.Reverse().Select((published, i) => (Round: s_published.Length - 1 - i, Published: published)).Select(r =>
                Check.Within($"mean test MSE of round {r.Round}", records.MeanTest(r.Round, m => m.Loss), (1 - Margin) * r.Published, (1 + Margin) * r.Published)),
            Check.Below("rank of the last of x₀, x₁ and x₅ on the diagonal of M", OverSeeds.Largest(records.Select(r => r.Rival(Measures.FeatureRank, 1, last))), 3.5),
            Check.Above("share of tr M on them", OverSeeds.Least(records.Select(r => r.Rival(Measures.FeatureShare, 1, last))), 0.9),
            Check.ControlBelow("their share at M = I", OverSeeds.Largest(records.Select(r => r.Rival(Measures.FeatureShare, 1, 0))), 0.5),
        ]);
    }
}
