using System.Diagnostics;

namespace DeepNfa.Cli.Sweeps;

/// <summary>One line for all tasks: rewritten in its place on a terminal, now and then a new one elsewhere.</summary>
internal sealed class SweepDisplay(int total, int done, Terminal terminal)
{
    private static readonly TimeSpan s_lineEvery = TimeSpan.FromSeconds(10);

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly int _doneBefore = done;
    private long _last;
    private int _width;

    /// <summary>Shows how far all is; elsewhere than on a terminal only when it is time for a line, or <paramref name="last"/>.</summary>
    public void Show(int finished, int running, int failed, bool last = false)
    {
        if (!last && _last != 0 && Stopwatch.GetElapsedTime(_last) < (terminal.Interactive ? TimeSpan.FromSeconds(0.2) : s_lineEvery)) return;
        _last = Stopwatch.GetTimestamp();
        var elapsed = Stopwatch.GetElapsedTime(_start);
        int own = finished - _doneBefore, left = total - finished - failed;
        string line = $"{finished} of {total} done, {running} running{(failed > 0 ? $", {failed} failed" : "")}; {Time(elapsed)} gone" + (own > 0 && left > 0 && !last ? $", about {Time(elapsed / own * left)} left" : "");
        if (!terminal.Interactive)
        {
            terminal.Error.WriteLine(line);
            return;
        }
        terminal.Error.Write($"\r{line.PadRight(_width)}");
        _width = line.Length;
        if (last) terminal.Error.WriteLine();
    }

    /// <summary>Says a sentence that stays.</summary>
    public void Say(string sentence)
    {
        if (terminal.Interactive) terminal.Error.Write($"\r{new string(' ', _width)}\r");
        terminal.Error.WriteLine(sentence);
    }

    private static string Time(TimeSpan time) => time.TotalHours < 1 ? FormattableString.Invariant($"{(int)time.TotalMinutes}:{time.Seconds:00}") : FormattableString.Invariant($"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}");
}
