using DeepNfa.Data;
using DeepNfa.Data.Download;
using DeepNfa.Records;
using DeepNfa.Reports;

namespace DeepNfa.Experiments;

/// <summary>The ansatz on twelve tables of the UCI-121 package, beside shuffled labels.</summary>
public sealed class UciAnsatz : INetworkExperiment
{
    private const double Margin = 0.1;
    private const string Package = "uci-121";

    // Of the 80 sets at hand those of 500 to 6,000 rows with at least 11 inputs, at most two of a family.
    private static readonly string[] s_sets =
    [
        "breast-cancer-wisc-diag", "cardiotocography-10clases", "molec-biol-splice", "optical", "ringnorm", "semeion",
        "spambase", "statlog-vehicle", "steel-plates", "synthetic-control", "wall-following", "wine-quality-red",
    ];

    /// <inheritdoc/>
    public string Name => "uci-ansatz";

    /// <inheritdoc/>
    public string Question => "Does every hidden layer of networks trained on twelve UCI tables satisfy the ansatz beyond what its shared weights force, and beyond what shuffled labels give?";

    /// <inheritdoc/>
    public string Source => "Radhakrishnan et al., Science 383 (2024): 121 UCI tables, the mean over networks by layer; the tables as prepared by Fernández-Delgado et al., JMLR 15 (2014)";

    /// <inheritdoc/>
    public string Published => "no value by layer was found";

    /// <inheritdoc/>
    public string? DataNeeded => "the folders of the UCI-121 package, in DIR or DIR/uci121, or builtin for drawn digits in their place";

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(
        Full: new() { Networks = [[64, 64, 64]], TrainSamples = 1000, ValidationSamples = 500, Epochs = 100, Seeds = 5, Rate = 0.5, WeightDecay = 1e-3, Batch = 64, ProbeEvery = 0 },
        Smoke: new() { Networks = [[8, 8]], TrainSamples = 60, ValidationSamples = 20, Epochs = 2, Seeds = 1, Rate = 0.1, ProbeEvery = 0, ProbeSamples = 50 },
        Paper: new() { Networks = [[1024, 1024, 1024]], TrainSamples = 5000, ValidationSamples = 1000, Epochs = 500, Seeds = 5, ProbeEvery = 25 });

    /// <summary>Training and test rows drawn by the seed, three to one where there are fewer than asked for; inputs as the package holds them, standardised.</summary>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed)
    {
        if (data == "builtin") return DataSources.Digits(settings.TrainSamples, settings.ValidationSamples, seed);
        string? home = data is not null && Directory.Exists(Path.Combine(data, "uci121")) ? Path.Combine(data, "uci121") : data ?? DataHome.Find(Package);
        if (home is null || !Directory.Exists(Path.Combine(home, settings.Task!)))
            throw new DataException($"{Name} needs {DataNeeded}; {(home is null ? "none were named" : $"'{home}' has no folder '{settings.Task}'")}. Get them with 'deepnfa data get {Package}', or give --data builtin.");
        using var set = Uci121.Load(Path.Combine(home, settings.Task!));
        int train = Math.Min(settings.TrainSamples, set.Samples.Samples * 3 / 4);
        return set.Samples.SplitCounts(train, Math.Min(settings.ValidationSamples, set.Samples.Samples - train), seed);
    }

    /// <summary>Every table, with its labels and with shuffled ones.</summary>
    public IEnumerable<(string? Name, NetworkSettings Settings)> Variants(NetworkSettings settings) => s_sets.SelectMany(set => ShuffledLabels.Both(set, settings with { Task = set }));

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records) => Verdict.Of(
    [
        .. records.AnsatzAgainstShuffled(Margin, controlMargin: Margin),
        Check.Above("tables whose excess is above the margin, mean over seeds", BySet(records).Count(s => s.Real(Measures.Excess).Value > Margin), 8.5),
        Check.Above("tables whose excess is larger than on shuffled labels", BySet(records).Count(s => s.Real(Measures.Excess).Value > s.Shuffled(Measures.Excess).Value), 8.5),
    ]);

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records)
    {
        var sets = BySet(records);
        Panel Of(string title, string measure) => RangePanel.Of(title, [.. sets.Select(s => s.Name)], [new("real labels", [.. sets.Select(s => s.Real(measure))]), new("shuffled labels", [.. sets.Select(s => s.Shuffled(measure))], Hollow: true)], Margin);
        return
        [
            new(Name, "The ansatz on tables, with their labels and with shuffled ones", [Of("Excess at the end", Measures.Excess), Of("Dual cosine at the end", Measures.Dual)])
            {
                Subtitle = "Means over hidden layers; points are means over seeds, lines go from the least seed to the largest",
                Columns = 2,
                PanelWidth = 260,
                PanelHeight = 24 * sets.Count,
                Caption = "How far WᵀW and AGOP^½ agree beyond their shared weights. What shuffled labels give as well is alignment without anything that generalises.",
                Alt = string.Join("; ", sets.Select(s => $"{s.Name}: excess {s.Real(Measures.Excess)}, shuffled {s.Shuffled(Measures.Excess)}")),
            },
        ];
    }

    private static List<OfSet> BySet(IReadOnlyList<RunRecord> records) => [.. records.GroupBy(r => r.Settings().Task!).Select(g => new OfSet(g.Key, g.Real(), g.Shuffled()))];

    private sealed record OfSet(string Name, IReadOnlyList<RunRecord> RealRuns, IReadOnlyList<RunRecord> ShuffledRuns)
    {
        public OverSeeds Real(string measure) => OverSeeds.Mean(RealRuns.Select(r => r.Mean(measure, r.LastProbe())));

        public OverSeeds Shuffled(string measure) => OverSeeds.Mean(ShuffledRuns.Select(r => r.Mean(measure, r.LastProbe())));
    }
}
