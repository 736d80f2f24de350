using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>Panels with a line a layer.</summary>
internal static class LayerLines
{
    /// <summary>Above so many probed epochs the marks on them would melt together.</summary>
    private const int MostMarkers = 60;

    /// <summary>Above so many layers the lines get thinner and lose their marks.</summary>
    private const int MostWideLines = 8;

    /// <summary>ρ over epochs, with the null of each layer and its band of two standard deviations.</summary>
    public static Panel Correlation(RunSeries series) => AgainstNull(series, Measures.NfmAgop, Measures.NullRotated, $"Correlation ρ of WᵀW with {series.Agop}");

    /// <summary>A measure over epochs, with its null of each layer, dashed, and a band of two standard deviations where they are known.</summary>
    public static Panel AgainstNull(RunSeries series, string measure, string nullMeasure, string title, string nullName = "Rotated null ± 2 sd")
    {
        var marks = new List<Mark>();
        double[] x = Epochs(series);
        bool hasNull = series.Has(nullMeasure);
        if (hasNull)
            for (int i = 0; i < series.Layers.Count; i++)
            {
                int layer = series.Layers[i];
                marks.Add(new Line(null, x, series.Curve(nullMeasure, layer), Palette.Ordered(i, series.Layers.Count))
                {
                    Dashed = true,
                    Width = 1.2,
                    Low = series.Edge(nullMeasure, layer, -2),
                    High = series.Edge(nullMeasure, layer, 2),
                });
            }
        marks.AddRange(Of(series, x, layer => series.Curve(measure, layer), (layer, i) => Words.Number(series.Value(measure, layer, series.Epochs[i]), 3) + (hasNull ? $", null {Words.Number(series.Value(nullMeasure, layer, series.Epochs[i]), 3)}" : "")));
        if (hasNull)
            marks.Add(new Line(nullName, [], [], Palette.Reference) { Dashed = true, Width = 1.2, Low = [], High = [] });
        return new Panel(title, RunFigures.EpochAxis(series.Epochs), Limits(marks, 0), marks);
    }

    /// <summary>Another measure over epochs, with zero or chance where that is its reference.</summary>
    public static Panel Panel(RunSeries series, string measure)
    {
        var marks = new List<Mark>();
        if (measure is Measures.Excess or Measures.Dual)
            marks.Add(new Level(null, 0, Palette.Reference));
        if (measure == Measures.Dual && series.Layers.Select(series.DualSd).Where(double.IsFinite).DefaultIfEmpty(0).Max() is > 0 and var sd)
            marks.Add(new Level("Dual cosine by chance, ± 2 sd", 0, Palette.Reference, 2 * sd));
        if (measure == Measures.TopOverlap)
            marks.AddRange(series.Layers.Select(l => (double)Measures.TopCount / series.Rank(l)).Where(v => v < 1).Distinct().Select((v, i) => new Level(i == 0 ? "Two random subspaces" : null, v, Palette.Reference)));
        marks.AddRange(Of(series, Epochs(series), layer => series.Curve(measure, layer)));
        return new Panel(Title(series, measure), RunFigures.EpochAxis(series.Epochs), Limits(marks, measure is Measures.Excess or Measures.Dual ? -0.05 : 0), marks);
    }

    /// <summary>A line a layer through any points.</summary>
    public static IEnumerable<Line> Of(RunSeries series, double[] x, Func<int, double[]> y, Func<int, int, string>? note = null) => series.Layers.Select((layer, i) =>
    {
        string? name = RunFigures.LayerName(series.Layers, i);
        double[] values = y(layer);
        // An unnamed line of many still says which it is.
        Func<int, string>? say = note == null && series.Layers.Count <= MostWideLines ? null : j => $"{(series.Layers.Count > MostWideLines ? $"layer {layer}: " : "")}{note?.Invoke(layer, j) ?? Words.Number(values[j], 3)}";
        return new Line(name, x, values, Palette.Ordered(i, series.Layers.Count))
        {
            Markers = x.Length <= MostMarkers && (series.Layers.Count <= MostWideLines || x.Length == 1),
            Width = series.Layers.Count <= MostWideLines ? 1.9 : 1.2,
            Notes = say == null ? null : [.. values.Select((_, j) => say(j))],
        };
    });

    private static double[] Epochs(RunSeries series) => [.. series.Epochs.Select(e => (double)e)];

    private static string Title(RunSeries series, string measure) => measure switch
    {
        Measures.Excess => "Excess: (ρ − null) / (1 − null)",
        Measures.Dual => "Dual cosine, in neuron space",
        Measures.UpdateAgop => $"Correlation of the update ΔᵀΔ with {series.Agop}",
        Measures.NfmInitial => "Similarity of WᵀW with W⁰ᵀW⁰",
        Measures.TopOverlap => $"Overlap of the top {Measures.TopCount} eigenvectors",
        _ => measure,
    };

    /// <summary>Correlations end at 1; below, the axis follows the data, and zero stays in sight where it is the reference.</summary>
    private static Axis Limits(List<Mark> marks, double reference)
    {
        var values = marks.OfType<Line>().SelectMany(l => l.Y.Concat(l.Low ?? []).Concat(l.High ?? [])).ToList();
        if (marks.OfType<Level>().Any())
            values.AddRange([.. marks.OfType<Level>().SelectMany(l => new[] { l.Value - l.HalfWidth, l.Value + l.HalfWidth })]);
        var (low, high) = AxisLimits.Natural(values);
        return new Axis(Min: low == 0 ? reference : low, Max: high);
    }
}
