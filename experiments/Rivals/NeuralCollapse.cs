using DeepNfa.Data;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>Which part of a layer brings the features of a class together?</summary>
public sealed class NeuralCollapse : INetworkExperiment
{
    /// <inheritdoc/>
    public string Name => "neural-collapse";

    /// <inheritdoc/>
    public string Question => "In a trained network, does the weights' right singular part bring the features of a class together more than the activation after it?";

    /// <inheritdoc/>
    public string Source => "arXiv 2402.13728: NC1 falls by layers, mostly by the factor SVᵀ of W = USVᵀ; orderings only are published";

    /// <inheritdoc/>
    public string Published => "the ordering only";

    /// <inheritdoc/>
    public string? DataNeeded => ImageSources.MnistNeeded;

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(
        Full: new() { Networks = [[256, 256, 256]], TrainSamples = 5000, ValidationSamples = 1000, Epochs = 40, Seeds = 5, Rate = 0.2, Momentum = 0.9, WeightDecay = 5e-4, ProbeEvery = 10, ProbeSamples = 1000, Rivals = "collapse" },
        Smoke: new() { Networks = [[16, 16]], TrainSamples = 100, ValidationSamples = 50, Epochs = 2, Seeds = 2, ProbeEvery = 1, ProbeSamples = 50, Rivals = "collapse" },
        Paper: new() { Networks = [[512, 512, 512, 512, 512]], TrainSamples = 50000, ValidationSamples = 10000, Epochs = 300, Seeds = 3, Rate = 0.05, Initialization = "xavier", ProbeEvery = 20, ProbeSamples = 1000, Rivals = "collapse" });

    /// <inheritdoc/>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed) => ImageSources.FirstDigits(this, data, settings, seed);

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        // How many e-foldings NC1 falls by in the weights, and in the activations, over all hidden layers.
        double Linear(RunRecord run, int epoch) => run.HiddenLayers().Sum(l => Math.Log(run.Rival(Measures.CollapseInput, l, epoch) / run.Rival(Measures.CollapseLinear, l, epoch)));
        double Activation(RunRecord run, int epoch) => run.HiddenLayers().Sum(l => Math.Log(run.Rival(Measures.CollapseLinear, l, epoch) / run.Rival(Measures.CollapseInput, l + 1, epoch)));
        return Verdict.Of(
            Check.Above("fall of log NC1 in the weights", OverSeeds.Mean(records.Select(r => Linear(r, r.LastProbe()))), 0.5),
            Check.Above("seeds in which it is larger than the fall in the activations", records.Select(r => (Linear(r, r.LastProbe()), Activation(r, r.LastProbe()))).Larger(), records.Count - 1.5),
            Check.Above("NC1 of the input over that of the last features", OverSeeds.Mean(records.Select(r => r.AtEnd(Measures.CollapseInput) / r.AtEnd(Measures.CollapseInput, r.Manifest.Network.Hidden.Count + 1))), 4),
            Check.ControlBelow("fall of log NC1 in the weights at initialization", OverSeeds.Mean(records.Select(r => Linear(r, 0))), 0.5),
            Check.Told("fall of log NC1 in the activations", OverSeeds.Mean(records.Select(r => Activation(r, r.LastProbe())))));
    }
}
