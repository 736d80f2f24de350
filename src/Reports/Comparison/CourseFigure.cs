namespace DeepNfa.Reports;

/// <summary>Alignment and score over epochs, a line a group, with the spread over seeds as a band.</summary>
internal static class CourseFigure
{
    private const int MostGroups = 12;

    public static Figure? Of(IReadOnlyList<RunGroup> all)
    {
        var groups = Evenly.Of(all, MostGroups);
        int[] epochs = [.. groups.SelectMany(g => g.Runs).SelectMany(s => s.Epochs).Distinct().Order()];
        var measures = GroupMeasures.Of(groups);
        if (epochs.Length < 2 || measures.Count == 0)
            return null;
        bool seeds = groups.Any(g => g.Runs.Count > 1);
        var panels = measures.Select(m =>
        {
            var lines = groups.Select((g, i) => Course(g, epochs, m.Value, Palette.Category(i, groups.Count))).ToList();
            return new Panel(m.Title, RunFigures.EpochAxis(epochs, RunFigures.StepLabel(groups[0].Runs[0].Run)), GroupMeasures.Limits(lines.SelectMany(l => l.Y.Concat(l.Low ?? []).Concat(l.High ?? []))), [.. lines]);
        }).ToList();
        var first = groups[0].Runs[0];
        string? step = first.Run.Manifest.Step;
        return new Figure("comparison-epochs", step is null ? "Alignment and score over epochs" : $"Score by {step}", panels)
        {
            Subtitle = $"{first.Convention}; at the probed epochs{(seeds ? "; mean over seeds, the band is one standard deviation" : "")}",
            Note = groups.Count < all.Count ? $"{groups.Count} of {all.Count} groups are shown." : "",
            Columns = Math.Min(3, panels.Count),
            PanelWidth = panels.Count > 2 ? 270 : 400,
            Caption = $"Each line is a run, or the mean of runs that differ in their seed alone.{(step is null ? " Zero excess is what shared weights give by themselves, zero dual cosine is chance." : "")}",
            Alt = $"Line charts over {step ?? "epochs"}, one line a group of runs: {string.Join("; ", groups.Select(g => g.Label))}.",
        };
    }

    private static Line Course(RunGroup group, int[] epochs, Func<RunSeries, int, double> value, string color)
    {
        var points = epochs.Select(e => (Epoch: e, Value: group.Over(s => value(s, e)))).Where(p => double.IsFinite(p.Value.Mean)).ToList();
        bool seeds = group.Runs.Count > 1;
        return new Line(group.Label, [.. points.Select(p => (double)p.Epoch)], [.. points.Select(p => p.Value.Mean)], color)
        {
            Markers = points.Count <= 30,
            Low = seeds ? [.. points.Select(p => p.Value.Mean - p.Value.Sd)] : null,
            High = seeds ? [.. points.Select(p => p.Value.Mean + p.Value.Sd)] : null,
            Notes = seeds ? [.. points.Select(p => $"{Words.Number(p.Value.Mean, 3)} ± {Words.Number(p.Value.Sd, 3)}")] : null,
        };
    }
}
