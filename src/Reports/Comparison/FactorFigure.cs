namespace DeepNfa.Reports;

/// <summary>Final alignment and score against one factor, such as width: a point a group with the spread over its seeds; groups that share all other factors are joined.</summary>
internal static class FactorFigure
{
    /// <summary>Values of a factor that still have room for their names.</summary>
    private const int MostValues = 24;

    public static Figure? Of(IReadOnlyList<RunGroup> groups, string factor)
    {
        var values = FactorMarks.Values(groups, factor);
        var measures = GroupMeasures.Of(groups);
        if (values.Count is < 2 or > MostValues || measures.Count == 0)
            return null;
        var panels = measures.Select(m =>
        {
            var marks = FactorMarks.Of(groups, factor, m.Value);
            return new Panel(m.Title, new Axis(Capital(factor), Categories: values), FactorMarks.Limits(marks), marks);
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

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>Factors come from settings that anybody may write, so their names are not yet names of files.</summary>
    private static string FileName(string factor) => string.Concat(factor.Take(40).Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'));
}
