using DeepNfa.Data;
using DeepNfa.Kernels;
using DeepNfa.Records;
using DeepNfa.Reports;

namespace DeepNfa.Experiments;

/// <summary>Leak against gain: how much of what a Recursive Feature Machine gains over the Laplace kernel by the published protocol it owes to labels of the rows that it is tested on.</summary>
/// <remarks>
/// The published protocol learns M on half of all rows, the tuning rows, and tests on folds that share rows with them. Beside it, on the same sets and folds: the nested protocol, in which nothing has seen a test row; M of the tuning rows that the fold does not test on, and M of as many drawn from all tuning rows, both
/// with the published settings, so that they differ in nothing but the leak; and, as the control, the published protocol with every M learned from shuffled labels.
/// </remarks>
public sealed class UciLeak : IExperiment<UciSetsSettings>
{
    private const string Laplace = "laplace_published", Rfm = "rfm_published", NestedLaplace = "laplace_nested", NestedRfm = "rfm_nested", Unseen = "rfm_unseen", Matched = "rfm_matched", Shuffled = "rfm_shuffled";
    private const double LeastGain = 0.009, Errors = 2, ControlMargin = 0.005;

    /// <inheritdoc/>
    public string Name => "uci-leak";

    /// <inheritdoc/>
    public string Question => "On tables of UCI, is part of what a Recursive Feature Machine gains over the Laplace kernel by the published protocol owed to labels of test rows that its M has seen?";

    /// <inheritdoc/>
    public string Source => "Radhakrishnan et al., Science 383 (2024), script of the tabular benchmark: M from the tuning split is used on all four folds; splits of Fernández-Delgado et al., JMLR 15 (2014)";

    /// <inheritdoc/>
    public string Published => "accuracy 0.851 against 0.837 on 120 sets (arXiv 2507.05644), leak included";

    /// <inheritdoc/>
    public string? DataNeeded => UciSets.Needed;

    /// <inheritdoc/>
    public bool Foretells => true;

    /// <inheritdoc/>
    public Presets<UciSetsSettings> Presets => UciSets.Presets;

    /// <inheritdoc/>
    public IEnumerable<Progress> Run(UciSetsSettings settings, RunContext context) => UciSets.Run(this, settings, context, Folds);

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        var sets = records.BySet();
        PairedGain Over(string first, string second) => PairedGain.Of([.. sets.Select(s => s.Mean(first) - s.Mean(second))]);
        PairedGain published = Over(Rfm, Laplace), nested = Over(NestedRfm, NestedLaplace), seen = Over(Matched, Unseen), shuffled = Over(Shuffled, Laplace), leak = PairedGain.Of([.. sets.Select(Leak)]);
        return Verdict.Of(
        [
            Check.Above("gain by the published protocol, mean over sets", published.Mean, LeastGain),
            Check.Above("leak, the published gain less the nested, over its standard error", leak.InErrors, Errors),
            Check.Above("accuracy with M of rows that the fold tests on less that with M of others, over its standard error", seen.InErrors, Errors),
            Check.ControlBelow("gain by the published protocol with M of shuffled labels, mean over sets", shuffled.Mean, ControlMargin),
            .. Told("gain by the published protocol", published),
            .. Told("gain by the nested protocol", nested),
            .. Told("leak", leak),
            .. Told("M of rows that the fold tests on less M of others", seen),
            .. Told("gain with M of shuffled labels", shuffled),
        ]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records)
    {
        var sets = records.BySet();
        (string Set, double Published, double Nested, double Shuffled)[] gains = [.. sets.Select(s => (s.Set, s.Mean(Rfm) - s.Mean(Laplace), s.Mean(NestedRfm) - s.Mean(NestedLaplace), s.Mean(Shuffled) - s.Mean(Laplace)))];
        var range = UciSets.Range(gains.SelectMany(g => new[] { g.Published, g.Nested, g.Shuffled }));
        return
        [
            new(Name, "What learning M gains, and what of it survives where no test label was seen",
            [
                UciSets.Gains("Gain by the nested protocol", "the published protocol", [.. gains.Select(g => (g.Set, g.Published, g.Nested))], range, told: false),
                UciSets.Gains("Control: published, M of shuffled labels", "the published protocol", [.. gains.Select(g => (g.Set, g.Published, g.Shuffled))], range, told: true),
            ])
            {
                Columns = 2,
                PanelWidth = 300,
                PanelHeight = 300,
                Subtitle = $"Test accuracy of the RFM less that of the Laplace kernel, mean over four folds; a dot a set, {sets.Count} sets",
                Caption = "On the dashed line a set gains as much when M and all settings come from inside the training rows of each fold. What lies below it was gained with labels of rows that the folds test on, or by the luck of one choice for all folds.",
                Alt = $"Mean gain {Check.Number(gains.Average(g => g.Published))} by the published protocol, {Check.Number(gains.Average(g => g.Nested))} nested, {Check.Number(gains.Average(g => g.Shuffled))} with M of shuffled labels; {sets.Count} sets.",
            },
        ];
    }

    private static double Leak((string Set, Func<string, double> Mean) set) => set.Mean(Rfm) - set.Mean(Laplace) - (set.Mean(NestedRfm) - set.Mean(NestedLaplace));

    private static IEnumerable<Check> Told(string what, PairedGain gain) =>
    [
        Check.Told($"{what}, mean over sets", gain.Mean),
        Check.Told($"{what}, its standard error", gain.StandardError),
        Check.Told($"{what}, sets where it is above 0, less those where it is below", gain.Wins - gain.Losses),
    ];

    /// <summary>The folds of a set with every accuracy that is compared.</summary>
    internal static IEnumerable<UciFold> Folds(Uci121 set, Seed seed)
    {
        var search = new UciSearch(UciRecipe.Published, set.Samples, seed);
        using var tuned = search.Choose([set.Tuning]);
        using var blind = search.Choose([set.Tuning], shuffled: true);
        foreach (var nested in UciProtocol.Machines(set, UciSelection.Nested, seed))
        {
            var fold = set.Folds[nested.Fold - 1];
            var tested = fold.Test.ToHashSet();
            int[] unseen = [.. set.Tuning.Train.Where(r => !tested.Contains(r))];
            int[] matched = [.. seed.Stream("uci-matched", nested.Fold).Permutation(set.Tuning.Train.Count)[..unseen.Length].Select(i => set.Tuning.Train[i])];
            var rfm = search.Solve(fold, tuned.Rfm, tuned.Metric);
            double Of(UciChoice choice, Metric? metric) => search.Solve(fold, choice, metric).Test.Accuracy!.Value;
            double Learned(int[] rows)
            {
                using var metric = search.Learn(rows, tuned.Rfm);
                return Of(tuned.Rfm, metric);
            }
            yield return new(rfm.Train, rfm.Test,
            [
                (Laplace, Of(tuned.Laplace, null)), (Rfm, rfm.Test.Accuracy!.Value), (NestedLaplace, nested.Laplace), (NestedRfm, nested.Rfm),
                (Unseen, Learned(unseen)), (Matched, Learned(matched)), (Shuffled, Of(blind.Rfm, blind.Metric)),
            ]);
        }
    }
}
