using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>Final ρ, null and excess by layer, several runs side by side.</summary>
internal static class ComparisonFigure
{
    public static Figure? Of(IReadOnlyList<RunRecord> runs, Convention? convention)
    {
        var all = runs.Select(r => new RunSeries(r, convention)).ToList();
        int layers = all.SelectMany(s => s.Layers).DefaultIfEmpty(0).Max();
        if (layers == 0)
            return null;
        var names = Labels(runs);
        var marks = new List<Mark>();
        var excess = new List<Mark> { new Level(null, 0, Palette.Reference) };
        for (int r = 0; r < all.Count; r++)
        {
            var series = all[r];
            if (series.Layers.Count == 0)
                continue;
            int last = series.Epochs[^1];
            string color = Palette.Category(r, all.Count);
            double[] x = [.. series.Layers.Select(l => l - 1 + (r - (all.Count - 1) / 2.0) * 0.7 / all.Count)];
            double[] At(string measure) => [.. series.Layers.Select(l => series.Value(measure, l, last))];
            double[] rho = At(Measures.NfmAgop), rotated = At(Measures.NullRotated);
            for (int i = 0; i < x.Length; i++)
                marks.Add(new Line(null, [x[i], x[i]], [rotated[i], rho[i]], color) { Width = 3 });
            marks.Add(new Points(null, x, rotated, color, [.. series.Layers.Select(l => 2 * (series.At(Measures.NullRotated, l, last)?.Sd ?? 0))], Hollow: true));
            marks.Add(new Points(names[r], x, rho, color));
            excess.Add(new Bars(null, [.. series.Layers.Select(l => l - 1.0)], At(Measures.Excess), color));
        }
        marks.Add(new Points("ρ", [], [], Palette.Reference));
        marks.Add(new Points("Rotated null ± 2 sd", [], [], Palette.Reference, [], Hollow: true));
        string[] categories = [.. Enumerable.Range(1, layers).Select(l => layers > 12 ? $"{l}" : $"Layer {l}")];
        var (low, high) = AxisLimits.Natural(marks.OfType<Points>().SelectMany(p => p.Y));
        var (bottom, top) = AxisLimits.Natural([0, .. excess.OfType<Bars>().SelectMany(b => b.Values)]);
        var first = all.First(s => s.Layers.Count > 0);
        return new Figure("comparison", "Final correlation and excess by layer",
            [new Panel($"ρ of WᵀW with {first.Agop} (full) above its null (hollow)", new Axis(Categories: categories), new Axis(Min: low, Max: high), marks), new Panel("Excess: (ρ − null) / (1 − null)", new Axis(Categories: categories), new Axis(Min: bottom, Max: top), excess)])
        {
            Subtitle = $"{first.Convention}; last probed epoch of each run",
            Note = "The linear read-out is left out: there WᵀW equals the AGOP by construction.",
            Columns = 2,
            Caption = "Each colour is a run. The bar from the hollow to the full circle is the part of ρ that the shared weights do not explain; on the right, the same as a share of what was left open.",
            Alt = "Final values by layer. " + string.Join(" ", all.Select((s, r) => s.Layers.Count == 0 ? "" : $"{names[r]}: {string.Join(", ", s.Layers.Select(l => $"layer {l} ρ {Words.Number(s.Value(Measures.NfmAgop, l, s.Epochs[^1]))}, excess {Words.Number(s.Value(Measures.Excess, l, s.Epochs[^1]))}"))}.")),
        };
    }

    /// <summary>Names that tell runs apart: the parts in which they differ.</summary>
    public static IReadOnlyList<string> Labels(IReadOnlyList<RunRecord> runs)
    {
        Func<RunRecord, string>[] parts = [r => r.Manifest.Data.Name, r => r.Manifest.Network.ToString(), r => r.Manifest.Network.Activation, r => r.Manifest.Network.Initialization, r => r.Manifest.Name, r => $"seed {r.Manifest.Seed}"];
        var telling = parts.Where(p => runs.Select(p).Distinct().Count() > 1).ToList();
        string[] labels = [.. runs.Select(r => string.Join(", ", telling.Select(p => p(r))))];
        return labels.Distinct().Count() == labels.Length ? labels : [.. labels.Select((l, i) => l.Length == 0 ? $"Run {i + 1}" : $"{i + 1}: {l}")];
    }
}
