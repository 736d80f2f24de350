using System.Diagnostics;
using Spectre.Console;

namespace DeepNfa.Cli;

/// <summary>Pulls a protocol to its end and shows how far it is: a bar on a terminal, a line now and then elsewhere.</summary>
internal static class ProgressDisplay
{
    private static readonly TimeSpan s_lineEvery = TimeSpan.FromSeconds(10);

    public static void Show(IEnumerable<Experiments.Progress> protocol, Terminal terminal)
    {
        if (terminal.Interactive) ShowBar(protocol, terminal.Error);
        else ShowLines(protocol, terminal.Error);
    }

    private static void ShowBar(IEnumerable<Experiments.Progress> protocol, TextWriter error)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(bars =>
            {
                ProgressTask? bar = null;
                string? stage = null;
                foreach (var progress in protocol)
                {
                    if (progress.Stage != stage) bar = bars.AddTask("", maxValue: Math.Max(1, progress.Total));
                    stage = progress.Stage;
                    if (progress.Note is { } note) console.MarkupLine(Markup.Escape($"{progress.Stage}  {note}"));
                    bar!.Description = Markup.Escape(Line(progress));
                    bar.Value = progress.Total == 0 ? 1 : progress.Done;
                }
            });
    }

    private static void ShowLines(IEnumerable<Experiments.Progress> protocol, TextWriter error)
    {
        long last = 0;
        foreach (var progress in protocol)
        {
            if (progress.Note is { } note) error.WriteLine($"{progress.Stage}  {note}");
            bool due = last == 0 || progress.Done == progress.Total || Stopwatch.GetElapsedTime(last) >= s_lineEvery;
            if (!due) continue;
            last = Stopwatch.GetTimestamp();
            error.WriteLine(Line(progress));
        }
    }

    private static string Line(Experiments.Progress p) =>
        FormattableString.Invariant($"{p.Stage}  epoch {p.Done}/{p.Total}  loss {p.Loss:0.0000}") + (p.Score is { } score ? FormattableString.Invariant($"  score {score:0.000}") : "");
}
