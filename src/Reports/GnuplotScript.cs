using System.Globalization;
using System.Text;

namespace DeepNfa.Reports;

/// <summary>Writes a figure as a gnuplot script with its data inside; file names are relative to the working folder.</summary>
internal static class GnuplotScript
{
    private const string Font = "Inter";
    private const double PngScale = 2;

    /// <summary>How CSS pixels become a terminal's own sizes; the font factors were measured against the SVG terminal.</summary>
    private sealed record Terminal(string Name, double Font);

    private static readonly Terminal Svg = new("svg", 1), Pdf = new("pdf", 1.125), Png = new("png", 0.75 * PngScale);

    public static string FileName(Figure figure, FigureFormat format) => $"{figure.Name}.{Of(format).Name}";

    public static string Write(Figure figure, IReadOnlyList<FigureFormat> formats)
    {
        var s = new StringBuilder("reset session\nset encoding utf8\nset minussign\n");
        var layout = FigureLayout.Of(figure);
        for (int p = 0; p < figure.Panels.Count; p++)
            for (int m = 0; m < figure.Panels[p].Marks.Count; m++)
                Data(s, $"$d{p}_{m}", figure.Panels[p], figure.Panels[p].Marks[m]);
        foreach (var format in formats)
        {
            var t = Of(format);
            string font = I($"'{Font},{FigureLayout.TextSize * t.Font:0.###}'");
            s.Append(format switch
            {
                FigureFormat.Svg => I($"set terminal svg enhanced size {layout.Width},{layout.Height} font {font} butt background '{FigureLayout.Paper}'\n"),
                FigureFormat.Pdf => I($"set terminal pdfcairo enhanced size {layout.Width / 96:0.####}in,{layout.Height / 96:0.####}in font {font} linewidth 1.05 pointscale 1.1 butt background '{FigureLayout.Paper}'\n"),
                _ => I($"set terminal pngcairo enhanced size {layout.Width * PngScale},{layout.Height * PngScale} font {font} linewidth {PngScale} pointscale {PngScale} butt background '{FigureLayout.Paper}'\n"),
            });
            s.Append($"set output {Quote(FileName(figure, format))}\nset multiplot\nset tics nomirror out scale 0.5 textcolor '{FigureLayout.Quiet}'\n");
            for (int p = 0; p < figure.Panels.Count; p++)
            {
                if (p == 0)
                    Header(s, layout, t);
                Draw(s, figure.Panels[p], p, layout, layout.Panels[p], format);
                s.Append("unset label\nunset arrow\nunset object\n");
            }
            s.Append("unset multiplot\nset output\n");
        }
        return s.ToString();
    }

    private static Terminal Of(FigureFormat format) => format switch { FigureFormat.Svg => Svg, FigureFormat.Pdf => Pdf, _ => Png };

    private static void Data(StringBuilder s, string name, Panel panel, Mark mark)
    {
        IEnumerable<double[]> rows = mark switch
        {
            Line l => l.X.Select((x, i) => new[] { x, l.Y[i], l.Low?[i] ?? l.Y[i], l.High?[i] ?? l.Y[i] }),
            Points p => p.X.Select((x, i) => new[] { x, p.Y[i], p.Errors?[i] ?? 0 }),
            Bars b => BarRows(panel, b),
            Heat h => CellRows(h.Values),
            _ => [],
        };
        if (!HasData(mark))
            return;
        s.Append(name).Append(" << EOD\n");
        foreach (var row in rows)
            s.AppendJoin(' ', row.Select(N)).Append('\n');
        s.Append("EOD\n");
        if (mark is Heat gaps && HasGaps(gaps))
        {
            s.Append(name).Append("w << EOD\n");
            foreach (var row in rows)
                s.AppendJoin(' ', row.Select(v => N(double.IsFinite(v) ? Math.Clamp(v, gaps.Low, gaps.High) : White(gaps)))).Append('\n');
            s.Append("EOD\n");
        }
    }

    /// <summary>Whether blank cells need a colour in PDF: readers blend transparent cells with black. With a colour bar the white end would show.</summary>
    private static bool HasGaps(Heat heat) => heat.BarLabel == null && heat.Values.Cast<double>().Any(v => !double.IsFinite(v));

    /// <summary>The value below the range that stands for white.</summary>
    private static double White(Heat heat) => heat.Low - 0.1 * (heat.High - heat.Low);

    private static IEnumerable<double[]> BarRows(Panel panel, Bars bars)
    {
        var all = panel.Marks.OfType<Bars>().ToList();
        double shift = (all.IndexOf(bars) - (all.Count - 1) / 2.0) * 0.8 / all.Count;
        return bars.X.Select((x, i) => new[] { x + shift, bars.Values[i], bars.Errors?[i] ?? 0, 0.72 / all.Count });
    }

    /// <summary>gnuplot draws images from 2 × 2 cells up, so thinner ones get every cell twice.</summary>
    private static IEnumerable<double[]> CellRows(double[,] m)
    {
        int twice = Math.Min(m.GetLength(0), m.GetLength(1)) < 2 ? 2 : 1;
        for (int i = 0; i < m.GetLength(0) * twice; i++)
            yield return [.. Enumerable.Range(0, m.GetLength(1) * twice).Select(j => m[i / twice, j / twice])];
    }

