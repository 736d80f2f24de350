using DeepNfa.Data;
using DeepNfa.Features;
using DeepNfa.Records;
using DeepNfa.Reports;
using DeepNfa.Training;

namespace DeepNfa.Experiments;

/// <summary>The parity of a few of many bits: which layer makes it linear, and do the AGOP's largest entries name the bits?</summary>
public sealed class SparseParitySupport : INetworkExperiment
{
    private const int Dimension = 30;
    private static readonly int[] s_coordinates = [7, 15, 25, 29]; // of the published example with four

    /// <inheritdoc/>
    public string Name => "sparse-parity";

    /// <inheritdoc/>
    public string Question => "Does a network that learns the parity of 2 (XOR), 3 or 4 of 30 bits put its AGOP on exactly those bits, and can its first layer alone make XOR linear?";

    /// <inheritdoc/>
    public string Source => "FACT, arXiv 2507.05644: parities of 2, 3 and 4 of 50 bits, coordinates 7, 15, 25, 29; 30 bits here";

    /// <inheritdoc/>
    public string Published => "that the support is recovered; no number was found";

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(
        Full: Parity([128, 128, 128], 5000, 1000, 15, 5),
        Smoke: Parity([8, 8], 60, 20, 1, 1) with { ProbeSamples = 30 },
        Paper: Parity([512, 512, 512], 25000, 5000, 50, 5));

    /// <inheritdoc/>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed)
    {
        using var all = SparseParity.Generate(settings.TrainSamples + settings.ValidationSamples, Dimension, Support(settings), seed, BitCoding.Signs);
        return all.SplitCounts(settings.TrainSamples, settings.ValidationSamples, seed);
    }

    /// <summary>One for each number of bits.</summary>
    public IEnumerable<(string? Name, NetworkSettings Settings)> Variants(NetworkSettings settings) =>
        settings.OfTasks("2", "3", "4").Select(v => ((string?)$"bits-{v.Name}", v.Settings));

