using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Reports;

namespace DeepNfa.Experiments;

/// <summary>The ansatz on MNIST as one thing at a time is changed: width, depth, activation, optimizer, initialization, decay.</summary>
public sealed class AnsatzAblation : INetworkExperiment
{
    private const double Margin = 0.1, Learned = 0.8;

    /// <inheritdoc/>
    public string Name => "ansatz-ablation";

    /// <inheritdoc/>
    public string Question => "Does the ansatz hold on MNIST beyond what shared weights force, whatever width, depth, activation, optimizer, initialization and weight decay, wherever the network learns?";

    /// <inheritdoc/>
    public string Source => "Radhakrishnan et al., Science 383 (2024): the axes of ablation of its repository, each around one configuration";

    /// <inheritdoc/>
    public string Published => "no values by configuration were found";

    /// <inheritdoc/>
    public string? DataNeeded => ImageSources.MnistNeeded;

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(
        Full: new() { Networks = [[64, 64, 64]], TrainSamples = 2000, ValidationSamples = 1000, Epochs = 30, Seeds = 5, Rate = 1, WeightDecay = 1e-4, Batch = 64, ProbeEvery = 0, ProbeSamples = 500 },
        Smoke: new() { Networks = [[8, 8]], TrainSamples = 60, ValidationSamples = 20, Epochs = 2, Seeds = 1, ProbeEvery = 0, ProbeSamples = 50 },
        Paper: new() { Networks = [[1024, 1024, 1024]], TrainSamples = 20000, ValidationSamples = 10000, Epochs = 500, Seeds = 5, ProbeEvery = 25 });

    /// <inheritdoc/>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed) => ImageSources.FirstDigits(this, data, settings, seed);

    /// <summary>The configuration itself, each thing changed, and the configuration on shuffled labels.</summary>
    public IEnumerable<(string? Name, NetworkSettings Settings)> Variants(NetworkSettings settings)
    {
        int width = settings.Networks[0][0], depth = settings.Networks[0].Count;
        NetworkSettings Shape(int w, int d) => settings with { Networks = [[.. Enumerable.Repeat(w, d)]] };
        (string Name, NetworkSettings Settings)[] all =
        [
            ("base", settings),
            ("width-quarter", Shape(Math.Max(1, width / 4), depth)), ("width-four", Shape(width * 4, depth)),
            ("depth-1", Shape(width, 1)), ("depth-5", Shape(width, 5)),
            ("tanh", settings with { Activation = "tanh" }), ("leaky-relu", settings with { Activation = "leaky-relu" }), ("gelu", settings with { Activation = "gelu" }), ("sigmoid", settings with { Activation = "sigmoid" }), ("sine", settings with { Activation = "sine" }),
            ("momentum", settings with { Rate = settings.Rate / 10, Momentum = 0.9 }), ("adam", settings with { Optimizer = "adam", Rate = 1e-3 }),
            ("xavier", settings with { Initialization = "xavier" }), ("first-layer-small", settings with { Initialization = "first-layer:0.005" }), ("first-layer-large", settings with { Initialization = "first-layer:0.1" }),
            ("no-decay", settings with { WeightDecay = 0 }), ("decay-ten", settings with { WeightDecay = 10 * settings.WeightDecay }),
        ];
        return [.. all.Select(v => ((string?)v.Name, v.Settings with { Task = v.Name })), .. ShuffledLabels.Both("base", settings with { Task = "base" }).Skip(1)];
    }

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        var learned = Groups(records.Real()).Where(g => g.Score.Value > Learned).ToList();
        var (plain, shuffled) = (records.Real().Where(r => r.Settings().Task == "base").ToList(), records.Shuffled());
        double End(RunRecord run, string measure) => run.Mean(measure, run.LastProbe());
        return Verdict.Of(
            Check.Above("least excess of a configuration that learns", OverSeeds.Least(learned.Select(g => g.Of(Measures.Excess).Value)), Margin),
            Check.Above("least dual cosine of one", OverSeeds.Least(learned.Select(g => g.Of(Measures.Dual).Value)), Margin),
            Check.Above($"configurations that learn, to an accuracy above {Learned}", learned.Count, 12.5),
            Check.Above("seeds in which the excess of the configuration itself is larger than on shuffled labels", plain.Zip(shuffled).Select(p => (End(p.First, Measures.Excess), End(p.Second, Measures.Excess))).Larger(), plain.Count - 1.5),
            Check.ControlBelow("excess at initialization, farthest mean of a configuration from 0", OverSeeds.Largest(learned.Select(g => Math.Abs(g.Of(Measures.Excess, 0).Value))), Margin),
            Check.ControlBelow("dual cosine at initialization", OverSeeds.Largest(learned.Select(g => Math.Abs(g.Of(Measures.Dual, 0).Value))), Margin),
            Check.Told("excess on shuffled labels", OverSeeds.Mean(shuffled.Select(r => End(r, Measures.Excess)))),
            Check.Told("dual cosine on shuffled labels", OverSeeds.Mean(shuffled.Select(r => End(r, Measures.Dual)))),
            Check.Told("ρ as published, over configurations", OverSeeds.Mean(learned.Select(g => g.Of(Measures.NfmAgop).Value))),
            Check.Told("ρ at initialization", OverSeeds.Mean(learned.Select(g => g.Of(Measures.NfmAgop, 0).Value))));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records)
    {
        List<Group> groups = [.. Groups(records.Real()), .. Groups(records.Shuffled())];
        string[] rows = [.. groups.Select(g => g.Name)];
        Panel Of(string title, Func<Group, OverSeeds> end, Func<Group, OverSeeds>? start, double margin) => RangePanel.Of(title, rows, [new("end", [.. groups.Select(end)]), .. start is null ? Array.Empty<RangePanel.Series>() : [new("initialization", [.. groups.Select(start)], Hollow: true)]], margin);
        return
        [
            new(Name, "The ansatz by configuration",
            [
                Of("Excess", g => g.Of(Measures.Excess), g => g.Of(Measures.Excess, 0), Margin), Of("Dual cosine", g => g.Of(Measures.Dual), g => g.Of(Measures.Dual, 0), Margin),
                Of("ρ as published", g => g.Of(Measures.NfmAgop), g => g.Of(Measures.NfmAgop, 0), double.NaN), Of("Accuracy", g => g.Score, null, double.NaN),
            ])
            {
                Subtitle = "Means over hidden layers; points are means over seeds, lines go from the least seed to the largest",
                Columns = 2,
                PanelWidth = 280,
                PanelHeight = 22 * rows.Length,
                Caption = "One thing is changed at a time. ρ itself is as high before training as after; excess and dual cosine are not.",
                Alt = string.Join("; ", groups.Select(g => $"{g.Name}: excess {g.Of(Measures.Excess)}, dual {g.Of(Measures.Dual)}, accuracy {g.Score}")),
            },
        ];
    }

    private static IEnumerable<Group> Groups(IEnumerable<RunRecord> records) => records.GroupBy(r => r.Settings().Task!).Select(g => new Group(g.First().Settings().Preparation.Length > 0 ? "base, shuffled" : g.Key, [.. g]));

    private sealed record Group(string Name, IReadOnlyList<RunRecord> Runs)
    {
        public OverSeeds Score => OverSeeds.Mean(Runs.Select(r => r.FinalScore()));

        public OverSeeds Of(string measure, int? epoch = null) => OverSeeds.Mean(Runs.Select(r => r.Mean(measure, epoch ?? r.LastProbe())));
    }
}
