using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>The sections of an atlas.</summary>
internal static class AtlasPart
{
    private const int MostStill = 32, MostOutputs = 20, OverlapRank = 10;

    public static void Write(PageBody body, FeatureAtlas atlas)
    {
        Summary(body, atlas);
        if (atlas.Plane is { } plane)
            Plane(body, plane);
        if (atlas.Layers.Any(l => l.Neurons.Count > 0))
            Neurons(body, atlas);
        Outputs(body, atlas);
        SpacesPart.Write(body, atlas);
        if (atlas.Queries.Count > 0)
            Neighbours(body, atlas.Queries[0].Answer >= 0);
        if (atlas.Rows.Count > 0)
            Rows(body, atlas);
    }

    public static void Facts(PageBody body, FeatureAtlas atlas)
    {
        body.Begin("settings", "Settings", "Settings");
        FactsPart.Table(body, "What the numbers depend on", [("network", atlas.Title), ("from", atlas.Source), .. atlas.Settings]);
        body.Markup.Append($"<h3>The command that makes this page again</h3>\n<div class=\"command\"><pre tabindex=\"0\"><code>{Html.Plain(atlas.Command)}</code></pre><button type=\"button\" class=\"copy\" hidden>Copy</button></div>\n");
        body.End();
    }

    private static void Summary(PageBody body, FeatureAtlas atlas)
    {
        var s = body.Markup;
        body.Begin("summary", "Summary", "Summary");
        s.Append($"<p class=\"verdict\">{Html.Text(AtlasWords.Verdict(atlas))}</p>\n");
        var tiles = AtlasWords.Tiles(atlas).ToList();
        if (tiles.Count > 0)
        {
            s.Append("<dl class=\"tiles\">\n");
            foreach (var (label, value, note) in tiles)
                s.Append($"<div><dt>{Html.Text(label)}</dt><dd>{Html.Text(value)}<small>{Html.Text(note)}</small></dd></div>\n");
            s.Append("</dl>\n");
        }
        foreach (string notice in atlas.Notices)
            s.Append($"<p class=\"note\">{Html.Text(notice)}</p>\n");
        body.End();
    }

    /// <summary>What the script fills; for paper and without script the most used neurons of every layer.</summary>
    private static void Neurons(PageBody body, FeatureAtlas atlas)
    {
        var s = body.Markup;
        var layers = atlas.Layers.Where(l => l.Neurons.Count > 0).ToList();
        body.Begin("neurons", "What each neuron looks for", "Neurons");
        s.Append($"<p class=\"scripted\">Choose a layer, then a neuron. The small pictures are the input directions that move each neuron: of layer 1 its weights, of later layers its gradient averaged over samples. {(atlas.Image == null ? "Inputs with a bar upwards raise it, those downwards lower it." : "Red raises it, blue lowers it.")}</p>\n<div class=\"atlas scripted\">\n<div class=\"controls\">\n");
        body.Switch("atlas-layer", "Layer", [.. layers.Select(l => l.Output ? "output" : $"{l.Layer}")], 0);
        body.Switch("atlas-order", "Order", ["number", "use", "norm", "linearity"], 1);
        body.Switch("atlas-scale", "Colours", ["each its own", "one scale"], 0);
        s.Append("</div>\n<div class=\"browse\">\n<div class=\"neurons\" role=\"group\" aria-label=\"Neurons of the layer\"></div>\n<div class=\"neuron\" aria-live=\"polite\">\n<h3></h3>\n");
        s.Append("<div class=\"portrait\"><figure><canvas data-picture=\"direction\" role=\"img\"></canvas><figcaption></figcaption></figure><figure><canvas data-picture=\"maximizing\" role=\"img\"></canvas><figcaption></figcaption></figure></div>\n<dl class=\"numbers\"></dl>\n");
        foreach (var (part, title) in new[] { ("best", "Best training samples"), ("near", "Training samples nearest to the maximizing input"), ("alike", "Neurons most alike") })
            s.Append($"<div data-part=\"{part}\"><h4>{title}</h4><div class=\"strip\"></div></div>\n");
        s.Append("</div>\n</div>\n</div>\n");
        if (atlas.Image != null)
            foreach (var layer in layers)
                body.Draw(Still(atlas, layer), "picture", live: false);
        s.Append("<p class=\"note\">Use is the deviation of a neuron's output times the norm of the weights that read it. Linearity is 1 where the gradient is the same for every sample. Sparsity is 0 for directions of equal entries, 1 for a single input; extent is 0 for a single pixel, 1 for energy spread evenly over the image. The maximizing input is found by gradient ascent within the data's range, with a Gaussian prior of the data's principal components and small random shifts, turns and scalings, so that it looks like data and not like noise.</p>\n");
        body.End();
    }

