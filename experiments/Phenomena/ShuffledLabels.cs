using DeepNfa.Records;
using DeepNfa.Reports;

namespace DeepNfa.Experiments;

/// <summary>The control of experiments on real data: the same training on shuffled labels, a run beside each.</summary>
internal static class ShuffledLabels
{
    private const string Step = "shuffle-labels";

    /// <summary>The settings as they are, and once more with the labels of the training samples shuffled.</summary>
    public static IEnumerable<(string? Name, NetworkSettings Settings)> Both(string? name, NetworkSettings settings) =>
    [
        (name ?? "real", settings),
        (name is null ? "shuffled" : $"{name}-shuffled", settings with { Preparation = settings.Preparation.Length > 0 ? $"{settings.Preparation},{Step}" : Step }),
    ];

    /// <summary>The runs on labels as they are.</summary>
    public static List<RunRecord> Real(this IEnumerable<RunRecord> records) => [.. records.Where(r => !r.IsShuffled())];

    /// <summary>The runs on shuffled labels.</summary>
    public static List<RunRecord> Shuffled(this IEnumerable<RunRecord> records) => [.. records.Where(IsShuffled)];

    /// <summary>
    /// The ansatz on real data: excess and dual cosine at the end above a margin and above those of the same training on shuffled labels, in all hidden layers together and in the worst; not so at initialization.
    /// </summary>
    /// <remarks>A number is a mean over the runs of a seed, so that several data sets count together; its range is over seeds.</remarks>
    public static IEnumerable<Check> AnsatzAgainstShuffled(this IReadOnlyList<RunRecord> records, double margin, double controlMargin)
    {
        var seeds = records.GroupBy(r => r.Manifest.Seed).Select(g => (Real: g.Real(), Shuffled: g.Shuffled())).ToList();
        double End(IEnumerable<RunRecord> runs, string measure) => runs.Average(r => r.Mean(measure, r.LastProbe()));
        double Start(IEnumerable<RunRecord> runs, string measure) => runs.Average(r => r.Mean(measure, 0));
        foreach (var (measure, words) in new[] { (Measures.Excess, "excess of ρ over its rotated null"), (Measures.Dual, "dual cosine") })
        {
            yield return Check.Above($"{words}, mean over hidden layers", OverSeeds.Mean(seeds.Select(s => End(s.Real, measure))), margin);
            yield return Check.Above($"{words}, worst hidden layer", OverSeeds.Mean(seeds.Select(s => s.Real.Average(r => r.HiddenLayers().Min(l => r.Value(measure, l, r.LastProbe()))))), margin);
            yield return Check.Above($"seeds in which its mean is larger than on shuffled labels, {words}", seeds.Select(s => (End(s.Real, measure), End(s.Shuffled, measure))).Larger(), seeds.Count - 1.5);
            yield return Check.ControlBelow($"{words} at initialization", OverSeeds.Largest(seeds.Select(s => Math.Abs(Start(s.Real, measure)))), controlMargin);
            yield return Check.Told($"{words} on shuffled labels", OverSeeds.Mean(seeds.Select(s => End(s.Shuffled, measure))));
        }
        yield return Check.Told("ρ as published", OverSeeds.Mean(seeds.Select(s => End(s.Real, Measures.NfmAgop))));
        yield return Check.Told("ρ at initialization", OverSeeds.Mean(seeds.Select(s => Start(s.Real, Measures.NfmAgop))));
        yield return Check.Told("ρ on shuffled labels", OverSeeds.Mean(seeds.Select(s => End(s.Shuffled, Measures.NfmAgop))));
        yield return Check.Told("score on held-out samples", OverSeeds.Mean(seeds.Select(s => s.Real.Average(r => r.FinalScore()))));
        yield return Check.Told("the same after shuffled labels", OverSeeds.Mean(seeds.Select(s => s.Shuffled.Average(r => r.FinalScore()))));
    }

    /// <summary>Excess and dual cosine of every hidden layer, on labels as they are and on shuffled ones.</summary>
    public static Figure LayersFigure(this IReadOnlyList<RunRecord> records, string name, string title, double margin)
    {
        int[] layers = [.. records[0].HiddenLayers()];
        OverSeeds Of(IEnumerable<RunRecord> runs, string measure, int layer) => OverSeeds.Mean(runs.Select(r => r.Value(measure, layer, r.LastProbe())));
        Panel Panel(string words, string measure) => RangePanel.Of(words, [.. layers.Select(l => $"layer {l}")],
            [new("real labels", [.. layers.Select(l => Of(records.Real(), measure, l))]), new("shuffled labels", [.. layers.Select(l => Of(records.Shuffled(), measure, l))], Hollow: true), new("initialization", [.. layers.Select(l => OverSeeds.Mean(records.Real().Select(r => r.Value(measure, l, 0))))], Hollow: true)], margin);
        return new(name, title, [Panel("Excess", Measures.Excess), Panel("Dual cosine", Measures.Dual)])
        {
            Subtitle = $"{records[0].Manifest.Data.Name}, {records[0].Manifest.Network}; points are means over seeds, lines go from the least seed to the largest",
            Columns = 2,
            PanelWidth = 300,
            PanelHeight = 34 * layers.Length,
            Caption = "How far WᵀW and AGOP^½ agree beyond their shared weights at the end of training, layer by layer.",
            Alt = string.Join("; ", layers.Select(l => $"layer {l}: excess {Of(records.Real(), Measures.Excess, l)}, shuffled {Of(records.Shuffled(), Measures.Excess, l)}")),
        };
    }

    private static bool IsShuffled(this RunRecord run) => run.Settings().Preparation.EndsWith(Step, StringComparison.Ordinal);
}
