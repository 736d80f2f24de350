using DeepNfa.Data;
using DeepNfa.Kernels;
using DeepNfa.Records;
using DeepNfa.Reports;

namespace DeepNfa.Experiments;

/// <summary>Sizes of the experiment on modular arithmetic.</summary>
/// <param name="Modulus">p, a prime.</param>
/// <param name="Operations">Some of add, subtract, multiply, divide.</param>
/// <param name="TrainShare">The share of all pairs to train on.</param>
/// <param name="Iterations">Updates of M.</param>
/// <param name="Kernel">The kernel's name.</param>
/// <param name="Bandwidth">Its bandwidth, if it has one.</param>
/// <param name="Seeds">How many splits of the pairs, from the run's seed on.</param>
public sealed record RfmModularSettings(int Modulus, IReadOnlyList<string> Operations, double TrainShare, int Iterations, string Kernel, double Bandwidth, int Seeds = 1);

/// <summary>Modular arithmetic: test accuracy stays at chance for many iterations and then rises to all, while M becomes circulant.</summary>
public sealed class RfmModular : IExperiment<RfmModularSettings>
{
    private const int Flat = 8;

    /// <inheritdoc/>
    public string Name => "rfm-modular";

    /// <inheritdoc/>
    public string Question => "Does a Recursive Feature Machine that has seen half of all pairs learn +, −, × and ÷ modulo 61 suddenly, by features that are circulant?";

    /// <inheritdoc/>
    public string Source => "Mallinar et al., Emergence in non-neural models: grokking modular arithmetic via average gradient outer product, arXiv 2407.20199, ICML 2025";

    /// <inheritdoc/>
    public string Published => "chance for eight iterations, 100 % by iteration 30";

    /// <inheritdoc/>
    public Presets<RfmModularSettings> Presets { get; } = new(
        Full: new(61, ["add", "subtract", "multiply", "divide"], 0.5, 30, "polynomial:2:0:3", 1, 5),
        Smoke: new(7, ["add", "divide"], 0.6, 2, "polynomial:2:0:3", 1),
        Paper: new(61, ["add", "subtract", "multiply", "divide"], 0.5, 30, "polynomial:2:0:3", 1, 5));

    /// <inheritdoc/>
    public bool Foretells => true;

