using System.Globalization;
using System.Text;

namespace DeepNfa.Reports;

/// <summary>Colours of marks as CSS variables with a light and a dark value; images keep theirs.</summary>
internal static class PageColors
{
    /// <summary>The variables of these colours.</summary>
    public static string Css(IEnumerable<string> colors)
    {
        var s = new StringBuilder(":root {");
        foreach (string c in colors.Distinct().Order(StringComparer.Ordinal))
            s.Append($" {Name(c)}: light-dark({c}, {Dark(c)});");
        return s.Append(" }\n").ToString();
    }

    public static string Name(string color) => "--c" + color[1..];

    /// <summary>The same hue, light enough to be seen on a dark page; darker colours stay darker, so that an order stays one.</summary>
    public static string Dark(string color)
    {
        double[] rgb = [.. Enumerable.Range(0, 3).Select(i => Convert.ToInt32(color.Substring(1 + 2 * i, 2), 16) / 255.0)];
        double high = rgb.Max(), low = rgb.Min(), light = (high + low) / 2, target = 0.48 + 0.42 * light;
        double room = 1 - Math.Abs(2 * light - 1), chroma = room > 0 ? 0.85 * (high - low) / room * (1 - Math.Abs(2 * target - 1)) : 0;
        return "#" + string.Concat(rgb.Select(v => (int)Math.Round(255 * Math.Clamp(target + (high > low ? (v - light) / (high - low) * chroma : 0), 0, 1))).Select(v => v.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
