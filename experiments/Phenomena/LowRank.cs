using DeepNfa.Data;
using DeepNfa.Kernels;
using DeepNfa.Records;
using DeepNfa.Reports;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Experiments;

/// <summary>Sizes of the experiment on targets of low rank.</summary>
/// <param name="Seeds">How many data sets of each target, from the run's seed on.</param>
/// <param name="Dimension">d.</param>
/// <param name="Samples">Training samples, rising.</param>
/// <param name="TestSamples">Test samples.</param>
/// <param name="Network">The network.</param>
/// <param name="Iterations">Updates of the machine's M.</param>
/// <param name="Bandwidth">L of the Laplace kernel.</param>
/// <param name="Ridge">λ.</param>
public sealed record LowRankSettings(int Seeds, int Dimension, IReadOnlyList<int> Samples, int TestSamples, SweepNetwork Network, int Iterations, double Bandwidth, double Ridge);

/// <summary>Targets that depend on few directions: a network and a Recursive Feature Machine, which learn features, beside the Laplace kernel, which does not.</summary>
public sealed class LowRank : IExperiment<LowRankSettings>
{
    private const string Network = "r2_network", Laplace = "r2_laplace", Machine = "r2_machine", OnNetwork = "share_agop", OnMachine = "share_m", OnUntrained = "share_agop_untrained";

    private static readonly (string Name, string Words, Func<int, int, Seed, LabeledSet> Generate)[] s_targets =
    [
        ("product", "x₁x₂", SyntheticTargets.Product),
        ("polynomial", "z₁ + z₁z₂ + ½z₃², z on random directions", (n, d, seed) => LowRankPolynomial.OfDirections(d, seed, new(1, 0), new(1, 0, 1), new(0.5, 2, 2)).Generate(n, seed)),
        ("step", "x₁x₂ where x₆ > 0, else 0", (n, d, seed) => SyntheticTargets.GatedProduct(n, d, seed, 1)),
    ];

    /// <inheritdoc/>
    public string Name => "low-rank";

    /// <inheritdoc/>
    public string Question => "On a product, a polynomial and a step that depend on two or three directions of 50, do network and RFM find the directions and learn from fewer samples than the Laplace kernel?";

    /// <inheritdoc/>
    public string Source => "Radhakrishnan et al., Science 383 (2024), low-rank regression; networks and machines by number of samples";

    /// <inheritdoc/>
    public string Published => "RFM and network far above the Laplace kernel; a number for the product alone (rfm-product)";

    /// <inheritdoc/>
    public Presets<LowRankSettings> Presets { get; } = new(
        Full: new(5, 50, [250, 500, 1000, 2000], 2000, new([128, 128], 3000, 0.05, 0.9, 1e-3, "first-layer:0.01"), 5, 10, 1e-3),
        Smoke: new(1, 10, [30, 60], 50, new([8], 10), 1, 10, 1e-3),
        Paper: new(5, 100, [500, 1000, 2000, 4000, 8000], 10000, new([1024, 1024, 1024], 8000), 5, 10, 1e-4));

    /// <inheritdoc/>
    public bool Foretells => true;