    private static Figure Still(FeatureAtlas atlas, AtlasLayer layer)
    {
        var image = atlas.Image!;
        var shown = layer.Neurons.OrderByDescending(n => n.Facts.Use).Take(MostStill).ToList();
        var tiles = shown.Select(n =>
        {
            float limit = Math.Max(TileSheet.Largest(n.Direction), float.Epsilon);
            var tile = new double[image.Height, image.Width];
            for (int j = 0; j < n.Direction.Length; j++)
                tile[j / image.Width % image.Height, j % image.Width] += n.Direction[j] / limit / image.Channels;
            return tile;
        }).ToList();
        string name = layer.Output ? "the output" : $"layer {layer.Layer}";
        return new Figure($"neurons-{layer.Layer}", $"The {shown.Count} most used neurons of {name}", [new Panel("", new Axis(), new Axis(), [new Heat(Heat.Mosaic(tiles, 16), ColorMap.Diverging, -1, 1)], Bare: true)])
        {
            Subtitle = layer.Layer == 1 ? "Weights, each scaled to its largest entry" : "Mean gradients, each scaled to its largest entry",
            PanelWidth = 800,
            PanelHeight = 800.0 * ((shown.Count + 15) / 16) / Math.Min(16, shown.Count) * image.Height / image.Width,
            Alt = $"Input directions of {shown.Count} neurons of {name} as images.",
        };
    }

    /// <summary>What maximizes each output, beside the best training sample.</summary>
    private static void Outputs(PageBody body, FeatureAtlas atlas)
    {
        if (atlas.Layers.FirstOrDefault(l => l.Output) is not { } layer || atlas.Image == null || layer.Neurons.Any(n => n.Maximizing == null) || layer.Neurons.Count == 0)
            return;
        var pictures = new AtlasPictures(atlas.Image);
        var shown = layer.Neurons.Take(MostOutputs).ToList();
        var s = body.Markup;
        body.Begin("outputs", "What each output looks for", "Outputs");
        s.Append("<div class=\"outputs\">\n");
        foreach (var n in shown)
        {
            var (low, high) = (atlas.Examples.Low, atlas.Examples.High);
            s.Append($"<figure><h3>{Html.Text(atlas.Names[n.Index])}</h3><div class=\"pairs\"><div>{pictures.Sample(n.Maximizing!, $"The input that maximizes {atlas.Names[n.Index]}", low, high)}<p>{Words.Number(n.Reached)}</p></div><div>{pictures.Sample(atlas.Examples.Inputs[n.Best[0]], $"The training sample with the largest {atlas.Names[n.Index]}", low, high)}<p>{Words.Number(n.BestValues[0])}</p></div></div></figure>\n");
        }
        s.Append($"</div>\n<p class=\"note\">Left the input that gradient ascent found, right the training sample with the largest value; below each the value of the output.{(shown.Count < layer.Neurons.Count ? $" {shown.Count} of {layer.Neurons.Count} outputs are shown here." : "")}</p>\n");
        body.End();
    }

    private static void Neighbours(PageBody body, bool classes)
    {
        body.Begin("neighbours", "Nearest neighbours in every layer", "Neighbours");
        body.Markup.Append($"<p class=\"scripted\">Choose a sample. Each row shows the training samples nearest to it in one space, nearest first{(classes ? "; those of another class are framed. The first samples are one of each class, the last ones the network gets wrong" : "")}.</p>\n<div class=\"scripted\"><div class=\"queries\" role=\"group\" aria-label=\"Samples\"></div><p class=\"asked readout\"></p><div class=\"spaces\"></div></div>\n<noscript><p class=\"note\">The strips of neighbours are drawn by the page's script.</p></noscript>\n");
        body.End();
    }

