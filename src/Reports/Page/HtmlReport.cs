using System.Text;
using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>One self-contained page: it makes no request, reads in light and dark, on a phone and on paper, and with the keyboard alone.</summary>
/// <remarks>Its figures are SVG drawn in this process. With plotly.js, which is embedded at build where npm could bring it, they answer to the pointer.</remarks>
public static class HtmlReport
{
    /// <summary>No address but the page's own data may be loaded, whatever a script would try.</summary>
    private const string Policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'";

    /// <summary>Whether the program was built with the library that makes charts answer to the pointer.</summary>
    public static bool HasInteractiveCharts => PageAssets.Plotly != null;

    /// <summary>The page of one run or of several.</summary>
    /// <param name="runs">The runs, at least one.</param>
    /// <param name="options">What it shows besides.</param>
    public static string Write(IReadOnlyList<RunRecord> runs, PageOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(runs);
        options ??= new PageOptions();
        List<string> notices = [.. runs.SelectMany(r => r.Damage), .. options.Notices];
        var body = new PageBody();
        string heading = runs.Count == 1 ? RunFigures.Label(runs[0]) : $"{runs.Count} runs compared";
        string names = string.Join(", ", runs.Select(r => r.Manifest.Name).Distinct());
        if (options.Answer is { } answer)
            AnswerPart.Write(body, answer);
        if (runs.Count == 1)
            RunPart.Write(body, runs[0], options, notices);
        else
            ComparisonPart.Write(body, runs, options);
        return Page(names, heading, body, notices, runs[0].Manifest.Versions.GetValueOrDefault("deepnfa", ""), options.Interactive, options.Refresh);
    }

    /// <summary>A page around a body.</summary>
    internal static string Page(string names, string heading, PageBody body, IReadOnlyList<string> notices, string version = "", bool interactive = true, TimeSpan? refresh = null)
    {
        string? plotly = interactive ? PageAssets.Plotly : null;
        var s = new StringBuilder($"<!doctype html>\n<html lang=\"en\"{(refresh is { } t ? $" data-refresh=\"{Math.Max(1, (int)t.TotalSeconds)}\"" : "")}>\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        s.Append($"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        if (refresh is { } every)
            s.Append($"<noscript><meta http-equiv=\"refresh\" content=\"{Math.Max(1, (int)every.TotalSeconds)}\"></noscript>\n");
        s.Append($"<title>{Html.Plain($"{names}: {heading}")}</title>\n<style>\n{PageAssets.Style}{body.Style}{PageColors.Css(body.Colors)}</style>\n");
        s.Append("<script>document.documentElement.classList.add('js');try{const t=localStorage.getItem('deepnfa-theme');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch{}</script>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">To the content</a>\n");
        Navigation(s, body);
        s.Append($"<header id=\"top\">\n<p class=\"eyebrow\">{Html.Text(names)}</p>\n<h1>{Html.Text(heading).Replace('-', '\u2011')}</h1>\n</header>\n<main id=\"main\">\n");
        foreach (string notice in notices)
            s.Append($"<p class=\"notice\" role=\"status\">{Html.Text(notice)}</p>\n");
        s.Append(body.Markup).Append($"</main>\n<footer><p>Written by deepnfa{(version.Length > 0 ? " " : "")}{Html.Text(version)}. This page is one file and makes no request.{(plotly == null ? "" : " Charts by plotly.js, MIT licence.")}</p></footer>\n");
        Scripts(s, body, plotly);
        return s.Append("</body>\n</html>\n").ToString();
    }

    private static void Navigation(StringBuilder s, PageBody body)
    {
        s.Append("<nav class=\"bar\" aria-label=\"Sections\">\n<a class=\"brand\" href=\"#top\">DeepNfa</a>\n<div class=\"links\">");
        foreach (var (id, name) in body.Sections)
            s.Append($"<a href=\"#{id}\">{Html.Text(name)}</a>");
        s.Append("</div>\n<fieldset class=\"switch theme\"><legend>Colours</legend>");
        foreach (string theme in new[] { "Auto", "Light", "Dark" })
            s.Append($"<label><input type=\"radio\" name=\"theme\" value=\"{theme.ToLowerInvariant()}\"{(theme == "Auto" ? " checked" : "")}><span>{theme}</span></label>");
        s.Append("</fieldset>\n</nav>\n");
    }

    private static void Scripts(StringBuilder s, PageBody body, string? plotly)
    {
        s.Append($"<script type=\"application/json\" id=\"figures\">{(plotly == null ? "{}" : PageData.Figures(body.Figures))}</script>\n");
        if (body.Film is { } film)
        {
            s.Append($"<script type=\"application/json\" id=\"film-facts\">{PageData.Facts(film)}</script>\n");
            foreach (var layer in film.Layers)
                s.Append($"<script type=\"text/plain\" id=\"film-{layer.Picture.Layer}\">{Convert.ToBase64String(layer.Bytes)}</script>\n");
        }
        foreach (var (id, type, text) in body.Data)
            s.Append($"<script type=\"{type}\" id=\"{id}\">").Append(text).Append("</script>\n");
        if (plotly != null)
            s.Append("<script>").Append(plotly).Append("</script>\n");
        s.Append("<script>\n").Append(PageAssets.Script).Append("</script>\n");
        if (body.Script is { } script)
            s.Append("<script>\n").Append(script).Append("</script>\n");
    }
}
