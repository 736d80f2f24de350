using System.Diagnostics;
using System.Globalization;
using DeepNfa.Cli;
using DeepNfa.Experiments;
using Xunit;
using Xunit.Abstractions;

namespace DeepNfa.Tests.Signals;

/// <summary>The catalogue in a loop in one process: neither its memory nor its open files grow.</summary>
[Collection(Alone.Name)]
public sealed class SoakTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempFolder _folder = new(inMemory: true);

    public void Dispose() => _folder.Dispose();

    /// <summary>The variable DEEPNFA_SOAK asks for more minutes than the short form has, DEEPNFA_SOAK_TABLE for a file of what was seen; docs/reliability.md has figure and command.</summary>
    [Fact]
    [Trait("Tier", "All")]
    public void The_catalogue_in_a_loop_leaves_memory_and_open_files_as_they_were()
    {
        double minutes = double.TryParse(Environment.GetEnvironmentVariable("DEEPNFA_SOAK"), CultureInfo.InvariantCulture, out double asked) ? asked : 0.5;
        var seen = new List<(double Seconds, double Megabytes, int Files)>();
        for (long start = Stopwatch.GetTimestamp(); seen.Count < 8 || Stopwatch.GetElapsedTime(start).TotalMinutes < minutes;)
        {
            Round();
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            seen.Add((Stopwatch.GetElapsedTime(start).TotalSeconds, Environment.WorkingSet / 1e6, Directory.Exists("/proc/self/fd") ? Directory.GetFiles("/proc/self/fd").Length : 0));
        }
        if (Environment.GetEnvironmentVariable("DEEPNFA_SOAK_TABLE") is { Length: > 0 } table)
            File.WriteAllLines(table, ["round,seconds,memory_mb,open_files", .. seen.Select((s, i) => FormattableString.Invariant($"{i + 1},{s.Seconds:0.0},{s.Megabytes:0.0},{s.Files}"))]);
        // The first rounds compile code and fill caches.
        var settled = seen[(seen.Count / 2)..];
        double before = seen[(seen.Count / 4)..(seen.Count / 2)].Max(s => s.Megabytes), after = settled.Max(s => s.Megabytes);
        output.WriteLine(FormattableString.Invariant($"{seen.Count} rounds in {seen[^1].Seconds:0} s: at most {before:0} MB in the second quarter, {after:0} MB in the second half; open files {settled.Min(s => s.Files)} to {settled.Max(s => s.Files)}"));
        Assert.InRange(after - before, -1000, 20);
        Assert.InRange(settled.Max(s => s.Files) - seen[seen.Count / 4].Files, -1000, 2);
    }

    private void Round()
    {
        foreach (var experiment in Catalogue.All)
        {
            using var stop = new Interruption();
            var (said, error) = (new StringWriter(), new StringWriter());
            int code = CommandLine.Run(["run", experiment.Name, "--smoke", "--data", "builtin", "--plots", "none", "--out", _folder[experiment.Name]], new(said, error, Interactive: false, stop));
            Assert.True(code == 0, error.ToString());
            Directory.Delete(_folder[experiment.Name], recursive: true);
        }
    }
}
