using System.Diagnostics;
using DeepNfa.Cli.Commands;
using DeepNfa.Data.Download;
using Spectre.Console;

namespace DeepNfa.Cli;

/// <summary>Pulls a download to its end and shows how far it is: a bar a file on a terminal, a line now and then elsewhere.</summary>
internal static class DownloadDisplay
{
    private static readonly TimeSpan s_lineEvery = TimeSpan.FromSeconds(10);

    public static void Show(IEnumerable<DownloadProgress> download, Terminal terminal)
    {
        if (terminal.Interactive) ShowBars(download, terminal.Error);
        else ShowLines(download, terminal.Error);
    }

    private static void ShowBars(IEnumerable<DownloadProgress> download, TextWriter error)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .Start(bars =>
            {
                var tasks = new Dictionary<string, ProgressTask>();
                foreach (var progress in download)
                {
                    if (progress.Said is { } said) console.WriteLine(said);
                    if (progress.Total is 0) continue;
                    if (!tasks.TryGetValue(progress.File, out var bar)) tasks[progress.File] = bar = bars.AddTask(Markup.Escape(progress.File));
                    if (progress.Total is { } total) bar.MaxValue = total;
                    else bar.IsIndeterminate = true;
                    bar.Value = progress.Done;
                }
            });
    }

    private static void ShowLines(IEnumerable<DownloadProgress> download, TextWriter error)
    {
        long last = Stopwatch.GetTimestamp();
        foreach (var progress in download)
        {
            if (progress.Said is { } said)
            {
                error.WriteLine(said);
                continue;
            }
            if (progress.Done != progress.Total && Stopwatch.GetElapsedTime(last) < s_lineEvery) continue;
            last = Stopwatch.GetTimestamp();
            error.WriteLine($"{progress.File}  {DataCommand.Size(progress.Done)}{(progress.Total is { } total ? $" of {DataCommand.Size(total)}" : "")}");
        }
    }
}
