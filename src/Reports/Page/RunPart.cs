using System.Globalization;
using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>The page of one run.</summary>
internal static class RunPart
{
    public static void Write(PageBody body, RunRecord run, PageOptions options, List<string> notices)
    {
        var series = new RunSeries(run, options.Convention);
        if (Progress.Of(run) is { Finished: false } progress)
            notices.Insert(0, options.Refresh != null ? $"The run goes on: {progress}. This page reads itself anew." : $"The run is not finished: {progress}.");
        Summary(body, series);
        if (MachineFigure.Is(run))
            Machine(body, run);
        else if (!run.WithoutHiddenLayers)
        {
            AlignmentPart.Write(body, run, series);
            RivalPart.Write(body, run, series.Convention);
        }
        body.Begin("training", "Training", "Training");
        if (TrainingFigure.Of(run) is { } training)
            body.Draw(training with { Title = run.Manifest.Data.Classification ? "Loss and accuracy" : "Loss and R²", PanelWidth = 420, PanelHeight = 230 });
        else
            body.Markup.Append("<p>No epoch is recorded yet.</p>\n");
        if (AccuracyFigure.Of(run, options.Convention) is { } accuracy)
            body.Draw(accuracy with { Title = accuracy.Title.Split(':')[0] });
        body.End();
        LayerPart.Write(body, run, options, notices);
        FactsPart.Write(body, run);
        FactsPart.Files(body, [run], options);
    }

    private static void Machine(PageBody body, RunRecord run)
    {
        if (MachineFigure.Of(run) is not { } figure)
            return;
        body.Begin("machine", "What the machine learned", "Features");
        body.Draw(figure with { Title = "Measures of the feature matrix" });
        body.End();
    }

    private static void Summary(PageBody body, RunSeries series)
    {
        var (s, run) = (body.Markup, series.Run);
        body.Begin("summary", "Summary", "Summary");
        if (series.Layers.Count > 0)
            s.Append($"<p class=\"verdict\">{Html.Text(Words.Verdict(series))}</p>\n");
        Tiles(body, series);
        s.Append($"<p>{Html.Text(Words.Training(run))} {Html.Text(Words.Score(run))}</p>\n");
        if (series.Layers.Count > 0)
        {
            s.Append($"<p>At epoch {series.Epochs[^1]} ({Html.Text(series.Convention.ToString())}):</p>\n<ul>\n");
            foreach (int layer in Evenly.Of(series.Layers, 12))
                s.Append($"<li>{Html.Text(Words.Layer(series, layer))}</li>\n");
            s.Append($"</ul>\n{(series.Layers.Count > 12 ? $"<p class=\"note\">12 of {series.Layers.Count} hidden layers are named here; the table has all.</p>\n" : "")}<p class=\"note\">{Html.Text(Words.Criterion)}</p>\n");
        }
        else if (!MachineFigure.Is(run) && run.Manifest.Step is null)
            s.Append($"<p>{Html.Text(Words.Unmeasured(run))}</p>\n");
        s.Append($"<h3>The command that repeats the run</h3>\n<div class=\"command\"><pre tabindex=\"0\"><code>{Html.Plain(run.Manifest.Command)}</code></pre><button type=\"button\" class=\"copy\" hidden>Copy</button></div>\n");
        body.End();
    }

    /// <summary>The four numbers that everybody looks for, with where they started.</summary>
    private static void Tiles(PageBody body, RunSeries series)
    {
        var run = series.Run;
        var tiles = new List<(string Label, string Value, string Note)>();
        if (run.Epochs.Count > 0)
        {
            var last = run.Epochs[^1];
            var shown = last.Validation ?? last.Train;
            string split = last.Validation != null ? "Validation" : "Training", note = last.Validation == null ? "" : last.Train.Accuracy is { } a ? $"training {Words.Percent(a)}" : last.Train.R2 is { } r ? $"training {Words.Number(r, 3)}" : "";
            tiles.Add(shown.Accuracy is { } accuracy ? ($"{split} accuracy", Words.Percent(accuracy), note) : shown.R2 is { } r2 ? ($"{split} R²", Words.Number(r2, 3), note) : ($"{split} loss", shown.Loss.ToString("G4", CultureInfo.InvariantCulture), ""));
        }
        foreach (var (measure, label) in new[] { (Measures.Excess, "Mean excess"), (Measures.Dual, "Mean dual cosine") })
            if (series.Has(measure))
                tiles.Add((label, Words.Number(GroupMeasures.MeanOverLayers(series, measure, series.Epochs[^1])), $"{Words.Number(GroupMeasures.MeanOverLayers(series, measure, series.Epochs[0]))} at epoch {series.Epochs[0]}; over {Words.Count(series.Layers.Count, "hidden layer")}"));
        if (run.Epochs.Count > 0)
            tiles.Add((run.Manifest.Step is null ? $"{RunFigures.StepLabel(run)}s" : RunFigures.StepLabel(run), $"{run.Epochs[^1].Epoch:N0}", $"{series.Epochs.Count} measured; seed {run.Manifest.Seed}"));
        body.Markup.Append("<dl class=\"tiles\">\n");
        foreach (var (label, value, note) in tiles)
            body.Markup.Append($"<div><dt>{Html.Text(label)}</dt><dd>{Html.Text(value)}<small>{Html.Text(note)}</small></dd></div>\n");
        body.Markup.Append("</dl>\n");
    }
}

/// <summary>How far a run is.</summary>
/// <param name="Done">The last epoch on record.</param>
/// <param name="Planned">The epochs that its settings ask for.</param>
internal sealed record Progress(int Done, int Planned)
{
    public bool Finished => Done >= Planned;

    /// <summary>The progress of a run; null where its settings do not say how long it goes.</summary>
    public static Progress? Of(RunRecord run) =>
        run.Manifest.Settings.ValueKind == System.Text.Json.JsonValueKind.Object && run.Manifest.Settings.TryGetProperty("epochs", out var epochs) && epochs.ValueKind == System.Text.Json.JsonValueKind.Number && epochs.TryGetInt32(out int planned)
            ? new Progress(run.LastEpoch, planned)
            : null;

    public override string ToString() => $"{Done:N0} of {Words.Count(Planned, "epoch")} are recorded";
}
