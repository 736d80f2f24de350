using System.Text;

namespace DeepNfa.Reports;

/// <summary>Draws marks as SVG elements.</summary>
internal static class SvgMarks
{
    private const string Dash = " stroke-dasharray=\"6 4\"";

    public static void Draw(StringBuilder s, Mark mark, Panel panel, PanelScale scale)
    {
        switch (mark)
        {
            case Line l:
                Band(s, l, scale);
                Curve(s, l, scale);
                break;
            case Level v:
                Reference(s, v, scale);
                break;
            case Points p:
                Dots(s, p, scale);
                break;
            case Bars b:
                Columns(s, b, panel, scale);
                break;
        }
    }

    /// <summary>The sample of a mark in the legend.</summary>
    public static void Sample(StringBuilder s, Mark mark, double x, double end, double y)
    {
        string color = SvgDrawing.Color(mark.Color);
        if (mark is Bars or Level { HalfWidth: > 0 } or Line { Low: not null })
            s.Append($"<rect x=\"{N(x)}\" y=\"{N(y - 5)}\" width=\"{N(end - x)}\" height=\"10\" fill=\"{color}\"{(mark is Bars ? "" : " opacity=\".16\"")}/>");
        if (mark is Line or Level)
            s.Append($"<path d=\"M{N(x)} {N(y)}H{N(end)}\" stroke=\"{color}\" stroke-width=\"{(mark is Line l ? N(l.Width) : "1")}\"{(mark is Line { Dashed: true } ? Dash : "")}/>");
        if (mark is Line { Markers: true } or Points)
            Dot(s, (x + end) / 2, y, mark is Points ? 3.4 : 2, color, mark is Points { Hollow: true });
    }

    private static void Band(StringBuilder s, Line line, PanelScale scale)
    {
        if (line.Low is not { } low || line.High is not { } high)
            return;
        var run = new List<int>();
        for (int i = 0; i <= line.X.Count; i++)
        {
            if (i < line.X.Count && double.IsFinite(scale.Y(low[i])) && double.IsFinite(scale.Y(high[i])))
            {
                run.Add(i);
                continue;
            }
            if (run.Count > 1)
            {
                s.Append("<path d=\"M").AppendJoin('L', run.Select(j => Point(scale, line.X[j], high[j]))).Append('L')
                    .AppendJoin('L', Enumerable.Reverse(run).Select(j => Point(scale, line.X[j], low[j]))).Append($"Z\" fill=\"{SvgDrawing.Color(line.Color)}\" opacity=\".14\"/>");
            }
            run.Clear();
        }
    }

    private static void Curve(StringBuilder s, Line line, PanelScale scale)
    {
        var path = new StringBuilder();
        bool down = false;
        for (int i = 0; i < line.Y.Count; i++)
        {
            bool there = double.IsFinite(scale.X(line.X[i])) && double.IsFinite(scale.Y(line.Y[i]));
            if (there)
                path.Append(down ? 'L' : 'M').Append(Point(scale, line.X[i], line.Y[i]));
            down = there;
        }
        string color = SvgDrawing.Color(line.Color);
        if (path.Length > 0)
            s.Append($"<path d=\"{path}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{N(line.Width)}\" stroke-linejoin=\"round\"{(line.Dashed ? Dash : "")}/>");
        if (!line.Markers)
            return;
        // Strokes of no length with round ends are discs, at a tenth of the bytes.
        path.Clear();
        for (int i = 0; i < line.Y.Count; i++)
            if (double.IsFinite(scale.X(line.X[i])) && double.IsFinite(scale.Y(line.Y[i])))
                path.Append('M').Append(Point(scale, line.X[i], line.Y[i])).Append("h0");
        s.Append($"<path d=\"{path}\" stroke=\"{color}\" stroke-width=\"4\" stroke-linecap=\"round\"/>");
    }

    private static void Reference(StringBuilder s, Level level, PanelScale scale)
    {
        string color = SvgDrawing.Color(level.Color);
        double top = scale.Y(level.Value + level.HalfWidth), bottom = scale.Y(level.Value - level.HalfWidth);
        if (level.HalfWidth > 0)
            s.Append($"<rect x=\"{N(scale.Left)}\" y=\"{N(top)}\" width=\"{N(scale.Right - scale.Left)}\" height=\"{N(bottom - top)}\" fill=\"{color}\" opacity=\".14\"/>");
        s.Append($"<path d=\"M{N(scale.Left)} {N(scale.Y(level.Value))}H{N(scale.Right)}\" stroke=\"{color}\" stroke-width=\"1\"/>");
    }

    private static void Dots(StringBuilder s, Points points, PanelScale scale)
    {
        string color = SvgDrawing.Color(points.Color);
        for (int i = 0; i < points.Y.Count; i++)
        {
            double x = scale.X(points.X[i]);
            if (points.Errors?[i] is > 0 and var error)
                Whisker(s, x, scale.Y(points.Y[i] - error), scale.Y(points.Y[i] + error), color);
            Dot(s, x, scale.Y(points.Y[i]), 3.4, color, points.Hollow);
        }
    }

    private static void Columns(StringBuilder s, Bars bars, Panel panel, PanelScale scale)
    {
        var all = panel.Marks.OfType<Bars>().ToList();
        double width = 0.8 / all.Count, zero = scale.Y(Math.Clamp(0, scale.Y0, scale.Y1));
        for (int i = 0; i < bars.Values.Count; i++)
        {
            double x = bars.X[i] + (all.IndexOf(bars) - (all.Count - 1) / 2.0) * width, left = scale.X(x - 0.45 * width), right = scale.X(x + 0.45 * width), y = scale.Y(bars.Values[i]);
            if (!double.IsFinite(y))
                continue;
            s.Append($"<rect x=\"{N(left)}\" y=\"{N(Math.Min(y, zero))}\" width=\"{N(Math.Max(0.5, right - left))}\" height=\"{N(Math.Abs(y - zero))}\" fill=\"{SvgDrawing.Color(bars.Color)}\"/>");
            if (bars.Errors?[i] is > 0 and var error)
                Whisker(s, scale.X(x), scale.Y(bars.Values[i] - error), scale.Y(bars.Values[i] + error), "var(--ink)");
        }
    }

    private static void Whisker(StringBuilder s, double x, double low, double high, string color)
    {
        if (double.IsFinite(low) && double.IsFinite(high))
            s.Append($"<path d=\"M{N(x)} {N(low)}V{N(high)}M{N(x - 3)} {N(low)}h6M{N(x - 3)} {N(high)}h6\" fill=\"none\" stroke=\"{color}\" stroke-width=\"1.2\"/>");
    }

    private static void Dot(StringBuilder s, double x, double y, double radius, string color, bool hollow)
    {
        if (double.IsFinite(x) && double.IsFinite(y))
            s.Append(hollow ? $"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\" fill=\"var(--paper)\" stroke=\"{color}\" stroke-width=\"1.5\"/>" : $"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\" fill=\"{color}\"/>");
    }

    private static string Point(PanelScale scale, double x, double y) => $"{N(scale.X(x))} {N(scale.Y(y))}";

    private static string N(double v) => SvgDrawing.N(v);
}