    private static bool HasData(Mark mark) => mark switch
    {
        Line l => l.Y.Any(double.IsFinite),
        Points p => p.Y.Any(double.IsFinite),
        Bars b => b.Values.Any(double.IsFinite),
        Heat h => h.Values.Cast<double>().Any(double.IsFinite),
        _ => false,
    };

    private static void Header(StringBuilder s, FigureLayout layout, Terminal t)
    {
        string X(double x) => N(x / layout.Width);
        string Y(double y) => N(1 - y / layout.Height);
        foreach (var text in layout.Texts)
            s.Append($"set label {Text(text.Text)} at screen {X(text.X)},screen {Y(text.Y)} left font '{Font}{(text.Strong ? ":Bold" : "")},{N(text.Size * t.Font)}' textcolor '{text.Color}' front\n");
        foreach (var (mark, x, y) in layout.Legend)
        {
            double end = x + FigureLayout.Sample, middle = (x + end) / 2;
            if (mark is Bars or Level { HalfWidth: > 0 } or Line { Low: not null })
                s.Append($"set object rectangle from screen {X(x)},screen {Y(y + 5)} to screen {X(end)},screen {Y(y - 5)} fc rgb '{mark.Color}' fs {(mark is Bars ? "solid 1" : "transparent solid 0.15")} noborder front\n");
            if (mark is Line or Level)
                s.Append($"set arrow from screen {X(x)},screen {Y(y)} to screen {X(end)},screen {Y(y)} nohead {Stroke(mark)} front\n");
            if (mark is Line { Markers: true } or Points)
                s.Append($"set label '' at screen {X(middle)},screen {Y(y)} point pt {(mark is Points { Hollow: true } ? 6 : 7)} ps {(mark is Points ? "0.7" : "0.4")} lc rgb '{mark.Color}' front\n");
            s.Append($"set label {Text(mark.Name!)} at screen {X(end + 6)},screen {Y(y)} left textcolor '{FigureLayout.Ink}' front\n");
        }
    }

    private static string Stroke(Mark mark) => mark switch
    {
        Line l => $"lw {N(l.Width)} lc rgb '{l.Color}'{(l.Dashed ? " dt (7,4)" : "")}",
        _ => $"lw 0.8 lc rgb '{mark.Color}'",
    };

    private static void Draw(StringBuilder s, Panel panel, int p, FigureLayout layout, Box box, FigureFormat format)
    {
        var (x0, x1, y0, y1) = AxisLimits.Of(panel);
        var heat = panel.Marks.OfType<Heat>().FirstOrDefault();
        s.Append($"set lmargin at screen {N(box.X / layout.Width)}\nset rmargin at screen {N(box.Right / layout.Width)}\nset tmargin at screen {N(1 - box.Y / layout.Height)}\nset bmargin at screen {N(1 - box.Bottom / layout.Height)}\nunset key\n");
        s.Append(panel.Bare ? "unset border\nunset tics\nunset grid\n" : $"set border {(heat == null ? 3 : 15)} lw 0.7 lc rgb '{FigureLayout.Rule}'\nset tics\nset grid back lw 0.5 lt 1 lc rgb '{FigureLayout.Grid}'\n");
        Scaled(s, "x", panel.X, x0, x1, box.Width / 70, panel.Bare);
        Scaled(s, "y", panel.Y, y0, y1, box.Height / 34, panel.Bare);
        if (heat != null)
            Coloured(s, heat, layout, box, Filled(heat, format));
        foreach (var level in panel.Marks.OfType<Level>())
        {
            double Inside(double v) => Math.Clamp(v, y0, y1);
            if (level.HalfWidth > 0)
                s.Append($"set object rectangle from first {N(x0)},first {N(Inside(level.Value - level.HalfWidth))} to first {N(x1)},first {N(Inside(level.Value + level.HalfWidth))} fc rgb '{level.Color}' fs transparent solid 0.15 noborder back\n");
            if (level.Value >= y0 && level.Value <= y1)
                s.Append($"set arrow from first {N(x0)},first {N(level.Value)} to first {N(x1)},first {N(level.Value)} nohead {Stroke(level)} back\n");
        }
        var layers = panel.Marks.SelectMany((m, i) => HasData(m) ? Layers(m, $"$d{p}_{i}{(m is Heat h && Filled(h, format) ? "w" : "")}") : []).ToList();
        // Without a single finite value the axes are still drawn, empty.
        s.Append("plot ").Append(layers.Count == 0 ? "NaN notitle" : string.Join(", \\\n ", layers)).Append('\n');
    }

