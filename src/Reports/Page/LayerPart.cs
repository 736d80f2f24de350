using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>The layers themselves: a film of matrices, spectra and features through the epochs, and the same at the last epoch for paper.</summary>
internal static class LayerPart
{
    public static void Write(PageBody body, RunRecord run, PageOptions options, List<string> notices)
    {
        Film? film = Film.Of(run, options.FilmBytes, notices);
        var overlap = OverlapFigure.Of(run, options.Convention);
        if ((film == null || film.Epochs.Count == 0) && overlap == null)
            return;
        body.Begin("layers", "Inside the layers", "Layers");
        if (film is { Epochs.Count: > 0 })
        {
            body.Film = film;
            Stage(body, film);
            foreach (var figure in PictureFigures.Of(run))
                body.Draw(figure with { Title = figure.Title.Split(':')[0] }, figure.Name == "spectra" ? "picture spectra" : "picture", live: false);
        }
        if (overlap != null)
            body.Draw(overlap with { Title = "Overlap of top subspaces", PanelWidth = 880, Panels = [.. overlap.Panels.Select(p => p with { Title = "" })] });
        body.End();
    }

    /// <summary>What the script fills: controls, two matrices, their spectra, and where the input allows it diagonals and eigenvectors.</summary>
    private static void Stage(PageBody body, Film film)
    {
        var s = body.Markup;
        s.Append("<div class=\"film\">\n<div class=\"controls stick\">\n");
        body.Switch("layer", "Layer", [.. film.Layers.Select(l => $"{l.Picture.Layer}")], 0);
        s.Append($"<div class=\"player\"><button type=\"button\" class=\"play\" aria-label=\"Play the epochs\">▶</button><label><span>Epoch</span> <input type=\"range\" name=\"epoch\" min=\"0\" max=\"{film.Epochs.Count - 1}\" value=\"{film.Epochs.Count - 1}\" step=\"1\"></label><output name=\"at\">{film.Epochs[^1]}</output></div>\n</div>\n");
        s.Append("<div class=\"pair\">\n");
        foreach (var (name, title) in new[] { ("nfm", "WᵀW"), ("agop", "AGOP^½") })
            s.Append($"<figure class=\"matrix\"><h3>{Html.Text(title)}</h3><canvas data-matrix=\"{name}\" role=\"img\" aria-label=\"{title}\"></canvas><div class=\"scale\" data-scale=\"{name}\"><span></span><i></i><span></span></div></figure>\n");
        s.Append($"</div>\n<p class=\"readout\" aria-live=\"off\">Point at a cell to read it.</p>\n<p class=\"note\">Rows and columns are the layer's inputs; red: it responds to two inputs together, blue: to their difference. Where the ansatz holds, {Html.Text("AGOP^½")} shows the pattern of WᵀW. AGOP uncentred; colours end at the 99th percentile of each matrix's off-diagonal entries at that epoch. {Html.Text(film.Remark)}</p>\n");
        s.Append("<figure class=\"decay\"><h3>Spectra</h3><p class=\"sub\">Eigenvalues divided by the largest; both axes logarithmic; AGOP uncentred</p><div class=\"spectrum\"></div><figcaption>A curve that drops early means that the layer responds to few directions of its input. Where the ansatz holds, the two curves fall together. The pale curves are epoch " + film.Epochs[0] + ".</figcaption></figure>\n");
        if (film.Layers.Any(l => l.Image != null || l.Picture.Layer == 1))
        {
            bool image = film.Layers.Any(l => l.Image != null);
            s.Append($"<figure class=\"features\"><h3>What layer 1 looks at</h3><p class=\"sub\">{(image ? "Diagonals as images, then the top eigenvectors by falling eigenvalue, scaled to their largest entry; red and blue are opposite signs; AGOP uncentred" : "Diagonals, as shares of their largest entry; AGOP uncentred")}</p><div class=\"tiles-of\" data-of=\"nfm\"></div><div class=\"tiles-of\" data-of=\"agop\"></div>{(film.Layers.Any(l => l.Filters > 0) ? "<div class=\"tiles-of\" data-of=\"filters\"></div>" : "")}<figcaption>{(image ? "The diagonals say how strongly each pixel enters: by the weights (WᵀW), and by the sensitivity of the output (AGOP). The eigenvectors are the patterns that the layer responds to most. The order of nearby patterns may differ between the rows, and the sign of a pattern means nothing." : "How strongly each coordinate of the input enters: by the weights (WᵀW) and by the network's sensitivity (AGOP). Where the ansatz holds, the same coordinates stand out in both.")}{(film.Layers.Any(l => l.Filters > 0) ? $" W: the weights of the first {LayerPicture.MostFilters} neurons." : "")}</figcaption></figure>\n");
        }
        s.Append("</div>\n");
    }
}
