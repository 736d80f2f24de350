using System.Globalization;
using System.Text;
using System.Text.Json;
using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>An atlas as the data that the page's script reads: JSON for the numbers, sheets of tiles for the pictures.</summary>
internal static class AtlasData
{
    public static void Write(PageBody body, FeatureAtlas atlas)
    {
        var pictures = new AtlasPictures(atlas.Image);
        int width = atlas.Layers.SelectMany(l => l.Neurons).Select(n => n.Direction.Length).Concat(atlas.Examples.Inputs.Select(i => i.Length)).FirstOrDefault(1);
        var tile = pictures.Tile(width);
        void Sheet(string id, TileSheet sheet) => body.Data.Add((id, "text/plain", Convert.ToBase64String(sheet.Png)));
        var columns = new Dictionary<string, int>();
        TileSheet Kept(string id, TileSheet sheet)
        {
            Sheet(id, sheet);
            columns[id] = sheet.Columns;
            return sheet;
        }
        foreach (var layer in atlas.Layers.Where(l => l.Neurons.Count > 0))
        {
            Kept($"direction-{layer.Layer}", TileSheet.Signed([.. layer.Neurons.Select(n => pictures.Pooled(n.Direction))], tile));
            if (layer.Neurons.All(n => n.Maximizing != null))
                Kept($"maximizing-{layer.Layer}", Samples([.. layer.Neurons.Select(n => n.Maximizing!)]));
        }
        if (atlas.Examples.Inputs.Count > 0)
            Kept("examples", Samples(atlas.Examples.Inputs));
        body.Data.Add(("atlas", "application/json", Facts(atlas, tile, columns)));

        TileSheet Samples(IReadOnlyList<float[]> inputs) => atlas.Image == null
            ? TileSheet.Signed([.. inputs.Select(pictures.Pooled)], tile)
            : TileSheet.Between(inputs, tile, atlas.Examples.Low, atlas.Examples.High);
    }

    private static string Facts(FeatureAtlas atlas, ImageShape tile, Dictionary<string, int> columns)
    {
        using var bytes = new MemoryStream();
        using (var w = new Utf8JsonWriter(bytes))
        {
            w.WriteStartObject();
            Numbers(w, "tile", [tile.Height, tile.Width, tile.Channels]);
            w.WriteBoolean("image", atlas.Image != null);
            Texts(w, "names", atlas.Names);
            Texts(w, "diverging", ColorMap.Diverging.Stops);
            w.WriteStartObject("columns");
            foreach (var (id, count) in columns)
                w.WriteNumber(id, count);
            w.WriteEndObject();
            w.WriteStartArray("layers");
            foreach (var layer in atlas.Layers)
                Write(w, layer);
            w.WriteEndArray();
            Numbers(w, "classes", atlas.Examples.Classes.Select(c => (double)c));
            Numbers(w, "rows", atlas.Examples.Rows.Select(r => (double)r));
            Texts(w, "spaces", atlas.Spaces.Select(s => s.Name));
            w.WriteStartArray("queries");
            foreach (var query in atlas.Queries)
            {
                w.WriteStartObject();
                w.WriteNumber("example", query.Example);
                w.WriteNumber("answer", query.Answer);
                Tables(w, "near", query.Near);
                w.WriteEndObject();
            }
            w.WriteEndArray();
            w.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void Write(Utf8JsonWriter w, AtlasLayer layer)
    {
        w.WriteStartObject();
        w.WriteNumber("layer", layer.Layer);
        w.WriteBoolean("output", layer.Output);
        Numbers(w, "index", layer.Neurons.Select(n => (double)n.Index));
        Numbers(w, "norm", layer.Neurons.Select(n => n.Facts.Norm));
        Numbers(w, "use", layer.Neurons.Select(n => n.Facts.Use));
        Numbers(w, "active", layer.Neurons.Select(n => n.Facts.ActiveShare));
        Numbers(w, "linearity", layer.Neurons.Select(n => n.Facts.Linearity));
        Numbers(w, "sparsity", layer.Neurons.Select(n => n.Facts.Sparsity));
        Numbers(w, "extent", layer.Neurons.Select(n => n.Facts.Extent));
        Numbers(w, "limit", layer.Neurons.Select(n => (double)TileSheet.Largest(n.Direction)));
        Numbers(w, "reached", layer.Neurons.Select(n => n.Reached));
        Tables(w, "best", [.. layer.Neurons.Select(n => n.Best)]);
        w.WriteStartArray("values");
        foreach (var n in layer.Neurons)
            Numbers(w, null, n.BestValues);
        w.WriteEndArray();
        Tables(w, "near", [.. layer.Neurons.Select(n => n.Near)]);
        Tables(w, "alike", [.. layer.Neurons.Select(n => n.Alike)]);
        w.WriteStartArray("correlations");
        foreach (var n in layer.Neurons)
            Numbers(w, null, n.AlikeCorrelations);
        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static void Tables(Utf8JsonWriter w, string name, IReadOnlyList<int[]> rows)
    {
        w.WriteStartArray(name);
        foreach (int[] row in rows)
            Numbers(w, null, row.Select(v => (double)v));
        w.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter w, string name, IEnumerable<string> texts)
    {
        w.WriteStartArray(name);
        foreach (string text in texts)
            w.WriteStringValue(text);
        w.WriteEndArray();
    }

    /// <summary>Four digits are what the page says; what is undefined is null.</summary>
    private static void Numbers(Utf8JsonWriter w, string? name, IEnumerable<double> values)
    {
        if (name != null)
            w.WriteStartArray(name);
        else
            w.WriteStartArray();
        foreach (double v in values)
            if (!double.IsFinite(v))
                w.WriteNullValue();
            else if (v == Math.Round(v) && Math.Abs(v) < 1e15)
                w.WriteNumberValue((long)v);
            else
                w.WriteRawValue(v.ToString("G4", CultureInfo.InvariantCulture), skipInputValidation: true);
        w.WriteEndArray();
    }
}
