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
    /// <param name="run">The run.</param>
    /// <param name="folder">Where figures and page go; made where it is missing.</param>
    /// <param name="options">How it is drawn.</param>
    /// <param name="files">The file layer; the machine's by default. The renderer writes its figures itself.</param>
    /// <exception cref="UsageException">The options name an unknown renderer.</exception>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public static ReportResult Write(RunRecord run, string folder, ReportOptions? options = null, IFiles? files = null) => Write([run], folder, options, files);

    /// <summary>Draws several runs, and how they compare, into one folder and one page.</summary>
    /// <param name="runs">The runs, at least one.</param>
    /// <param name="folder">Where figures and page go; made where it is missing.</param>
    /// <param name="options">How they are drawn.</param>
    /// <param name="files">The file layer; the machine's by default. The renderer writes its figures itself.</param>
    /// <exception cref="UsageException">There is no run, or the options name an unknown renderer.</exception>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public static ReportResult Write(IReadOnlyList<RunRecord> runs, string folder, ReportOptions? options = null, IFiles? files = null)
    {
        ArgumentNullException.ThrowIfNull(runs);
        Require.AtLeast(runs.Count, 1, "A report is one of runs; give the folder of one.");
        options ??= new ReportOptions();
        files ??= DiskFiles.Instance;
        var choice = Renderers.Choose(options.Plots);
        var sentences = new List<string>();
        if (choice.Sentence != null)
            sentences.Add(choice.Sentence);
        var written = new List<string>();
        var drawn = new List<DrawnFigure>();
        files.CreateDirectory(folder, "the report");
        if (choice.Renderer is { } renderer)
        {
            var figures = RunFigures.Of(runs, options.Convention);
            string into = Path.Combine(folder, "figures");
            files.CreateDirectory(into, "the figures");
            try
            {
                written.AddRange(renderer.Render(figures, into, Formats));
                drawn.AddRange(figures.Zip(Narrow(renderer, figures), (f, narrow) => Read(f, narrow, into, written, files)).OfType<DrawnFigure>());
            }
            catch (RenderException e)
            {
                sentences.Add(e.Message);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or EnvironmentException)
            {
                sentences.Add($"No figures were drawn into {into}: {e.Message} Look whether the disk is full and the folder can be written.");
            }
        }
        string page = Path.Combine(folder, "report.html");
        var folders = options.RunFolders ?? (runs.Count == 1 ? [""] : []);
        byte[] html = Encoding.UTF8.GetBytes(HtmlReport.Write(runs, drawn, sentences, folders, options.Convention));
        files.Replace(page, stream => stream.Write(html), "the page");
        return new ReportResult([.. written, page], sentences);
    }

    private static DrawnFigure? Read(Figure figure, string? narrow, string folder, List<string> written, IFiles files)
    {
        string? Of(string ending) => written.Find(f => f == Path.Combine(folder, $"{figure.Name}.{ending}"));
        string? svg = Of("svg"), png = Of("png");
        if (svg == null && png == null)
            return null;
        string? drawing = svg == null ? null : Encoding.UTF8.GetString(files.ReadAllBytes(svg));
        if (drawing?.Contains("viewBox", StringComparison.Ordinal) == false)
            drawing = null;         // it could not follow the width of the page; the PNG can
        string[] links = [.. new[] { svg, Of("pdf"), png }.OfType<string>().Select(f => $"figures/{Path.GetFileName(f)}")];
        return new DrawnFigure(figure, drawing, narrow, drawing == null && png != null ? files.ReadAllBytes(png) : null, links);
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
}
