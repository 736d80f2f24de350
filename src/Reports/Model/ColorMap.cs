namespace DeepNfa.Reports;

/// <summary>A continuous scale of colours, linear between its stops.</summary>
/// <param name="Name">The name that the field uses.</param>
/// <param name="Stops">Colours as #rrggbb, equally spaced, at least two.</param>
public sealed record ColorMap(string Name, IReadOnlyList<string> Stops)
{
    /// <summary>For values of one sign: even in lightness, told apart by all common kinds of colour vision.</summary>
    public static ColorMap Viridis { get; } = new("viridis", ["#440154", "#482878", "#3e4989", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6ece58", "#b5de2b", "#fde725"]);

    /// <summary>For signed values around zero: blue below, red above.</summary>
    public static ColorMap Diverging { get; } = new("diverging", ["#053061", "#2166ac", "#4393c3", "#92c5de", "#d1e5f0", "#f7f7f7", "#fddbc7", "#f4a582", "#d6604d", "#b2182b", "#67001f"]);

    /// <summary>The colour at <paramref name="t"/> in [0, 1] as #rrggbb; what lies outside takes the nearest end.</summary>
    public string At(double t)
    {
        t = Math.Clamp(t, 0, 1) * (Stops.Count - 1);
        int i = Math.Min((int)t, Stops.Count - 2);
        double f = t - i;
        int low = Convert.ToInt32(Stops[i][1..], 16), high = Convert.ToInt32(Stops[i + 1][1..], 16);
        int Mix(int shift) => (int)Math.Round((low >> shift & 255) * (1 - f) + (high >> shift & 255) * f);
        return $"#{Mix(16):x2}{Mix(8):x2}{Mix(0):x2}";
    }
}

/// <summary>Colours of marks.</summary>
public static class Palette
{
    /// <summary>Okabe and Ito's colours for things without an order, told apart by all common kinds of colour vision.</summary>
    public static IReadOnlyList<string> Categories { get; } = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"];

    /// <summary>The grey of nulls and references.</summary>
    public const string Reference = "#808080";

    /// <summary>The colour of item <paramref name="i"/> of <paramref name="n"/> ordered things, such as layers: viridis without its palest part.</summary>
    public static string Ordered(int i, int n) => ColorMap.Viridis.At(n < 2 ? 0.1 : 0.04 + 0.80 * i / (n - 1));

    /// <summary>The colour of item <paramref name="i"/> of <paramref name="n"/> unordered things; more than there are categories are ordered instead.</summary>
    public static string Category(int i, int n) => n <= Categories.Count ? Categories[i] : Ordered(i, n);
}
