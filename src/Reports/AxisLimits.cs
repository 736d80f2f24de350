namespace DeepNfa.Reports;

/// <summary>Ends of axes, always finite and apart, also where the data are not.</summary>
internal static class AxisLimits
{
    /// <summary>The ends of both axes of a panel: those that it names, and those of the data for the others.</summary>
    public static (double X0, double X1, double Y0, double Y1) Of(Panel panel)
    {
        if (panel is { X.Categories: not null, Y.Categories: not null } && panel.Marks.OfType<Heat>().FirstOrDefault() is { Values: var cells })
            return (-0.5, cells.GetLength(1) - 0.5, cells.GetLength(0) - 0.5, -0.5); // row 0 at the top
        var xs = new List<double>();
        var ys = new List<double>();
        foreach (var mark in panel.Marks)
            switch (mark)
            {
                case Line l:
                    xs.AddRange(l.X);
                    ys.AddRange([.. l.Y, .. l.Low ?? [], .. l.High ?? []]);
                    break;
                case Points p:
                    xs.AddRange(p.X);
                    ys.AddRange(p.Y);
                    break;
                case Bars b:
                    xs.AddRange([.. b.X.Select(v => v - 0.6), .. b.X.Select(v => v + 0.6)]);
                    ys.AddRange([0, .. b.Values]);
                    break;
                case Level v:
                    ys.AddRange([v.Value - v.HalfWidth, v.Value + v.HalfWidth]);
                    break;
            }
        var (x0, x1) = Ends(panel.X, xs, 0);
        var (y0, y1) = Ends(panel.Y, ys, 0.05);
        return (x0, x1, y0, y1);
    }

    /// <summary>Round ends around the values: multiples of <paramref name="step"/>, kept apart by at least <paramref name="least"/>, at most 1.</summary>
    public static (double Low, double High) Natural(IEnumerable<double> values, double step = 0.1, double least = 0.4)
    {
        var finite = values.Where(double.IsFinite).ToList();
        if (finite.Count == 0)
            return (0, 1);
        double Down(double v) => Math.Round(Math.Floor(v / step + 1e-9) * step, 6);
        double low = Down(finite.Min() - 0.1 * step), high = Math.Min(1, -Down(-finite.Max() - 0.1 * step));
        if (low < 0.35 && finite.Min() >= 0)
            low = 0;
        if (high - low < least)
            high = Math.Min(1, Math.Round(low + least, 6));
        if (high - low < least)
            low = Math.Round(high - least, 6);
        // Wider axes are numbered in steps of two, and end on one of them.
        return high - low > 0.6001 && step < 0.2 ? Natural(finite, 0.2, least) : (low, high);
    }

    /// <summary>The round distance of ticks (1, 2 or 5 times a power of ten) that gives at most <paramref name="most"/> steps.</summary>
    public static double Step(double low, double high, double most, bool whole)
    {
        double least = (high - low) / Math.Max(1, most), ten = Math.Pow(10, Math.Floor(Math.Log10(least)));
        double step = new[] { 1, 2, 5, 10 }.First(m => m * ten >= least * (1 - 1e-9)) * ten;
        return whole ? Math.Max(1, step) : step;
    }

    private static (double, double) Ends(Axis axis, List<double> values, double pad)
    {
        if (axis.Categories is { } names)
            return (-0.6, names.Count - 0.4);
        bool log = axis.Scale == AxisScale.Log;
        var finite = values.Where(v => double.IsFinite(v) && (!log || v > 0)).Select(v => log ? Math.Log10(v) : v).ToList();
        double low = finite.Count > 0 ? finite.Min() : 0, high = finite.Count > 0 ? finite.Max() : 1;
        double room = high > low ? pad * (high - low) : 0.5;
        low = axis.Min is { } a ? (log ? Math.Log10(a) : a) : low - room;
        high = axis.Max is { } b ? (log ? Math.Log10(b) : b) : high + room;
        if (!(high > low))
            high = low + 1;
        return log ? (Math.Pow(10, low), Math.Pow(10, high)) : (low, high);
    }
}
