using DeepNfa.Data;
using DeepNfa.Data.Corruptions;
using DeepNfa.Records;
using DeepNfa.Reports;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Experiments;

/// <summary>Sizes of the experiment on lottery tickets.</summary>
/// <param name="Seeds">How many draws of data and weights, from the run's seed on.</param>
/// <param name="TrainSamples">Training samples.</param>
/// <param name="TestSamples">Test samples.</param>
/// <param name="Kept">How many of the 784 inputs are kept, rising; the last is taken for all of them.</param>
/// <param name="Network">The network.</param>
/// <param name="Iterations">Updates of the machine's M.</param>
/// <param name="Bandwidth">L of the Laplace kernel.</param>
/// <param name="Ridge">λ.</param>
public sealed record LotterySettings(int Seeds, int TrainSamples, int TestSamples, IReadOnlyList<int> Kept, SweepNetwork Network, int Iterations, double Bandwidth, double Ridge);

/// <summary>Keep the inputs that a trained learner looks at, forget all else, and learn again.</summary>
public sealed class LotteryTickets : IExperiment<LotterySettings>
{
    private const string Agop = "network_agop", Machine = "network_m", Columns = "network_columns", Random = "network_random", Least = "network_least", Variance = "network_variance", Magnitude = "network_magnitude";
    private const string KernelMachine = "kernel_m", KernelAgop = "kernel_agop", KernelRandom = "kernel_random";
    private static readonly (string Measure, string Words)[] s_words =
    [
        (Agop, "largest diag(AGOP)"), (Machine, "largest diag(M) of an RFM"), (Columns, "largest diag(WᵀW)"), (Variance, "largest variance"), (Magnitude, "as many weights of layer 1, by magnitude"), (Random, "random inputs"), (Least, "least diag(AGOP)"),
    ];

    /// <inheritdoc/>
    public string Name => "lottery-tickets";

    /// <inheritdoc/>
    public string Question => "Does a network that is trained anew on the fifth of the inputs with the largest diag(AGOP), or diag(M) of an RFM, lose nothing, where it does on a random fifth?";

    /// <inheritdoc/>
    public string Source => "Radhakrishnan et al., Science 383 (2024), lottery tickets, CelebA there; Frankle and Carbin, ICLR 2019, for weights by magnitude from the same initialization";

    /// <inheritdoc/>
    public string Published => "that accuracy rises with far fewer pixels; no number was found";

    /// <inheritdoc/>
    public string? DataNeeded => ImageSources.MnistNeeded;

    /// <inheritdoc/>
    public Presets<LotterySettings> Presets { get; } = new(
        Full: new(5, 2000, 2000, [20, 39, 78, 157, 314, 784], new([128], 600), 2, 10, 1e-3),
        Smoke: new(1, 100, 50, [78, 784], new([8], 10), 1, 10, 1e-3),
        Paper: new(5, 10000, 5000, [20, 39, 78, 157, 314, 784], new([1024, 1024], 5000), 5, 10, 1e-3));

    /// <inheritdoc/>
    public bool Foretells => true;

    /// <inheritdoc/>
    public IEnumerable<Progress> Run(LotterySettings settings, RunContext context)
    {
        SweepProtocol.RequireRising(settings.Kept, "kept");
        return SweepProtocol.Run(settings, "inputs kept",
        [
            .. context.Seeds(settings.Seeds).Select(seed => new SweepTask($"seed-{seed.Value}", seed, settings.Kept.Count, () => ImageSources.Digits(this, context.Data, settings.TrainSamples, settings.TestSamples, seed), data => Points(settings, data, seed))),
        ], context);
    }

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        int fifth = records[0].Epochs.Select(e => e.Epoch).Order().MinBy(k => Math.Abs(k - 157)), all = records[0].Epochs[^1].Epoch;
        OverSeeds Lost(string measure) => OverSeeds.Mean(records.Select(r => r.Rival(measure, 1, all) - r.Rival(measure, 1, fifth)));
        int Larger(string first, string second, int at) => records.Select(r => (r.Rival(first, 1, at), r.Rival(second, 1, at))).Larger();
        int few = records[0].Epochs[0].Epoch;
        return Verdict.Of(
        [
            Check.Below($"accuracy lost on the {fifth} inputs of largest diag(AGOP)", Lost(Agop), 0.02),
            Check.Below("on those of largest diag(M)", Lost(Machine), 0.02),
            Check.Below("by a Laplace machine on those of largest diag(M)", Lost(KernelMachine), 0.02),
            Check.Above($"seeds in which {few} inputs of largest diag(AGOP) do better than {few} random ones", Larger(Agop, Random, few), records.Count - 1.5),
            Check.Above("seeds in which those of largest diag(M) do", Larger(Machine, Random, few), records.Count - 1.5),
            Check.ControlAbove($"accuracy lost on {fifth} random inputs", Lost(Random), 0.02),
            Check.ControlAbove($"accuracy lost on the {fifth} inputs of least diag(AGOP)", Lost(Least), 0.3),
            .. s_words.Select(w => Check.Told($"accuracy on {few}, {w.Words}", OverSeeds.Mean(records.Select(r => r.Rival(w.Measure, 1, few))))),
            .. new[] { (KernelMachine, "largest diag(M)"), (KernelAgop, "largest diag(AGOP)"), (KernelRandom, "random") }.Select(k => Check.Told($"accuracy of a Laplace machine on {few}, {k.Item2}", OverSeeds.Mean(records.Select(r => r.Rival(k.Item1, 1, few))))),
            Check.Told("accuracy of the network on all", OverSeeds.Mean(records.Select(r => r.Rival(Agop, 1, all)))),
        ]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records) =>
    [
        new Figure("lottery-tickets", "Accuracy by the number of inputs kept",
        [
            Curves.Stepped("Network trained anew from its initialization", "Inputs kept", 0, 1, [.. s_words.Select((w, i) => Curves.Of(w.Words, records, w.Measure, Palette.Category(i, s_words.Length)))]),
            Curves.Stepped("Laplace kernel machine fitted anew", "Inputs kept", 0, 1, [.. new[] { (KernelAgop, 0), (KernelMachine, 1), (KernelRandom, 5) }.Select(k => Curves.Of(null, records, k.Item1, Palette.Category(k.Item2, s_words.Length)))]),
        ])
        {
            Subtitle = $"{records[0].Manifest.Data.Name}, {records[0].Manifest.Data.TrainSamples} training images; means over seeds, bands from the least to the largest",
            Columns = 2,
            PanelWidth = 460,
            PanelHeight = 300,
            Caption = "A learner is trained on all inputs; those with the largest diagonal of a matrix are kept and all others set to 0; a fresh learner is trained on them. What the matrices find is worth what the curve of random inputs lies below.",
            Alt = "Accuracy against the number of inputs kept, a line for each way to choose them.",
        },
    ];

