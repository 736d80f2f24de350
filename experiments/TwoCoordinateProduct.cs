using DeepNfa.Data;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>y = x₁x₂ hidden among Gaussian coordinates: which coordinates do the matrices of layer 1 find?</summary>
public sealed class TwoCoordinateProduct : INetworkExperiment
{
    /// <inheritdoc/>
    public string Name => "two-coordinate-product";

    /// <inheritdoc/>
    public string Question => "When y = x₁x₂ hides among 100 Gaussian coordinates, do layer 1's WᵀW and AGOP put their mass on those two?";

    /// <inheritdoc/>
    public string Source => "Radhakrishnan et al., Science 383 (2024), low-rank regression; the AGOP of x₁x₂ under N(0, I) is diag(1, 1, 0, …) exactly";

    /// <inheritdoc/>
    public string Published => "AGOP of x₁x₂: diag(1, 1, 0, …) exactly; no number for networks";

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(
        Full: new() { Networks = [[256, 256, 256]], TrainSamples = 4000, ValidationSamples = 1000, Epochs = 300, Rate = 0.1, Momentum = 0.9, WeightDecay = 1e-3, Initialization = "first-layer:0.01", ProbeEvery = 20 },
        Smoke: new() { Networks = [[16, 16]], TrainSamples = 100, ValidationSamples = 50, Epochs = 2, ProbeEvery = 1, ProbeSamples = 50 },
        Paper: new() { Networks = [[1024, 1024, 1024]], TrainSamples = 1600, ValidationSamples = 400, Epochs = 500, Rate = 0.1, ProbeEvery = 25 });

    /// <inheritdoc/>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed) => DataSources.Product(settings.TrainSamples, settings.ValidationSamples, seed);

    /// <summary>The share of both traces of layer 1 on the two coordinates.</summary>
    public IEnumerable<Correlation> Measure(ProbedNetwork network)
    {
        var first = network.Probe.Pictures[0];
        yield return network.Row(1, Measures.NfmShare, Diagonals.Share(first.NfmDiagonal, [0, 1]));
        yield return network.Row(1, Measures.AgopShare, Diagonals.Share(first.AgopDiagonal, [0, 1]));
    }

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        OverSeeds Of(string measure, int? epoch = null) => OverSeeds.Mean(records.Select(r => r.Rival(measure, 1, epoch ?? r.LastProbe())));
        return Verdict.Of(
            Check.Above("share of tr WᵀW on x₁ and x₂", Of(Measures.NfmShare), 0.5),
            Check.Above("share of tr AGOP on them", Of(Measures.AgopShare), 0.5),
            Check.Above("R² on held-out samples", OverSeeds.Mean(records.Select(r => r.FinalScore())), 0.9),
            Check.ControlBelow("share of tr WᵀW at initialization", Of(Measures.NfmShare, 0), 0.1),
            Check.ControlBelow("share of tr AGOP at initialization", Of(Measures.AgopShare, 0), 0.1));
    }
}
