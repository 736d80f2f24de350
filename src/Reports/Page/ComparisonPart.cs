using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>The page of several runs: how they compare, then each in short.</summary>
internal static class ComparisonPart
{
    /// <summary>Runs that still get charts of their own; of more there is the list.</summary>
    private const int MostOwn = 8;

    public static void Write(PageBody body, IReadOnlyList<RunRecord> runs, PageOptions options)
    {
        var labels = ComparisonFigure.Labels(runs);
        bool own = runs.Count <= MostOwn;
        Summary(body, runs, labels, options, own);
        body.Begin("comparison", "How they compare", "Comparison");
        int before = body.Figures.Count;
        foreach (var figure in RunFigures.Comparisons(runs, options.Convention))
            body.Draw(figure);
        if (body.Figures.Count == before)
            body.Markup.Append("<p>No correlation of a hidden layer is recorded in any of them.</p>\n");
        RivalTable.Write(body, runs, labels);
        body.End();
        for (int i = 0; own && i < runs.Count; i++)
            Own(body, runs[i], i, labels[i], options);
        FactsPart.Files(body, runs, options, labels);
    }

    private static void Summary(PageBody body, IReadOnlyList<RunRecord> runs, IReadOnlyList<string> labels, PageOptions options, bool linked)
    {
        body.Begin("summary", "All runs", "Summary");
        string steps = runs.Select(RunFigures.Step).Distinct().ToList() is [var one] ? one.TrimEnd('s') + "s" : "steps";
        body.Markup.Append($"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"All runs\">\n<table>\n<thead>\n<tr><th scope=\"col\">run</th><th scope=\"col\">score</th><th scope=\"col\">mean excess</th><th scope=\"col\">mean dual</th><th scope=\"col\">{Html.Text(steps)}</th></tr>\n</thead>\n<tbody>\n");
        var series = runs.Select(r => new RunSeries(r, options.Convention)).ToList();
        for (int i = 0; i < runs.Count; i++)
        {
            int last = series[i].Epochs.Count > 0 ? series[i].Epochs[^1] : -1, end = runs[i].Epochs.Count > 0 ? runs[i].Epochs[^1].Epoch : 0;
            string Mean(string measure) => Words.Number(GroupMeasures.MeanOverLayers(series[i], measure, last), 3);
            body.Markup.Append($"<tr><th scope=\"row\">{(linked ? $"<a href=\"#run-{i + 1}\">{Html.Text(labels[i])}</a>" : Html.Text(labels[i]))}</th><td>{Words.Number(GroupMeasures.Score(runs[i], end), 3)}</td><td>{Mean(Measures.Excess)}</td><td>{Mean(Measures.Dual)}</td><td>{end}{(Progress.Of(runs[i]) is { Finished: false } p ? $" of {p.Planned}" : "")}</td></tr>\n");
        }
        body.Markup.Append("</tbody>\n</table>\n</div>\n<p class=\"note\">Score is accuracy or R², of validation where there is one; means are over hidden layers at the last probed epoch. A dash is undefined or not recorded.</p>\n");
        if (options.Refresh != null)
            body.Markup.Append("<p class=\"notice\" role=\"status\">The runs go on. This page reads itself anew.</p>\n");
        body.End();
    }

    private static void Own(PageBody body, RunRecord run, int i, string label, PageOptions options)
    {
        var series = new RunSeries(run, options.Convention);
        body.Begin($"run-{i + 1}", label, null);
        body.Markup.Append($"<p class=\"verdict\">{(series.Layers.Count > 0 ? Html.Text(Words.Verdict(series)) : MachineFigure.Is(run) || run.Manifest.Step is not null ? "" : Html.Text(Words.Unmeasured(run)))}</p>\n<p>{Html.Text(Words.Training(run))} {Html.Text(Words.Score(run))}</p>\n");
        body.Markup.Append($"<div class=\"command\"><pre tabindex=\"0\"><code>{Html.Plain(run.Manifest.Command)}</code></pre><button type=\"button\" class=\"copy\" hidden>Copy</button></div>\n");
        if (AnsatzFigure.Of(run, options.Convention) is { } ansatz)
            body.Draw(ansatz with { Title = "Correlation by layer" });
        if (MachineFigure.Of(run) is { } machine)
            body.Draw(machine with { Title = "Measures of the feature matrix" });
        body.End();
    }
}
