using System.Text;
using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>How a report is written.</summary>
/// <param name="Plots">Which renderer draws: one of <see cref="Renderers.Names"/>.</param>
/// <param name="Convention">The convention to show; null for the default one, or the first recorded.</param>
/// <param name="RunFolders">Each run's folder, relative to the report's folder, for links; null: a single run lies in the report's own folder, several are not linked.</param>
public sealed record ReportOptions(string Plots = "auto", Convention? Convention = null, IReadOnlyList<string?>? RunFolders = null);

/// <summary>What a report came to.</summary>
/// <param name="Files">The paths of the files written, the page last.</param>
/// <param name="Sentences">What the user should hear, such as why there are no figures; empty when all went well.</param>
public sealed record ReportResult(IReadOnlyList<string> Files, IReadOnlyList<string> Sentences);

/// <summary>Writes figures and the page of runs.</summary>
public static class Report
{
    private static readonly FigureFormat[] Formats = [FigureFormat.Svg, FigureFormat.Pdf, FigureFormat.Png];

    /// <summary>Draws a run into <paramref name="folder"/>/figures and writes <paramref name="folder"/>/report.html.</summary>
    /// <remarks>A renderer that is missing or fails is a sentence in the result and on the page, never an exception.</remarks>
    /// <exception cref="ArgumentException">The options name an unknown renderer.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static ReportResult Write(RunRecord run, string folder, ReportOptions? options = null) => Write([run], folder, options);

    /// <summary>Draws several runs, and how they compare, into one folder and one page.</summary>
    /// <inheritdoc cref="Write(RunRecord, string, ReportOptions?)"/>
    public static ReportResult Write(IReadOnlyList<RunRecord> runs, string folder, ReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count == 0)
            throw new ArgumentException("A report was asked for without a run; give at least one.", nameof(runs));
        options ??= new ReportOptions();
        var choice = Renderers.Choose(options.Plots);
        var sentences = new List<string>();
        if (choice.Sentence != null)
            sentences.Add(choice.Sentence);
        var files = new List<string>();
        var drawn = new List<DrawnFigure>();
        Directory.CreateDirectory(folder);
        if (choice.Renderer is { } renderer)
        {
            var figures = RunFigures.Of(runs, options.Convention);
            string into = Path.Combine(folder, "figures");
            Directory.CreateDirectory(into);
            try
            {
                files.AddRange(renderer.Render(figures, into, Formats));
                drawn.AddRange(figures.Zip(Narrow(renderer, figures), (f, narrow) => Read(f, narrow, into, files)).OfType<DrawnFigure>());
            }
            catch (RenderException e)
            {
                sentences.Add(e.Message);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                sentences.Add($"No figures were drawn into {into}: {e.Message} Look whether the disk is full and the folder can be written.");
            }
        }
        string page = Path.Combine(folder, "report.html");
        var folders = options.RunFolders ?? (runs.Count == 1 ? [""] : []);
        ReplaceText(page, HtmlReport.Write(runs, drawn, sentences, folders, options.Convention));
        return new ReportResult([.. files, page], sentences);
    }

    private static DrawnFigure? Read(Figure figure, string? narrow, string folder, List<string> files)
    {
        string? Of(string ending) => files.Find(f => f == Path.Combine(folder, $"{figure.Name}.{ending}"));
        string? svg = Of("svg"), png = Of("png");
        if (svg == null && png == null)
            return null;
        string? drawing = svg == null ? null : File.ReadAllText(svg);
        if (drawing?.Contains("viewBox", StringComparison.Ordinal) == false)
            drawing = null;         // it could not follow the width of the page; the PNG can
        string[] links = [.. new[] { svg, Of("pdf"), png }.OfType<string>().Select(f => $"figures/{Path.GetFileName(f)}")];
        return new DrawnFigure(figure, drawing, narrow, drawing == null && png != null ? File.ReadAllBytes(png) : null, links);
    }

    /// <summary>The SVG of each figure for narrow screens, which only the page needs; null where the renderer makes none.</summary>
    private static List<string?> Narrow(IFigureRenderer renderer, IReadOnlyList<Figure> figures)
    {
        var folder = Directory.CreateTempSubdirectory("deepnfa-");
        try
        {
            var written = renderer.Render([.. figures.Select(f => f.Narrow())], folder.FullName, [FigureFormat.Svg]);
            return [.. figures.Select(f => written.FirstOrDefault(w => Path.GetFileNameWithoutExtension(w) == f.Name)).Select(w => w == null ? null : File.ReadAllText(w))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Written beside and renamed, so that a reader never meets half a page.</summary>
    private static void ReplaceText(string path, string text)
    {
        string beside = path + ".part";
        File.WriteAllText(beside, text, new UTF8Encoding(false));
        File.Move(beside, path, overwrite: true);
    }
}
