using DeepNfa.Algebra;
using DeepNfa.Ansatz;
using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Experiments;

/// <summary>The ansatz is no statement on functions: networks that compute the same, one of which obeys it and one of which does not.</summary>
public sealed class GaugeCounterexample : INetworkExperiment
{
    private const double Factor = 1e3;

    /// <inheritdoc/>
    public string Name => "gauge-counterexample";

    /// <inheritdoc/>
    public string Question => "Is there, for a trained ReLU network, another one that computes the same function and for which the ansatz fails at layer 1?";

    /// <inheritdoc/>
    public string Source => "Counterexamples with correlation below any ε: arXiv 2510.15563 and FACT, arXiv 2507.05644, Theorem 6.1. Ours: (tw, a/t) computes what (w, a) does, and one neuron with large t rules WᵀW while the AGOP stays";

    /// <inheritdoc/>
    public string Published => "below any ε, by construction";

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(
        Full: new() { Networks = [[256]], TrainSamples = 4000, ValidationSamples = 1000, Epochs = 40, Seeds = 5, Rate = 0.5, Momentum = 0.9, WeightDecay = 1e-4, ProbeEvery = 20, Conventions = "1/2 cosine, 1/2", Rivals = "gauge,fact" },
        Smoke: new() { Networks = [[16]], TrainSamples = 100, ValidationSamples = 50, Epochs = 2, Seeds = 2, WeightDecay = 1e-4, ProbeEvery = 1, ProbeSamples = 50, Conventions = "1/2 cosine, 1/2", Rivals = "gauge,fact" },
        Paper: new() { Networks = [[1024]], TrainSamples = 20000, ValidationSamples = 5000, Epochs = 100, Seeds = 5, Rate = 0.5, Momentum = 0.9, WeightDecay = 1e-4, ProbeEvery = 20, Conventions = "1/2 cosine, 1/2", Rivals = "gauge,fact" });

    /// <inheritdoc/>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed) => DataSources.Digits(settings.TrainSamples, settings.ValidationSamples, seed);

    /// <summary>Of all networks with one neuron of layer 1 enlarged, that with the least cosine: the cosine, how far its outputs are from the original's, and its FACT residual.</summary>
    public IEnumerable<Correlation> Measure(ProbedNetwork network)
    {
        var convention = Convention.Default with { Similarity = SimilarityKind.Cosine };
        var x = network.Data.Train.Inputs.narrow(0, 0, network.Probe.Correlations[0].ProbeSamples).to(ScalarType.Float64);
        var original = (Mlp)network.Network;
        var layers = original.Detached(ScalarType.Float64);
        var (first, second) = (layers[0].Weight, layers[1].Weight);
        var f = original.LayerByLayer(layers, x).Last().PreActivation;
        var t = ones(first.shape[0], dtype: ScalarType.Float64);
        t[Loneliest(first, original, x)] = Factor;
        using var same = new Mlp([first * t.unsqueeze(1), second / t], original.Shape.Activation);
        var apart = (same.forward(x) - f).norm().ToDouble() / f.norm().ToDouble();
        using var train = new LabeledSet("same", network.Data.Train.Inputs.to(ScalarType.Float64, CPU, true), network.Data.Train.Targets.to(ScalarType.Float64, CPU, true));
        using var probe = new AnsatzProbe(same, x, new ProbeOptions([convention], Nulls: false, Pictures: false) { Rivals = Rivals.Fact, Objective = new(train, network.Settings.Plan()) });
        var measured = probe.Measure(network.Probe.Epoch).Correlations;
        double Of(string measure) => measured.First(c => c.Layer == 1 && c.Measure == measure).Value;
        yield return network.Row(1, Measures.RescaledNfmAgop, Of(Measures.NfmAgop), convention);
        yield return network.Row(1, Measures.RescaledDistance, apart);
        yield return network.Row(1, Measures.RescaledResidual, Of(Measures.FactResidual));
    }

    /// <summary>The neuron whose weights w have the least wᵀ AGOP^½ w/‖w‖².</summary>
    private static int Loneliest(Tensor weights, Mlp network, Tensor x)
    {
        var root = AnsatzProbe.Dense(network, x.to(network.Weights[0].dtype), centered: false, raw: true).First(m => m is { Layer: 1, Name: "sqrtagop*" }).Matrix.ToTensor();
        return (int)((weights.matmul(root) * weights).sum(1) / weights.square().sum(1)).argmin().ToInt64();
    }

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        OverSeeds End(string measure, Func<IEnumerable<double>, OverSeeds> over) => over(records.Select(r => r.AtEnd(measure)));
        return Verdict.Of(
            Check.Below("cosine of WᵀW and AGOP^½ after rescaling one neuron", End(Measures.RescaledNfmAgop, OverSeeds.Largest), 0.2),
            Check.Below("relative distance of the outputs, the function being the same", End(Measures.RescaledDistance, OverSeeds.Largest), 1e-10),
            Check.ControlAbove("cosine as trained", End(Measures.NfmAgop, OverSeeds.Least), 0.6),
            Check.Told("the least cosine over single neurons, in closed form", End(Measures.GaugeFloor, OverSeeds.Mean)),
            Check.Told("FACT's residual ε after rescaling, which tends to 1 with the factor", End(Measures.RescaledResidual, OverSeeds.Mean)),
            Check.Told("FACT's residual as trained, not yet stationary", End(Measures.FactResidual, OverSeeds.Mean)),
            Check.Told("accuracy on held-out digits", OverSeeds.Mean(records.Select(r => r.FinalScore()))));
    }
}
