using DeepNfa.Data;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>The ansatz on real handwritten digits, at two depths.</summary>
public sealed class Mnist : INetworkExperiment
{
    /// <inheritdoc/>
    public string Name => "mnist";

    /// <inheritdoc/>
    public string Question => "Does every hidden layer of networks trained on MNIST satisfy the ansatz beyond what its shared weights force?";

    /// <inheritdoc/>
    public string Source => "Radhakrishnan et al., Science 383 (2024): its protocol for fully connected networks; its shipped configuration is the preset paper";

    /// <inheritdoc/>
    public string Published => "no value by layer was found";

    /// <inheritdoc/>
    public string? DataNeeded => ImageSources.MnistNeeded;

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(
        Full: new() { Networks = [[512, 512, 512], [512, 512, 512, 512, 512]], TrainSamples = 20000, ValidationSamples = 10000, Epochs = 40, Rate = 1, WeightDecay = 1e-4, ProbeEvery = 5 },
        Smoke: new() { Networks = [[16, 16], [16, 16, 16]], TrainSamples = 200, ValidationSamples = 100, Epochs = 2, ProbeEvery = 1, ProbeSamples = 100 },
        Paper: new() { Networks = [[1024, 1024, 1024], [1024, 1024, 1024, 1024, 1024]], TrainSamples = 20000, ValidationSamples = 10000, Epochs = 500, ProbeEvery = 25 });

    /// <inheritdoc/>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed) => ImageSources.FirstDigits(this, data, settings, seed);

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records) => Verdict.Of(
    [
        Check.Above("accuracy on the test images, best network", OverSeeds.Largest(records.Select(r => r.FinalScore())), 0.96),
        .. records.AnsatzAboveNull(excessMargin: 0.1, dualMargin: 0.1, controlMargin: 0.1),
    ]);
}
