using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Reports;

namespace DeepNfa.Experiments;

/// <summary>Our own default on tables, nested, against the published settings, nested: judged on sets that it was not designed on.</summary>
/// <remarks>
/// Both choose inside the training rows of each fold, the published settings by accuracy on one division of them, the recipe by squared error over four. The control is the recipe without iterations: what a better choice gains for the Laplace kernel itself is no merit of features.
/// </remarks>
public sealed class UciOwnRecipe : IExperiment<UciSetsSettings>
{
    private const string Laplace = "laplace_nested", Rfm = "rfm_nested", OwnLaplace = "laplace_own", OwnRfm = "rfm_own";
    private const double Errors = 2, ControlMargin = 0.005;

    /// <inheritdoc/>
    public string Name => "uci-own-recipe";

    /// <inheritdoc/>
    public string Question => "Does choosing by squared error over four divisions of the training rows, not by accuracy on one, make a Recursive Feature Machine better on tables that this recipe was not designed on, when nothing has seen a test label?";

    /// <inheritdoc/>
    public string Source => "a recipe of our own, designed on the first 40 of 80 sets by name and judged on the others; sets and splits of Fernández-Delgado et al., JMLR 15 (2014)";

    /// <inheritdoc/>
    public string Published => "none";

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
        PairedGain Gain(bool designedOn, string first, string second) => PairedGain.Of([.. sets.Where(s => UciRecipe.DesignedOn(s.Set) == designedOn).Select(s => s.Mean(first) - s.Mean(second)).DefaultIfEmpty(double.NaN)]);
        IEnumerable<Check> Told(string what, bool designedOn)
        {
            string where = designedOn ? "sets it was designed on" : "the other sets";
            var gain = Gain(designedOn, OwnRfm, Laplace);
            yield return Check.Told($"{what}, {where}: mean", gain.Mean);
            yield return Check.Told($"{what}, {where}: standard error", gain.StandardError);
            yield return Check.Told($"gain by the published settings, {where}: mean", Gain(designedOn, Rfm, Laplace).Mean);
            yield return Check.Told($"gain of the recipe over the published settings, {where}: mean", Gain(designedOn, OwnRfm, Rfm).Mean);
            yield return Check.Told($"gain of the recipe over the published settings, {where}: standard error", Gain(designedOn, OwnRfm, Rfm).StandardError);
        }
        return Verdict.Of(
        [
            Check.Above("gain over the Laplace kernel on the other sets, over its standard error", Gain(false, OwnRfm, Laplace).InErrors, Errors),
            Check.Above("gain over the published settings on the other sets, over its standard error", Gain(false, OwnRfm, Rfm).InErrors, Errors),
            Check.ControlBelow("gain of the recipe without iterations on the other sets, mean", Gain(false, OwnLaplace, Laplace).Mean, ControlMargin),
            .. Told("gain over the Laplace kernel", designedOn: false),
            .. Told("gain over the Laplace kernel", designedOn: true),
        ]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records)
    {
        var sets = records.BySet();
        (string Set, double Own, double Published)[] gains = [.. sets.Select(s => (s.Set, s.Mean(OwnRfm) - s.Mean(Laplace), s.Mean(Rfm) - s.Mean(Laplace)))];
        var range = UciSets.Range(gains.SelectMany(g => new[] { g.Own, g.Published }));
        Panel Half(string title, bool designedOn) =>
            UciSets.Gains(title, "the published settings", [.. gains.Where(g => UciRecipe.DesignedOn(g.Set) == designedOn).Select(g => (g.Set, g.Published, g.Own))], range, told: designedOn);
        return
        [
            new(Name, "Our own recipe against the published settings, both nested", [Half("Gain of the recipe, sets it was not designed on", false), Half("The same, sets it was designed on", true)])
            {
                Columns = 2,
                PanelWidth = 300,
                PanelHeight = 300,
                Subtitle = "Test accuracy of the RFM less that of the Laplace kernel with the published settings, mean over four folds; a dot a set",
                Caption = "Above the dashed line the recipe is better. Only the left panel is evidence: the recipe was chosen with the sets of the right one in sight.",
                Alt = string.Join("; ", new[] { false, true }.Select(d => $"{(d ? "designed on" : "others")}: mean gain {Check.Number(gains.Where(g => UciRecipe.DesignedOn(g.Set) == d).Select(g => g.Own).DefaultIfEmpty(double.NaN).Average())} by the recipe")),
            },
        ];
    }

    private static IEnumerable<UciFold> Folds(Uci121 set, Seed seed)
    {
        var search = new UciSearch(UciRecipe.Own, set.Samples, seed);
        foreach (var (nested, own) in UciProtocol.Machines(set, UciSelection.Nested, seed).Zip(UciProtocol.Machines(set, UciSelection.Own, seed)))
        {
            var scores = search.Refit(set.Folds[own.Fold - 1], own.RfmChoice);
            yield return new(scores.Train, scores.Test, [(Laplace, nested.Laplace), (Rfm, nested.Rfm), (OwnLaplace, own.Laplace), (OwnRfm, own.Rfm)]);
        }
    }
}
