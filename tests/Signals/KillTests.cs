using System.Diagnostics;
using System.Globalization;
using DeepNfa.Data;
using DeepNfa.Records;
using Xunit;
using Xunit.Abstractions;

namespace DeepNfa.Tests.Signals;

/// <summary>Real processes killed by SIGKILL at random moments, gone on with, killed again: all end with the bytes of one that was never killed.</summary>
[Collection(Alone.Name)]
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    // A run is killed so often and then let go on to its end, so that many kills are many runs.
    private const int KillsARun = 6;

    // Every kind of state: one network and two, momentum, Adam with decay, a schedule, figures, rates halved by a divergence, every convention, machines without checkpoints.
    private static readonly string[][] s_commands =
    [
        ["train", "--data", "digits", "--train-samples", "400", "--validation-samples", "100", "--hidden", "32,32", "--epochs", "12", "--probe-every", "3", "--momentum", "0.9", "--weight-decay", "1e-4", "--schedule", "cosine", "--plots", "none"],
        ["run", "mnist", "--data", "builtin", "--set", "networks=[[24,24],[16,16,16]]", "--set", "trainSamples=300", "--set", "validationSamples=60", "--set", "epochs=6", "--set", "probeEvery=2", "--plots", "none"],
        ["train", "--data", "product", "--train-samples", "600", "--validation-samples", "100", "--hidden", "48,48", "--bias", "--optimizer", "adamw", "--rate", "0.003", "--weight-decay", "0.01", "--epochs", "10", "--probe-every", "2", "--plots", "gnuplot"],
        ["train", "--data", "digits", "--train-samples", "300", "--validation-samples", "60", "--hidden", "24,24", "--rate", "80", "--on-divergence", "halve-rate", "--epochs", "15", "--probe-every", "4", "--plots", "none"],
        ["run", "quickstart", "--set", "networks=[[20,20]]", "--set", "trainSamples=300", "--set", "validationSamples=60", "--set", "epochs=6", "--set", "conventions=all", "--set", "precision=float64", "--set", "probeEvery=2", "--plots", "none"],
        ["run", "rfm-product", "--set", "seeds=3", "--set", "trainSamples=1000", "--set", "testSamples=500", "--set", "iterations=4", "--plots", "none"],
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The variable DEEPNFA_KILLS asks for more kills than the short form has; docs/reliability.md has the figures of 200.</summary>
    [Fact]
    [Trait("Tier", "All")]
    public void Kills_at_random_moments_change_no_byte() =>
        KillAndGoOn(int.TryParse(Environment.GetEnvironmentVariable("DEEPNFA_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out int kills) ? kills : 9, new Seed(2026));

    private void KillAndGoOn(int kills, Seed seed)
    {
        long start = Stopwatch.GetTimestamp();
        int done = 0, runs = 0;
        for (; done < kills; runs++)
        {
            int kind = runs % s_commands.Length;
            string[] command = [.. s_commands[kind], "--checkpoint-seconds", "0.02", "--checkpoint-epochs", "1"];
            string whole = _folder[$"whole-{kind}"], run = _folder[$"run-{runs}"];
            if (!Directory.Exists(whole)) Assert.InRange(Start([.. command, "--out", whole], null).Code, 0, 1);
            // The same command until something is there, and then, by turns, resume and the same command.
            var moments = seed.Stream("kill", runs);
            double length = Lengths[kind] = Lengths.TryGetValue(kind, out double known) ? known : Timed([.. command, "--out", _folder[$"timed-{kind}"]]);
            int before = done;
            for (bool killed = true; killed && done < kills && done - before < KillsARun && !IsFinished(run);)
            {
                var after = TimeSpan.FromSeconds(0.2 + (moments.NextDouble() * length * 0.7));
                bool resume = File.Exists(Path.Combine(run, "session.json")) && moments.NextDouble() < 0.5;
                (int code, string error) = Start(resume ? ["resume", run] : [.. command, "--out", run], after);
                killed = code == 137;
                if (killed) done++;
                else Assert.True(code is 0 or 1, $"run {runs} of seed {seed.Value} ended with {code}: {error}");
            }
            if (!IsFinished(run))
            {
                var (code, error) = Start([.. command, "--out", run], null);
                Assert.True(code is 0 or 1, $"run {runs} of seed {seed.Value} ended with {code}: {error}");
            }
            AssertSame(whole, run, $"run {runs} of seed {seed.Value} after {done} kills");
            Directory.Delete(run, recursive: true);
        }
        output.WriteLine($"{done} kills over {runs} runs in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s; every run ended with the same bytes.");
    }

    /// <summary>A process may be killed while it says that all is done.</summary>
    private static bool IsFinished(string run) => SessionFolder.IsSession(run) && SessionFolder.Read(run).Finished;

    private Dictionary<int, double> Lengths { get; } = [];

    private static double Timed(string[] args)
    {
        long start = Stopwatch.GetTimestamp();
        Start(args, null);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>All files but wall-clock figures, the page that shows them, figures, and what names the command's folder.</summary>
    private static void AssertSame(string expected, string got, string what)
    {
        string[] Files(string root) => [.. Directory.GetFiles(root, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(root, f))
            .Where(f => Path.GetExtension(f) is ".csv" or ".npz" or ".npy").Where(f => !f.EndsWith("timings.csv", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        Assert.Equal(Files(expected), Files(got));
        Assert.NotEmpty(Files(expected));
        foreach (string file in Files(expected)) Assert.True(File.ReadAllBytes(Path.Combine(expected, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(got, file))), $"{what}: {file} differs");
    }

    /// <summary>Starts the program and kills it after a while, unless it has ended before.</summary>
    private static (int Code, string Error) Start(string[] args, TimeSpan? killAfter)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "deepnfa.dll"), .. args]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (killAfter is { } after && !process.WaitForExit(after)) process.Kill(); // SIGKILL
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(5)), "the program hangs");
        return (process.ExitCode, error.Result);
    }
}
