using System.Globalization;
using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Reports;
using TorchSharp;
using Ranks = MathNet.Numerics.Statistics.Correlation;

namespace DeepNfa.Experiments;

/// <summary>From lazy to rich training: first-layer scale × rate × width.</summary>
public sealed class LazyRich : INetworkExperiment
{
    private static readonly double[] s_scales = [0.005, 0.02, 0.08, 0.32], s_rates = [1, 0.3, 0.1];

    /// <inheritdoc/>
    public string Name => "lazy-rich";

    /// <inheritdoc/>
    public string Question => "Is the ansatz, in layer 1 and beyond what its shared weights force, a matter of how far training moves that layer from its initialization?";

    /// <inheritdoc/>
    public string Source => "the axes of Radhakrishnan et al., Science 383 (2024), whose option init = c scales the first layer; lazy training: Chizat, Oyallon and Bach, NeurIPS 2019";

    /// <inheritdoc/>
    public string Published => "no values were found";

    /// <inheritdoc/>
    public string? DataNeeded => ImageSources.MnistNeeded;

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(
        Full: new() { Networks = [[32, 32], [128, 128]], TrainSamples = 1000, ValidationSamples = 1000, Epochs = 40, Seeds = 5, Batch = 64, ProbeEvery = 0, ProbeSamples = 500, OnDivergence = "continue" },
        Smoke: new() { Networks = [[8, 8]], TrainSamples = 60, ValidationSamples = 20, Epochs = 2, Seeds = 1, ProbeEvery = 0, ProbeSamples = 50, OnDivergence = "continue" },
        Paper: new() { Networks = [[256, 256], [1024, 1024]], TrainSamples = 20000, ValidationSamples = 10000, Epochs = 100, Seeds = 5, ProbeEvery = 25, OnDivergence = "continue" });

    /// <inheritdoc/>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed) => ImageSources.FirstDigits(this, data, settings, seed);

    /// <summary>Every scale with every rate and every width.</summary>
    public IEnumerable<(string? Name, NetworkSettings Settings)> Variants(NetworkSettings settings) =>
        from hidden in settings.Networks
        from scale in s_scales
        from rate in s_rates
        select ((string?)FormattableString.Invariant($"width-{hidden[0]}-scale-{scale}-rate-{rate}"), settings with { Networks = [hidden], Initialization = FormattableString.Invariant($"first-layer:{scale}"), Rate = rate });

