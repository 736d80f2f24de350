using DeepNfa.Data;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>Exclusive or: the smallest case in which a layer builds on the one before. <c>deepnfa visualize</c> of its runs draws why.</summary>
public sealed class ExclusiveOr : INetworkExperiment
{
    private const double Spread = 0.25;

    /// <inheritdoc/>
    public string Name => "xor";

    /// <inheritdoc/>
    public string Question => "Can one layer not tell the two classes of XOR apart, since no line does, and can two?";

    /// <inheritdoc/>
    public string Source => "Minsky and Papert, Perceptrons (1969); no half-plane holds more than three of four corners rightly, so a line reaches at most 3/4";

    /// <inheritdoc/>
    public string Published => "at most 3/4 for a line, exactly";

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(
        Full: new() { Networks = [[], [4]], TrainSamples = 1000, ValidationSamples = 1000, Epochs = 60, Rate = 0.5, Batch = 32, Activation = "tanh", Biases = true, ProbeEvery = 10 },
        Smoke: new() { Networks = [[], [4]], TrainSamples = 40, ValidationSamples = 20, Epochs = 2, Activation = "tanh", Biases = true, ProbeEvery = 1, ProbeSamples = 40 },
        Paper: new() { Networks = [[], [4]], TrainSamples = 1000, ValidationSamples = 1000, Epochs = 60, Rate = 0.5, Batch = 32, Activation = "tanh", Biases = true, ProbeEvery = 10 });

    /// <inheritdoc/>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed)
    {
        using var samples = XorClusters.Generate(settings.TrainSamples + settings.ValidationSamples, seed, spread: Spread);
        return samples.SplitCounts(settings.TrainSamples, settings.ValidationSamples, seed);
    }

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        double Accuracy(bool hidden) => records.First(r => r.Manifest.Network.Hidden.Count > 0 == hidden).Epochs[^1].Validation?.Accuracy ?? double.NaN;
        return Verdict.Of(
            Check.Above("accuracy of two layers on held-out samples", Accuracy(true), 0.99),
            Check.ControlBelow("accuracy of one layer", Accuracy(false), 0.8));
    }
}
