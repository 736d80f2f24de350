using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>What every space makes of the data, as charts and as a table.</summary>
internal static class SpacesPart
{
    public static void Write(PageBody body, FeatureAtlas atlas)
    {
        if (atlas.Spaces.Count == 0)
            return;
        body.Begin("spaces", "What each layer makes of the data", "Scores");
        body.Draw(Chart(atlas));
        Table(body, atlas.Spaces);
        body.End();
    }

    private static Figure Chart(FeatureAtlas atlas)
    {
        var spaces = atlas.Spaces;
        double[] x = [.. spaces.Select((_, i) => (double)i)];
        var axis = new Axis(Categories: [.. spaces.Select(s => s.Name)]);
        Line Curve(string name, Func<AtlasSpace, double> of, int color) => new(name, x, [.. spaces.Select(of)], Palette.Categories[color]) { Markers = true };
        bool Any(Func<AtlasSpace, double> of) => spaces.Any(s => double.IsFinite(of(s)));
        var scores = new List<Mark>();
        if (Any(s => s.NeighbourAccuracy))
            scores.Add(Curve("k nearest neighbours", s => s.NeighbourAccuracy, 0));
        if (Any(s => s.ProbeScore))
            scores.Add(Curve("linear probe", s => s.ProbeScore, 1));
        if (Any(s => s.Silhouette))
            scores.Add(Curve("silhouette", s => s.Silhouette, 2));
        var shapes = new List<Mark> { Curve("linearity", s => s.Linearity, 3), Curve("sparsity", s => s.Sparsity, 4) };
        if (Any(s => s.Extent))
            shapes.Add(Curve("extent", s => s.Extent, 5));
        return new Figure("spaces", "Scores and shapes by layer", [.. scores.Count > 0 ? new[] { new Panel(Any(s => s.NeighbourAccuracy) ? "How well classes come apart" : "R² of a linear read-out", axis, new Axis(), scores) } : [], new Panel("What its neurons look for", axis, new Axis(Min: 0), shapes)])
        {
            Columns = 2,
            PanelWidth = 420,
            PanelHeight = 230,
            Caption = "Left: scores on held-out samples when only one layer's output is looked at. Right: means over the neurons of a layer. Where linearity falls, neurons respond to more than one direction; where extent rises, they look at more of the image at once.",
            Alt = "Line charts over the layers: accuracy of nearest neighbours and of linear probes, silhouette, and linearity, sparsity and extent of the neurons.",
        };
    }

    private static void Table(PageBody body, IReadOnlyList<AtlasSpace> spaces)
    {
        (string Name, Func<AtlasSpace, double> Of)[] columns =
        [
            ("k-NN", s => s.NeighbourAccuracy), ("probe", s => s.ProbeScore), ("within/between", s => s.WithinOverBetween), ("silhouette", s => s.Silhouette),
            ("linearity", s => s.Linearity), ("sparsity", s => s.Sparsity), ("extent", s => s.Extent),
        ];
        columns = [.. columns.Where(c => spaces.Any(s => double.IsFinite(c.Of(s))))];
        var s = body.Markup;
        s.Append("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Numbers by layer\">\n<table>\n<thead>\n<tr><th scope=\"col\">space</th><th scope=\"col\">width</th>").AppendJoin("", columns.Select(c => $"<th scope=\"col\">{c.Name}</th>")).Append("</tr>\n</thead>\n<tbody>\n");
        foreach (var space in spaces)
            s.Append($"<tr><th scope=\"row\">{Html.Text(space.Name)}</th><td>{space.Width:N0}</td>").AppendJoin("", columns.Select(c => $"<td>{Words.Number(c.Of(space), 3)}</td>")).Append("</tr>\n");
        s.Append("</tbody>\n</table>\n</div>\n<p class=\"note\">k-NN: accuracy of the nearest training samples' vote. Probe: accuracy (R² for numbers) of a linear read-out of that space alone. Within/between: scatter of samples about their class mean over that of the class means. Linearity, sparsity and extent are means over the layer's neurons. A dash is undefined.</p>\n");
    }
}
