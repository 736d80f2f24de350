using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DeepNfa.Reports;

/// <summary>Figures and films as the JSON that the page's script draws. Its encoder escapes what could end a script element.</summary>
internal static class PageData
{
    /// <summary>What the figures of a page hold, by the id of their place.</summary>
    public static string Figures(IEnumerable<(string Id, Figure Figure)> figures) => Json(w =>
    {
        w.WriteStartObject();
        foreach (var (id, figure) in figures)
        {
            w.WritePropertyName(id);
            Write(w, figure);
        }
        w.WriteEndObject();
    });

    /// <summary>What a film holds besides its frames.</summary>
    public static string Facts(Film film) => Json(w =>
    {
        w.WriteStartObject();
        Numbers(w, "epochs", film.Epochs.Select(e => (double)e));
        w.WriteNumber("decades", FilmRecorder.Decades);
        w.WriteStartArray("layers");
        foreach (var layer in film.Layers)
            Write(w, layer, film.Epochs.Count);
        w.WriteEndArray();
        w.WriteStartArray("diverging");
        foreach (string stop in ColorMap.Diverging.Stops)
            w.WriteStringValue(stop);
        w.WriteEndArray();
        w.WriteStartArray("viridis");
        foreach (string stop in ColorMap.Viridis.Stops)
            w.WriteStringValue(stop);
        w.WriteEndArray();
        w.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter w, FilmLayer layer, int frames)
    {
        w.WriteStartObject();
        w.WriteNumber("layer", layer.Picture.Layer);
        w.WriteNumber("width", layer.Picture.Width);
        w.WriteNumber("rank", Math.Min(layer.Picture.Rows, layer.Picture.Width));
        w.WriteNumber("side", layer.Side);
        w.WriteNumber("vectors", layer.Vectors);
        w.WriteNumber("filters", layer.Filters);
        int frame = frames == 0 ? 0 : layer.Bytes.Length / frames, rest = frame - layer.Side * (layer.Side + 1) - 2 * layer.Ranks.Count - (2 * layer.Vectors + layer.Filters) * layer.Picture.Width;
        w.WriteNumber("diagonal", rest / 2);
        if (layer.Image is { } image)
            Numbers(w, "image", [image.Height, image.Width, image.Channels]);
        Numbers(w, "ranks", layer.Ranks.Select(r => (double)r));
        Numbers(w, "nfmLimits", layer.NfmLimits);
        Numbers(w, "agopLimits", layer.AgopLimits);
        w.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter w, Figure figure)
    {
        w.WriteStartObject();
        w.WriteString("name", figure.Name);
        w.WriteString("alt", $"{figure.Title}. {figure.Alt}");
        w.WriteNumber("columns", Math.Clamp(figure.Columns, 1, Math.Max(1, figure.Panels.Count)));
        w.WriteNumber("height", figure.PanelHeight);
        w.WriteStartArray("panels");
        foreach (var panel in figure.Panels)
        {
            w.WriteStartObject();
            w.WriteString("title", panel.Title);
            Write(w, "x", panel.X);
            Write(w, "y", panel.Y);
            w.WriteStartArray("marks");
            foreach (var mark in panel.Marks)
                Write(w, mark);
            w.WriteEndArray();
            w.WriteEndObject();
        }
        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter w, string name, Axis axis)
    {
        w.WriteStartObject(name);
        w.WriteString("label", axis.Label);
        if (axis.Scale == AxisScale.Log)
            w.WriteBoolean("log", true);
        if (axis.Whole)
            w.WriteBoolean("whole", true);
        if (axis.Min is { } min)
            w.WriteNumber("min", min);
        if (axis.Max is { } max)
            w.WriteNumber("max", max);
        if (axis.Categories is { } categories)
        {
            w.WriteStartArray("categories");
            foreach (string c in categories)
                w.WriteStringValue(c);
            w.WriteEndArray();
        }
        w.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter w, Mark mark)
    {
        w.WriteStartObject();
        w.WriteString("kind", mark.GetType().Name);
        if (mark.Name != null)
            w.WriteString("name", mark.Name);
        w.WriteString("color", mark.Color);
        w.WriteString("dark", PageColors.Dark(mark.Color));
        switch (mark)
        {
            case Line l:
                Numbers(w, "x", l.X);
                Numbers(w, "y", l.Y);
                Optional(w, "low", l.Low);
                Optional(w, "high", l.High);
                w.WriteNumber("width", l.Width);
                w.WriteBoolean("dashed", l.Dashed);
                w.WriteBoolean("markers", l.Markers);
                Texts(w, l.Notes);
                break;
            case Level v:
                Numbers(w, "y", [v.Value]);
                w.WriteNumber("half", v.HalfWidth);
                break;
            case Points p:
                Numbers(w, "x", p.X);
                Numbers(w, "y", p.Y);
                Optional(w, "errors", p.Errors);
                w.WriteBoolean("hollow", p.Hollow);
                Texts(w, p.Notes);
                break;
            case Bars b:
                Numbers(w, "x", b.X);
                Numbers(w, "y", b.Values);
                Optional(w, "errors", b.Errors);
                break;
        }
        w.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter w, IReadOnlyList<string>? texts)
    {
        if (texts == null)
            return;
        w.WriteStartArray("notes");
        foreach (string text in texts)
            w.WriteStringValue(text);
        w.WriteEndArray();
    }

    private static void Optional(Utf8JsonWriter w, string name, IReadOnlyList<double>? values)
    {
        if (values != null)
            Numbers(w, name, values);
    }

    /// <summary>Six digits are more than can be seen; what is undefined is null, a gap.</summary>
    private static void Numbers(Utf8JsonWriter w, string name, IEnumerable<double> values)
    {
        w.WriteStartArray(name);
        foreach (double v in values)
            if (double.IsFinite(v))
                w.WriteRawValue(v.ToString("G6", CultureInfo.InvariantCulture), skipInputValidation: true);
            else
                w.WriteNullValue();
        w.WriteEndArray();
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var w = new Utf8JsonWriter(bytes))
            write(w);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
