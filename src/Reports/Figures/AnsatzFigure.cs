using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>ρ with its rotated null, the excess, the dual cosine and the update, a line a layer, over epochs: one figure for papers, several for the page.</summary>
internal static class AnsatzFigure
{
    private const string ReadoutNote = "The linear read-out is left out: there WᵀW equals the AGOP by construction.";

    /// <summary>The figure for papers; null where no correlation of a hidden layer is recorded.</summary>
    public static Figure? Of(RunRecord run, Convention? convention)
    {
        var series = new RunSeries(run, convention);
        if (series.Layers.Count == 0)
            return null;
        string[] besides = [.. new[] { Measures.Excess, Measures.Dual, Measures.UpdateAgop }.Where(series.Has)];
        var panels = new List<Panel> { LayerLines.Correlation(series) };
        panels.AddRange(besides.Select(m => LayerLines.Panel(series, m)));
        return Dressed(series, new Figure("ansatz", $"Neural feature ansatz: {RunFigures.Label(run)}", panels) { Columns = Math.Min(2, panels.Count) }) with
        {
            Note = ReadoutNote,
            Caption = $"{OfCorrelation(series)} {OfExcess} {OfDual} {OfUpdate(series)}",
        };
    }

    /// <summary>How the weights as they are compare: ρ above its null, then what is left of it.</summary>
    public static IEnumerable<Figure> OfWeights(RunSeries series)
    {
        yield return Dressed(series, new Figure("correlation", $"Correlation ρ of WᵀW with {series.Agop}", [LayerLines.Correlation(series) with { Title = "" }]) { PanelWidth = 880, PanelHeight = 300 }) with
        {
            Caption = OfCorrelation(series),
        };
        string[] measures = [.. new[] { Measures.Excess, Measures.Dual }.Where(series.Has)];
        if (measures.Length > 0)
            yield return Dressed(series, new Figure("excess", "What the shared weights do not explain", [.. measures.Select(m => LayerLines.Panel(series, m))]) { Columns = measures.Length, PanelWidth = 420, PanelHeight = 230 }) with
            {
                Caption = string.Join(' ', measures.Select(m => m == Measures.Excess ? OfExcess : OfDual)),
            };
    }

    /// <summary>How what training added to the weights compares; none where the initial weights were unknown.</summary>
    public static IEnumerable<Figure> OfUpdates(RunSeries series)
    {
        if (series.Has(Measures.UpdateAgop))
            yield return Dressed(series, new Figure("update", $"Correlation of the update ΔᵀΔ with {series.Agop}", [LayerLines.AgainstNull(series, Measures.UpdateAgop, Measures.NullUpdate, "")]) { PanelWidth = 880, PanelHeight = 300 }) with
            {
                Caption = $"Each line is a hidden layer, the first the darkest. {OfUpdate(series)} {(series.Has(Measures.NullUpdate) ? "Dashed, the same with C turned at random; what counts is the gap." : "Its null is not recorded (--rivals update adds it): compare layers and epochs with each other.")}",
            };
        if (series.Has(Measures.NfmInitial))
            yield return Dressed(series, new Figure("initial", "What is left of the initialization", [LayerLines.Panel(series, Measures.NfmInitial) with { Title = "" }]) { PanelWidth = 880, PanelHeight = 200 }) with
            {
                Caption = "The similarity of WᵀW with what it was before training, 1 at epoch 0. Where it stays high, ρ is mostly about the initialization, and the update tells more.",
            };
    }

    private static Figure Dressed(RunSeries series, Figure figure) => figure with
    {
        Subtitle = $"{series.Convention}; AGOP over {series.ProbeSamples:N0} training samples; seed {series.Run.Manifest.Seed}",
        Alt = Alt(series),
    };

    private static string OfCorrelation(RunSeries series) =>
        "Each line is a hidden layer, the first the darkest. " +
        $"ρ compares two matrices that say which directions of its input a layer responds to: WᵀW, read off the weights, and {series.Agop}, from how the network's output changes with that input. " +
        "Both hold the same W, so ρ is high even where nothing was learned. The dashed line is that part: the same ρ after the rest has been turned at random. What counts is the gap.";

    private const string OfExcess = "The excess is the share of the way from the null to 1: zero at initialization, 1 where the two matrices are proportional.";

    private const string OfDual = "The dual cosine asks the same among the layer's neurons, where nothing is shared: zero by chance, within the grey band.";

    private static string OfUpdate(RunSeries series) =>
        $"The update compares ΔᵀΔ with {series.Agop}, Δ = W − aW⁰ being what training added to what weight decay has left of the initial weights; at epoch 0 nothing was added and the value is undefined, a gap.";

    private static string Alt(RunSeries series)
    {
        int last = series.Epochs[^1];
        var parts = series.Layers.Take(12).Select(l => $"layer {l}: ρ {Words.Number(series.Value(Measures.NfmAgop, l, last))}, null {Words.Number(series.Value(Measures.NullRotated, l, last))}, excess {Words.Number(series.Value(Measures.Excess, l, last))}, dual cosine {Words.Number(series.Value(Measures.Dual, l, last))}");
        return $"Line charts over epochs. At epoch {last}: {string.Join("; ", parts)}{(series.Layers.Count > 12 ? "; and so on" : "")}.";
    }
}
