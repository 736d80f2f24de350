using System.Text;
using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>How a report is written.</summary>
/// <param name="Plots">Which renderer draws: one of <see cref="Renderers.Names"/>.</param>
/// <param name="Convention">The convention to show; null for the default one, or the first recorded.</param>
/// <param name="RunFolders">Each run's folder, relative to the report's folder, for links; null: a single run lies in the report's own folder, several are not linked.</param>
public sealed record ReportOptions(string Plots = "auto", Convention? Convention = null, IReadOnlyList<string?>? RunFolders = null)
{
    /// <summary>The answer that the runs give to an experiment's question; null where they belong to none.</summary>
    public Answer? Answer { get; init; }
}

/// <summary>What a report came to.</summary>
/// <param name="Files">The paths of the files written, the page last.</param>
/// <param name="Sentences">What the user should hear, such as why there are no figures; empty when all went well.</param>
public sealed record ReportResult(IReadOnlyList<string> Files, IReadOnlyList<string> Sentences);

/// <summary>Writes figures and the page of runs.</summary>
public static class Report
{
    /// <summary>What is said of a network without hidden layers where its layers would be.</summary>
    public const string NoHiddenLayer = "The network has no hidden layer, and so nothing to measure: WᵀW of the read-out is the AGOP by construction.";

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
        files.CreateDirectory(folder, "the report");
        if (choice.Renderer is { } renderer)
            Draw(renderer, () => [.. options.Answer?.Figures ?? [], .. RunFigures.Of(runs, options.Convention)], Path.Combine(folder, "figures"), files, written, sentences);
        var content = new PageOptions
        {
            Convention = options.Convention,
            Answer = options.Answer,
            Notices = sentences,
            RunFolders = options.RunFolders ?? (runs.Count == 1 ? [""] : []),
            FigureFiles = [.. written.Select(f => $"figures/{Path.GetFileName(f)}")],
        };
        return new ReportResult([.. written, WritePage(runs, folder, content, files)], sentences);
    }

    /// <summary>What is missing or damaged of a run, a sentence each: what its tables lack, and every picture that cannot be read.</summary>
    /// <param name="run">The run; all its pictures are read.</param>
    public static IReadOnlyList<string> Damage(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var sentences = run.Damage.ToList();
        foreach (int epoch in run.ProbedEpochs)
            Readable.At(run, epoch, sentences);
        return sentences;
    }

    /// <summary>Writes <paramref name="folder"/>/report.html alone.</summary>
    /// <param name="runs">The runs, at least one.</param>
    /// <param name="folder">Where the page goes; made where it is missing.</param>
    /// <param name="options">What it shows.</param>
    /// <param name="files">The file layer; the machine's by default.</param>
    /// <returns>The page's path.</returns>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public static string WritePage(IReadOnlyList<RunRecord> runs, string folder, PageOptions options, IFiles? files = null)
    {
        files ??= DiskFiles.Instance;
        files.CreateDirectory(folder, "the report");
        string page = Path.Combine(folder, "report.html");
        byte[] html = Encoding.UTF8.GetBytes(HtmlReport.Write(runs, options));
        files.Replace(page, stream => stream.Write(html), "the page");
        return page;
    }

    /// <summary>Draws the figures for papers; what goes wrong is a sentence.</summary>
    internal static void Draw(IFigureRenderer renderer, Func<IReadOnlyList<Figure>> figures, string into, IFiles files, List<string> written, List<string> sentences)
    {
        try
        {
            files.CreateDirectory(into, "the figures");
            written.AddRange(renderer.Render(figures(), into, Formats));
        }
        catch (RenderException e)
        {
            sentences.Add(e.Message);
        }
        catch (DataException e)
        {
            sentences.Add($"No figures were drawn: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or EnvironmentException)
        {
            sentences.Add($"No figures were drawn into {into}: {e.Message} Look whether the disk is full and the folder can be written.");
        }
    }
}