    /// <summary>What a linear function takes from the input of every layer, the read-out's included, and where the trace of the AGOP lies.</summary>
    public IEnumerable<Correlation> Measure(ProbedNetwork network)
    {
        int[] support = Support(network.Settings);
        double[] agop = network.Probe.Pictures[0].AgopDiagonal;
        yield return network.Row(1, Measures.AgopShare, Diagonals.Share(agop, support));
        yield return network.Row(1, Measures.FeatureRank, Diagonals.LastRank(agop, support));
        var (train, test) = (network.Data.Train, network.Data.Validation!);
        var weights = network.Network.Detached();
        foreach (var (of, on) in network.Network.LayerByLayer(weights, train.Inputs).Zip(network.Network.LayerByLayer(weights, test.Inputs)))
        {
            using var probe = LinearProbe.Fit(of.Input, train.Targets);
            yield return network.Row(of.Index + 1, PhenomenonMeasures.LinearReadout, probe.Score(on.Input, test.Targets, test.Classification).Accuracy ?? double.NaN);
        }
    }

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records) => Verdict.Of(
    [
        .. records.GroupBy(r => r.Settings().Task!).OrderBy(g => g.Key).SelectMany(g => Of(g.Key, [.. g])),
        Check.ControlBelow("accuracy of a linear function of the bits themselves, largest", OverSeeds.Largest(records.Select(r => r.AtEnd(PhenomenonMeasures.LinearReadout))), 0.6),
        Check.ControlBelow("of a linear function of the first layer before training, largest", OverSeeds.Largest(records.Select(r => r.Rival(PhenomenonMeasures.LinearReadout, 2, 0))), 0.75),
        Check.ControlAbove("rank of the last of the bits in diag(AGOP) before training, least beyond their number", OverSeeds.Least(records.Select(r => r.Rival(Measures.FeatureRank, 1, 0) - Bits(r))), 0.5),
    ]);

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records)
    {
        var groups = records.GroupBy(r => r.Settings().Task!).OrderBy(g => g.Key).Select(g => (Bits: g.Key, Runs: (IReadOnlyList<RunRecord>)[.. g])).ToList();
        int layers = records[0].Manifest.Network.Hidden.Count + 1;
        string[] depth = [.. Enumerable.Range(0, layers).Select(l => l == 0 ? "bits" : $"layer {l}")];
        Line Depth(string name, IReadOnlyList<RunRecord> runs, string color, bool end) =>
            Curves.Of(end ? name : null, runs, (r, l) => r.Rival(PhenomenonMeasures.LinearReadout, l + 1, end ? r.LastProbe() : 0), color, Enumerable.Range(0, layers)) with { Dashed = !end, Width = end ? 1.9 : 1 };
        return
        [
            new Figure("sparse-parity", "The parity of a few of 30 bits",
            [
                new("Accuracy of linear read-outs (dashed: untrained)", new Axis(Categories: depth), new Axis(Min: 0.4, Max: 1), [.. groups.SelectMany((g, i) => new[] { Depth($"{g.Bits} bits", g.Runs, Palette.Categories[i], end: false), Depth($"{g.Bits} bits", g.Runs, Palette.Categories[i], end: true) })]),
                Curves.Panel("Accuracy on held-out rows", "Epoch", [.. groups.Select((g, i) => Curves.Score($"{g.Bits} bits", g.Runs, Palette.Categories[i]))]),
                Curves.Panel("Share of tr AGOP on the bits that matter", "Epoch", [.. groups.Select((g, i) => Curves.Of($"{g.Bits} bits", g.Runs, Measures.AgopShare, Palette.Categories[i]))]),
            ])
            {
                Subtitle = $"{records[0].Manifest.Network}, {records[0].Manifest.Data.TrainSamples} rows; means over seeds, bands from the least to the largest",
                Columns = 3,
                PanelWidth = 330,
                Caption = "No linear function of the bits says anything of their parity, and none of an untrained layer says much. Where training has found the bits, a linear function of one layer's features does.",
                Alt = "Line charts: accuracy of linear read-outs by depth, accuracy and share of the AGOP over epochs, for two, three and four bits.",
            },
        ];
    }

    private static IEnumerable<Check> Of(string bits, IReadOnlyList<RunRecord> runs)
    {
        yield return Check.Above($"{bits} bits: accuracy on held-out rows, mean", OverSeeds.Mean(runs.Select(r => r.FinalScore())), 0.95);
        yield return Check.Below($"{bits} bits: rank of the last of them in diag(AGOP), largest beyond their number", OverSeeds.Largest(runs.Select(r => r.AtEnd(Measures.FeatureRank) - Bits(r))), 0.5);
        var first = OverSeeds.Mean(runs.Select(r => r.AtEnd(PhenomenonMeasures.LinearReadout, 2)));
        string readout = $"{bits} bits: accuracy of a linear function of the first layer, mean";
        yield return bits == "2" ? Check.Above(readout, first, 0.95) : Check.Told(readout, first);
        yield return Check.Told($"{bits} bits: share of tr AGOP on them", runs.AtEnd(Measures.AgopShare));
        for (int layer = 2; layer <= runs[0].Manifest.Network.Hidden.Count; layer++)
            yield return Check.Told($"{bits} bits: accuracy of a linear function of layer {layer}", OverSeeds.Mean(runs.Select(r => r.AtEnd(PhenomenonMeasures.LinearReadout, layer + 1))));
    }

    private static int Bits(RunRecord run) => Support(run.Settings()).Length;

    private static int[] Support(NetworkSettings settings) =>
        int.TryParse(settings.Task, out int bits) && bits >= 1 && bits <= s_coordinates.Length ? s_coordinates[..bits] : throw new UsageException($"task: expected all, or a number of bits from 1 to {s_coordinates.Length}; got '{settings.Task}'.");

    private static NetworkSettings Parity(int[] hidden, int train, int validation, int epochs, int seeds) => new()
    {
        Task = "all",
        Networks = [hidden],
        TrainSamples = train,
        ValidationSamples = validation,
        Epochs = epochs,
        Seeds = seeds,
        Biases = true,
        Optimizer = "adam",
        Rate = 1e-3,
        Batch = 64,
        ProbeEvery = 1,
        ProbeSamples = 500,
        Preparation = "one-hot",
    };
}
