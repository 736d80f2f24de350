using DeepNfa.Data;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>FACT against the weights: exact where a smooth network has converged, uninformative before.</summary>
public sealed class FactAtConvergence : INetworkExperiment
{
    private const string Smooth = "tanh", Kinked = "relu";

    /// <inheritdoc/>
    public string Name => "fact";

    /// <inheritdoc/>
    public string Question => "Does WᵀW equal FACT where training has converged under weight decay, and say nothing before?";

    /// <inheritdoc/>
    public string Source => "FACT, arXiv 2507.05644: WᵀW = −(1/λ)Wᵀ∂L/∂W at every stationary point; five-layer networks with weight decay 1e-4 there";

    /// <inheritdoc/>
    public string Published => "about 1 at convergence, low before";

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(
        Full: new() { Networks = [[20]], TrainSamples = 150, ValidationSamples = 150, Epochs = 20000, Seeds = 5, Rate = 0.5, Momentum = 0.9, WeightDecay = 2e-3, Batch = 1000, ProbeEvery = 2000, ProbeSamples = 150, Conventions = "1/2 cosine", Rivals = "fact", Precision = "float64" },
        Smoke: new() { Networks = [[8]], TrainSamples = 60, ValidationSamples = 20, Epochs = 10, Seeds = 2, Rate = 0.5, Momentum = 0.9, WeightDecay = 1e-3, Batch = 1000, ProbeEvery = 5, ProbeSamples = 60, Conventions = "1/2 cosine", Rivals = "fact", Precision = "float64" },
        Paper: new() { Networks = [[20]], TrainSamples = 150, ValidationSamples = 150, Epochs = 20000, Seeds = 5, Rate = 0.5, Momentum = 0.9, WeightDecay = 2e-3, Batch = 1000, ProbeEvery = 2000, ProbeSamples = 150, Conventions = "1/2 cosine", Rivals = "fact", Precision = "float64" });

    /// <inheritdoc/>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed) => DataSources.Digits(settings.TrainSamples, settings.ValidationSamples, seed);

    /// <inheritdoc/>
    public IEnumerable<(string? Name, NetworkSettings Settings)> Variants(NetworkSettings settings) =>
        [(Smooth, settings with { Activation = "tanh" }), (Kinked, settings with { Activation = "relu", Epochs = settings.Epochs / 10, ProbeEvery = Math.Max(1, settings.ProbeEvery / 10) })];

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        var smooth = records.Where(r => r.Manifest.Network.Activation == Smooth).ToList();
        var kinked = records.Where(r => r.Manifest.Network.Activation == Kinked).ToList();
        // Cauchy-Schwarz leaves FACT no less than √(1 − ε²); what is below by more than rounding is a fault.
        var below = records.SelectMany(r => r.Correlations.Where(c => c.Measure == Measures.FactResidual && c.Value < 1).Select(c => Math.Sqrt(1 - (c.Value * c.Value)) - r.Rival(Measures.Fact, c.Layer, c.Epoch)));
        return Verdict.Of(
            Check.Below("tanh: largest ε at the end", OverSeeds.Largest(smooth.Select(r => r.AtEnd(Measures.FactResidual))), 1e-3),
            Check.Below("tanh: largest 1 − cosine of FACT and W₁ᵀW₁ at the end", OverSeeds.Largest(smooth.Select(r => 1 - r.AtEnd(Measures.Fact))), 1e-6),
            Check.Below("tanh: largest loss at the end as a share of the constant predictor's", OverSeeds.Largest(smooth.Select(r => r.AtEnd(Measures.LossShare))), 0.2),
            Check.Below("furthest that the cosine falls below √(1 − ε²), anywhere", OverSeeds.Largest(below.DefaultIfEmpty(double.NaN)).Value, 1e-9),
            Check.Below("relu: cosine of FACT at epoch 5", OverSeeds.Mean(kinked.Select(r => r.Rival(Measures.Fact, 1, 5))), 0.9),
            Check.Above("relu: cosine of AGOP^½ at epoch 5", OverSeeds.Mean(kinked.Select(r => r.Value(Measures.NfmAgop, 1, 5))), 0.5),
            Check.ControlBelow("tanh: cosine of FACT at initialization", OverSeeds.Largest(smooth.Select(r => r.Rival(Measures.Fact, 1, 0))), 0.9),
            Check.Told("tanh: cosine of AGOP^½ at the end", OverSeeds.Mean(smooth.Select(r => r.Value(Measures.NfmAgop, 1, r.LastProbe())))),
            Check.Told("relu, which ends on kinks: ε at the end", kinked.AtEnd(Measures.FactResidual)),
            Check.Told("relu: cosine of FACT at the end", kinked.AtEnd(Measures.Fact)),
            Check.Told("relu: cosine of AGOP^½ at the end", OverSeeds.Mean(kinked.Select(r => r.Value(Measures.NfmAgop, 1, r.LastProbe())))));
    }
}
