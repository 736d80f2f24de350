using System.Text.Json;
using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>Settings, data and machine of a run, and links to its files.</summary>
internal static class FactsPart
{
    public static void Write(PageBody body, RunRecord run)
    {
        var (m, d) = (run.Manifest, run.Manifest.Data);
        body.Begin("settings", "Settings, data, machine", "Settings");
        body.Markup.Append("<div class=\"columns\">\n");
        var settings = new List<(string, string)> { ("experiment", m.Name), MachineFigure.Is(run) ? ("kernel", m.Network.Activation) : ("network", $"{m.Network}, {m.Network.Activation}"), ("seed", $"{m.Seed}") };
        Flatten(settings, "", m.Settings);
        Table(body, "Settings", settings);
        Table(body, "Data", [("name", d.Name), ("source", d.Source), ("inputs, outputs", $"{d.Inputs:N0}, {d.Outputs:N0}{(d.Classification ? " classes" : "")}"), ("samples", $"{d.TrainSamples:N0} training, {d.ValidationSamples:N0} validation"), .. d.Hashes.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => ($"SHA-256 of {p.Key}", p.Value))]);
        Table(body, "Versions and machine", [.. m.Versions.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (p.Key, p.Value)), .. m.Machine.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (p.Key, p.Value)), ("schema", $"{m.SchemaVersion}")]);
        body.Markup.Append("</div>\n");
        body.End();
    }

    /// <summary>Links to what runs left in their folders, and to the figures for papers.</summary>
    public static void Files(PageBody body, IReadOnlyList<RunRecord> runs, PageOptions options, IReadOnlyList<string>? labels = null)
    {
        var folders = options.RunFolders.Take(runs.Count).Select((f, i) => (Folder: f, i)).Where(f => f.Folder != null).ToList();
        if (folders.Count == 0 && options.FigureFiles.Count == 0)
            return;
        body.Begin("files", "Files", "Files");
        foreach (var (folder, i) in folders)
        {
            if (labels != null)
                body.Markup.Append($"<h3>{Html.Text(labels[i])}</h3>\n");
            Links(body, runs[i], folder!);
        }
        if (options.FigureFiles.Count > 0)
        {
            body.Markup.Append("<h3>Figures for papers and slides</h3>\n<ul class=\"files\">\n");
            foreach (var figure in options.FigureFiles.GroupBy(Path.GetFileNameWithoutExtension))
                body.Markup.Append($"<li>{Html.Text(figure.Key ?? "")}: ").AppendJoin(", ", figure.Select(f => $"<a href=\"{Html.Address(f)}\">{Html.Text(Path.GetExtension(f).TrimStart('.').ToUpperInvariant())}</a>")).Append("</li>\n");
            body.Markup.Append("</ul>\n");
        }
        body.End();
    }

    private static void Links(PageBody body, RunRecord run, string folder)
    {
        (string File, string What)[] files = [("correlations.csv", "every measure of every layer and epoch"), ("epochs.csv", "loss and score by epoch"), ("timings.csv", "wall-clock times"), ("manifest.json", "settings, data, versions, command")];
        body.Markup.Append("<ul class=\"files\">\n");
        foreach (var (file, what) in files)
            body.Markup.Append($"<li><a href=\"{Html.Address(folder, file)}\">{file}</a>: {what}</li>\n");
        if (run.ProbedEpochs.Count > 0)
            body.Markup.Append($"<li><a href=\"{Html.Address(folder, "probes/")}\">probes/</a>: spectra, diagonals, eigenvectors and pooled matrices of {Words.Count(run.ProbedEpochs.Count, "probed epoch")}, as NumPy files; the last is <a href=\"{Html.Address(folder, $"probes/epoch-{run.ProbedEpochs[^1]:D6}.npz")}\">epoch {run.ProbedEpochs[^1]}</a></li>\n");
        body.Markup.Append("</ul>\n");
    }

    /// <summary>A table of names and values.</summary>
    public static void Table(PageBody body, string caption, IReadOnlyList<(string Name, string Value)> rows)
    {
        body.Markup.Append($"<div class=\"wide\">\n<table class=\"facts\">\n<caption>{caption}</caption>\n<tbody>\n");
        foreach (var (name, value) in rows)
            body.Markup.Append($"<tr><th scope=\"row\">{Html.Text(name)}</th><td>{Html.Text(value)}</td></tr>\n");
        body.Markup.Append("</tbody>\n</table>\n</div>\n");
    }

    private static void Flatten(List<(string, string)> rows, string path, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
            foreach (var p in value.EnumerateObject())
                Flatten(rows, path.Length == 0 ? Words.Spaced(p.Name) : $"{path}, {Words.Spaced(p.Name)}", p.Value);
        else if (path.Length > 0)
            rows.Add((path, value.ValueKind == JsonValueKind.Array ? string.Join(", ", value.EnumerateArray()) : value.ToString()));
    }
}
