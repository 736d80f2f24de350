using System.Globalization;
using DeepNfa.Reports;
using SP = ScottPlot;

namespace DeepNfa.ScottPlotRendering;

/// <summary>Draws with ScottPlot 5: PNG at two pixels a CSS pixel, and SVG of figures with one panel.</summary>
/// <remarks>ScottPlot 5.1 saves several panels as PNG only, without a common title, and knows no PDF and no logarithmic axis: logarithms are plotted and the ticks say powers of ten.</remarks>
public sealed class ScottPlotRenderer : IFigureRenderer
{
    private const int PngScale = 2;

    /// <inheritdoc/>
    public string Name => "scottplot";

    /// <inheritdoc/>
    public bool Available
    {
        get
        {
            try
            {
                new SP.Plot().RenderInMemory(16, 16);
                return true;
            }
            catch (Exception e) when (e is TypeInitializationException or TypeLoadException or DllNotFoundException or FileNotFoundException)
            {
                return false;       // its native library is not on this machine
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Render(IReadOnlyList<Figure> figures, string folder, IReadOnlyList<FigureFormat> formats)
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentNullException.ThrowIfNull(formats);
        var written = new List<string>();
        foreach (var figure in figures)
            foreach (var format in formats)
            {
                string path = Path.Combine(folder, $"{figure.Name}.{(format == FigureFormat.Svg ? "svg" : "png")}");
                bool drawn = format switch
                {
                    FigureFormat.Png => Png(figure, path),
                    FigureFormat.Svg => Svg(figure, path),
                    _ => false,
                };
                if (drawn)
                    written.Add(path);
            }
        return written;
    }

    private static bool Svg(Figure figure, string path)
    {
        if (figure.Panels.Count != 1)
            return false;
        var (width, height) = Size(figure);
        Plots(figure)[0].SaveSvg(path, width, height);
        return true;
    }

    private static bool Png(Figure figure, string path)
    {
        var plots = Plots(figure);
        if (plots.Count == 0)
            return false;
        var (width, height) = Size(figure);
        foreach (var plot in plots)
            plot.ScaleFactor = PngScale;
        if (plots.Count == 1)
        {
            plots[0].SavePng(path, width * PngScale, height * PngScale);
            return true;
        }
        int columns = Math.Clamp(figure.Columns, 1, plots.Count);
        var multi = new SP.Multiplot { Layout = new SP.MultiplotLayouts.Grid((plots.Count + columns - 1) / columns, columns) };
        multi.Reset(plots[0]);
        foreach (var plot in plots.Skip(1))
            multi.Subplots.Add(plot);
        multi.SavePng(path, width * PngScale, height * PngScale);
        return true;
    }

    private static (int Width, int Height) Size(Figure figure)
    {
        var layout = FigureLayout.Of(figure);
        return ((int)layout.Width, (int)layout.Height);
    }

    private static List<SP.Plot> Plots(Figure figure)
    {
        var plots = figure.Panels.Select((p, i) => Draw(p, legend: i == figure.Panels.Count - 1)).ToList();
        if (plots.Count == 1 && figure.Panels[0].Title.Length == 0)
            plots[0].Title(Plain(figure.Title), 15);
        return plots;
    }

    private static SP.Plot Draw(Panel panel, bool legend)
    {
        var plot = new SP.Plot();
        var (x0, x1, y0, y1) = AxisLimits.Of(panel);
        plot.Grid.MajorLineColor = SP.Color.FromHex(FigureLayout.Grid);
        plot.Axes.Right.FrameLineStyle.IsVisible = plot.Axes.Top.FrameLineStyle.IsVisible = false;
        if (panel.Title.Length > 0)
            plot.Title(Plain(panel.Title), 13);
        if (panel.X.Label.Length > 0)
            plot.XLabel(Plain(panel.X.Label));
        if (panel.Y.Label.Length > 0)
            plot.YLabel(Plain(panel.Y.Label));
        var bars = panel.Marks.OfType<Bars>().ToList();
        foreach (var mark in panel.Marks)
            switch (mark)
            {
                case Line line:
                    Add(plot, panel, line);
                    break;
                case Level level:
                    if (level.HalfWidth > 0)
                        Fill(plot, [At(x0, panel.X), At(x1, panel.X)], [level.Value - level.HalfWidth, level.Value - level.HalfWidth], [level.Value + level.HalfWidth, level.Value + level.HalfWidth], level.Color);
                    plot.Add.HorizontalLine(level.Value, 0.8f, SP.Color.FromHex(level.Color));
                    break;
                case Points points:
                    Add(plot, panel, points);
                    break;
                case Bars b:
                    Add(plot, b, bars.IndexOf(b), bars.Count);
                    break;
                case Heat heat:
                    Add(plot, heat);
                    break;
            }
        Scale(plot.Axes.Bottom, panel.X);
        Scale(plot.Axes.Left, panel.Y);
        if (!panel.Marks.OfType<Heat>().Any())
            plot.Axes.SetLimits(At(x0, panel.X), At(x1, panel.X), At(y0, panel.Y), At(y1, panel.Y));
        if (panel.Bare)
            plot.HideAxesAndGrid();
        if (legend && panel.Marks.Any(m => m.Name != null))
            plot.ShowLegend(SP.Edge.Right);
        return plot;
    }

    private static void Add(SP.Plot plot, Panel panel, Line l)
    {
        double[] x = At(l.X, panel.X);
        if (l.Low != null && l.High != null)
            Fill(plot, x, At(l.Low, panel.Y), At(l.High, panel.Y), l.Color);
        if (x.Length == 0)
            return;
        var line = plot.Add.ScatterLine(x, At(l.Y, panel.Y), SP.Color.FromHex(l.Color));
        line.LineWidth = (float)l.Width;
        if (l.Dashed)
            line.LinePattern = SP.LinePattern.Dashed;
        if (l.Markers)
            line.MarkerSize = 4;
        line.LegendText = Plain(l.Name ?? "");
    }

    /// <summary>A band over the finite points; ScottPlot has no gaps in it.</summary>
    private static void Fill(SP.Plot plot, double[] x, double[] low, double[] high, string color)
    {
        int[] finite = [.. Enumerable.Range(0, x.Length).Where(i => double.IsFinite(low[i]) && double.IsFinite(high[i]))];
        if (finite.Length < 2)
            return;
        var band = plot.Add.FillY([.. finite.Select(i => x[i])], [.. finite.Select(i => low[i])], (double[])[.. finite.Select(i => high[i])]);
        band.FillColor = SP.Color.FromHex(color).WithAlpha(.15);
        band.LineWidth = 0;
    }

    private static void Add(SP.Plot plot, Panel panel, Points p)
    {
        int[] finite = [.. Enumerable.Range(0, p.X.Count).Where(i => double.IsFinite(p.Y[i]))];
        if (finite.Length == 0)
            return;
        double[] x = At([.. finite.Select(i => p.X[i])], panel.X), y = At([.. finite.Select(i => p.Y[i])], panel.Y);
        if (p.Errors is { } errors)
            plot.Add.ErrorBar(x, y, (double[])[.. finite.Select(i => errors[i])]).Color = SP.Color.FromHex(p.Color);
        var points = plot.Add.ScatterPoints(x, y, SP.Color.FromHex(p.Color));
        points.MarkerSize = 6;
        if (p.Hollow)
            points.MarkerShape = SP.MarkerShape.OpenCircle;
        points.LegendText = Plain(p.Name ?? "");
    }

    private static void Add(SP.Plot plot, Bars b, int group, int groups)
    {
        var bars = plot.Add.Bars(Enumerable.Range(0, b.X.Count).Where(i => double.IsFinite(b.Values[i])).Select(i => new SP.Bar
        {
            Position = b.X[i] + (group - (groups - 1) / 2.0) * 0.8 / groups,
            Value = b.Values[i],
            Error = b.Errors?[i] ?? 0,
            Size = 0.72 / groups,
            ErrorSize = 0.1 / groups,
            FillColor = SP.Color.FromHex(b.Color),
            LineWidth = b.Errors == null ? 0 : 1,
        }).ToList());
        bars.LegendText = Plain(b.Name ?? "");
    }

    private static void Add(SP.Plot plot, Heat h)
    {
        var heat = plot.Add.Heatmap(h.Values);
        heat.Colormap = new SP.Colormaps.CustomInterpolated([.. h.Map.Stops.Select(c => SP.Color.FromHex(c))]);
        heat.ManualRange = new SP.Range(h.Low, h.High);
        heat.NaNCellColor = SP.Colors.White;
        plot.Axes.SquareUnits();
        plot.Axes.Margins(0, 0);
        if (h.BarLabel != null)
            plot.Add.ColorBar(heat).Label = Plain(h.BarLabel);
    }

    private static void Scale(SP.IAxis axis, Axis a)
    {
        if (a.Categories is { } names)
            axis.TickGenerator = new SP.TickGenerators.NumericManual([.. names.Select((_, i) => (double)i)], [.. names]);
        else if (a.Scale == AxisScale.Log)
            axis.TickGenerator = new SP.TickGenerators.NumericAutomatic
            {
                IntegerTicksOnly = true,
                MinorTickGenerator = new SP.TickGenerators.LogMinorTickGenerator { Divisions = 9 },
                LabelFormatter = v => "10" + Raised((int)Math.Round(v)),
            };
        else if (a.Whole)
            axis.TickGenerator = new SP.TickGenerators.NumericAutomatic { IntegerTicksOnly = true };
    }

    private static string Raised(int n) => string.Concat(n.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));

    /// <summary>ScottPlot sets no exponents, so the square root is written as one.</summary>
    private static string Plain(string text) => text.Replace("AGOP^½", "√AGOP", StringComparison.Ordinal);

    private static double[] At(IReadOnlyList<double> values, Axis a) => [.. values.Select(v => At(v, a))];

    /// <summary>Where a value stands; what has no logarithm is a gap.</summary>
    private static double At(double value, Axis a) => a.Scale != AxisScale.Log ? value : value > 0 ? Math.Log10(value) : double.NaN;
}
