using System.Globalization;
using System.Text;

namespace DeepNfa.Reports;

/// <summary>Draws a figure as SVG inside a page, in this process and without any tool. Colours are CSS variables, so that it follows light and dark.</summary>
internal sealed class SvgDrawing
{
    private readonly StringBuilder _s = new();
    private readonly Figure _figure;
    private readonly FigureLayout _layout;
    private readonly string _prefix;

    private SvgDrawing(Figure figure, string prefix) => (_figure, _layout, _prefix) = (figure, FigureLayout.Of(figure with { Title = "", Subtitle = "" }), prefix);

    /// <summary>The element; the page itself shows title and subtitle.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="prefix">Begins every id in it, so that a page can hold several.</param>
    /// <param name="style">The class of the element.</param>
    public static string Write(Figure figure, string prefix, string style)
    {
        var drawing = new SvgDrawing(figure, prefix);
        drawing.Draw(style);
        return drawing._s.ToString();
    }

    /// <summary>A colour as a variable of the page.</summary>
    public static string Color(string color) => color switch
    {
        FigureLayout.Ink => "var(--ink)",
        FigureLayout.Quiet => "var(--quiet)",
        FigureLayout.Rule => "var(--rule)",
        FigureLayout.Grid => "var(--grid)",
        FigureLayout.Paper => "var(--paper)",
        _ => $"var({PageColors.Name(color)})",
    };

    public static string N(double v) => double.IsFinite(v) ? Math.Round(v, 1).ToString("0.#", CultureInfo.InvariantCulture) : "0";

    private void Draw(string style)
    {
        _s.Append($"<svg class=\"{style}\" viewBox=\"0 0 {N(_layout.Width)} {N(_layout.Height)}\" style=\"max-width:{N(Math.Max(_layout.Width, 720) * 1.25)}px\" role=\"img\" aria-label=\"{Html.Plain($"{_figure.Title}. {_figure.Alt}")}\">");
        foreach (var text in _layout.Texts)
            Text(text.X, text.Y, text.Text, text.Size, text.Strong ? FigureLayout.Ink : text.Color, "start", text.Strong);
        foreach (var entry in _layout.Legend)
            Legend(entry);
        for (int p = 0; p < _figure.Panels.Count; p++)
            Panel(p);
        _s.Append("</svg>\n");
    }

    private void Legend(LegendEntry entry)
    {
        double end = entry.X + FigureLayout.Sample;
        SvgMarks.Sample(_s, entry.Mark, entry.X, end, entry.Y);
        Text(end + 6, entry.Y, entry.Mark.Name!, FigureLayout.TextSize, FigureLayout.Ink, "start");
    }

    private void Panel(int p)
    {
        var (panel, box) = (_figure.Panels[p], _layout.Panels[p]);
        var scale = new PanelScale(panel, box);
        if (panel.Marks.OfType<Heat>().FirstOrDefault() is { } heat)
        {
            if (!panel.Bare)
                Axes(panel, box, scale); // below the cells
            Image(heat, box, $"{_prefix}b{p}");
            return;
        }
        if (!panel.Bare)
            Axes(panel, box, scale);
        string clip = $"{_prefix}p{p}";
        _s.Append($"<clipPath id=\"{clip}\"><rect x=\"{N(box.X - 4)}\" y=\"{N(box.Y - 4)}\" width=\"{N(box.Width + 8)}\" height=\"{N(box.Height + 8)}\"/></clipPath><g clip-path=\"url(#{clip})\">");
        foreach (var mark in panel.Marks)
            SvgMarks.Draw(_s, mark, panel, scale);
        _s.Append("</g>");
    }

    private void Axes(Panel panel, Box box, PanelScale scale)
    {
        foreach (var (value, label) in AxisTicks.Of(panel.Y, scale.Y0, scale.Y1, panel.Y.Categories == null ? box.Height / 34 : AxisTicks.Whole))
        {
            double y = scale.Y(value);
            Line(box.X, y, box.Right, y, FigureLayout.Grid);
            Text(box.X - 6, y, label, FigureLayout.TextSize - 0.5, FigureLayout.Quiet, "end");
        }
        foreach (var (value, label) in AxisTicks.Of(panel.X, scale.X0, scale.X1, box.Width / 70))
        {
            double x = scale.X(value);
            if (panel.X.Categories == null)
                Line(x, box.Y, x, box.Bottom, FigureLayout.Grid);
            Text(x, box.Bottom + 13, label, FigureLayout.TextSize - 0.5, FigureLayout.Quiet, "middle");
        }
        Line(box.X, box.Y, box.X, box.Bottom, FigureLayout.Rule);
        Line(box.X, box.Bottom, box.Right, box.Bottom, FigureLayout.Rule);
        if (panel.X.Label.Length > 0)
            Text(box.X + box.Width / 2, box.Bottom + 32, panel.X.Label, FigureLayout.TextSize, FigureLayout.Quiet, "middle");
        if (panel.Y.Label.Length > 0)
            Text(box.X - 8 - (panel.Y.Categories == null ? 34 : panel.Y.Categories.Max(n => FigureLayout.TextWidth(n, FigureLayout.TextSize))), box.Y + box.Height / 2, panel.Y.Label, FigureLayout.TextSize, FigureLayout.Quiet, "middle", turned: true);
    }

