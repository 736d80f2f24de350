namespace DeepNfa.Reports;

/// <summary>A rectangle in CSS pixels from the top left corner.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;
    public double Bottom => Y + Height;
}

/// <summary>A piece of text; (X, Y) is the left end of the middle line.</summary>
internal sealed record TextAt(string Text, double X, double Y, double Size, bool Strong, string Color);

/// <summary>An entry of the legend: a sample at X to X + <see cref="FigureLayout.Sample"/>, its name after it.</summary>
internal sealed record LegendEntry(Mark Mark, double X, double Y);

/// <summary>Where everything of a figure stands, the same for every renderer.</summary>
internal sealed class FigureLayout
{
    public const double TitleSize = 15, TextSize = 11.5, Sample = 22;
    public const string Ink = "#222222", Quiet = "#555555", Rule = "#666666", Grid = "#e6e6e6", Paper = "#ffffff";
    private const double Edge = 12, LegendLine = 19, TextLine = 16;

    private FigureLayout(double width, double height, IReadOnlyList<Box> panels, IReadOnlyList<TextAt> texts, IReadOnlyList<LegendEntry> legend) =>
        (Width, Height, Panels, Texts, Legend) = (width, height, panels, texts, legend);

    public double Width { get; }
    public double Height { get; }

    /// <summary>The inside of the axes of each panel.</summary>
    public IReadOnlyList<Box> Panels { get; }
    public IReadOnlyList<TextAt> Texts { get; }
    public IReadOnlyList<LegendEntry> Legend { get; }

    public static FigureLayout Of(Figure figure)
    {
        int columns = Math.Clamp(figure.Columns, 1, Math.Max(1, figure.Panels.Count)), rows = (figure.Panels.Count + columns - 1) / columns;
        var texts = new List<TextAt>();
        var left = new double[columns];                 // the left end of the axes of each column
        var wide = new double[columns];
        double x = Edge;
        for (int c = 0; c < columns; c++)
        {
            var column = figure.Panels.Where((_, p) => p % columns == c).ToList();
            left[c] = x + column.Max(p => p.Bare ? 0 : (p.Y.Label.Length > 0 ? 20 : 0) + Room(p.Y));
            wide[c] = figure.PanelWidth * (figure.ColumnWeights?[c] ?? 1);
            bool bar = column.Any(p => p.Marks.OfType<Heat>().Any(h => h.BarLabel != null));
            x = left[c] + wide[c] + (bar ? 68 : 0) + (c == columns - 1 ? Math.Max(Edge, column.Max(Overhang)) : 22);
        }
        double width = Math.Ceiling(x), y = 8;
        void Write(string text, double size, bool strong, string color, double line)
        {
            foreach (string part in Wrapped(text, size * (strong ? 1.06 : 1), width - 2 * Edge))
            {
                texts.Add(new TextAt(part, Edge, y + line / 2, size, strong, color));
                y += line;
            }
        }
        Write(figure.Title, TitleSize, true, Ink, 21);
        Write(figure.Subtitle, TextSize, false, Quiet, TextLine);
        var legend = Entries(figure, width, ref y);
        var boxes = new Box[figure.Panels.Count];
        for (int r = 0; r < rows; r++)
        {
            var row = figure.Panels.Skip(r * columns).Take(columns).ToList();
            y += row.Any(p => p.Title.Length > 0) ? 36 : 12;
            double tall = 0;
            for (int c = 0; c < row.Count; c++)
            {
                boxes[r * columns + c] = Fitted(row[c], new Box(left[c], y, wide[c], figure.PanelHeight));
                tall = Math.Max(tall, boxes[r * columns + c].Height);
                double from = row[c].Bare || row[c].Y.Categories != null ? left[c] : Math.Max(Edge, left[c] - 34);
                texts.Add(new TextAt(row[c].Title, from, y - 17, TextSize + 0.5, true, Ink));
            }
            y += tall + row.Max(p => p.Bare ? 2 : p.X.Label.Length > 0 ? 50 : 26);
        }
        if (figure.Note.Length > 0)
        {
            y += 8;
            Write(figure.Note, TextSize - 0.5, false, Quiet, TextLine);
        }
        return new FigureLayout(width, Math.Ceiling(y + 8), boxes, [.. texts.Where(t => t.Text.Length > 0)], legend);
    }

    /// <summary>What the labels of a vertical axis need.</summary>
    private static double Room(Axis axis) => axis.Categories is { Count: > 0 } names ? Math.Max(34, 12 + names.Max(n => TextWidth(n, TextSize - 0.5))) : axis.Scale == AxisScale.Log ? 36 : 34;

    /// <summary>About how wide a text is in Inter; fonts differ by a tenth, which the margins allow for.</summary>
    public static double TextWidth(string text, double size) => size * text.Sum(c => c switch
    {
        _ when "iljtfrI.,:;'|!()[] ᵀ⁰".Contains(c) => 0.33,
        _ when "mwMW@%½×±→".Contains(c) => 0.84,
        >= 'A' and <= 'Z' or >= '0' and <= '9' => 0.66,
        _ => 0.58,
    });

    /// <summary>How far the last number of the horizontal axis may reach beyond the axes.</summary>
    private static double Overhang(Panel panel)
    {
        if (panel.Bare || panel.X.Categories != null || panel.X.Scale == AxisScale.Log)
            return 0;
        double last = panel.X.Max ?? panel.Marks.Select(m => m switch { Line l => l.X, Points p => p.X, _ => [] }).SelectMany(x => x).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        return last < 1000 ? 0 : TextWidth(FormattableString.Invariant($"{last:0}"), TextSize) / 2 + 2;
    }

    private static List<LegendEntry> Entries(Figure figure, double width, ref double y)
    {
        var entries = new List<LegendEntry>();
        double x = Edge;
        foreach (var mark in figure.Panels.SelectMany(p => p.Marks).Where(m => m.Name != null).DistinctBy(m => m.Name))
        {
            double need = Sample + 6 + TextWidth(mark.Name!, TextSize) + 16;
            if (x > Edge && x + need > width)
                (x, y) = (Edge, y + LegendLine);
            entries.Add(new LegendEntry(mark, x, y + 4 + LegendLine / 2));
            x += need;
        }
        if (entries.Count > 0)
            y += 4 + LegendLine;
        return entries;
    }

    /// <summary>Images keep square cells: the longer side shrinks.</summary>
    private static Box Fitted(Panel panel, Box box)
    {
        if (panel.Marks.OfType<Heat>().FirstOrDefault() is not { } heat)
            return box;
        double ratio = (double)heat.Values.GetLength(1) / heat.Values.GetLength(0);
        return ratio > box.Width / box.Height ? box with { Height = box.Width / ratio } : box with { Width = box.Height * ratio };
    }

    private static IEnumerable<string> Wrapped(string text, double size, double width)
    {
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && TextWidth(line + " " + word, size) > width)
            {
                yield return line;
                line = word;
            }
            else
                line = line.Length == 0 ? word : line + " " + word;
        }
        if (line.Length > 0)
            yield return line;
    }
}
