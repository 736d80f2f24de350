using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>The main figure: ρ with its rotated null, the excess, the dual cosine and the update, a line a layer, over epochs.</summary>
internal static class AnsatzFigure
{
    /// <summary>Above so many probed epochs the marks on them would melt together.</summary>
    private const int MostMarkers = 60;

    /// <summary>Above so many layers the lines get thinner and lose their marks.</summary>
    private const int MostWideLines = 8;

    public static Figure? Of(RunRecord run, Convention? convention)
    {
        var series = new RunSeries(run, convention);
        if (series.Layers.Count == 0)
            return null;
        var panels = new List<Panel> { Plain(series) };
        if (series.Has(Measures.Excess))
            panels.Add(Single(series, Measures.Excess, "Excess: (ρ − null) / (1 − null)"));
        if (series.Has(Measures.Dual))
            panels.Add(Single(series, Measures.Dual, "Dual cosine, in neuron space"));
        if (series.Has(Measures.UpdateAgop))
            panels.Add(Single(series, Measures.UpdateAgop, $"Correlation of the update (W − W⁰)ᵀ(W − W⁰) with {series.Agop}"));
        return new Figure("ansatz", $"Neural feature ansatz: {RunFigures.Label(run)}", panels)
        {
            Subtitle = $"{series.Convention}; AGOP over {series.ProbeSamples:N0} training samples; seed {run.Manifest.Seed}",
            Note = "The linear read-out is left out: there WᵀW equals the AGOP by construction.",
            Columns = Math.Min(2, panels.Count),
            Caption = Caption(series),
            Alt = Alt(series),
        };
    }

    private static Panel Plain(RunSeries series)
    {
        var marks = new List<Mark>();
        double[] x = [.. series.Epochs.Select(e => (double)e)];
        bool hasNull = series.Has(Measures.NullRotated);
        if (hasNull)
            for (int i = 0; i < series.Layers.Count; i++)
            {
                int layer = series.Layers[i];
                marks.Add(new Line(null, x, series.Curve(Measures.NullRotated, layer), Palette.Ordered(i, series.Layers.Count))
                {
                    Dashed = true,
                    Width = 1.2,
                    Low = series.Edge(Measures.NullRotated, layer, -2),
                    High = series.Edge(Measures.NullRotated, layer, 2),
                });
            }
        marks.AddRange(Curves(series, Measures.NfmAgop, x));
        if (hasNull)
            marks.Add(new Line("Rotated null ± 2 sd", [], [], Palette.Reference) { Dashed = true, Width = 1.2, Low = [], High = [] });
        return new Panel($"Correlation ρ of WᵀW with {series.Agop}", RunFigures.EpochAxis(series.Epochs), Limits(marks, 0), marks);
    }

    private static Panel Single(RunSeries series, string measure, string title)
    {
        double[] x = [.. series.Epochs.Select(e => (double)e)];
        var marks = new List<Mark>();
        if (measure != Measures.UpdateAgop)
            marks.Add(new Level(null, 0, Palette.Reference));
        if (measure == Measures.Dual && series.Layers.Select(series.DualSd).Where(double.IsFinite).DefaultIfEmpty(0).Max() is > 0 and var sd)
            marks.Add(new Level("Dual cosine by chance, ± 2 sd", 0, Palette.Reference, 2 * sd));
        marks.AddRange(Curves(series, measure, x));
        return new Panel(title, RunFigures.EpochAxis(series.Epochs), Limits(marks, measure == Measures.UpdateAgop ? 0 : -0.05), marks);
    }

    private static IEnumerable<Mark> Curves(RunSeries series, string measure, double[] x) =>
        series.Layers.Select((layer, i) => new Line(RunFigures.LayerName(series.Layers, i), x, series.Curve(measure, layer), Palette.Ordered(i, series.Layers.Count))
        {
            Markers = x.Length <= MostMarkers && (series.Layers.Count <= MostWideLines || x.Length == 1),
            Width = series.Layers.Count <= MostWideLines ? 1.9 : 1.2,
        });

    /// <summary>Correlations end at 1; below, the axis follows the data, and zero stays in sight where it is the reference.</summary>
    private static Axis Limits(List<Mark> marks, double reference)
    {
        var values = marks.OfType<Line>().SelectMany(l => l.Y.Concat(l.Low ?? []).Concat(l.High ?? [])).ToList();
        if (marks.OfType<Level>().Any())
            values.AddRange([.. marks.OfType<Level>().SelectMany(l => new[] { l.Value - l.HalfWidth, l.Value + l.HalfWidth })]);
        var (low, high) = AxisLimits.Natural(values);
        return new Axis(Min: low == 0 ? reference : low, Max: high);
    }

    private static string Caption(RunSeries series) =>
        "Each line is a hidden layer, the first the darkest. " +
        $"ρ compares two matrices that say which directions of its input a layer responds to: WᵀW, read off the weights, and {series.Agop}, from how the network's output changes with that input. " +
        "Both hold the same W, so ρ is high even where nothing was learned. The dashed line is that part: the same ρ after the rest has been turned at random. " +
        "What counts is the gap: the excess is the share of the way from the null to 1, zero at initialization. " +
        "The dual cosine asks the same among the layer's neurons, where nothing is shared: zero by chance, within the grey band. " +
        $"The update compares what training added to the weights with {series.Agop}; at epoch 0 nothing was added and the value is undefined, a gap.";

    private static string Alt(RunSeries series)
    {
        int last = series.Epochs[^1];
        var parts = series.Layers.Select(l => $"layer {l}: ρ {Words.Number(series.Value(Measures.NfmAgop, l, last))}, null {Words.Number(series.Value(Measures.NullRotated, l, last))}, excess {Words.Number(series.Value(Measures.Excess, l, last))}, dual cosine {Words.Number(series.Value(Measures.Dual, l, last))}");
        return $"Line charts over epochs. At epoch {last}: {string.Join("; ", parts)}.";
    }
}
