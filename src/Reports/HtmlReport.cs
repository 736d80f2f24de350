using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>How a page shows a figure.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Svg">Its SVG, put into the page; null where there is only a PNG.</param>
/// <param name="NarrowSvg">The SVG for narrow screens; null where there is none.</param>
/// <param name="Png">Its PNG, used where there is no SVG.</param>
/// <param name="Links">Files of the figure, relative to the page.</param>
public sealed record DrawnFigure(Figure Figure, string? Svg, string? NarrowSvg, ReadOnlyMemory<byte>? Png, IReadOnlyList<string> Links);

/// <summary>One self-contained page: it makes no request, reads in light and dark, on a phone and on paper.</summary>
public static partial class HtmlReport
{
    /// <summary>The page of one run or of several.</summary>
    /// <param name="runs">The runs, at least one.</param>
    /// <param name="drawn">Their figures as drawn; empty without a renderer.</param>
    /// <param name="notices">Sentences for the reader, such as why there are no figures.</param>
    /// <param name="runFolders">Each run's folder, relative to the page, for links to its files; null where it is unknown.</param>
    /// <param name="convention">The convention to show; null for the default one, or the first recorded.</param>
    public static string Write(IReadOnlyList<RunRecord> runs, IReadOnlyList<DrawnFigure> drawn, IReadOnlyList<string> notices, IReadOnlyList<string?> runFolders, Convention? convention = null)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(drawn);
        ArgumentNullException.ThrowIfNull(notices);
        ArgumentNullException.ThrowIfNull(runFolders);
        string title = runs.Count == 1 ? $"{runs[0].Manifest.Name}: {RunFigures.Label(runs[0])}" : $"{string.Join(", ", runs.Select(r => r.Manifest.Name).Distinct())}: {runs.Count} runs";
        var s = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        s.Append($"<title>{Plain(title)}</title>\n<style>\n{Css()}{PageColors.Css(drawn.Select(d => d.Figure))}</style>\n</head>\n<body>\n<header>\n<h1>{Text(title).Replace('-', '\u2011')}</h1>\n<p class=\"lead\">What the network learned, layer by layer: does the matrix of its weights follow the gradients of its outputs?</p>\n</header>\n<main>\n");
        foreach (string notice in notices)
            s.Append($"<p class=\"notice\" role=\"status\">{Text(notice)}</p>\n");
        var used = new HashSet<DrawnFigure>();
        var labels = ComparisonFigure.Labels(runs);
        if (runs.Count > 1)
            All(s, runs, labels, convention, drawn, used);
        for (int i = 0; i < runs.Count; i++)
        {
            string suffix = runs.Count > 1 ? $"-{i + 1}" : "";
            var own = drawn.Where(f => !used.Contains(f) && (runs.Count == 1 || f.Figure.Name.EndsWith(suffix, StringComparison.Ordinal))).ToList();
            used.UnionWith(own);
            Run(s, new RunSeries(runs[i], convention), own, runs.Count > 1 ? labels[i] : null, i + 1, i < runFolders.Count ? runFolders[i] : null);
        }
        s.Append($"</main>\n<footer><p>Written by deepnfa {Text(runs[0].Manifest.Versions.GetValueOrDefault("deepnfa", ""))}. This page is one file and makes no request.</p></footer>\n</body>\n</html>\n");
        return s.ToString();
    }

    private static void All(StringBuilder s, IReadOnlyList<RunRecord> runs, IReadOnlyList<string> labels, Convention? convention, IReadOnlyList<DrawnFigure> drawn, HashSet<DrawnFigure> used)
    {
        s.Append("<section>\n<h2>All runs</h2>\n<ul>\n");
        for (int i = 0; i < runs.Count; i++)
        {
            var series = new RunSeries(runs[i], convention);
            s.Append($"<li><a href=\"#run-{i + 1}\">{Text(labels[i])}</a>: {(series.Layers.Count > 0 ? Text(Words.Verdict(series)) : "no correlation is recorded.")} {Text(Words.Score(runs[i]))}</li>\n");
        }
        s.Append("</ul>\n");
        foreach (var figure in drawn.Where(f => f.Figure.Name == "comparison"))
        {
            Draw(s, figure);
            used.Add(figure);
        }
        s.Append("</section>\n");
    }

    private static void Run(StringBuilder s, RunSeries series, List<DrawnFigure> figures, string? label, int number, string? folder)
    {
        var run = series.Run;
        string h = label == null ? "h2" : "h3";
        if (label != null)
            s.Append($"<h2 id=\"run-{number}\">{Text(label)}</h2>\n");
        s.Append($"<section>\n<{h}>Summary</{h}>\n");
        if (series.Layers.Count > 0)
            s.Append($"<p class=\"verdict\">{Text(Words.Verdict(series))}</p>\n");
        s.Append($"<p>{Text(Words.Training(run))} {Text(Words.Score(run))}</p>\n");
        if (series.Layers.Count > 0)
        {
            s.Append($"<p>At epoch {series.Epochs[^1]} ({Text(series.Convention.ToString())}):</p>\n<ul>\n");
            foreach (int layer in series.Layers)
                s.Append($"<li>{Text(Words.Layer(series, layer))}</li>\n");
            s.Append($"</ul>\n<p class=\"note\">{Text(Words.Criterion)}</p>\n");
        }
        else
            s.Append("<p>No correlation of a hidden layer is recorded, so nothing is said about the ansatz.</p>\n");
        s.Append($"<p>The command that repeats the run:</p>\n<pre><code>{Text(run.Manifest.Command)}</code></pre>\n</section>\n");
        if (series.Layers.Count > 0)
            Numbers(s, series, h);
        if (figures.Count > 0)
        {
            s.Append($"<section>\n<{h}>Figures</{h}>\n");
            foreach (var figure in figures)
                Draw(s, figure);
            s.Append("</section>\n");
        }
        Facts(s, run, h);
        Links(s, run, h, folder);
    }

    private static readonly (string Measure, string Name)[] Columns =
        [(Measures.NfmAgop, "ρ"), (Measures.NullRotated, "null"), (Measures.Excess, "excess"), (Measures.Dual, "dual"), (Measures.UpdateAgop, "update")];

    private static void Numbers(StringBuilder s, RunSeries series, string h)
    {
        int first = series.Epochs[0], last = series.Epochs[^1];
        int[] epochs = first == last ? [last] : [first, last];
        s.Append($"<section>\n<{h}>Numbers</{h}>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Correlations by hidden layer\">\n<table>\n<caption>{Text(series.Convention.ToString())}</caption>\n");
        s.Append("<thead>\n<tr><td></td>").AppendJoin("", epochs.Select(e => $"<th scope=\"colgroup\" colspan=\"{Columns.Length}\">epoch {e}</th>")).Append("</tr>\n<tr><th scope=\"col\">layer</th>");
        foreach (int _ in epochs)
            s.AppendJoin("", Columns.Select(c => $"<th scope=\"col\">{c.Name}</th>"));
        s.Append("</tr>\n</thead>\n<tbody>\n");
        foreach (int layer in series.Layers)
            s.Append($"<tr><th scope=\"row\">{layer}</th>").AppendJoin("", epochs.SelectMany(e => Columns.Select(c => $"<td>{Words.Number(series.Value(c.Measure, layer, e), 3)}</td>"))).Append("</tr>\n");
        s.Append($"</tbody>\n</table>\n</div>\n<p class=\"note\">By hidden layer, AGOP over {series.ProbeSamples:N0} training samples. ρ compares WᵀW with {Text(series.Agop)}; null is the mean ρ over seeded rotations of what the two do not share; excess is (ρ − null)/(1 − null); dual is the cosine in neuron space; update compares (W − W⁰)ᵀ(W − W⁰) with {Text(series.Agop)}. A dash is undefined or not recorded. The linear read-out is left out: there both matrices are equal by construction.</p>\n</section>\n");
    }

    private static void Draw(StringBuilder s, DrawnFigure drawn)
    {
        var figure = drawn.Figure;
        s.Append($"<figure id=\"{Plain(figure.Name)}\">\n<div class=\"drawing\">");
        if (drawn.Svg != null)
        {
            s.Append(Inline(drawn.Svg, figure, "", drawn.NarrowSvg == null ? "" : " class=\"broad\""));
            if (drawn.NarrowSvg != null)
                s.Append(Inline(drawn.NarrowSvg, figure, "narrow-", " class=\"narrow\""));
        }
        else if (drawn.Png is { } png)
            s.Append($"<p><strong>{Text(figure.Title)}</strong><br>{Text(figure.Subtitle)}</p><img alt=\"{Plain($"{figure.Title}. {figure.Alt}")}\" src=\"data:image/png;base64,{Convert.ToBase64String(png.Span)}\">");
        s.Append($"</div>\n<figcaption>{Text(figure.Caption)}");
        if (drawn.Links.Count > 0)
            s.Append(" For papers and slides: ").AppendJoin(", ", drawn.Links.Select(l => $"<a href=\"{Address(l)}\">{Text(Path.GetExtension(l).TrimStart('.').ToUpperInvariant())}</a>")).Append('.');
        s.Append("</figcaption>\n</figure>\n");
    }

    /// <summary>An SVG file as a part of the page: no prologue, no namespaces, names and colours of its own, a width that follows the page.</summary>
    private static string Inline(string svg, Figure figure, string prefix, string attributes)
    {
        var match = SvgElement().Match(svg);
        string body = Heading().Replace(match.Groups[2].Value, "", 1);
        body = BlankRectangle().Replace(body, "", 1);
        body = EmptyGroup().Replace(FontFamily().Replace(body, ""), "");
        body = Identifier().Replace(body, m => $"{m.Groups[1].Value}{prefix}{figure.Name}-{m.Groups[2].Value}");
        body = PageColors.Replace(body, figure);
        return $"<svg{attributes} {ViewBox().Match(match.Groups[1].Value).Value} role=\"img\" aria-label=\"{Plain($"{figure.Title}. {figure.Alt}")}\">{body.Trim()}</svg>\n";
    }

    private static void Facts(StringBuilder s, RunRecord run, string h)
    {
        var (m, d) = (run.Manifest, run.Manifest.Data);
        s.Append($"<section>\n<{h}>Settings, data, machine</{h}>\n");
        Table(s, "Data", [("name", d.Name), ("source", d.Source), ("inputs, outputs", $"{d.Inputs:N0}, {d.Outputs:N0}{(d.Classification ? " classes" : "")}"), ("samples", $"{d.TrainSamples:N0} training, {d.ValidationSamples:N0} validation"), .. d.Hashes.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => ($"SHA-256 of {p.Key}", p.Value))]);
        var settings = new List<(string, string)> { ("experiment", m.Name), ("network", $"{m.Network}, {m.Network.Activation}"), ("seed", $"{m.Seed}") };
        Flatten(settings, "", m.Settings);
        Table(s, "Settings", settings);
        Table(s, "Versions and machine", [.. m.Versions.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (p.Key, p.Value)), .. m.Machine.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => (p.Key, p.Value)), ("schema", $"{m.SchemaVersion}")]);
        s.Append("</section>\n");
    }

    private static void Table(StringBuilder s, string caption, IReadOnlyList<(string Name, string Value)> rows)
    {
        s.Append($"<div class=\"wide\">\n<table class=\"facts\">\n<caption>{caption}</caption>\n<tbody>\n");
        foreach (var (name, value) in rows)
            s.Append($"<tr><th scope=\"row\">{Text(name)}</th><td>{Text(value)}</td></tr>\n");
        s.Append("</tbody>\n</table>\n</div>\n");
    }

    private static void Flatten(List<(string, string)> rows, string path, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
            foreach (var p in value.EnumerateObject())
                Flatten(rows, path.Length == 0 ? p.Name : $"{path}.{p.Name}", p.Value);
        else if (path.Length > 0)
            rows.Add((path, value.ValueKind == JsonValueKind.Array ? string.Join(", ", value.EnumerateArray()) : value.ToString()));
    }

    private static void Links(StringBuilder s, RunRecord run, string h, string? folder)
    {
        if (folder == null)
            return;
        string prefix = folder is "" or "." ? "" : folder.TrimEnd('/') + "/";
        (string File, string What)[] files = [("correlations.csv", "every measure of every layer and epoch"), ("epochs.csv", "loss and score by epoch"), ("timings.csv", "wall-clock times"), ("manifest.json", "settings, data, versions, command")];
        s.Append($"<section>\n<{h}>Files</{h}>\n<ul>\n");
        foreach (var (file, what) in files)
            s.Append($"<li><a href=\"{Address(prefix + file)}\">{file}</a>: {what}</li>\n");
        if (run.ProbedEpochs.Count > 0)
            s.Append($"<li><a href=\"{Address(prefix + "probes/")}\">probes/</a>: spectra, diagonals, eigenvectors and pooled matrices of {Words.Count(run.ProbedEpochs.Count, "probed epoch")}, as NumPy files</li>\n");
        s.Append("</ul>\n</section>\n");
    }

    /// <summary>A relative address; "./" keeps a first folder with a colon from being read as a scheme.</summary>
    private static string Address(string path) => Plain("./" + string.Join('/', path.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString)));

    /// <summary>A text with everything escaped and exponents raised.</summary>
    private static string Text(string text) => string.Concat(MathText.Pieces(text).Select(p => p.Raised ? $"<sup>{WebUtility.HtmlEncode(p.Text)}</sup>" : WebUtility.HtmlEncode(p.Text)));

    /// <summary>A text with everything escaped, for attributes, where no markup can stand.</summary>
    private static string Plain(string text) => WebUtility.HtmlEncode(text);

    private static string Css()
    {
        using var reader = new StreamReader(typeof(HtmlReport).Assembly.GetManifestResourceStream("report.css")!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"<svg\s([^>]*)>(.*)</svg>", RegexOptions.Singleline)]
    private static partial Regex SvgElement();

    [GeneratedRegex("viewBox=\"[^\"]*\"")]
    private static partial Regex ViewBox();

    [GeneratedRegex(@"<title>[^<]*</title>\s*<desc>[^<]*</desc>")]
    private static partial Regex Heading();

    [GeneratedRegex(@"(\bid=['""]|href=['""]#|url\(#)([A-Za-z])")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"<g [^>]*>\s*</g>\s*")]
    private static partial Regex EmptyGroup();

    [GeneratedRegex(" font-family=\"[^\"]*\" ?")]
    private static partial Regex FontFamily();

    [GeneratedRegex("<rect x=\"0\" y=\"0\"[^>]*fill=\"#ffffff\"/>")]
    private static partial Regex BlankRectangle();
}
