using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>Final ρ, null and excess by layer, several groups of runs side by side.</summary>
internal static class ComparisonFigure
{
    /// <summary>Groups that still can be told apart in one panel.</summary>
    private const int MostGroups = 12;

    public static Figure? Of(IReadOnlyList<RunGroup> all)
    {
        var measured = all.Where(g => g.Runs.Any(s => s.Layers.Count > 0)).ToList();
        if (measured.Count == 0)
            return null;
        var groups = Evenly.Of(measured, MostGroups);
        int layers = groups.SelectMany(g => g.Runs).SelectMany(s => s.Layers).Max();
        var marks = new List<Mark>();
        var excess = new List<Mark> { new Level(null, 0, Palette.Reference) };
        for (int r = 0; r < groups.Count; r++)
            Add(groups[r], r, groups.Count, layers, marks, excess);
        bool seeds = groups.Any(g => g.Runs.Count > 1);
        marks.Add(new Points(seeds ? "ρ, mean over seeds ± sd" : "ρ", [], [], Palette.Reference));
        marks.Add(new Points(seeds ? "Rotated null, mean over seeds" : "Rotated null ± 2 sd", [], [], Palette.Reference, [], Hollow: true));
        string[] categories = [.. Enumerable.Range(1, layers).Select(l => layers > 12 ? $"{l}" : $"Layer {l}")];
        var (low, high) = AxisLimits.Natural(marks.OfType<Points>().SelectMany(p => p.Y));
        var (bottom, top) = AxisLimits.Natural([0, .. excess.OfType<Bars>().SelectMany(b => b.Values)]);
        var first = groups[0].Runs.First(s => s.Layers.Count > 0);
        return new Figure("comparison", "Final correlation and excess by layer",
            [new Panel($"ρ of WᵀW with {first.Agop} (full) above its null (hollow)", new Axis(Categories: categories), new Axis(Min: low, Max: high), marks), new Panel("Excess: (ρ − null) / (1 − null)", new Axis(Categories: categories), new Axis(Min: bottom, Max: top), excess)])
        {
            Subtitle = $"{first.Convention}; last probed epoch of each run{(seeds ? "; mean over seeds, bars are one standard deviation over them" : "")}",
            Note = "The linear read-out is left out: there WᵀW equals the AGOP by construction." + (groups.Count < measured.Count ? $" {groups.Count} of {measured.Count} groups are shown." : ""),
            Columns = 2,
            Caption = "Each colour is a run, or runs that differ in their seed alone. The bar from the hollow to the full circle is the part of ρ that the shared weights do not explain; on the right, the same as a share of what was left open.",
            Alt = "Final values by layer. " + string.Join(" ", groups.Select(g => $"{g.Label}: {string.Join(", ", Enumerable.Range(1, layers).Where(l => double.IsFinite(At(g, Measures.NfmAgop, l).Mean)).Select(l => $"layer {l} ρ {Words.Number(At(g, Measures.NfmAgop, l).Mean)}, excess {Words.Number(At(g, Measures.Excess, l).Mean)}"))}.")),
        };
    }

    private static void Add(RunGroup group, int r, int count, int layers, List<Mark> marks, List<Mark> excess)
    {
        string color = Palette.Category(r, count);
        int[] own = [.. Enumerable.Range(1, layers).Where(l => group.Runs.Any(s => s.Layers.Contains(l)))];
        double[] x = [.. own.Select(l => l - 1 + (r - (count - 1) / 2.0) * 0.7 / count)];
        var rho = own.Select(l => At(group, Measures.NfmAgop, l)).ToList();
        var rotated = own.Select(l => At(group, Measures.NullRotated, l)).ToList();
        bool seeds = group.Runs.Count > 1;
        for (int i = 0; i < x.Length; i++)
            marks.Add(new Line(null, [x[i], x[i]], [rotated[i].Mean, rho[i].Mean], color) { Width = 3 });
        double[] errors = [.. own.Select((l, i) => seeds ? rotated[i].Sd : 2 * (group.Runs[0].At(Measures.NullRotated, l, group.Runs[0].Epochs[^1])?.Sd ?? 0))];
        marks.Add(new Points(null, x, [.. rotated.Select(v => v.Mean)], color, errors, Hollow: true));
        marks.Add(new Points(group.Label, x, [.. rho.Select(v => v.Mean)], color, seeds ? [.. rho.Select(v => v.Sd)] : null));
        var shares = Enumerable.Range(1, layers).Select(l => At(group, Measures.Excess, l)).ToList();
        excess.Add(new Bars(null, [.. Enumerable.Range(0, layers).Select(l => (double)l)], [.. shares.Select(v => v.Mean)], color, seeds ? [.. shares.Select(v => v.Sd)] : null));
    }

    private static (double Mean, double Sd) At(RunGroup group, string measure, int layer) => group.Over(s => s.Epochs.Count > 0 && s.Layers.Contains(layer) ? s.Value(measure, layer, s.Epochs[^1]) : double.NaN);

    /// <summary>Names that tell runs apart: the parts in which they differ.</summary>
    public static IReadOnlyList<string> Labels(IReadOnlyList<RunRecord> runs)
    {
        var groups = RunGroup.Of(runs, null);
        string Of(RunRecord run)
        {
            var group = groups.First(g => g.Runs.Any(s => s.Run == run));
            return group.Runs.Count == 1 ? group.Label : $"{group.Label}, seed {run.Manifest.Seed}";
        }
        string[] labels = [.. runs.Select(Of)];
        return labels.Distinct().Count() == labels.Length ? labels : [.. labels.Select((l, i) => $"{i + 1}: {l}")];
    }
}