    private static void Rows(PageBody body, FeatureAtlas atlas)
    {
        var pictures = new AtlasPictures(atlas.Image);
        var s = body.Markup;
        body.Begin("rows", "Features found in several ways", "Compare");
        foreach (var row in atlas.Rows)
        {
            s.Append($"<div class=\"feature-row\"><h3>{Html.Text(row.Name)}</h3><p class=\"sub\">{Html.Text(row.Note)}</p><div class=\"strip\">");
            for (int i = 0; i < row.Vectors.Count; i++)
                s.Append(pictures.Signed(row.Vectors[i], $"{row.Name}, feature {i + 1}"));
            s.Append("</div></div>\n");
        }
        s.Append("<p class=\"note\">Each picture is scaled to its largest entry; the sign of an eigenvector means nothing. Principal components know the inputs alone. WᵀW and the AGOP know what the network was trained to tell apart.</p>\n");
        if (atlas.Compared is { } compared)
            Compared(body, compared);
        body.End();
    }

    private static void Compared(PageBody body, ComparedFeatures compared)
    {
        body.Draw(FeatureComparisonFigures.Of(compared)[0]);
        int at = Enumerable.Range(0, compared.Ranks.Count).Where(r => compared.Overlaps[r].Cast<double>().Any(double.IsFinite)).DefaultIfEmpty(0).MinBy(r => Math.Abs(compared.Ranks[r] - OverlapRank));
        if (compared.Spaces.Count < 2)
            return;
        var (s, overlaps) = (body.Markup, compared.Overlaps[at]);
        s.Append($"<h3>How far the features span one space</h3>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Overlaps\">\n<table>\n<thead>\n<tr><td></td>").AppendJoin("", compared.Spaces.Select(n => $"<th scope=\"col\">{Html.Text(n)}</th>")).Append("</tr>\n</thead>\n<tbody>\n");
        for (int i = 0; i < compared.Spaces.Count; i++)
            s.Append($"<tr><th scope=\"row\">{Html.Text(compared.Spaces[i])}</th>").AppendJoin("", Enumerable.Range(0, compared.Spaces.Count).Select(j => $"<td>{Words.Number(overlaps[i, j], 3)}</td>")).Append("</tr>\n");
        s.Append($"</tbody>\n</table>\n</div>\n<p class=\"note\">Mean squared cosine of the first {compared.Ranks[at]} directions of each pair: 1 for one space, {Words.Number(compared.Chance[at], 3)} for two random ones.</p>\n");
    }

    private static void Plane(PageBody body, AtlasPlane plane)
    {
        var axis = new Axis(Min: -plane.Reach, Max: plane.Reach);
        IEnumerable<Points> Samples() => plane.Classes.Distinct().Order().Select((c, k) =>
        {
            int[] own = [.. Enumerable.Range(0, plane.Classes.Length).Where(i => plane.Classes[i] == c)];
            return new Points($"class {c}", [.. own.Select(i => plane.Points[i, 0])], [.. own.Select(i => plane.Points[i, 1])], Palette.Category(k, 7));
        });
        var panels = new List<Panel> { new("Samples", axis with { Label = "first input" }, axis with { Label = "" }, [.. Samples()]) };
        foreach (var (name, _, values) in plane.Maps)
        {
            double limit = values.Cast<double>().Max(Math.Abs) is > 0 and var top ? top : 1;
            panels.Add(new(name, new Axis(), new Axis(), [new Heat(values, ColorMap.Diverging, -limit, limit)], Bare: true));
        }
        body.Begin("plane", "What each layer can tell apart", "Plane");
        body.Draw(new Figure("plane", "Maps over the plane of the two inputs", panels)
        {
            Subtitle = $"Both inputs from {Words.Number(-plane.Reach)} to {Words.Number(plane.Reach)}; red: positive, blue: negative, each scaled to its largest value",
            Columns = 4,
            PanelWidth = 200,
            PanelHeight = 200,
            Caption = "A neuron of the first layer answers on one side of a straight line, so it can only cut the plane in two. The output adds such half-planes up, and what no line separates falls into place.",
            Alt = "The samples, and heat maps of neurons of every layer over the plane of the inputs.",
        }, "plain", live: false);
        body.End();
    }
}
