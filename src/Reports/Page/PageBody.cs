using System.Text;

namespace DeepNfa.Reports;

/// <summary>Collects the body of a page: markup, the figures that its script draws, the sections that its navigation names.</summary>
internal sealed class PageBody
{
    private readonly List<(string Id, Figure Figure)> _figures = [];
    private readonly List<(string Id, string Name)> _sections = [];
    private readonly HashSet<string> _colors = [];
    private readonly HashSet<string> _names = [];

    public StringBuilder Markup { get; } = new();

    public IReadOnlyList<(string Id, string Name)> Sections => _sections;

    public IReadOnlyList<(string Id, Figure Figure)> Figures => _figures;

    public IEnumerable<string> Colors => _colors;

    /// <summary>What else the page's own script reads, by id: a type and a text each.</summary>
    public List<(string Id, string Type, string Text)> Data { get; } = [];

    /// <summary>A script beside that of all pages; null for none.</summary>
    public string? Script { get; set; }

    /// <summary>A style beside that of all pages.</summary>
    public string Style { get; set; } = "";

    /// <summary>The film of the page's only run.</summary>
    public Film? Film { get; set; }

    /// <summary>Begins a section with its heading.</summary>
    public void Begin(string id, string title, string? link = null)
    {
        if (link != null)
            _sections.Add((id, link));
        Markup.Append($"<section id=\"{id}\" aria-labelledby=\"{id}-h\">\n<h2 id=\"{id}-h\">{Html.Text(title)}</h2>\n");
    }

    public void End() => Markup.Append("</section>\n");

    /// <summary>A figure: drawn here as SVG for paper and for readers without script, and by the script from its data where <paramref name="live"/>.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="style">Its class: chart, image where it is drawn once for all, or picture where the film stands in its place.</param>
    /// <param name="live">Whether the script may draw it anew.</param>
    public void Draw(Figure figure, string style = "chart", bool live = true)
    {
        string id = Unique($"f-{figure.Name}");
        _colors.UnionWith(figure.Panels.SelectMany(p => p.Marks).Where(m => m is not Heat).Select(m => m.Color));
        Markup.Append($"<figure id=\"{id}\" class=\"{style}\">\n<h3>{Html.Text(figure.Title)}</h3>\n");
        if (figure.Subtitle.Length > 0)
            Markup.Append($"<p class=\"sub\">{Html.Text(figure.Subtitle)}</p>\n");
        if (live)
        {
            _figures.Add((id, figure));
            Markup.Append("<div class=\"live\"></div>\n");
        }
        var plain = figure with { Note = "" };
        Markup.Append($"<div class=\"still\">{Still(plain, id, live)}</div>\n<figcaption>{Html.Text(figure.Caption)}{(figure.Note.Length > 0 ? " " + Html.Text(figure.Note) : "")}</figcaption>\n</figure>\n");
    }

    /// <summary>A figure that the script draws is needed on narrow screens too; pictures are for paper.</summary>
    private static string Still(Figure figure, string id, bool live) =>
        live ? SvgDrawing.Write(figure, id, "broad") + SvgDrawing.Write(figure.Narrow(), id + "n", "narrow") : SvgDrawing.Write(figure, id, "all");

    /// <summary>Radio buttons in a row, or a list where there are many.</summary>
    public void Switch(string name, string label, IReadOnlyList<string> options, int chosen)
    {
        if (options.Count > 8)
        {
            Markup.Append($"<label class=\"switch\"><span>{Html.Text(label)}</span> <select name=\"{name}\">");
            for (int i = 0; i < options.Count; i++)
                Markup.Append($"<option value=\"{i}\"{(i == chosen ? " selected" : "")}>{Html.Plain(options[i])}</option>");
            Markup.Append("</select></label>\n");
            return;
        }
        Markup.Append($"<fieldset class=\"switch\"><legend>{Html.Text(label)}</legend>");
        for (int i = 0; i < options.Count; i++)
            Markup.Append($"<label><input type=\"radio\" name=\"{name}\" value=\"{i}\"{(i == chosen ? " checked" : "")}><span>{Html.Text(options[i])}</span></label>");
        Markup.Append("</fieldset>\n");
    }

    /// <summary>Names of figures come from runs and may repeat; ids do not.</summary>
    private string Unique(string id)
    {
        string free = id;
        for (int n = 2; !_names.Add(free); n++)
            free = $"{id}-{n}";
        return free;
    }
}
