using DeepNfa.Ansatz;
using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Reports;

namespace DeepNfa.Experiments;

/// <summary>Modular arithmetic by a network of one hidden layer: test accuracy stays at chance long after the training pairs are known, and then rises, while the features become circulant.</summary>
public sealed class Grokking : INetworkExperiment
{
    private const int Modulus = 61;
    private static readonly Convention s_offDiagonal = Convention.Default with { OffDiagonal = true };

    /// <inheritdoc/>
    public string Name => "grokking";

    /// <inheritdoc/>
    public string Question => "When a network of one hidden layer comes to understand +, −, × and ÷ modulo 61, do WᵀW and AGOP^½ agree beyond what they share before any training, and become circulant?";

    /// <inheritdoc/>
    public string Source => "Mallinar et al., arXiv 2407.20199, ICML 2025: quadratic activation, width 1024, AdamW at 1e-3 with decay 1, batches of 32, half of the pairs, 50 epochs";

    /// <inheritdoc/>
    public string Published => "ρ 0.955, 0.942, 0.924, 0.929 for +, −, ×, ÷; without the value at epoch 0";

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(Full: Half(1024, 50, 5) with { ProbeSamples = 500 }, Smoke: Half(32, 1, 1) with { ProbeSamples = 50 }, Paper: Half(1024, 50, 5));

    /// <summary>The training samples are half of all pairs, the others validate.</summary>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed)
    {
        var operation = ModularTables.Parse(settings.Task ?? "");
        return ModularTables.Split(operation, Modulus, settings.TrainSamples > 0 ? (settings.TrainSamples + 0.5) / ModularTables.Pairs(operation, Modulus) : 0.5, seed);
    }

    /// <summary>One for each operation.</summary>
    public IEnumerable<(string? Name, NetworkSettings Settings)> Variants(NetworkSettings settings) => settings.OfTasks(ModularTables.Operations);

    /// <summary>How far the mixed blocks of WᵀW and AGOP^½ of layer 1 are from circulant, and AGOP^½ after a random order of the numbers.</summary>
    public IEnumerable<Correlation> Measure(ProbedNetwork network)
    {
        var operation = ModularTables.Parse(network.Settings.Task!);
        using var inputs = network.Data.Train.Inputs.narrow(0, 0, Math.Min(network.Settings.ProbeSamples, network.Data.Train.Samples)).detach();
        int[] places = ModularTables.Places(operation, Modulus);
        var matrices = AnsatzProbe.Dense(network.Network, inputs, centered: false, raw: true).TakeWhile(m => m.Layer == 1).ToDictionary(m => m.Name, m => m.Matrix.Matrix2D());
        yield return network.Row(1, PhenomenonMeasures.CirculantRestNfm, ModularTables.Rest(matrices["nfm*"], places));
        yield return network.Row(1, Measures.CirculantRest, ModularTables.Rest(matrices["sqrtagop*"], places));
        yield return network.Row(1, Measures.CirculantShuffled, ModularTables.Rest(matrices["sqrtagop*"], ModularTables.Shuffled(places, new Seed(0))));
    }

