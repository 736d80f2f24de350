using DeepNfa.Data;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>The first thing that a new user runs: drawn digits, one network, under a minute.</summary>
public sealed class Quickstart : INetworkExperiment
{
    /// <inheritdoc/>
    public string Name => "quickstart";

    /// <inheritdoc/>
    public string Question => "Do WᵀW and the AGOP of every hidden layer come to agree, beyond what their shared weights force, while a network learns to read drawn digits?";

    /// <inheritdoc/>
    public string Source => "Radhakrishnan et al., Science 383 (2024), in miniature; digits drawn by DeepNfa, so nothing is downloaded";

    /// <inheritdoc/>
    public string Published => "none for this setting";

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(
        Full: new() { Networks = [[256, 256, 256]], TrainSamples = 5000, ValidationSamples = 1000, Epochs = 40, Rate = 1, WeightDecay = 1e-4, ProbeEvery = 5 },
        Smoke: new() { Networks = [[16, 16]], TrainSamples = 200, ValidationSamples = 50, Epochs = 2, ProbeEvery = 1, ProbeSamples = 100 },
        Paper: new() { Networks = [[1024, 1024, 1024]], TrainSamples = 20000, ValidationSamples = 5000, Epochs = 500, ProbeEvery = 25 });

    /// <inheritdoc/>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed) => DataSources.Digits(settings.TrainSamples, settings.ValidationSamples, seed);

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records) => Verdict.Of(
    [
        Check.Above("accuracy on held-out digits", OverSeeds.Least(records.Select(r => r.FinalScore())), 0.9),
        .. records.AnsatzAboveNull(excessMargin: 0.1, dualMargin: 0.1, controlMargin: 0.1),
    ]);
}
