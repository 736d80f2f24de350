namespace DeepNfa.Reports;

/// <summary>Every factor of a sweep side by side: final alignment and score against each, over all combinations of the others.</summary>
internal static class EffectsFigure
{
    /// <summary>With fewer factors the figures of each say it all.</summary>
    private const int LeastFactors = 3;

    /// <summary>Factors that have room beside each other.</summary>
    private const int MostFactors = 6;

    /// <summary>Values of a factor that have room for their names in a narrow panel.</summary>
    private const int MostValues = 5;

    public static Figure? Of(IReadOnlyList<RunGroup> groups)
    {
        var factors = RunGroup.Varying(groups).Where(f => FactorMarks.Values(groups, f).Count is >= 2 and <= MostValues).Take(MostFactors).ToList();
        var measures = GroupMeasures.Of(groups);
        if (factors.Count < LeastFactors || measures.Count == 0)
            return null;
        var panels = new List<Panel>();
        foreach (var (title, value) in measures)
        {
            var marks = factors.Select(f => FactorMarks.Of(groups, f, value)).ToList();
            var limits = FactorMarks.Limits(marks.SelectMany(m => m));
            panels.AddRange(factors.Select((f, i) => new Panel(i == 0 ? title : "", new Axis(f, Categories: FactorMarks.Values(groups, f)), limits, marks[i])));
        }
        bool seeds = groups.Any(g => g.Runs.Count > 1);
        return new Figure("comparison-effects", "What each setting changes", panels)
        {
            Subtitle = $"{groups[0].Runs[0].Convention}; last probed epoch of each run{(seeds ? "; mean over seeds" : "")}",
            Columns = factors.Count,
            PanelWidth = 150,
            PanelHeight = 170,
            Caption = "A column a setting. Each thin line joins runs that share all other settings; where they are many, the bold points are the mean over them. Zero excess is what shared weights give by themselves, zero dual cosine is chance.",
            Alt = $"Alignment and score against {string.Join(", ", factors)}, over {groups.Count} combinations.",
        };
    }
}
