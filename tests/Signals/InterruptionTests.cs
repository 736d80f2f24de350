using System.Diagnostics;
using DeepNfa.Records;
using DeepNfa.Tests.Cli;
using Xunit;

namespace DeepNfa.Tests.Signals;

/// <summary>Real processes that are asked to stop: what they say, what they keep, and how they end.</summary>
[Collection(Alone.Name)]
[Trait("Tier", "All")]
public sealed class InterruptionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, InlineData("INT", 130, "last"), InlineData("TERM", 143, "validation")]
    public void An_interrupted_fit_keeps_the_machine_of_its_complete_iterations(string signal, int code, string select)
    {
        if (!OperatingSystem.IsLinux()) return; // env and kill are those of GNU
        var (x, y) = Samples();
        string[] fit = ["rfm", "fit", "--train", $"{x},{y}", "--validation", $"{x},{y}", "--select", select, "--threads", "1", "--plots", "none"];
        string cut = _folder["cut"], whole = _folder["whole"];
        var stopped = Run([.. fit, "--iterations", "10000", "--out", cut], signal, _ => File.Exists(Path.Combine(cut, "M2.npy")));
        int last = Directory.GetFiles(cut, "M*.npy").Max(f => int.Parse(Path.GetFileNameWithoutExtension(f)[1..], System.Globalization.CultureInfo.InvariantCulture));
        AssertTold(code, $"deepnfa: interrupted in iteration {last + 1}; ", "machine.npz", stopped);
        Assert.Equal(0, Run([.. fit, "--iterations", $"{last}", "--out", whole]).Code);
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "machine.npz")), File.ReadAllBytes(Path.Combine(cut, "machine.npz")));
        Assert.Equal(0, Called.Run("rfm", "predict", Path.Combine(cut, "machine.npz"), "--inputs", x).Code);
    }

    [Fact]
    public void An_interrupted_fit_without_a_folder_says_that_nothing_is_kept()
    {
        if (!OperatingSystem.IsLinux()) return; // env and kill are those of GNU
        var (x, y) = Samples();
        AssertTold(130, "deepnfa: interrupted in iteration ", "nothing is kept without --out DIR", Run(["rfm", "fit", "--train", $"{x},{y}", "--iterations", "10000"], "INT", error => error.Contains("iteration  1", StringComparison.Ordinal)));
    }

    [Theory, InlineData("INT", 130), InlineData("TERM", 143)]
    public void An_interrupted_atlas_says_that_none_was_written(string signal, int code)
    {
        if (!OperatingSystem.IsLinux()) return; // env and kill are those of GNU
        Assert.Equal(0, Called.Run("train", "--data", "digits", "--train-samples", "2000", "--validation-samples", "500", "--hidden", "256,256", "--epochs", "1", "--plots", "none", "--out", _folder["run"]).Code);
        var stopped = Run(["visualize", _folder["run"], "--data", "digits"], signal, error => error.Contains(" s\n", StringComparison.Ordinal));
        AssertTold(code, "deepnfa: interrupted; no atlas was written", "deepnfa visualize", stopped);
        Assert.False(File.Exists(_folder["run/feature-atlas.html"]));
    }

    [Theory, InlineData("INT", 130), InlineData("TERM", 143)]
    public void An_interrupted_Boltzmann_machine_is_kept_and_can_be_used(string signal, int code)
    {
        if (!OperatingSystem.IsLinux()) return; // env and kill are those of GNU
        string x = Samples().X, machine = _folder["rbm/rbm.npz"];
        var stopped = Run(["rbm", "fit", "--inputs", x, "--hidden", "4", "--epochs", "1000000", "--plots", "none", "--out", _folder["rbm"]], signal, error => error.Contains("epoch   2", StringComparison.Ordinal));
        AssertTold(code, "deepnfa: interrupted in epoch ", $"deepnfa rbm transform {machine} --inputs", stopped);
        Assert.Equal(0, Called.Run("rbm", "transform", machine, "--inputs", x, "--features", _folder["h.npy"]).Code);
    }

    /// <summary>Files of 300 rows of 8 numbers in [0, 1], and of a target each.</summary>
    private (string X, string Y) Samples()
    {
        double[] wave = [.. Enumerable.Range(0, 300 * 8).Select(i => 0.5 + (0.5 * Math.Sin(1 + ((double)i * i))))];
        return (_folder.Write("x.npy", Npy.ToBytes(NpyArray.Of<double>(wave, 300, 8))), _folder.Write("y.npy", Npy.ToBytes(NpyArray.Of<double>(wave.AsSpan(0, 300), 300))));
    }

    private static void AssertTold(int code, string sentence, string named, (int Code, string Out, string Error) result)
    {
        Assert.True(code == result.Code, $"expected exit code {code}, got {result.Code}: {result.Error}");
        string last = result.Error.TrimEnd().Split('\n')[^1];
        Assert.StartsWith(sentence, last, StringComparison.Ordinal);
        Assert.Contains(named, last, StringComparison.Ordinal);
        Assert.Equal("", result.Out);
    }

    /// <summary>Runs the program, and sends it a signal once it is ready for it.</summary>
    private static (int Code, string Out, string Error) Run(string[] args, string? signal = null, Func<string, bool>? ready = null)
    {
        // Whatever started the tests may ignore the signals, and children inherit that.
        using var process = Process.Start(new ProcessStartInfo("env", ["--default-signal=INT,TERM", "dotnet", Path.Combine(AppContext.BaseDirectory, "deepnfa.dll"), .. args]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = new System.Text.StringBuilder();
        process.ErrorDataReceived += (_, line) => { lock (error) error.Append(line.Data is { } text ? text + "\n" : ""); };
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEndAsync();
        string Said() { lock (error) return error.ToString(); }
        try
        {
            if (signal is not null)
            {
                Assert.True(SpinWait.SpinUntil(() => process.HasExited || ready!(Said()), TimeSpan.FromMinutes(2)), "the program was never ready: " + Said());
                using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
                kill.WaitForExit();
            }
            Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)), "the program hangs: " + Said());
            process.WaitForExit(); // and all that it said is here
            return (process.ExitCode, output.Result, Said());
        }
        finally
        {
            process.Kill(); // no more than a word to one that has ended
        }
    }
}