    /// <summary>The cosine of AGOP^½, and of its mixed block, with that of the last epoch.</summary>
    public IEnumerable<Correlation> Hindsight(RunRecord run)
    {
        double[,] At(int epoch) => run.PicturesAt(epoch)[0].AgopPooled; // whole: it is not wider than what is kept so
        var last = At(run.ProbedEpochs[^1]);
        var convention = Convention.Default with { Similarity = SimilarityKind.Cosine };
        foreach (int epoch in run.ProbedEpochs)
        {
            var agop = At(epoch);
            yield return new(epoch, 1, PhenomenonMeasures.FinalAlignment, convention, run.Manifest.Data.TrainSamples, ModularTables.Cosine(agop, last));
            yield return new(epoch, 1, PhenomenonMeasures.FinalAlignmentMixed, convention, run.Manifest.Data.TrainSamples, ModularTables.Cosine(ModularTables.MixedBlock(agop), ModularTables.MixedBlock(last)));
        }
    }

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        OverSeeds Least(Func<RunRecord, double> of) => OverSeeds.Least(records.Select(of));
        OverSeeds Largest(Func<RunRecord, double> of) => OverSeeds.Largest(records.Select(of));
        return Verdict.Of(
        [
            Check.Above("accuracy on unseen pairs at the end, worst run", Least(r => r.FinalScore()), 0.95),
            Check.Above("dual cosine at the end, least", Least(r => r.Value(Measures.Dual, 1, r.LastProbe())), 0.3),
            Check.Below("share of AGOP^½'s mixed block that is not circulant at the end, largest", Largest(r => r.AtEnd(Measures.CirculantRest)), 0.3),
            Check.Above("epochs from 99 % of the training pairs to 90 % of the unseen ones, least", Least(r => Reached(r, e => e.Validation, 0.9) - Reached(r, e => e.Train, 0.99)), 0.5),
            Check.ControlBelow("dual cosine at epoch 0, largest", Largest(r => Math.Abs(r.Value(Measures.Dual, 1, 0))), 0.1),
            Check.ControlAbove("share not circulant at epoch 0, least", Least(r => r.Rival(Measures.CirculantRest, 1, 0)), 0.9),
            Check.ControlAbove("share not circulant after a random order of the numbers, least", Least(r => r.AtEnd(Measures.CirculantShuffled)), 0.9),
            Check.Told("cosine of AGOP^½'s mixed block with the last one, at the last epoch below 5 % on unseen pairs", OverSeeds.Mean(records.Select(r => r.Rival(PhenomenonMeasures.FinalAlignmentMixed, 1, Chance(r))))),
            Check.Told("the same at epoch 0", OverSeeds.Mean(records.Select(r => r.Rival(PhenomenonMeasures.FinalAlignmentMixed, 1, 0)))),
            .. records.GroupBy(r => r.Settings().Task).SelectMany(g => Told(g.Key!, [.. g])),
        ]);
    }

    /// <summary>ρ as it was published, beside the same before any training: with diagonals it proves nothing.</summary>
    private static IEnumerable<Check> Told(string task, IReadOnlyList<RunRecord> runs)
    {
        foreach (var (epoch, when) in new[] { (-1, "at the end"), (0, "at epoch 0") })
        {
            yield return Check.Told($"{task}: ρ {when}", OverSeeds.Mean(runs.Select(r => r.Value(Measures.NfmAgop, 1, epoch < 0 ? r.LastProbe() : epoch))));
            yield return Check.Told($"{task}: ρ {when}, off-diagonal", OverSeeds.Mean(runs.Select(r => OffDiagonal(r, epoch < 0 ? r.LastProbe() : epoch))));
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records)
    {
        var tasks = ModularTables.Operations.Select((o, i) => (Name: o, Color: Palette.Categories[i], Runs: (IReadOnlyList<RunRecord>)[.. records.Where(r => r.Settings().Task == o)])).Where(t => t.Runs.Count > 0).ToList();
        Panel Of(string title, Func<(string Name, string Color, IReadOnlyList<RunRecord> Runs), IEnumerable<Mark>> marks) => Curves.Panel(title, "Epoch", [.. tasks.SelectMany(marks)]);
        Line Measure(string name, IReadOnlyList<RunRecord> runs, Func<RunRecord, int, double> value, string color) => Curves.Of(name, runs, value, color, runs.SelectMany(r => r.Correlations).Select(c => c.Epoch));
        return
        [
            new Figure("grokking", "Grokking: accuracy, and what becomes of the features",
            [
                Of("Accuracy on unseen pairs (dashed: training)", t => [Curves.Score(null, t.Runs, t.Color, train: true), Curves.Score(t.Name, t.Runs, t.Color)]),
                Of("ρ of WᵀW with AGOP^½, as published", t => [Measure(t.Name, t.Runs, (r, e) => r.Value(Measures.NfmAgop, 1, e), t.Color)]),
                Of("ρ without the diagonals", t => [Measure(t.Name, t.Runs, OffDiagonal, t.Color)]),
                Of("Dual cosine, in neuron space", t => [Measure(t.Name, t.Runs, (r, e) => r.Value(Measures.Dual, 1, e), t.Color)]),
                Of("Share of AGOP^½'s mixed block that is not circulant", t => [Curves.Of(t.Name, t.Runs, Measures.CirculantRest, t.Color)]),
                Of("Mixed block's cosine with the last (dashed: whole)", t => [Curves.Of(null, t.Runs, PhenomenonMeasures.FinalAlignment, t.Color) with { Dashed = true, Width = 1, Low = null, High = null }, Curves.Of(t.Name, t.Runs, PhenomenonMeasures.FinalAlignmentMixed, t.Color)]),
            ])
            {
                Subtitle = $"{records[0].Manifest.Network}, means over seeds, bands from the least to the largest",
                Columns = 3,
                PanelWidth = 290,
                Caption = "The published correlation is as high before training as after it, since both matrices are almost multiples of the identity. What training changes is told by the dual cosine, and by the block between first and second operand, which becomes constant along its diagonals while the accuracy rises and long after it.",
                Alt = "Line charts over epochs for four operations: accuracy, three correlations, and the share that is not circulant.",
            },
            .. ModularTables.Pictures(records),
        ];
    }

    private static double OffDiagonal(RunRecord run, int epoch) => run.Correlations.FirstOrDefault(c => c.Measure == Measures.NfmAgop && c.Layer == 1 && c.Epoch == epoch && c.Convention == s_offDiagonal)?.Value ?? double.NaN;

    /// <summary>The first epoch with an accuracy; NaN if there is none.</summary>
    private static double Reached(RunRecord run, Func<EpochMetrics, SplitMetrics?> split, double accuracy) => run.Epochs.FirstOrDefault(e => split(e)?.Accuracy >= accuracy)?.Epoch ?? double.NaN;

    /// <summary>The last probed epoch before 5 % of the unseen pairs are right.</summary>
    private static int Chance(RunRecord run) => run.Correlations.Select(c => c.Epoch).Where(e => e < Reached(run, m => m.Validation, 0.05)).DefaultIfEmpty(0).Max();

    /// <summary>The published settings, with half of the pairs.</summary>
    internal static NetworkSettings Half(int width, int epochs, int seeds) => new()
    {
        Task = "all",
        Networks = [[width]],
        TrainSamples = 0,
        ValidationSamples = 0,
        Epochs = epochs,
        Seeds = seeds,
        Activation = "quadratic",
        Optimizer = "adamw",
        Rate = 1e-3,
        WeightDecay = 1,
        Batch = 32,
        ProbeEvery = 5,
        Conventions = "1/2, 1/2 off-diagonal",
    };
}
