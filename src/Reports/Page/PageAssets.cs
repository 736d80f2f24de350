namespace DeepNfa.Reports;

/// <summary>What every page holds: style, script, and plotly.js where it was there at build.</summary>
internal static class PageAssets
{
    private static readonly Lazy<string?> s_plotly = new(() => Resource("plotly.js")?.Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase));

    public static string Style => Resource("report.css")!;

    public static string Script => Resource("report.js")!;

    public static string AtlasStyle => Resource("atlas.css")!;

    public static string AtlasScript => Resource("atlas.js")!;

    /// <summary>The charting library; null where the program was built without it.</summary>
    public static string? Plotly => s_plotly.Value;

    private static string? Resource(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream(name);
        if (stream == null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
