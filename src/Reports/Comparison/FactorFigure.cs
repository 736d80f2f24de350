using System.Globalization;

namespace DeepNfa.Reports;

/// <summary>Final alignment and score against one factor, such as width: a point a group with the spread over its seeds; groups that share all other factors are joined.</summary>
internal static class FactorFigure
{
    /// <summary>Values of a factor that still have room for their names.</summary>
    private const int MostValues = 24;

    public static Figure? Of(IReadOnlyList<RunGroup> groups, string factor)
    {
        var values = groups.Select(g => g.Factors.GetValueOrDefault(factor, "–")).Distinct().Order(ByNumber).ToList();
        var measures = GroupMeasures.Of(groups);
        if (values.Count is < 2 or > MostValues || measures.Count == 0)
            return null;
        var others = RunGroup.Varying(groups).Where(f => f != factor).ToList();
        var families = groups.GroupBy(g => string.Join(", ", others.Select(o => $"{o} {g.Factors.GetValueOrDefault(o, "–")}"))).ToList();
        var panels = measures.Select(m =>
        {
            var marks = families.SelectMany((f, i) => Family(f, values, factor, m.Value, i, families.Count)).ToList();
            return new Panel(m.Title, new Axis(Capital(factor), Categories: values), GroupMeasures.Limits(marks.OfType<Points>().SelectMany(p => p.Y.Select((y, i) => y + (p.Errors?[i] ?? 0)).Concat(p.Y.Select((y, i) => y - (p.Errors?[i] ?? 0))))), marks);
        }).ToList();
        bool seeds = groups.Any(g => g.Runs.Count > 1);
        return new Figure($"comparison-by-{FileName(factor)}", $"By {factor}", panels)
        {
            Subtitle = $"{groups[0].Runs[0].Convention}; last probed epoch of each run{(seeds ? "; mean over seeds ± one standard deviation" : "")}",
            Columns = Math.Min(3, panels.Count),
            PanelWidth = panels.Count > 2 ? 250 : 400,
            Caption = $"Each point is a run, or the mean of runs that differ in their seed alone; lines join runs that share all but the {factor}. Zero excess is what shared weights give by themselves, zero dual cosine is chance.",
            Alt = $"Alignment and score against {factor}: {string.Join(", ", values)}.",
        };
    }

    private static IEnumerable<Mark> Family(IGrouping<string, RunGroup> family, List<string> values, string factor, Func<RunSeries, int, double> value, int index, int count)
    {
        var points = family.Select(g => (X: (double)values.IndexOf(g.Factors.GetValueOrDefault(factor, "–")), Y: g.Over(s => Last(s) is { } epoch ? value(s, epoch) : double.NaN)))
            .Where(p => double.IsFinite(p.Y.Mean)).OrderBy(p => p.X).ToList();
        string color = Palette.Category(index, count);
        double[] x = [.. points.Select(p => p.X + (count > 1 ? 0.3 * (index / (count - 1.0) - 0.5) : 0))], y = [.. points.Select(p => p.Y.Mean)];
        yield return new Line(null, x, y, color) { Width = 1.2 };
        yield return new Points(family.Key.Length > 0 ? family.Key : null, x, y, color, family.Any(g => g.Runs.Count > 1) ? [.. points.Select(p => p.Y.Sd)] : null);
    }

    private static int? Last(RunSeries s) => s.Epochs.Count > 0 ? s.Epochs[^1] : s.Run.Epochs.Count > 0 ? s.Run.Epochs[^1].Epoch : null;

    private static readonly Comparer<string> ByNumber = Comparer<string>.Create((a, b) =>
        double.TryParse(a, NumberStyles.Float, CultureInfo.InvariantCulture, out double x) && double.TryParse(b, NumberStyles.Float, CultureInfo.InvariantCulture, out double y) ? x.CompareTo(y) : string.CompareOrdinal(a, b));

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>Factors come from settings that anybody may write, so their names are not yet names of files.</summary>
    private static string FileName(string factor) => string.Concat(factor.Take(40).Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'));
}
