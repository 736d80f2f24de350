using System.Globalization;

namespace DeepNfa.Reports;

/// <summary>What a panel shows of one factor: a line a family, groups that share all other factors; of many families the mean over them stands out.</summary>
internal static class FactorMarks
{
    /// <summary>Families that can still be told apart by colour and named in a legend.</summary>
    private const int MostNamed = 7;

    /// <summary>The values of a factor, numbers by their size.</summary>
    public static List<string> Values(IReadOnlyList<RunGroup> groups, string factor) => [.. groups.Select(g => g.Factors.GetValueOrDefault(factor, "–")).Distinct().Order(s_byNumber)];

    /// <summary>The marks of a factor.</summary>
    /// <param name="groups">All groups.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="value">What is shown of a run at an epoch.</param>
    public static List<Mark> Of(IReadOnlyList<RunGroup> groups, string factor, Func<RunSeries, int, double> value)
    {
        var values = Values(groups, factor);
        var others = RunGroup.Varying(groups).Where(f => f != factor).ToList();
        var families = groups.GroupBy(g => string.Join(", ", others.Select(o => $"{o} {g.Factors.GetValueOrDefault(o, "–")}"))).ToList();
        var points = families.Select(f => f.Select(g => (X: values.IndexOf(g.Factors.GetValueOrDefault(factor, "–")), Y: g.Over(s => Last(s) is { } epoch ? value(s, epoch) : double.NaN), Seeds: g.Runs.Count > 1))
            .Where(p => double.IsFinite(p.Y.Mean)).OrderBy(p => p.X).ToList()).ToList();
        return families.Count <= MostNamed
            ? [.. points.SelectMany((p, i) => Named(families[i].Key, p, Palette.Category(i, families.Count), families.Count > 1 ? 0.3 * (i / (families.Count - 1.0) - 0.5) : 0))]
            : [.. points.Select(p => new Line(null, [.. p.Select(v => (double)v.X)], [.. p.Select(v => v.Y.Mean)], Palette.Reference) { Width = 0.7, Markers = true }), Mean([.. points.SelectMany(p => p).GroupBy(p => p.X).OrderBy(g => g.Key).Select(g => (g.Key, g.Select(p => p.Y.Mean).ToList()))])];
    }

    /// <summary>A vertical axis that holds the marks with their errors.</summary>
    public static Axis Limits(IEnumerable<Mark> marks) => GroupMeasures.Limits(marks.SelectMany(m => m switch
    {
        Points p => p.Y.SelectMany((y, i) => new[] { y + (p.Errors?[i] ?? 0), y - (p.Errors?[i] ?? 0) }),
        Line l => l.Y,
        _ => [],
    }));

    private static IEnumerable<Mark> Named(string name, IReadOnlyList<(int X, (double Mean, double Sd) Y, bool Seeds)> points, string color, double shift)
    {
        double[] x = [.. points.Select(p => p.X + shift)], y = [.. points.Select(p => p.Y.Mean)];
        yield return new Line(null, x, y, color) { Width = 1.2 };
        yield return new Points(name.Length > 0 ? name : null, x, y, color, points.Any(p => p.Seeds) ? [.. points.Select(p => p.Y.Sd)] : null);
    }

    private static Points Mean(IReadOnlyList<(int X, List<double> Values)> at)
    {
        double Sd(List<double> v) => v.Count < 2 ? 0 : Math.Sqrt(v.Sum(y => (y - v.Average()) * (y - v.Average())) / (v.Count - 1));
        return new Points("Mean over the other settings ± one standard deviation", [.. at.Select(a => (double)a.X)], [.. at.Select(a => a.Values.Average())], Palette.Category(1, 2), [.. at.Select(a => Sd(a.Values))])
        {
            Notes = [.. at.Select(a => $"{Words.Number(a.Values.Average(), 3)} ± {Words.Number(Sd(a.Values), 3)} over {a.Values.Count}")],
        };
    }

    private static int? Last(RunSeries s) => s.Epochs.Count > 0 ? s.Epochs[^1] : s.Run.Epochs.Count > 0 ? s.Run.Epochs[^1].Epoch : null;

    private static readonly Comparer<string> s_byNumber = Comparer<string>.Create((a, b) =>
        double.TryParse(a, NumberStyles.Float, CultureInfo.InvariantCulture, out double x) && double.TryParse(b, NumberStyles.Float, CultureInfo.InvariantCulture, out double y) ? x.CompareTo(y) : string.CompareOrdinal(a, b));
}