    private static void Scaled(StringBuilder s, string a, Axis axis, double low, double high, double most, bool bare)
    {
        bool log = axis.Scale == AxisScale.Log;
        s.Append($"{(log ? "set" : "unset")} logscale {a}\nset {a}range [{N(low)}:{N(high)}]\n");
        s.Append(axis.Label.Length == 0 || bare ? $"unset {a}label\n" : $"set {a}label {Text(axis.Label)} textcolor '{FigureLayout.Quiet}'{(a == "x" ? " offset 0,0.2" : "")}\n");
        if (bare)
            return;
        if (axis.Categories is { } names)
            s.Append($"set {a}tics noenhanced scale 0 (").AppendJoin(", ", names.Select((n, i) => $"{Quote(n)} {i}")).Append($")\nset grid no{a}tics\nunset m{a}tics\n");
        else if (log)
            s.Append(high <= 10000 && (low >= 1 || high / low < 100) ? $"set format {a} '%g'\n" : $"set format {a} '10^{{%T}}'\n").Append($"set {a}tics enhanced scale 0.5 autofreq\nset m{a}tics 10\n");
        else
            s.Append($"set format {a} '%g'\nset {a}tics scale 0.5 autofreq {N(AxisLimits.Step(low, high, most, axis.Whole))}\nunset m{a}tics\n");
    }

    private static bool Filled(Heat heat, FigureFormat format) => format == FigureFormat.Pdf && HasGaps(heat);

    private static void Coloured(StringBuilder s, Heat heat, FigureLayout layout, Box box, bool filled)
    {
        int twice = Math.Min(heat.Values.GetLength(0), heat.Values.GetLength(1)) < 2 ? 2 : 1;
        double step = 1.0 / (heat.Map.Stops.Count - 1);
        s.Append("set palette defined (").Append(filled ? $"-0.1 '{FigureLayout.Paper}', -0.001 '{FigureLayout.Paper}', " : "").AppendJoin(", ", heat.Map.Stops.Select((c, i) => $"{N(i * step)} '{c}'")).Append(")\n");
        s.Append($"set cbrange [{N(filled ? White(heat) : heat.Low)}:{N(heat.High)}]\nset xrange [-0.5:{N(heat.Values.GetLength(1) * twice - 0.5)}]\nset yrange [{N(heat.Values.GetLength(0) * twice - 0.5)}:-0.5]\nunset grid\n");
        s.Append(heat.BarLabel == null
            ? "unset colorbox\n"
            : $"set colorbox user origin screen {N((box.Right + 10) / layout.Width)},screen {N(1 - box.Bottom / layout.Height)} size screen {N(10 / layout.Width)},screen {N(box.Height / layout.Height)} noborder\nset cbtics scale 0.3 {N(AxisLimits.Step(heat.Low, heat.High, box.Height / 34, false))} textcolor '{FigureLayout.Quiet}'\nset cblabel {Text(heat.BarLabel)} textcolor '{FigureLayout.Quiet}'\n");
    }

    private static IEnumerable<string> Layers(Mark mark, string data)
    {
        switch (mark)
        {
            case Line l:
                if (l.Low != null)
                    yield return $"{data} using 1:3:4 with filledcurves fc rgb '{l.Color}' fs transparent solid 0.15 noborder notitle";
                yield return $"{data} using 1:2 with lines {Stroke(l)} notitle";
                if (l.Markers)
                    yield return $"{data} using 1:2 with points pt 7 ps 0.4 lc rgb '{l.Color}' notitle";
                break;
            case Points p:
                if (p.Errors != null)
                    yield return $"{data} using 1:($2-$3):(0):(2*$3) with vectors heads size graph 0.006,90 lw 1 lc rgb '{p.Color}' notitle";
                if (p.Hollow)       // a white disc first, so that no line shows through
                    yield return $"{data} using 1:2 with points pt 7 ps 0.75 lc rgb '{FigureLayout.Paper}' notitle";
                yield return $"{data} using 1:2 with points pt {(p.Hollow ? "6 lw 1.3" : "7")} ps 0.75 lc rgb '{p.Color}' notitle";
                break;
            case Bars b:
                yield return $"{data} using 1:2:4 with boxes fs solid 1 noborder fc rgb '{b.Color}' notitle";
                if (b.Errors != null)
                    yield return $"{data} using 1:($2-$3):(0):(2*$3) with vectors heads size graph 0.008,90 lw 1 lc rgb '{FigureLayout.Ink}' notitle";
                break;
            case Heat:
                yield return $"{data} matrix using 1:2:3 with image notitle";
                break;
        }
    }

    /// <summary>A quoted text with its exponents raised; gnuplot's own markup is escaped, not switched off, since its SVG forgets bold without markup.</summary>
    private static string Text(string text) => Quote(string.Concat(MathText.Pieces(text).Select(p => p.Raised ? $"^{{{p.Text}}}" : Escaped(p.Text))));

    private static string Escaped(string text) => string.Concat(text.Select(c => "^_{}@&~\\".Contains(c) ? $"\\{c}" : $"{c}"));

    private static string Quote(string text) => "'" + string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Replace("'", "''", StringComparison.Ordinal) + "'";

    // Adding 0 turns a negative zero into zero.
    private static string N(double v) => double.IsFinite(v) ? (v + 0.0).ToString("G6", CultureInfo.InvariantCulture) : "NaN";

    private static string I(FormattableString text) => FormattableString.Invariant(text);
}
