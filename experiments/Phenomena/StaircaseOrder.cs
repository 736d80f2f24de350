using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Reports;

namespace DeepNfa.Experiments;

/// <summary>x₁ + x₁x₂ + x₁x₂x₃ against x₁x₂x₃ alone: each term shows the way to the next.</summary>
public sealed class StaircaseOrder : INetworkExperiment
{
    private const int Dimension = 30, Steps = 4;
    private const string Stairs = "staircase", Alone = "parity";

    /// <inheritdoc/>
    public string Name => "staircase";

    /// <inheritdoc/>
    public string Question => "Does a network climb y = x₁ + x₁x₂ + x₁x₂x₃ + x₁x₂x₃x₄ on 30 signs one coordinate after the other, and learn it at least twice as soon as the last term alone, whose coordinates come together?";

    /// <inheritdoc/>
    public string Source => "Abbe, Boix-Adserà, Misiakiewicz, The merged-staircase property, COLT 2022, arXiv 2202.08658";

    /// <inheritdoc/>
    public string Published => "a theorem on two-layer networks; no number for this setting";

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(Full: Climb([256, 256], 5000, 1000, 30, 5), Smoke: Climb([8], 60, 20, 1, 1) with { ProbeSamples = 30 }, Paper: Climb([512, 512], 20000, 5000, 100, 5));

    /// <inheritdoc/>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed)
    {
        int samples = settings.TrainSamples + settings.ValidationSamples;
        using var all = settings.Task == Alone ? SparseParity.Generate(samples, Dimension, [.. Enumerable.Range(0, Steps)], seed, BitCoding.Signs) : Staircase.Generate(samples, Dimension, Steps, seed);
        return all.SplitCounts(settings.TrainSamples, settings.ValidationSamples, seed);
    }

    /// <summary>The staircase, and its last term alone.</summary>
    public IEnumerable<(string? Name, NetworkSettings Settings)> Variants(NetworkSettings settings) => settings.OfTasks(Stairs, Alone);