    private static IEnumerable<SweepPoint> Points(LotterySettings settings, DataSplit data, Seed seed)
    {
        using var whole = Learners.Trained(settings.Network, data, seed);
        var (columns, agop) = Learners.Diagonals(whole, data.Train.Inputs);
        double[] m = Learners.Machine(data, settings.Bandwidth, settings.Ridge, settings.Iterations, metric => metric.Importances()).Read;
        var scores = new List<(string Network, string? Kernel, double[] Of)>
        {
            (Agop, KernelAgop, agop), (Machine, KernelMachine, m), (Columns, null, columns), (Variance, null, Variances(data.Train.Inputs)),
            (Random, KernelRandom, [.. seed.Stream("random-inputs").Permutation(agop.Length).Select(i => (double)i)]), (Least, null, [.. agop.Select(v => -v)]),
        };
        foreach (int kept in settings.Kept)
        {
            double share = Math.Min(1, (double)kept / agop.Length);
            var learned = new List<(string? Network, string? Kernel, SplitMetrics Train, SplitMetrics Test, double OfKernel)>();
            foreach (var (network, kernel, of) in scores)
            {
                bool again = share == 1 && learned.Count > 0; // all inputs are the same inputs, however they are chosen
                learned.Add(again ? learned[0] with { Network = network, Kernel = kernel } : Anew(settings, data, seed, PruningMask.Largest(of, share), network, kernel));
            }
            double magnitude = share == 1 ? learned[0].Test.Score ?? double.NaN : OfMagnitude(settings.Network, data, seed, whole, share);
            yield return new(kept, learned[0].Train, learned[0].Test,
                [.. learned.Select(l => (l.Network!, l.Test.Score ?? double.NaN)), (Magnitude, magnitude), .. learned.Where(l => l.Kernel is not null).Select(l => (l.Kernel!, l.OfKernel))]);
        }
    }

    /// <summary>Network and, where it has a name, kernel machine on the inputs that a mask keeps.</summary>
    private static (string? Network, string? Kernel, SplitMetrics Train, SplitMetrics Test, double OfKernel) Anew(LotterySettings settings, DataSplit data, Seed seed, PruningMask mask, string network, string? kernel)
    {
        using var pruned = new DataSplit(mask.Apply(data.Train), mask.Apply(data.Validation!));
        using var anew = Learners.Trained(settings.Network, pruned, seed);
        return (network, kernel, Trainer.Evaluate(anew, pruned.Train, LossKind.MeanSquaredError), Trainer.Evaluate(anew, pruned.Validation!, LossKind.MeanSquaredError),
            kernel is null ? double.NaN : Learners.LaplaceScore(pruned, settings.Bandwidth, settings.Ridge));
    }

    /// <summary>The accuracy of the network trained anew from its initialization with the largest weights of layer 1 alone, the others 0 throughout.</summary>
    private static double OfMagnitude(SweepNetwork network, DataSplit data, Seed seed, Mlp trained, double share)
    {
        using var scope = torch.NewDisposeScope();
        float[] weights = trained.Weights[0].detach().to(torch.ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
        var mask = torch.tensor([.. PruningMask.LargestMagnitude(weights, share).Keep.Select(k => k ? 1f : 0f)], trained.Weights[0].shape, device: trained.Weights[0].device);
        using var anew = Learners.Trained(network, data, seed, step => Prune(step.Network));
        Prune(anew);
        return Learners.Score(anew, data);
        void Prune(Network of)
        {
            using var _ = torch.no_grad();
            of.Weights[0].mul_(mask);
        }
    }

    private static double[] Variances(torch.Tensor inputs)
    {
        using var scope = torch.NewDisposeScope();
        return [.. inputs.to(torch.ScalarType.Float64).var(0L).cpu().contiguous().data<double>()];
    }
}