    /// <inheritdoc/>
    public IEnumerable<Progress> Run(LowRankSettings settings, RunContext context)
    {
        SweepProtocol.RequireRising(settings.Samples, "samples");
        Require.AtLeast(settings.Dimension, 6, "The step depends on the sixth coordinate.", "dimension");
        return SweepProtocol.Run(settings, "training samples",
        [
            .. s_targets.SelectMany(target => context.Seeds(settings.Seeds).Select(seed =>
                new SweepTask($"{target.Name}-seed-{seed.Value}", seed, settings.Samples.Count, () => Data(settings, target.Generate, seed), data => Points(settings, data, seed)))),
        ], context);
    }

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        int most = records[0].Epochs[^1].Epoch;
        OverSeeds At(IEnumerable<RunRecord> runs, string measure) => OverSeeds.Mean(runs.Select(r => r.Rival(measure, 1, most)));
        return Verdict.Of(
        [
            .. Groups(records).SelectMany(g => new[]
            {
                Check.Above($"{g.Name}, {most} samples: seeds in which the RFM's R² is above the Laplace kernel's by 0.1", g.Runs.Select(r => (r.Rival(Machine, 1, most), r.Rival(Laplace, 1, most) + 0.1)).Larger(), g.Runs.Count - 1.5),
                Check.Above($"{g.Name}: seeds in which the network's is", g.Runs.Select(r => (r.Rival(Network, 1, most), r.Rival(Laplace, 1, most) + 0.1)).Larger(), g.Runs.Count - 1.5),
                Check.Above($"{g.Name}: share of tr M on the directions", At(g.Runs, OnMachine), 0.7),
                Check.Above($"{g.Name}: share of the network's tr AGOP on them", At(g.Runs, OnNetwork), 0.7),
            }),
            Check.ControlBelow("share of tr AGOP on the directions in an untrained network, largest mean", Groups(records).Select(g => At(g.Runs, OnUntrained)).MaxBy(v => v.Value), 0.2),
            Check.ControlBelow("R² of the Laplace kernel with the fewest samples, largest mean", Groups(records).Select(g => OverSeeds.Mean(g.Runs.Select(r => r.Rival(Laplace, 1, r.Epochs[0].Epoch)))).MaxBy(v => v.Value), 0.5),
            .. Groups(records).SelectMany(g => new[] { (Machine, "RFM"), (Network, "network"), (Laplace, "Laplace kernel") }.Select(m => Check.Told($"{g.Name}, {most} samples: R² of the {m.Item2}", At(g.Runs, m.Item1)))),
        ]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records)
    {
        var groups = Groups(records).ToList();
        Line Of(string? name, IReadOnlyList<RunRecord> runs, string measure, int color, bool dashed = false) => Curves.Of(name, runs, (r, n) => Math.Max(-0.2, r.Rival(measure, 1, n)), Palette.Categories[color]) with { Dashed = dashed };
        return
        [
            new Figure("low-rank", "Targets of few directions, by the number of samples",
            [
                .. groups.Select(g => Curves.Stepped($"R² on test samples: {s_targets.First(t => t.Name == g.Name).Words}", "", -0.2, 1, Of("RFM", g.Runs, Machine, 1), Of("network", g.Runs, Network, 0), Of("Laplace kernel", g.Runs, Laplace, 2))),
                .. groups.Select(g => Curves.Stepped("Share of the trace on the directions", "Training samples", 0, 1, Of(null, g.Runs, OnMachine, 1), Of(null, g.Runs, OnNetwork, 0), Of("untrained network", g.Runs, OnUntrained, 0, dashed: true))),
            ])
            {
                Subtitle = $"{records[0].Manifest.Data.Inputs} inputs; means over seeds, bands from the least to the largest; what is below −0.2 is drawn there",
                Columns = groups.Count,
                PanelWidth = 330,
                Caption = "Where the trace of M or of the AGOP has gathered on the directions that matter, the learner sees a problem of two or three dimensions in place of fifty. The Laplace kernel sees all of them alike.",
                Alt = "Line charts by number of samples: R² of three learners, and the shares of two traces, for three targets.",
            },
        ];
    }

    private static IEnumerable<(string Name, List<RunRecord> Runs)> Groups(IReadOnlyList<RunRecord> records) =>
        s_targets.Select(t => (t.Name, Runs: records.Where(r => r.Manifest.Data.Name == DataName(t.Name)).ToList())).Where(g => g.Runs.Count > 0);

    private static string DataName(string target) => target switch { "product" => "product", "polynomial" => "low-rank polynomial", _ => "gated product" };

    private static DataSplit Data(LowRankSettings settings, Func<int, int, Seed, LabeledSet> generate, Seed seed)
    {
        int most = settings.Samples[^1];
        using var all = generate(most + settings.TestSamples, settings.Dimension, seed);
        return all.SplitCounts(most, settings.TestSamples, seed);
    }

    private static IEnumerable<SweepPoint> Points(LowRankSettings settings, DataSplit data, Seed seed)
    {
        var planted = data.Train.Planted;
        using var basis = torch.tensor([.. planted.SelectMany(v => v)], [planted.Count, settings.Dimension], dtype: torch.ScalarType.Float64); // (r×d)
        foreach (int samples in settings.Samples)
        {
            using var part = new DataSplit(data.Train.Take(samples), data.Validation!.Take(int.MaxValue));
            using var network = Learners.Trained(settings.Network, part, seed);
            using var untrained = Learners.Untrained(settings.Network, part, seed);
            var (machine, share) = Learners.Machine(part, settings.Bandwidth, settings.Ridge, settings.Iterations, m => Share(m, basis), centered: true);
            var test = Trainer.Evaluate(network, part.Validation!, LossKind.MeanSquaredError);
            yield return new(samples, Trainer.Evaluate(network, part.Train, LossKind.MeanSquaredError), test,
            [
                (Network, test.Score ?? double.NaN), (Laplace, Learners.LaplaceScore(part, settings.Bandwidth, settings.Ridge)), (Machine, machine),
                (OnNetwork, Share(network, part, basis)), (OnMachine, share), (OnUntrained, Share(untrained, part, basis)),
            ]);
        }
    }

    private static double Share(Metric metric, torch.Tensor basis)
    {
        using var scope = torch.NewDisposeScope();
        return Share(metric.Dense().to(torch.ScalarType.Float64), basis);
    }

    private static double Share(Mlp network, DataSplit data, torch.Tensor basis)
    {
        using var scope = torch.NewDisposeScope();
        return Share(Learners.Agop(network, data.Train.Inputs), basis);
    }

    /// <summary>tr(BABᵀ)/tr A: the share of a trace on the span of the orthonormal rows of B.</summary>
    private static double Share(torch.Tensor matrix, torch.Tensor basis) => basis.matmul(matrix).mul(basis).sum().ToDouble() / matrix.trace().ToDouble();
}
