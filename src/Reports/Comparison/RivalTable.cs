using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>The rivals of several runs side by side: means over hidden layers at the last probed epoch, what has a null less its null.</summary>
internal static class RivalTable
{
    private static readonly (string Title, string Measure, string? Null)[] s_columns =
    [
        ("centred ansatz − null", Measures.CenteredNfa, Measures.NullCenteredNfa),
        ("uncentred − null", Measures.UncenteredNfa, Measures.NullUncenteredNfa),
        ("‖Δ‖/‖W‖", Measures.UpdateShare, null),
        ("exponent", Measures.Exponent, null),
        ("exponent of the null", Measures.NullExponent, null),
        ("gauge floor", Measures.GaugeFloor, null),
        ("FACT", Measures.Fact, null),
        ("FACT’s ε", Measures.FactResidual, null),
        ("loss share", Measures.LossShare, null),
        ("NC1 after the weights", Measures.CollapseLinear, null),
        ("kernel with target − null", Measures.KernelTarget, Measures.NullKernelTarget),
        ("kernel with the first", Measures.KernelInitial, null),
        ("rank of WᵀW", Measures.NfmRank, null),
        ("rank of the AGOP", Measures.AgopRank, null),
    ];

    /// <summary>The table; nothing where no run recorded a rival.</summary>
    public static void Write(PageBody body, IReadOnlyList<RunRecord> runs, IReadOnlyList<string> labels)
    {
        var columns = s_columns.Where(c => runs.Any(r => r.Correlations.Any(row => row.Measure == c.Measure))).ToList();
        if (columns.Count == 0)
            return;
        body.Markup.Append("<h3>Rivals and refinements</h3>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Rivals of all runs\">\n<table>\n<thead>\n<tr><th scope=\"col\">run</th>");
        foreach (var (title, _, _) in columns)
            body.Markup.Append($"<th scope=\"col\">{Html.Text(title)}</th>");
        body.Markup.Append("</tr>\n</thead>\n<tbody>\n");
        foreach (var (run, label) in runs.Zip(labels))
            body.Markup.Append($"<tr><th scope=\"row\">{Html.Text(label)}</th>{string.Concat(columns.Select(c => $"<td>{Words.Number(Mean(run, c.Measure, c.Null), 3)}</td>"))}</tr>\n");
        body.Markup.Append("</tbody>\n</table>\n</div>\n<p class=\"note\">Means over the hidden layers at the last probed epoch, in the first convention recorded; “− null” is the gap to what chance gives. FACT holds trivially where the loss share is near 1.</p>\n");
    }

    private static double Mean(RunRecord run, string measure, string? chance)
    {
        int last = run.Correlations.Count > 0 ? run.Correlations.Max(c => c.Epoch) : -1;
        var values = Enumerable.Range(1, run.Manifest.Network.Hidden.Count).Select(l => run.Rival(measure, l, last) - (chance is null ? 0 : run.Rival(chance, l, last))).Where(double.IsFinite).ToList();
        return values.Count > 0 ? values.Average() : double.NaN;
    }
}