    /// <summary>The share of the AGOP's trace on each of the coordinates, and the largest on any other.</summary>
    public IEnumerable<Correlation> Measure(ProbedNetwork network)
    {
        double[] agop = network.Probe.Pictures[0].AgopDiagonal;
        double trace = agop.Sum();
        for (int j = 0; j < Steps; j++) yield return network.Row(1, PhenomenonMeasures.ShareOfCoordinate(j + 1), agop[j] / trace);
        yield return network.Row(1, PhenomenonMeasures.ShareOfOthers, agop[Steps..].Max() / trace);
    }

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        List<RunRecord> stairs = records.OfTask(Stairs), alone = records.OfTask(Alone);
        return Verdict.Of(
            Check.Above("R² of the staircase on held-out rows, mean", OverSeeds.Mean(stairs.Select(r => r.FinalScore())), 0.9),
            Check.Above("epochs to R² 0.8 of the last term alone over those of the staircase, least", OverSeeds.Least(stairs.Zip(alone, (s, a) => Reached(a) / Reached(s))), 2),
            Check.Above("seeds in which the coordinates come in the order of the stairs", stairs.Count(InOrder), stairs.Count - 1.5),
            Check.Below("R² of the last term alone when the staircase has 0.8, mean", OverSeeds.Mean(stairs.Zip(alone, (s, a) => a.ScoreAt((int)Reached(s)))), 0.3),
            Check.ControlBelow("largest share of tr AGOP on a coordinate that does not matter, at the end", OverSeeds.Largest(stairs.Select(r => r.AtEnd(PhenomenonMeasures.ShareOfOthers))), 0.02),
            Check.ControlBelow("coordinates that stand out before training, of all runs", records.Sum(r => Enumerable.Range(1, Steps).Count(j => Found(r, j, 0))), 0.5),
            Check.Told("epochs from the first to the last coordinate found, staircase", OverSeeds.Mean(stairs.Select(Spread))),
            Check.Told("the same of the last term alone", OverSeeds.Mean(alone.Select(Spread))),
            Check.Told("R² of the last term alone at the end", OverSeeds.Mean(alone.Select(r => r.FinalScore()))));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records)
    {
        List<RunRecord> stairs = records.OfTask(Stairs), alone = records.OfTask(Alone);
        if (stairs.Count == 0 || alone.Count == 0) return [];
        Panel Shares(string title, List<RunRecord> runs) => Curves.Panel(title, "Epoch",
            [.. Enumerable.Range(1, Steps).Select(j => Curves.Of($"x{j}", runs, PhenomenonMeasures.ShareOfCoordinate(j), Palette.Categories[j - 1])), Curves.Of("largest of the others", runs, PhenomenonMeasures.ShareOfOthers, Palette.Reference) with { Dashed = true }]);
        return
        [
            new Figure("staircase", "The staircase, and its last step alone",
            [
                Curves.Panel("R² on held-out rows (full: staircase, dashed: last term)", "Epoch", [Curves.Score(null, stairs, Palette.Categories[6]), Curves.Score(null, alone, Palette.Categories[6]) with { Dashed = true }]),
                Shares("Staircase: share of tr AGOP", stairs),
                Shares("Last term alone: share of tr AGOP", alone),
            ])
            {
                Subtitle = $"{records[0].Manifest.Network}, {records[0].Manifest.Data.TrainSamples} rows of {Dimension} signs; means over seeds, bands from the least to the largest",
                Columns = 3,
                PanelWidth = 330,
                Caption = "x₁ is seen at once, since y goes with it; then x₂, which matters where x₁ is known; and so on. The product alone gives no first step.",
                Alt = "Line charts over epochs: R², and the share of the AGOP's trace on each coordinate.",
            },
        ];
    }

    /// <summary>Whether a coordinate's share is three times the largest of those that do not matter.</summary>
    private static bool Found(RunRecord run, int coordinate, int epoch) => run.Rival(PhenomenonMeasures.ShareOfCoordinate(coordinate), 1, epoch) > 3 * run.Rival(PhenomenonMeasures.ShareOfOthers, 1, epoch);

    /// <summary>The epoch at which each coordinate is first found; NaN where it is not.</summary>
    private static double[] FoundAt(RunRecord run)
    {
        int[] epochs = [.. run.Correlations.Where(c => c.Measure == PhenomenonMeasures.ShareOfOthers).Select(c => c.Epoch).Order()];
        return [.. Enumerable.Range(1, Steps).Select(j => epochs.Where(e => Found(run, j, e)).Select(e => (double)e).DefaultIfEmpty(double.NaN).First())];
    }

    /// <summary>Whether no coordinate is found before the one below it, and the last later than the first.</summary>
    private static bool InOrder(RunRecord run) => FoundAt(run) is var at && at.Zip(at.Skip(1)).All(p => p.First <= p.Second) && at[0] < at[^1];

    private static double Spread(RunRecord run) => FoundAt(run) is var at && at.Any(double.IsNaN) ? double.NaN : at.Max() - at.Min();

    /// <summary>The first epoch with R² 0.8 on held-out rows; the one after the last where there is none.</summary>
    private static double Reached(RunRecord run) => run.Epochs.FirstOrDefault(e => e.Validation?.R2 >= 0.8)?.Epoch ?? run.Epochs[^1].Epoch + 1;

    private static NetworkSettings Climb(int[] hidden, int train, int validation, int epochs, int seeds) => new()
    {
        Task = "all",
        Networks = [hidden],
        TrainSamples = train,
        ValidationSamples = validation,
        Epochs = epochs,
        Seeds = seeds,
        Biases = true,
        Rate = 0.02,
        Batch = 32,
        ProbeEvery = 1,
        ProbeSamples = 500,
    };
}
