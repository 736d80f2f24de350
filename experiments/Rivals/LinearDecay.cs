using DeepNfa.Data;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>Unbalanced deep linear networks with and without weight decay.</summary>
public sealed class LinearDecay : INetworkExperiment
{
    private const string Decayed = "decay", Plain = "no-decay";

    /// <inheritdoc/>
    public string Name => "linear-decay";

    /// <inheritdoc/>
    public string Question => "Does weight decay bring an unbalanced deep linear network to W₁ᵀW₁ ∝ AGOP^(1/L), where the same network without it stays away?";

    /// <inheritdoc/>
    public string Source => "Tansley, Massart and Cartis, arXiv 2510.15563: from any initialization the ansatz holds in the limit under weight decay";

    /// <inheritdoc/>
    public string Published => "the cosine tends to 1 under weight decay, a theorem";

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(
        Full: Unbalanced(10, 16000, 5),
        Smoke: Unbalanced(4, 20, 2) with { TrainSamples = 30 },
        Paper: Unbalanced(10, 16000, 5));

    /// <inheritdoc/>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed) => new LinearExponent().Load(settings, data, seed);

    /// <inheritdoc/>
    public IEnumerable<(string? Name, NetworkSettings Settings)> Variants(NetworkSettings settings)
    {
        Require.Positive(settings.WeightDecay, "It is what the experiment is about.", "weightDecay");
        return [(Decayed, settings), (Plain, settings with { WeightDecay = 0 })];
    }

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        var pairs = records.GroupBy(r => r.Manifest.Seed).Select(g => (With: Of(g, decay: true), Without: Of(g, decay: false))).ToList();
        return Verdict.Of(
            Check.Above("least cosine of W₁ᵀW₁ and AGOP^(1/L) with decay", OverSeeds.Least(pairs.Select(p => p.With.End)), 0.999),
            Check.Above("least gain over the same network without decay", OverSeeds.Least(pairs.Select(p => p.With.End - p.Without.End)), 0.2),
            Check.ControlBelow("largest cosine at initialization", OverSeeds.Largest(pairs.Select(p => p.With.Start)), 0.99));
    }

    private static (double Start, double End) Of(IEnumerable<RunRecord> runs, bool decay)
    {
        var run = runs.Single(r => r.Settings().WeightDecay > 0 == decay);
        return (run.Value(Measures.NfmAgop, 1, 0), run.Value(Measures.NfmAgop, 1, run.LastProbe()));
    }

    private static NetworkSettings Unbalanced(int width, int epochs, int seeds) => LinearExponent.Settings([[width, width]], epochs, seeds) with
    {
        Initialization = "first-layer:1",
        Conventions = "1/3 cosine",
        WeightDecay = 0.005,
        ProbeEvery = epochs / 10,
    };
}
