using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using DeepNfa.Records;
using Xunit;
using Xunit.Abstractions;

namespace DeepNfa.Tests.Signals;

/// <summary>What real processes take of memory, beside what --dry-run told before.</summary>
/// <remarks>Linux tells the peak of a process while it lives; where it does not, nothing is asserted.</remarks>
[Collection(Alone.Name)]
public sealed partial class MemoryTests(ITestOutputHelper output) : IDisposable
{
    private const double Tolerance = 0.3;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Trait("Tier", "All")]
    [InlineData("run quickstart --set epochs=1 --plots none --out {run}", 0, 1)]
    [InlineData("run quickstart --preset paper --set epochs=1 --plots none --out {run}", 0, 1)]
    [InlineData("run two-coordinate-product --set epochs=1 --plots none --out {run}", 0, 1)]
    [InlineData("run two-coordinate-product --preset paper --set epochs=1 --plots none --out {run}", 0, 1)]
    [InlineData("run mnist --data builtin --set epochs=1 --plots none --out {run}", 0, 1)]
    [InlineData("run mnist --smoke --data builtin --plots none --out {run}", 0)]
    [InlineData("run rfm-product --set seeds=1 --set iterations=2 --plots none --out {run}", 0, 1)]
    [InlineData("run rfm-gated-product --set seeds=1 --set iterations=2 --plots none --out {run}", 0, 1)]
    [InlineData("run rfm-modular --set operations=[\"add\"] --set iterations=2 --plots none --out {run}", 0, 1)]
    [InlineData("train --data digits --train-samples 20000 --validation-samples 2000 --hidden 256,256 --epochs 1 --plots none --out {run}", 0)]
    [InlineData("rfm fit --train {6000x50},{6000x1} --test {1000x50},{1000x1} --iterations 2 --plots none --out {run}", 0)]
    [InlineData("rfm fit --train {3000x400},{3000x1} --iterations 2 --precision float64 --plots none --out {run}", 0)]
    [InlineData("rfm fit --train {20000x30},{20000x1} --iterations 1 --centers 2000 --plots none --out {run}", 0)]
    [InlineData("measure --weights {1024x784},{1024x1024},{10x1024} --inputs {2000x784}", 0)]
    [InlineData("measure --weights {64x100},{64x64},{1x64} --inputs {50000x100}", 0)]
    public void The_peak_of_a_process_is_within_30_percent_of_what_the_dry_run_told(string command, params int[] codes)
    {
        if (!File.Exists("/proc/self/status")) return;
        string[] args = Arguments(command);
        var (dry, told, _) = Start([.. args, "--dry-run"]);
        Assert.True(dry == 0, told);
        double estimate = double.Parse(Told().Match(told).Groups[1].Value, CultureInfo.InvariantCulture);
        var (code, said, peak) = Start(args);
        Assert.True(codes.Contains(code), $"{code}: {said}");
        output.WriteLine(FormattableString.Invariant($"| `{command}` | {estimate:0} | {peak:0} | {peak / estimate:0.00} |"));
        Assert.InRange(peak / estimate, 1 - Tolerance, 1 + Tolerance);
    }

    [Fact]
    [Trait("Tier", "All")]
    public void A_prediction_takes_what_its_dry_run_told()
    {
        Assert.Equal(0, Start(Arguments("rfm fit --train {4000x60},{4000x1} --iterations 1 --plots none --out {run}")).Code);
        The_peak_of_a_process_is_within_30_percent_of_what_the_dry_run_told("rfm predict {run}/machine.npz --inputs {100000x60} --predictions {run}/p.npy", 0);
    }

    [Fact]
    [Trait("Tier", "All")]
    public void Ten_thousand_epochs_of_a_tiny_network_grow_by_less_than_20_megabytes()
    {
        if (!File.Exists("/proc/self/status")) return;
        const int Epochs = 30_000, Counted = 10_000; // on a fast machine the first page comes late, on a slow one more epochs follow it
        using var process = Launch(["train", "--data", "product", "--train-samples", "64", "--validation-samples", "16", "--hidden", "4", "--epochs", $"{Epochs}", "--probe-every", "2000", "--threads", "1", "--plots", "none", "--out", _folder["run"]]);
        double first = 0, most = 0;
        int since = 0, until = 0;
        for (; !process.WaitForExit(100);)
        {
            // The code of the page is compiled once, when the first one is written.
            int epoch = File.Exists(_folder["run/report.html"]) ? LastEpoch(_folder["run/epochs.csv"]) : 0;
            if (epoch is 0 or >= Epochs) continue;
            double peak = Status(process.Id, "VmHWM:");
            if (since == 0) (since, first) = (epoch, peak);
            (until, most) = (epoch, Math.Max(most, peak));
        }
        output.WriteLine(FormattableString.Invariant($"{first:0.0} MB at most until epoch {since}, {most:0.0} MB until epoch {until}"));
        Assert.Equal(0, process.ExitCode);
        Assert.InRange(until - since, Counted, Epochs);
        Assert.InRange((most - first) * Counted / (until - since), -1000, 20);
    }

    private static int LastEpoch(string file) =>
        File.Exists(file) && File.ReadAllText(file).Split('\n', StringSplitOptions.RemoveEmptyEntries) is [.., var last] && int.TryParse(last.Split(',')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int epoch) ? epoch : 0;

    /// <summary>The words of a command, {run} a folder and {3x2} a file with that matrix of numbers.</summary>
    private string[] Arguments(string command) =>
        [.. command.Split(' ').Select(word => Named().Replace(word.Replace("{run}", _folder["run"], StringComparison.Ordinal), m => Matrix(int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture))))];

    private string Matrix(int rows, int columns)
    {
        string path = _folder[$"{rows}x{columns}.npy"];
        var stream = new DeepNfa.Data.Seed(rows).Stream("numbers", columns);
        if (!File.Exists(path)) File.WriteAllBytes(path, Npy.ToBytes(NpyArray.Of([.. Enumerable.Range(0, rows * columns).Select(_ => (float)(stream.NextDouble() - 0.5))], rows, columns)));
        return path;
    }

    /// <summary>Runs the program to its end; its peak is in MB.</summary>
    private static (int Code, string Said, double Peak) Start(string[] args)
    {
        using var process = Launch(args);
        var (said, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        double peak = 0;
        while (!process.WaitForExit(10)) peak = Math.Max(peak, Status(process.Id, "VmHWM:"));
        return (process.ExitCode, said.GetAwaiter().GetResult() + error.GetAwaiter().GetResult(), peak);
    }

    private static Process Launch(string[] args) =>
        Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "deepnfa.dll"), .. args]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static double Status(int process, string name)
    {
        try
        {
            return File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal)) is { } line ? double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1e6 : 0;
        }
        catch (IOException)
        {
            return 0; // it has just ended
        }
    }

    [GeneratedRegex(@"(?:""memoryMB"": |about )([0-9]+)")]
    private static partial Regex Told();

    [GeneratedRegex(@"\{([0-9]+)x([0-9]+)\}")]
    private static partial Regex Named();
}
