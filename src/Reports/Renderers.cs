using System.Reflection;
using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>The renderer that was chosen, or the sentence that says why there is none.</summary>
/// <param name="Renderer">The renderer; null where none is wanted or available.</param>
/// <param name="Sentence">Why no figures are drawn and how to get a renderer; null where there is nothing to say.</param>
public sealed record RendererChoice(IFigureRenderer? Renderer, string? Sentence);

/// <summary>Finds renderers.</summary>
public static class Renderers
{
    /// <summary>The names that <see cref="Choose"/> understands.</summary>
    public static IReadOnlyList<string> Names { get; } = ["auto", "gnuplot", "scottplot", "none"];

    private const string ScottPlotFile = "DeepNfa.Reports.ScottPlot.dll";

    /// <summary>Checks a value of --plots, and returns it.</summary>
    /// <exception cref="UsageException">The name is unknown.</exception>
    public static string RequireName(string name) =>
        Names.Contains(name) ? name : throw new UsageException($"--plots: expected one of {string.Join(", ", Names)}; got '{name}'.");

    /// <summary>Chooses by the value of --plots: auto takes gnuplot, else ScottPlot. Nothing available is a sentence, never an error.</summary>
    /// <exception cref="UsageException">The name is unknown.</exception>
    public static RendererChoice Choose(string name) => RequireName(name) switch
    {
        "none" => new RendererChoice(null, null),
        "gnuplot" => Usable(new GnuplotRenderer()) is { } gnuplot
            ? new RendererChoice(gnuplot, null)
            : new RendererChoice(null, "No figures were drawn: gnuplot was asked for and is not on this machine's path. Install it (Debian: apt-get install gnuplot-nox fonts-inter) or choose --plots auto."),
        "scottplot" => Usable(ScottPlot()) is { } scott
            ? new RendererChoice(scott, null)
            : new RendererChoice(null, $"No figures were drawn: ScottPlot was asked for and {ScottPlotFile} is not beside the program. Build src/Reports.ScottPlot and copy its output there, or choose --plots auto."),
        _ => (Usable(new GnuplotRenderer()) ?? Usable(ScottPlot())) is { } any
            ? new RendererChoice(any, null)
            : new RendererChoice(null, $"No figures were drawn: neither gnuplot nor ScottPlot was found. Install gnuplot 5.2 or later (Debian: apt-get install gnuplot-nox fonts-inter), or put {ScottPlotFile} beside the program."),
    };

    private static IFigureRenderer? Usable(IFigureRenderer? renderer) => renderer is { Available: true } ? renderer : null;

    /// <summary>The ScottPlot renderer is a plug-in, since its package is not in every feed.</summary>
    private static IFigureRenderer? ScottPlot()
    {
        string path = Path.Combine(AppContext.BaseDirectory, ScottPlotFile);
        if (!File.Exists(path))
            return null;
        try
        {
            var type = Assembly.LoadFrom(path).GetExportedTypes().FirstOrDefault(t => !t.IsAbstract && t.IsAssignableTo(typeof(IFigureRenderer)));
            return type == null ? null : (IFigureRenderer?)Activator.CreateInstance(type);
        }
        catch (Exception e) when (e is IOException or BadImageFormatException or TypeLoadException or MissingMethodException or TargetInvocationException)
        {
            return null;        // a broken plug-in is one that is not there; the sentence says how to build it
        }
    }
}
