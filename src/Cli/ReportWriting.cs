using DeepNfa.Records;
using DeepNfa.Reports;

namespace DeepNfa.Cli;

/// <summary>Writes figures and page, and says what could not be drawn.</summary>
internal static class ReportWriting
{
    /// <returns>The page's path.</returns>
    public static string Write(IReadOnlyList<RunRecord> runs, string folder, string plots, Terminal terminal)
    {
        var written = Report.Write(runs, folder, plots);
        if (written.Sentence is { } sentence) terminal.Error.WriteLine($"deepnfa: {sentence}");
        return written.Page;
    }
}
