using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Reports;

namespace DeepNfa.Experiments;

/// <summary>The ansatz on small photographs, beside shuffled labels.</summary>
public sealed class CifarAnsatz : INetworkExperiment
{
    private const double Margin = 0.1;

    /// <inheritdoc/>
    public string Name => "cifar-ansatz";

    /// <inheritdoc/>
    public string Question => "Does every hidden layer of a network trained on CIFAR-10 satisfy the ansatz beyond what its shared weights force, and beyond what shuffled labels give?";

    /// <inheritdoc/>
    public string Source => "Radhakrishnan et al., Science 383 (2024): its protocol for fully connected networks, pixels in [0, 1]; its shipped configuration is the preset paper";

    /// <inheritdoc/>
    public string Published => "no value by layer was found";

    /// <inheritdoc/>
    public string? DataNeeded => ImageSources.CifarNeeded;

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(
        Full: new() { Networks = [[128, 128, 128]], TrainSamples = 4000, ValidationSamples = 1000, Epochs = 25, Seeds = 5, Rate = 0.3, WeightDecay = 1e-3, Batch = 64, ProbeEvery = 0 },
        Smoke: new() { Networks = [[8, 8]], TrainSamples = 60, ValidationSamples = 20, Epochs = 2, Seeds = 1, Rate = 0.1, ProbeEvery = 0, ProbeSamples = 50 },
        Paper: new() { Networks = [[1024, 1024, 1024]], TrainSamples = 40000, ValidationSamples = 10000, Epochs = 500, Seeds = 5, ProbeEvery = 25 });

    /// <inheritdoc/>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed) => data == "builtin"
        ? DataSources.Digits(settings.TrainSamples, settings.ValidationSamples, seed)
        : ImageSources.Cifar(this, data).Drawn(settings.TrainSamples, settings.ValidationSamples, seed);

    /// <summary>The labels as they are, and shuffled.</summary>
    public IEnumerable<(string? Name, NetworkSettings Settings)> Variants(NetworkSettings settings) => ShuffledLabels.Both(null, settings);

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records) => Verdict.Of([.. records.AnsatzAgainstShuffled(Margin, controlMargin: Margin)]);

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records) => [records.LayersFigure(Name, "The ansatz on small photographs, by layer", Margin)];
}
