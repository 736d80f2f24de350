using DeepNfa.Records;
using DeepNfa.Reports;

namespace DeepNfa.Cli;

/// <summary>Writes figures and page, and says what could not be drawn.</summary>
internal static class ReportWriting
{
    /// <summary>Draws the runs into a folder.</summary>
    /// <param name="runs">The runs, with the folder of each.</param>
    /// <param name="folder">Where figures and page go.</param>
    /// <param name="plots">The renderer's name.</param>
    /// <param name="terminal">Where sentences go.</param>
    /// <param name="answer">The answer of an experiment; null for none.</param>
    /// <returns>The page's path.</returns>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public static string Write(IReadOnlyList<(string Folder, RunRecord Record)> runs, string folder, string plots, Terminal terminal, Answer? answer = null)
    {
        var written = Report.Write([.. runs.Select(r => r.Record)], folder, new ReportOptions(plots, RunFolders: [.. runs.Select(r => Relative(folder, r.Folder))]) { Answer = answer });
        foreach (string sentence in written.Sentences) terminal.Error.WriteLine($"deepnfa: {sentence}");
        return written.Files[^1];
    }

    private static string Relative(string from, string to) => Path.GetRelativePath(from, to) is var path && path == "." ? "" : path.Replace(Path.DirectorySeparatorChar, '/');
}
