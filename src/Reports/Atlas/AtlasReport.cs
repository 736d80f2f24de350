using System.Text;
using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>Writes the page of a feature atlas.</summary>
public static class AtlasReport
{
    /// <summary>The name of the page.</summary>
    public const string FileName = "feature-atlas.html";

    private const long FilmBytes = 1_000_000;

    /// <summary>Writes <paramref name="folder"/>/feature-atlas.html.</summary>
    /// <param name="atlas">What it shows.</param>
    /// <param name="folder">Where it goes; made where it is missing.</param>
    /// <param name="run">The run whose probes are played over the epochs; null for none.</param>
    /// <param name="files">The file layer; the machine's by default.</param>
    /// <returns>The page's path.</returns>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public static string Write(FeatureAtlas atlas, string folder, RunRecord? run = null, IFiles? files = null)
    {
        files ??= DiskFiles.Instance;
        files.CreateDirectory(folder, "the atlas");
        string page = Path.Combine(folder, FileName);
        byte[] html = Encoding.UTF8.GetBytes(Page(atlas, run));
        files.Replace(page, stream => stream.Write(html), "the atlas");
        return page;
    }

    /// <summary>The page as text: one file that makes no request.</summary>
    /// <param name="atlas">What it shows.</param>
    /// <param name="run">The run whose probes are played over the epochs; null for none.</param>
    /// <param name="interactive">Whether charts answer to the pointer, where the program was built with what that takes.</param>
    public static string Page(FeatureAtlas atlas, RunRecord? run = null, bool interactive = true)
    {
        ArgumentNullException.ThrowIfNull(atlas);
        var body = new PageBody { Script = PageAssets.AtlasScript, Style = PageAssets.AtlasStyle };
        var notices = new List<string>();
        AtlasPart.Write(body, atlas);
        if (run != null && run.ProbedEpochs.Count > 1 && atlas.Rows.Count > 0)
            LayerPart.Write(body, run, new PageOptions { FilmBytes = FilmBytes }, notices);
        AtlasPart.Facts(body, atlas);
        AtlasData.Write(body, atlas);
        return HtmlReport.Page("Feature atlas", atlas.Title, body, notices, interactive: interactive);
    }
}
