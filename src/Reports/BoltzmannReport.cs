using System.Text;
using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>Writes figures and the page of a trained Boltzmann machine.</summary>
public static class BoltzmannReport
{
    /// <summary>Draws the figures into <paramref name="folder"/>/figures and writes <paramref name="folder"/>/report.html.</summary>
    /// <param name="machine">The training.</param>
    /// <param name="folder">Where figures and page go.</param>
    /// <param name="plots">Which renderer draws the figures for papers: one of <see cref="Renderers.Names"/>.</param>
    /// <exception cref="UsageException">There is no such renderer.</exception>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public static ReportResult Write(BoltzmannRecord machine, string folder, string plots = "auto")
    {
        var choice = Renderers.Choose(plots);
        List<string> sentences = [.. choice.Sentence is { } sentence ? new[] { sentence } : []], written = [];
        var figures = BoltzmannFigures.Of(machine);
        if (choice.Renderer is { } renderer) Report.Draw(renderer, () => figures, Path.Combine(folder, "figures"), DiskFiles.Instance, written, sentences);
        var body = new PageBody();
        Summary(body, machine);
        body.Begin("figures", "What was learned", "Figures");
        foreach (var figure in figures)
        {
            body.Draw(figure, live: !figure.Panels[0].Bare);
            if (figure.Name == "filters") FilterFrames.Write(body, machine);
        }
        body.End();
        body.Begin("settings", "Settings, data, machine", "Settings");
        FactsPart.Table(body, "Training", machine.Facts);
        body.End();
        string page = Path.Combine(folder, "report.html");
        byte[] html = Encoding.UTF8.GetBytes(HtmlReport.Page("rbm fit", $"Restricted Boltzmann machine, {machine.Data}", body, [.. machine.Notes, .. sentences]));
        DiskFiles.Instance.Replace(page, stream => stream.Write(html), "the page");
        return new([.. written, page], sentences);
    }

    private static void Summary(PageBody body, BoltzmannRecord machine)
    {
        var s = body.Markup;
        body.Begin("summary", "Summary", "Summary");
        s.Append($"<p class=\"verdict\">{Html.Text(Verdict(machine))}</p>\n");
        s.Append("<div class=\"scroll\">\n<table>\n<thead><tr><th>Epoch</th><th>Pseudo-likelihood</th><th>Held out</th><th>One flip</th><th>Reconstruction</th><th>Free energy</th><th>Held out</th><th>Activity</th><th>Seconds</th></tr></thead>\n<tbody>\n");
        foreach (var e in machine.Epochs)
            s.Append($"<tr><th>{e.Epoch}</th><td>{Number(e.PseudoLikelihood, 2)}</td><td>{Number(e.HeldOutPseudoLikelihood, 2)}</td><td>{Number(e.OneFlip, 2)}</td><td>{Number(e.ReconstructionError, 5)}</td><td>{Number(e.FreeEnergy, 2)}</td><td>{Number(e.HeldOutFreeEnergy, 2)}</td><td>{Number(e.Activity, 3)}</td><td>{Number(e.Seconds, 2)}</td></tr>\n");
        s.Append($"</tbody>\n</table>\n</div>\n<h3>The command that repeats the training</h3>\n<div class=\"command\"><pre tabindex=\"0\"><code>{Html.Plain(machine.Command)}</code></pre></div>\n");
        body.End();
    }

    private static string Verdict(BoltzmannRecord machine)
    {
        var (first, last) = (machine.Epochs[0], machine.Epochs[^1]);
        string what = last.PseudoLikelihood is null
            ? $"reconstruction error from {Number(first.ReconstructionError, 4)} to {Number(last.ReconstructionError, 4)}"
            : $"pseudo-likelihood from {Number(first.PseudoLikelihood, 1)} to {Number(last.PseudoLikelihood, 1)} nats a sample";
        return $"{Words.Count(last.Epoch, "epoch")} took the {what}; {machine.Norms.Count} filters.";
    }

    private static string Number(double? value, int digits) => value is { } v && double.IsFinite(v) ? v.ToString("F" + digits, System.Globalization.CultureInfo.InvariantCulture) : "–";
}
