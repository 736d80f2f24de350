using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>How the correlation of each layer goes together with what the network can do: a path a layer, a point a probed epoch.</summary>
internal static class AccuracyFigure
{
    /// <summary>The figure; null where no score or no correlation is recorded at the same epochs.</summary>
    public static Figure? Of(RunRecord run, Convention? convention)
    {
        var series = new RunSeries(run, convention);
        bool classes = run.Manifest.Data.Classification, validation = run.Epochs.Any(e => e.Validation != null);
        var byEpoch = run.Epochs.ToDictionary(e => e.Epoch, e => (validation ? e.Validation : e.Train) is { } m ? (classes ? m.Accuracy : m.R2) ?? double.NaN : double.NaN);
        double[] scores = [.. series.Epochs.Select(e => byEpoch.GetValueOrDefault(e, double.NaN)).Select(v => v < Floor ? double.NaN : v)];
        if (series.Layers.Count == 0 || !scores.Any(double.IsFinite))
            return null;
        string what = $"{(validation ? "Validation" : "Training")} {(classes ? "accuracy" : "R²")}";
        var (low, high) = AxisLimits.Natural(scores);
        Panel Against(string measure, string title)
        {
            var marks = new List<Mark>();
            if (measure == Measures.Excess)
                marks.Add(new Level(null, 0, Palette.Reference));
            marks.AddRange(LayerLines.Of(series, scores, layer => series.Curve(measure, layer), (layer, i) => $"{Words.Number(series.Value(measure, layer, series.Epochs[i]), 3)} at epoch {series.Epochs[i]}"));
            var (bottom, top) = AxisLimits.Natural(marks.OfType<Line>().SelectMany(l => l.Y));
            return new Panel(title, new Axis(what, Min: low, Max: high), new Axis(Min: bottom == 0 && measure == Measures.Excess ? -0.05 : bottom, Max: top), marks);
        }
        var panels = new List<Panel> { Against(Measures.NfmAgop, $"Correlation ρ of WᵀW with {series.Agop}") };
        if (series.Has(Measures.Excess))
            panels.Add(Against(Measures.Excess, "Excess over the rotated null"));
        return new Figure("accuracy", $"Correlation against {(classes ? "accuracy" : "R²")}: {RunFigures.Label(run)}", panels)
        {
            Subtitle = $"{series.Convention}; one point a probed epoch, joined in their order; seed {run.Manifest.Seed}",
            Columns = panels.Count,
            PanelWidth = 420,
            PanelHeight = 240,
            Caption = "Each path is a hidden layer, from the start of training at the left to its end. A path that rises with the score says that alignment and ability came together; it does not say that one causes the other, for both grow with time. ρ holds what the weights share, the excess does not.",
            Alt = $"Paths of {series.Layers.Count} hidden layers: correlation and excess against {what}.",
        };
    }

    /// <summary>An untrained network can have an R² far below zero, which would press everything else to the right.</summary>
    private const double Floor = -0.2;
}