    /// <summary>‖W − W⁰‖/‖W⁰‖ of layer 1.</summary>
    public IEnumerable<Correlation> Measure(ProbedNetwork network)
    {
        var (now, initial) = (network.Network.Weights[0], network.InitialWeights[0]);
        yield return network.Row(1, PhenomenonMeasures.InitialDistance, (now - initial).norm().ToDouble() / initial.norm().ToDouble());
    }

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        var seeds = records.GroupBy(r => r.Manifest.Seed).Select(g => g.Where(Ended).ToList()).ToList();
        double Rank(List<RunRecord> cells, string measure) => Ranks.Spearman(cells.Select(Distance), cells.Select(r => Layer1(r, measure)));
        double Corner(List<RunRecord> cells, double scale, string measure) => cells.Where(r => Scale(r) == scale && r.Settings().Rate == s_rates[^1]).Select(r => Layer1(r, measure)).DefaultIfEmpty(double.NaN).Average();
        return Verdict.Of(
            Check.Above("rank correlation of distance and excess over all cells", OverSeeds.Mean(seeds.Select(s => Rank(s, Measures.Excess))), 0.5),
            Check.Above("rank correlation of distance and dual cosine", OverSeeds.Mean(seeds.Select(s => Rank(s, Measures.Dual))), 0.5),
            Check.Above("excess at the smallest scale less that at the largest, rate 0.1", OverSeeds.Mean(seeds.Select(s => Corner(s, s_scales[0], Measures.Excess) - Corner(s, s_scales[^1], Measures.Excess))), 0.2),
            Check.ControlBelow("excess at initialization, farthest mean of a cell from 0", OverSeeds.Largest(records.GroupBy(r => (Width(r), Scale(r))).Select(g => Math.Abs(g.Average(r => r.Value(Measures.Excess, 1, 0))))), 0.1),
            Check.Told("rank correlation of distance and ρ as published", OverSeeds.Mean(seeds.Select(s => Rank(s, Measures.NfmAgop)))),
            Check.Told("rank correlation of distance and accuracy", OverSeeds.Mean(seeds.Select(s => Ranks.Spearman(s.Select(Distance), s.Select(r => r.FinalScore()))))),
            Check.Told("distance at the smallest scale, rate 0.1", OverSeeds.Mean(seeds.Select(s => s.Where(r => Scale(r) == s_scales[0] && r.Settings().Rate == s_rates[^1]).Average(Distance)))),
            Check.Told("distance at the largest scale", OverSeeds.Mean(seeds.Select(s => s.Where(r => Scale(r) == s_scales[^1] && r.Settings().Rate == s_rates[^1]).Select(Distance).DefaultIfEmpty(double.NaN).Average()))),
            Check.Told("runs that diverged", records.Count(r => !Ended(r))));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records)
    {
        (string Title, Func<RunRecord, double> Of, double Low, double High)[] shown =
        [
            ("log₁₀ distance", r => Math.Log10(Distance(r)), -2, 2), ("excess, layer 1", r => Layer1(r, Measures.Excess), 0, 1), ("dual cosine, layer 1", r => Layer1(r, Measures.Dual), 0, 1), ("accuracy", r => r.FinalScore(), 0, 1),
        ];
        var axes = (X: new Axis("rate", Categories: [.. s_rates.Reverse().Select(Text)]), Y: new Axis("first-layer scale", Categories: [.. s_scales.Reverse().Select(Text)]));
        var panels = from width in records.Select(Width).Distinct().Order()
                     from s in shown
                     select new Panel($"{s.Title}, width {width}", axes.X, axes.Y, [new Heat(Cells(records.Where(r => Width(r) == width).ToList(), s.Of), ColorMap.Viridis, s.Low, s.High, "")]);
        return
        [
            new(Name, "From lazy to rich: how far layer 1 moves, and whether the ansatz holds in it", [.. panels])
            {
                Subtitle = $"{records[0].Manifest.Data.Name}; distance is ‖W − W⁰‖/‖W⁰‖ of layer 1; means over seeds; a blank cell diverged",
                Columns = 4,
                PanelWidth = 150,
                PanelHeight = 190,
                Caption = "Where the first layer begins large, training hardly moves it: the network learns with the features that it was given, and the ansatz does not hold beyond what shared weights force.",
                Alt = "Heat maps over first-layer scale and rate, a row of panels for each width.",
            },
        ];
    }

    private static double[,] Cells(List<RunRecord> records, Func<RunRecord, double> of)
    {
        var cells = new double[s_scales.Length, s_rates.Length];
        for (int i = 0; i < s_scales.Length; i++)
            for (int j = 0; j < s_rates.Length; j++)
                cells[i, j] = OverSeeds.Mean(records.Where(r => Scale(r) == s_scales[^(i + 1)] && r.Settings().Rate == s_rates[^(j + 1)]).Select(r => Ended(r) ? of(r) : double.NaN)).Value;
        return cells;
    }

    private static bool Ended(RunRecord run) => double.IsFinite(run.Epochs[^1].Train.Loss) && run.LastProbe() == run.Epochs[^1].Epoch && double.IsFinite(Layer1(run, Measures.Excess));

    private static double Layer1(RunRecord run, string measure) => run.Value(measure, 1, run.LastProbe());

    private static double Distance(RunRecord run) => run.AtEnd(PhenomenonMeasures.InitialDistance);

    private static int Width(RunRecord run) => run.Manifest.Network.Hidden[0];

    private static double Scale(RunRecord run) => double.Parse(run.Settings().Initialization.Split(':')[1], CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
