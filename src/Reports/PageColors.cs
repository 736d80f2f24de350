using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DeepNfa.Reports;

/// <summary>Colours of drawings in a page as CSS variables, so that lines, text and axes follow light and dark; images keep theirs.</summary>
internal static partial class PageColors
{
    private static readonly Dictionary<string, string> Neutral = new()
    {
        [FigureLayout.Ink] = "#e4e7ea",
        [FigureLayout.Quiet] = "#a2abb4",
        [FigureLayout.Rule] = "#7d868f",
        [FigureLayout.Grid] = "#2a2f35",
        [FigureLayout.Paper] = "#121518",
    };

    /// <summary>The variables that the drawings of these figures use.</summary>
    public static string Css(IEnumerable<Figure> figures)
    {
        var colors = figures.SelectMany(Of).Distinct().Order(StringComparer.Ordinal).ToList();
        if (colors.Count == 0)
            return "";
        var s = new StringBuilder(":root { ");
        foreach (string c in colors)
            s.Append($"{Name(c)}: {c}; ");
        s.Append("}\n@media screen and (prefers-color-scheme: dark) {\n  :root { ");
        foreach (string c in colors)
            s.Append($"{Name(c)}: {Dark(c)}; ");
        return s.Append("}\n}\n").ToString();
    }

    /// <summary>The body of an SVG with the figure's colours as variables.</summary>
    public static string Replace(string svg, Figure figure)
    {
        var colors = Of(figure).ToHashSet();
        return Rgb().Replace(svg, m =>
        {
            string hex = "#" + string.Concat(Enumerable.Range(1, 3).Select(i => int.Parse(m.Groups[i].ValueSpan, CultureInfo.InvariantCulture).ToString("x2", CultureInfo.InvariantCulture)));
            return colors.Contains(hex) ? $"var({Name(hex)})" : m.Value;
        });
    }

    private static IEnumerable<string> Of(Figure figure) => Neutral.Keys.Concat(figure.Panels.SelectMany(p => p.Marks).Where(m => m is not Heat).Select(m => m.Color));

    private static string Name(string color) => "--c" + color[1..];

    /// <summary>The same hue, light enough to be seen on a dark page; darker colours stay darker, so that an order stays one.</summary>
    private static string Dark(string color)
    {
        if (Neutral.TryGetValue(color, out string? known))
            return known;
        double[] rgb = [.. Enumerable.Range(0, 3).Select(i => Convert.ToInt32(color.Substring(1 + 2 * i, 2), 16) / 255.0)];
        double high = rgb.Max(), low = rgb.Min(), light = (high + low) / 2, target = 0.48 + 0.42 * light;
        double room = 1 - Math.Abs(2 * light - 1), chroma = room > 0 ? 0.85 * (high - low) / room * (1 - Math.Abs(2 * target - 1)) : 0;
        return "#" + string.Concat(rgb.Select(v => (int)Math.Round(255 * Math.Clamp(target + (high > low ? (v - light) / (high - low) * chroma : 0), 0, 1))).Select(v => v.ToString("x2", CultureInfo.InvariantCulture)));
    }

    [GeneratedRegex(@"rgb\(\s*(\d+),\s*(\d+),\s*(\d+)\)")]
    private static partial Regex Rgb();
}
