using DeepNfa.Data;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>Speed-limited optimisation against plain gradient descent.</summary>
public sealed class SpeedLimited : INetworkExperiment
{
    /// <inheritdoc/>
    public string Name => "speed-limit";

    /// <inheritdoc/>
    public string Question => "Is a layer that is made to move faster than the others better aligned with its gradients than under plain SGD?";

    /// <inheritdoc/>
    public string Source => "Beaglehole et al., arXiv 2402.05271: speed-limited optimisation raises the ansatz's correlation; no numbers published";

    /// <inheritdoc/>
    public string Published => "the ordering only";

    /// <inheritdoc/>
    public string? DataNeeded => ImageSources.MnistNeeded;

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(
        Full: new() { Networks = [[256, 256, 256]], TrainSamples = 5000, ValidationSamples = 1000, Epochs = 20, Seeds = 5, Rate = 0.1, SpeedLimit = "1:5:0.1", ProbeEvery = 5, ProbeSamples = 500, Rivals = "update" },
        Smoke: new() { Networks = [[16, 16]], TrainSamples = 100, ValidationSamples = 50, Epochs = 2, Seeds = 2, Rate = 0.1, SpeedLimit = "1:5:0.1", ProbeEvery = 1, ProbeSamples = 50, Rivals = "update" },
        Paper: new() { Networks = [[256, 256, 256, 256, 256]], TrainSamples = 50000, ValidationSamples = 10000, Epochs = 50, Seeds = 3, Rate = 0.1, SpeedLimit = "1:5:0.1", ProbeEvery = 5, ProbeSamples = 1000, Rivals = "update" });

    /// <inheritdoc/>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed) => ImageSources.FirstDigits(this, data, settings, seed);

    /// <summary>With the limit, and plain SGD at ten times the rate, which reaches like losses.</summary>
    public IEnumerable<(string? Name, NetworkSettings Settings)> Variants(NetworkSettings settings)
    {
        Require.That(settings.SpeedLimit != "none", "speedLimit", "LAYER:FACTOR:EPSILON", settings.SpeedLimit, "It is what the experiment is about.");
        return [("limited", settings), ("plain", settings with { SpeedLimit = "none", Rate = settings.Rate * 10 })];
    }

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        var pairs = records.GroupBy(r => r.Manifest.Seed).Select(g => (Limited: g.Single(r => r.Settings().SpeedLimit != "none"), Plain: g.Single(r => r.Settings().SpeedLimit == "none"))).ToList();
        double Excess(RunRecord run) => run.Value(Measures.Excess, 1, run.LastProbe());
        return Verdict.Of(
            Check.Above("excess of layer 1 with the limit", OverSeeds.Mean(pairs.Select(p => Excess(p.Limited))), 0.1),
            Check.Above("seeds in which it is larger than without", pairs.Select(p => (Excess(p.Limited), Excess(p.Plain))).Larger(), pairs.Count - 1.5),
            Check.Above("accuracy with the limit", OverSeeds.Mean(pairs.Select(p => p.Limited.FinalScore())), 0.8),
            Check.ControlBelow("excess at initialization", OverSeeds.Largest(pairs.Select(p => Math.Abs(p.Limited.Value(Measures.Excess, 1, 0)))), 0.1),
            Check.Told("excess of layer 1 under plain SGD", OverSeeds.Mean(pairs.Select(p => Excess(p.Plain)))),
            Check.Told("excess of layer 2 with the limit", OverSeeds.Mean(pairs.Select(p => p.Limited.Value(Measures.Excess, 2, p.Limited.LastProbe())))),
            Check.Told("excess of layer 2 under plain SGD", OverSeeds.Mean(pairs.Select(p => p.Plain.Value(Measures.Excess, 2, p.Plain.LastProbe())))));
    }
}
