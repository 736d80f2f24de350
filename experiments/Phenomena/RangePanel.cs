using DeepNfa.Reports;

namespace DeepNfa.Experiments;

/// <summary>One row for each thing compared: a point for the value, a line from the least seed to the largest.</summary>
internal static class RangePanel
{
    /// <summary>One series of a panel.</summary>
    /// <param name="Name">Its name in the legend.</param>
    /// <param name="Values">A value a row, the first at the top.</param>
    /// <param name="Hollow">Whether it is a control, drawn hollow.</param>
    public sealed record Series(string Name, IReadOnlyList<OverSeeds> Values, bool Hollow = false);

    /// <summary>The panel; give a figure about 22 pixels of height a row.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="rows">The names of the rows, the first at the top.</param>
    /// <param name="series">What is compared.</param>
    /// <param name="reference">Where the margin stands; NaN for none.</param>
    /// <param name="firstColor">The colour of the first series, so that panels of other things get others.</param>
    public static Panel Of(string title, IReadOnlyList<string> rows, IReadOnlyList<Series> series, double reference = double.NaN, int firstColor = 0)
    {
        var marks = new List<Mark>();
        double[] all = [.. series.SelectMany(s => s.Values).SelectMany(v => new[] { v.Low, v.High }).Append(0).Append(1).Where(double.IsFinite)];
        if (double.IsFinite(reference)) marks.Add(new Line($"margin {Check.Number(reference)}", [reference, reference], [-0.6, rows.Count - 0.4], Palette.Reference) { Dashed = true, Width = 1 });
        for (int s = 0; s < series.Count; s++)
        {
            var (color, shift) = (Palette.Categories[(firstColor + s) % Palette.Categories.Count], ((series.Count - 1) / 2.0 - s) * 0.7 / series.Count);
            double[] y = [.. rows.Select((_, i) => rows.Count - 1 - i + shift)];
            marks.AddRange(series[s].Values.Select((v, i) => new Line(null, [v.Low, v.High], [y[i], y[i]], color) { Width = 1.2 }));
            marks.Add(new Points(series[s].Name, [.. series[s].Values.Select(v => v.Value)], y, color, Hollow: series[s].Hollow) { Notes = [.. series[s].Values.Select(v => $"{v}")] });
        }
        return new Panel(title, new Axis(Min: Math.Floor(all.Min() * 5) / 5, Max: all.Max()), new Axis(Categories: [.. rows.Reverse()]), marks);
    }
}
