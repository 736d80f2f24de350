using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>Loss and score over epochs, for training and validation.</summary>
internal static class TrainingFigure
{
    public static Figure? Of(RunRecord run)
    {
        if (run.Epochs.Count == 0)
            return null;
        bool machine = MachineFigure.Is(run), swept = run.Manifest.Step is not null;
        string step = RunFigures.Step(run), who = swept ? "learner" : machine ? "machine" : "network";
        Axis Steps(IReadOnlyList<int> ends) => RunFigures.EpochAxis(ends, RunFigures.StepLabel(run));
        bool classes = run.Manifest.Data.Classification;
        var losses = Curves(run, m => m.Loss);
        var scores = Curves(run, m => (classes ? m.Accuracy : m.R2) ?? double.NaN);
        int[] epochs = [run.Epochs[0].Epoch, run.Epochs[^1].Epoch];
        var positive = losses.SelectMany(l => l.Y).Where(v => double.IsFinite(v) && v > 0).ToList();
        bool log = positive.Count > 0 && positive.Max() > 10 * positive.Min();
        // R² far below zero (an untrained network) would press everything else to the top.
        var (low, high) = AxisLimits.Natural(scores.SelectMany(l => l.Y).Select(v => Math.Max(v, -0.2)));
        var panels = new List<Panel> { new("Loss", Steps(epochs), log ? new Axis(Scale: AxisScale.Log) : new Axis(Min: 0), losses) };
        if (scores.SelectMany(l => l.Y).Any(double.IsFinite))
            panels.Add(new Panel(classes ? "Accuracy" : "R²", Steps(epochs), new Axis(Min: low, Max: high), scores));
        return new Figure("training", $"Training: {RunFigures.Label(run)}", panels)
        {
            Subtitle = $"Evaluated {(swept ? $"for each number of {step}" : machine ? "after each iteration" : "with the weights at the end of each epoch")}; seed {run.Manifest.Seed}",
            Columns = panels.Count,
            Caption = $"Loss{(log ? " (each step of the axis a factor of ten)" : "")} and {(classes ? "the share of samples put into their class" : $"the share of the targets' variance that the {who} explains")}, over {step}{(swept ? "" : "s")}. Where validation parts from training, the {who} has begun to learn the samples by heart.",
            Alt = $"Line charts over {step}{(swept ? "" : "s")} {epochs[0]} to {epochs[1]}. {Words.Score(run)}",
        };
    }

    private static List<Line> Curves(RunRecord run, Func<SplitMetrics, double> of)
    {
        var lines = new List<Line> { Curve("Training", run.Epochs, m => m.Train, of, Palette.Categories[0]) };
        if (run.Epochs.Any(e => e.Validation != null))
            lines.Add(Curve("Validation", run.Epochs, m => m.Validation, of, Palette.Categories[1]));
        return lines;
    }

    private static Line Curve(string name, IReadOnlyList<EpochMetrics> epochs, Func<EpochMetrics, SplitMetrics?> split, Func<SplitMetrics, double> of, string color)
    {
        double[] values = [.. epochs.Select(e => split(e) is { } m ? of(m) : double.NaN)];
        var kept = LongCurve.Kept(values);
        return new(name, [.. kept.Select(i => (double)epochs[i].Epoch)], [.. kept.Select(i => values[i])], color) { Markers = epochs.Count <= 12 };
    }
}
