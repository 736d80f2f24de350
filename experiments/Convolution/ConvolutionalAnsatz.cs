using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Reports;

namespace DeepNfa.Experiments;

/// <summary>The ansatz on patches, beside shuffled labels.</summary>
public sealed class ConvolutionalAnsatz : INetworkExperiment
{
    private const double Margin = 0.1;
    private const string BothPowers = "1/2, 1"; // the two that are in use

    /// <inheritdoc/>
    public string Name => "conv-ansatz";

    /// <inheritdoc/>
    public string Question => "Does every convolutional layer of networks trained on digits and on photographs satisfy the ansatz on patches beyond what its shared weights force, and beyond what shuffled labels give?";

    /// <inheritdoc/>
    public string Source => "Beaglehole et al. 2023, arXiv 2309.00570; the networks of its study of hyper-parameters, 64 filters of 3 × 3, are the preset paper";

    /// <inheritdoc/>
    public string Published => "no value by layer was found";

    /// <inheritdoc/>
    public string? DataNeeded => ImageSources.BothNeeded;

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(
        Full: ImageTasks.Sized(4000, 1000, 15) with { Architecture = "cnn", Seeds = 5, ProbeSamples = 300, Conventions = BothPowers },
        Smoke: ImageTasks.Sized(60, 20, 2) with { Architecture = "conv:4:3:1:1, relu, max:4, conv:4:3, relu, flatten, dense", Task = ImageTasks.Digits, ProbeSamples = 20, Conventions = BothPowers },
        Paper: ImageTasks.Sized(2000, 2000, 1000) with { Architecture = "conv:64:3:1:1, relu, max:2, conv:64:3:1:1, relu, max:2, conv:64:3:1:1, relu, max:2, flatten, dense", Initialization = "first-layer:0.005", Seeds = 5, ProbeEvery = 100, ProbeSamples = 200, Conventions = BothPowers });

    /// <inheritdoc/>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed) => ImageTasks.Load(this, settings, data, seed);

    /// <summary>Digits and photographs, each with the labels as they are and shuffled.</summary>
    public IEnumerable<(string? Name, NetworkSettings Settings)> Variants(NetworkSettings settings) =>
        settings.OfTasks(ImageTasks.All).SelectMany(task => ShuffledLabels.Both(task.Name, task.Settings));

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records) => Verdict.Of(
    [
        .. records.AnsatzAgainstShuffled(Margin, controlMargin: Margin),
        Check.Told("filters against those before training, as published", OverSeeds.Mean(records.Real().Select(r => r.Mean(Measures.NfmInitial, r.LastProbe())))),
    ]);

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records) =>
        [.. records.GroupBy(r => r.Settings().Task).OrderByDescending(g => g.Key).Select((g, i) => g.ToList().LayersFigure(i == 0 ? Name : $"{Name}-{g.Key}", $"The ansatz on patches, by layer: {g.Key}", Margin))];
}
