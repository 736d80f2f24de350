using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>The correlations of a run's layers over epochs, in every convention that it recorded, and the table of their values.</summary>
internal static class AlignmentPart
{
    public static void Write(PageBody body, RunRecord run, RunSeries series)
    {
        body.Begin("alignment", "Do the weights follow the gradients?", "Alignment");
        if (series.Layers.Count == 0)
            body.Markup.Append("<p>No correlation of a hidden layer is recorded.</p>\n");
        else
        {
            Variants(body, run, series);
            Numbers(body, series);
        }
        body.End();
    }

    /// <summary>The ways in which what is compared can differ; only those that the run recorded get a switch.</summary>
    private static readonly (string Name, string Label, Func<Convention, string> Of)[] Dimensions =
    [
        ("power", "AGOP", c => new Convention(c.Power, false, SimilarityKind.Pearson, false).ToString().Split(',')[0]),
        ("centred", "Jacobian", c => c.Centered ? "centred" : "uncentred"),
        ("similarity", "Similarity", c => c.Similarity == SimilarityKind.Pearson ? "Pearson" : "cosine"),
        ("diagonal", "Diagonal", c => c.OffDiagonal ? "left out" : "included"),
    ];

    private static void Variants(PageBody body, RunRecord run, RunSeries series)
    {
        var conventions = run.Correlations.Where(c => c.Measure is Measures.NfmAgop or Measures.UpdateAgop).Select(c => c.Convention).Distinct().ToList();
        var dimensions = Dimensions.Select(d => (d.Name, d.Label, d.Of, Options: conventions.Select(d.Of).Distinct().ToList())).Where(d => d.Options.Count > 1).ToList();
        var variants = new List<(string Key, List<Figure> Figures)>();
        foreach (var convention in conventions)
        {
            var one = new RunSeries(run, convention);
            if (one.Layers.Count == 0)
                continue;
            string key = string.Concat(dimensions.Select(d => $"{d.Options.IndexOf(d.Of(convention))} "));
            if (one.Has(Measures.NfmAgop))
                variants.Add((key + "0", [.. AnsatzFigure.OfWeights(one)]));
            if (AnsatzFigure.OfUpdates(one).ToList() is { Count: > 0 } updates)
                variants.Add((key + "1", updates));
        }
        string chosen = string.Concat(dimensions.Select(d => $"{d.Options.IndexOf(d.Of(series.Convention))} ")) + "0";
        body.Markup.Append("<div class=\"variants\">\n<div class=\"controls\">\n");
        if (variants.Select(v => v.Key[^1]).Distinct().Count() > 1)
            body.Switch("matrix", "Compared", ["weights WᵀW", "update since epoch 0"], 0);
        foreach (var d in dimensions)
            body.Switch(d.Name, d.Label, d.Options, d.Options.IndexOf(d.Of(series.Convention)));
        body.Markup.Append("</div>\n");
        foreach (var (key, figures) in variants)
        {
            body.Markup.Append($"<div class=\"variant\" data-key=\"{key}\" data-order=\"{string.Join(' ', dimensions.Select(d => d.Name).Append("matrix"))}\"{(key == chosen ? "" : " hidden")}>\n");
            foreach (var figure in figures)
                body.Draw(figure);
            body.Markup.Append("</div>\n");
        }
        body.Markup.Append("</div>\n");
    }

    private static readonly (string Measure, string Name)[] Columns =
        [(Measures.NfmAgop, "ρ"), (Measures.NullRotated, "null"), (Measures.Excess, "excess"), (Measures.Dual, "dual"), (Measures.UpdateAgop, "update")];

    private static void Numbers(PageBody body, RunSeries series)
    {
        var s = body.Markup;
        int first = series.Epochs[0], last = series.Epochs[^1];
        int[] epochs = first == last ? [last] : [first, last];
        s.Append($"<h3>In numbers</h3>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Correlations by hidden layer\">\n<table>\n<caption>{Html.Text(series.Convention.ToString())}</caption>\n");
        s.Append("<thead>\n<tr><td></td>").AppendJoin("", epochs.Select(e => $"<th scope=\"colgroup\" colspan=\"{Columns.Length}\">epoch {e}</th>")).Append("</tr>\n<tr><th scope=\"col\">layer</th>");
        foreach (int _ in epochs)
            s.AppendJoin("", Columns.Select(c => $"<th scope=\"col\">{c.Name}</th>"));
        s.Append("</tr>\n</thead>\n<tbody>\n");
        foreach (int layer in series.Layers)
            s.Append($"<tr><th scope=\"row\">{layer}</th>").AppendJoin("", epochs.SelectMany(e => Columns.Select(c => $"<td>{Words.Number(series.Value(c.Measure, layer, e), 3)}</td>"))).Append("</tr>\n");
        s.Append($"</tbody>\n</table>\n</div>\n<p class=\"note\">By hidden layer, AGOP over {series.ProbeSamples:N0} training samples. ρ compares WᵀW with {Html.Text(series.Agop)}; null is the mean ρ over seeded rotations of what the two do not share; excess is (ρ − null)/(1 − null); dual is the cosine in neuron space; update compares ΔᵀΔ with {Html.Text(series.Agop)}, Δ = W − aW⁰ being what training added to what weight decay has left of W⁰. A dash is undefined or not recorded. The linear read-out is left out: there both matrices are equal by construction.</p>\n");
    }
}