    private void Image(Heat heat, Box box, string gradient)
    {
        _s.Append($"<image href=\"data:image/png;base64,{Convert.ToBase64String(Png.Of(heat))}\" x=\"{N(box.X)}\" y=\"{N(box.Y)}\" width=\"{N(box.Width)}\" height=\"{N(box.Height)}\" preserveAspectRatio=\"none\"/>");
        if (heat.BarLabel == null)
            return;
        _s.Append($"<linearGradient id=\"{gradient}\" x1=\"0\" y1=\"1\" x2=\"0\" y2=\"0\">");
        for (int i = 0; i < heat.Map.Stops.Count; i++)
            _s.Append($"<stop offset=\"{(double)i / (heat.Map.Stops.Count - 1):0.###}\" stop-color=\"{heat.Map.Stops[i]}\"/>");
        _s.Append($"</linearGradient><rect x=\"{N(box.Right + 10)}\" y=\"{N(box.Y)}\" width=\"10\" height=\"{N(box.Height)}\" fill=\"url(#{gradient})\"/>");
        foreach (var (value, label) in AxisTicks.Of(new Axis(), heat.Low, heat.High, box.Height / 34))
            Text(box.Right + 24, box.Bottom - (value - heat.Low) / (heat.High - heat.Low) * box.Height, label, FigureLayout.TextSize - 0.5, FigureLayout.Quiet, "start");
        if (heat.BarLabel.Length > 0)
            Text(box.Right + 56, box.Y + box.Height / 2, heat.BarLabel, FigureLayout.TextSize, FigureLayout.Quiet, "middle", turned: true);
    }

    private void Line(double x1, double y1, double x2, double y2, string color) =>
        _s.Append($"<path d=\"M{N(x1)} {N(y1)}L{N(x2)} {N(y2)}\" stroke=\"{Color(color)}\" stroke-width=\"{(color == FigureLayout.Grid ? "0.7" : "0.9")}\"/>");

    private void Text(double x, double y, string text, double size, string color, string anchor, bool strong = false, bool turned = false)
    {
        _s.Append($"<text x=\"{N(x)}\" y=\"{N(y)}\" dy=\".35em\" font-size=\"{N(size)}\" fill=\"{Color(color)}\"");
        if (anchor != "start")
            _s.Append($" text-anchor=\"{anchor}\"");
        if (strong)
            _s.Append(" font-weight=\"600\"");
        if (turned)
            _s.Append($" transform=\"rotate(-90 {N(x)} {N(y)})\"");
        _s.Append('>');
        if (text.StartsWith("10^", StringComparison.Ordinal))
            _s.Append($"10<tspan dy=\"-.4em\" font-size=\"75%\">{Html.Plain(text[3..].Replace('-', '−'))}</tspan>");
        else
            foreach (var (piece, raised) in MathText.Pieces(text))
                _s.Append(raised ? $"<tspan dy=\"-.4em\" font-size=\"75%\">{Html.Plain(piece)}</tspan><tspan dy=\".3em\">\u200b</tspan>" : Html.Plain(piece));
        _s.Append("</text>");
    }
}

/// <summary>From values of a panel to positions in its box.</summary>
internal sealed class PanelScale
{
    private readonly Panel _panel;
    private readonly Box _box;

    public PanelScale(Panel panel, Box box)
    {
        (_panel, _box) = (panel, box);
        (X0, X1, Y0, Y1) = AxisLimits.Of(panel);
    }

    public double X0 { get; }
    public double X1 { get; }
    public double Y0 { get; }
    public double Y1 { get; }

    public double Left => _box.X;
    public double Right => _box.Right;

    /// <summary>NaN where the value has no place, such as zero on a log axis.</summary>
    public double X(double value) => _box.X + Share(_panel.X, value, X0, X1) * _box.Width;

    public double Y(double value) => _box.Bottom - Share(_panel.Y, value, Y0, Y1) * _box.Height;

    private static double Share(Axis axis, double v, double low, double high) =>
        axis.Scale == AxisScale.Log ? v > 0 ? Math.Log(v / low) / Math.Log(high / low) : double.NaN : (v - low) / (high - low);
}