    /// <inheritdoc/>
    public IEnumerable<Progress> Run(RfmModularSettings settings, RunContext context) => RfmProtocol.Run(settings,
    [
        .. settings.Operations.Select(ModularTables.Parse).SelectMany(operation => context.Seeds(settings.Seeds).Select(seed => new RfmTask(
            operation.ToString().ToLowerInvariant() + (settings.Seeds > 1 ? $"-seed-{seed.Value}" : ""),
            new((double)settings.Modulus * settings.Modulus * settings.TrainShare, (double)settings.Modulus * settings.Modulus * (1 - settings.TrainShare), 2 * settings.Modulus, settings.Modulus, InSingle: false),
            KernelNames.Parse(settings.Kernel, settings.Bandwidth),
            new RfmPlan(settings.Iterations, 0) { Centered = true, Power = 0.5 },
            () => ModularArithmetic.Split(operation, settings.Modulus, settings.TrainShare, seed).To(null, TorchSharp.torch.ScalarType.Float64),
            seed,
            m => Structure(m, settings.Modulus, operation, seed))
        {
            Aligned = true,
        })),
    ], context);

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records) => Verdict.Of(
        Check.Above("test accuracy at the last iteration, worst operation", OverSeeds.Least(records.Select(r => r.FinalScore())), 0.995 - 1e-9),
        Check.Below($"best test accuracy of the first {Flat} iterations", OverSeeds.Largest(records.SelectMany(r => Enumerable.Range(0, Flat + 1).Select(t => r.ScoreAt(t)))), 0.05),
        Check.Below("share of M's mixed block that is not circulant", OverSeeds.Largest(records.Select(r => r.Rival(Measures.CirculantRest, 1, r.Epochs[^1].Epoch))), 0.1),
        Check.Below("the same at the last iteration with a test accuracy below 5 %, largest", OverSeeds.Largest(records.Select(r => r.Rival(Measures.CirculantRest, 1, StillAtChance(r)))), 0.3),
        Check.Above("R² of a straight line through the alignment of M with the last one, iterations 1 to 10, least", OverSeeds.Least(records.Select(Straightness)), 0.9),
        // The margin was 0.9 when one seed was run. Of twenty random orders one leaves 0.88; what the control has to show is that the claim, below 0.1, does not hold of it.
        Check.ControlAbove("share not circulant after a random order of the numbers", OverSeeds.Least(records.Select(r => r.Rival(Measures.CirculantShuffled, 1, r.Epochs[^1].Epoch))), 0.5),
        Check.Told("alignment of M with the last one at that iteration", OverSeeds.Mean(records.Select(r => r.Rival(PhenomenonMeasures.FinalAlignment, 1, StillAtChance(r))))),
        Check.Told("alignment of M = I with it, which is where it begins", OverSeeds.Mean(records.Select(r => r.Rival(PhenomenonMeasures.FinalAlignment, 1, 0)))));

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records)
    {
        var groups = records.GroupBy(r => r.Manifest.Data.Name).Select((g, i) => (Name: g.Key, Color: Palette.Categories[i], Runs: (IReadOnlyList<RunRecord>)[.. g])).ToList();
        return
        [
            new Figure("rfm-modular", "Grokking without a network: accuracy, and the progress that it hides",
            [
                Curves.Panel("Accuracy on unseen pairs", "Iteration", [.. groups.Select(g => Curves.Score(g.Name, g.Runs, g.Color))]),
                Curves.Panel("Share of M's mixed block that is not circulant", "Iteration", [.. groups.Select(g => Curves.Of(g.Name, g.Runs, Measures.CirculantRest, g.Color)), .. groups.Select(g => Curves.Of(null, g.Runs, Measures.CirculantShuffled, g.Color) with { Dashed = true, Width = 1 })]),
                Curves.Panel("Cosine of M with the last M", "Iteration", [.. groups.Select(g => Curves.Of(g.Name, g.Runs, PhenomenonMeasures.FinalAlignment, g.Color))]),
            ])
            {
                Subtitle = "Means over seeds, bands from the least to the largest; dashed: after a random order of the numbers, the control",
                Columns = 3,
                PanelWidth = 330,
                Caption = "While the accuracy stays at chance, M becomes circulant and turns evenly to what it will be. The leap is in the score, not in the features.",
                Alt = "Line charts over iterations: accuracy, the share of M that is not circulant, and its alignment with the last M.",
            },
        ];
    }

    /// <summary>How far the block of M between first and second operand is from circulant, and the same after a random order, which destroys the structure and keeps the entries.</summary>
    private static IEnumerable<(string Measure, double Value)> Structure(Metric metric, int p, ModularOperation operation, Seed seed)
    {
        double[,] m = metric.ToMatrix();
        int[] order = ModularTables.Order(operation, p);
        yield return (Measures.CirculantRest, ModularTables.Rest(m, order));
        yield return (Measures.CirculantShuffled, ModularTables.Rest(m, ModularTables.Shuffled(order, seed)));
    }

    /// <summary>The last iteration before the test accuracy first reaches 5 %.</summary>
    private static int StillAtChance(RunRecord run) => run.Epochs.TakeWhile(e => e.Validation?.Accuracy < 0.05).Select(e => e.Epoch).DefaultIfEmpty(0).Last();

    /// <summary>R² of a straight line through the alignment of M with the last one, iterations 1 to 10.</summary>
    private static double Straightness(RunRecord run)
    {
        double[] y = [.. Enumerable.Range(1, Math.Min(10, run.Epochs[^1].Epoch)).Select(t => run.Rival(PhenomenonMeasures.FinalAlignment, 1, t))];
        double[] x = [.. y.Select((_, i) => i - ((y.Length - 1) / 2.0))];
        double mean = y.Average(), slope = x.Zip(y, (a, b) => a * b).Sum() / x.Sum(a => a * a);
        return 1 - (x.Zip(y, (a, b) => b - mean - (slope * a)).Sum(r => r * r) / y.Sum(b => (b - mean) * (b - mean)));
    }
}
