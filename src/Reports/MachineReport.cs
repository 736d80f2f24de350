using System.Globalization;
using System.Text;
using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>Writes figures and the page of a fitted kernel machine.</summary>
public static class MachineReport
{
    /// <summary>Draws the figures into <paramref name="folder"/>/figures and writes <paramref name="folder"/>/report.html.</summary>
    /// <param name="machine">The fit.</param>
    /// <param name="folder">Where figures and page go.</param>
    /// <param name="plots">Which renderer draws the figures for papers: one of <see cref="Renderers.Names"/>.</param>
    /// <exception cref="UsageException">There is no such renderer.</exception>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public static ReportResult Write(MachineRecord machine, string folder, string plots = "auto")
    {
        var choice = Renderers.Choose(plots);
        List<string> sentences = [.. choice.Sentence is { } sentence ? new[] { sentence } : []], written = [];
        var figures = MachineFigures.Of(machine);
        if (choice.Renderer is { } renderer) Report.Draw(renderer, () => figures, Path.Combine(folder, "figures"), DiskFiles.Instance, written, sentences);
        var body = new PageBody();
        Summary(body, machine);
        body.Begin("figures", "What was learned", "Figures");
        foreach (var figure in figures.Where(f => f.Name != LikenessFigure.File)) body.Draw(figure);
        body.End();
        if (figures.FirstOrDefault(f => f.Name == LikenessFigure.File) is { } likeness) Network(body, machine, likeness);
        body.Begin("settings", "Settings, data, machine", "Settings");
        FactsPart.Table(body, "Fit", machine.Facts);
        body.End();
        string page = Path.Combine(folder, "report.html");
        byte[] html = Encoding.UTF8.GetBytes(HtmlReport.Page("rfm fit", $"Recursive Feature Machine, {machine.Kernel}", body, [.. machine.Notes, .. sentences]));
        DiskFiles.Instance.Replace(page, stream => stream.Write(html), "the page");
        return new([.. written, page], sentences);
    }

    private static void Summary(PageBody body, MachineRecord machine)
    {
        var (s, first, kept) = (body.Markup, machine.Iterations[0], machine.Iterations.First(i => i.Iteration == machine.Selected));
        body.Begin("summary", "Summary", "Summary");
        s.Append($"<p class=\"verdict\">{Html.Text(Verdict(first, kept))}</p>\n");
        s.Append("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Scores by iteration\">\n<table>\n<thead>\n<tr><th scope=\"col\">iteration</th>");
        var splits = new (string Name, Func<MachineIteration, SplitMetrics?> Of)[] { ("training", i => i.Train), ("validation", i => i.Validation), ("test", i => i.Test) }.Where(p => machine.Iterations.Any(i => p.Of(i) is not null)).ToList();
        string score = first.Train.Accuracy is null ? "R²" : "accuracy";
        foreach (var (name, _) in splits) s.Append($"<th scope=\"col\">{name} error</th><th scope=\"col\">{name} {score}</th>");
        s.Append("</tr>\n</thead>\n<tbody>\n");
        foreach (var i in machine.Iterations)
            s.Append($"<tr><th scope=\"row\">{i.Iteration}{(i.Iteration == machine.Selected ? " (kept)" : "")}</th>").AppendJoin("", splits.Select(p => $"<td>{Number(p.Of(i)?.Loss)}</td><td>{Number(p.Of(i)?.Score)}</td>")).Append("</tr>\n");
        s.Append($"</tbody>\n</table>\n</div>\n<p class=\"note\">Errors are mean squares over samples and outputs.</p>\n<h3>The command that repeats the fit</h3>\n<div class=\"command\"><pre tabindex=\"0\"><code>{Html.Plain(machine.Command)}</code></pre></div>\n");
        body.End();
    }

    /// <summary>The section on the network: a sentence, the figure, and every convention of the iteration that was kept.</summary>
    private static void Network(PageBody body, MachineRecord machine, Figure figure)
    {
        var rows = machine.Likenesses.Where(l => l.Iteration == machine.Selected).OrderBy(l => MachineLikeness.Matrices.ToList().IndexOf(l.Matrix)).ToList();
        body.Begin("network", "Beside a network", "Network");
        body.Markup.Append($"<p>{Html.Text(LikenessFigure.Sentence(machine))}</p>\n");
        body.Draw(figure);
        body.Markup.Append("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"M beside the network\">\n<table>\n<thead>\n<tr>").AppendJoin("", new[] { "matrix", "power", "similarity", "with M", "M at random", "inputs" }.Select(h => $"<th scope=\"col\">{h}</th>")).Append("</tr>\n</thead>\n<tbody>\n");
        foreach (var r in rows)
            body.Markup.Append($"<tr><th scope=\"row\">{Html.Text(LikenessFigure.Short(r.Matrix))}</th><td>{Words.Number(r.Convention.Power, 2)}</td><td>{(r.Convention.Similarity == SimilarityKind.Pearson ? "Pearson" : "cosine")}</td><td>{Words.Number(r.Value, 3)}</td><td>{Words.Number(r.Null, 3)} ± {Words.Number(r.NullSd, 3)}</td><td>{Words.Number(r.Inputs, 3)}</td></tr>\n");
        body.Markup.Append($"</tbody>\n</table>\n</div>\n<p class=\"note\">Iteration {machine.Selected}. The power is that of both AGOPs and of the second moment of the inputs; WᵀW is compared as it is. All iterations are in {MachineLikeness.File}.</p>\n");
        body.End();
    }

    private static string Verdict(MachineIteration first, MachineIteration kept)
    {
        string split = kept.Test is not null ? "test" : kept.Validation is not null ? "validation" : "training";
        double? before = (first.Test ?? first.Validation ?? first.Train).Score, after = (kept.Test ?? kept.Validation ?? kept.Train).Score;
        string name = kept.Train.Accuracy is null ? "R²" : "accuracy";
        return kept.Iteration == 0 ? $"The plain kernel machine was kept: {split} {name} {Number(after)}." : $"Learning features took the {split} {name} from {Number(before)} to {Number(after)} in {Words.Count(kept.Iteration, "iteration")}.";
    }

    private static string Number(double? value) => value is { } v && double.IsFinite(v) ? v.ToString(Math.Abs(v) is >= 0.001 or 0 ? "0.0000" : "0.0e+0", CultureInfo.InvariantCulture) : "–";
}
