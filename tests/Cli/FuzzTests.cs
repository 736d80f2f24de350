using System.Diagnostics;
using System.Globalization;
using System.Text;
using DeepNfa.Cli;
using DeepNfa.Data;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Cli;

/// <summary>Malformed command lines, settings and run folders: whatever is given, a sentence and one of the documented exit codes come back, soon.</summary>
[Collection(Alone.Name)]
public sealed class FuzzTests : IDisposable
{
    private static readonly int[] s_codes = [0, 1, 2, 3, 4, 5];
    private static readonly string[] s_nasty = ["", " ", "-", "--", "-1", "0", "1e308", "-1e-320", "nan", "inf", "0,1", "99999999999999999999", "2147483647", "☃", "../passwd", "/dev/null", "null", "{}", "[[]]", "[[0]]", "[[null]]", "[\"a\"]", "a=b", "=", "a\0b", "\r\n", "<script>", "$(id)", "'", "\"", new('x', 300)];

    private readonly TempFolder _folder = new(inMemory: true);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(300, 1)]
    public void Malformed_input_gets_a_sentence_and_a_documented_code(int cases, int seed) => Fuzz(cases, seed, InProcess);

    [Theory]
    [Trait("Tier", "All")]
    [InlineData(5000, 2)]
    public void Five_thousand_malformed_inputs_get_a_sentence_and_a_documented_code(int cases, int seed) => Fuzz(cases, seed, InProcess);

    [Theory]
    [Trait("Tier", "All")]
    [InlineData(200, 3)]
    public void Two_hundred_malformed_inputs_of_real_processes_get_a_sentence_and_a_documented_code(int cases, int seed) => Fuzz(cases, seed, RealProcess);

    private void Fuzz(int cases, int seed, Func<string[], (int Code, string Said)> run)
    {
        MakeRun();
        for (int i = 0; i < cases; i++)
        {
            var random = new Seed(seed).Stream("fuzz", i);
            int Next(int count) => (int)(random.NextDouble() * count);
            string[] args = Next(3) == 0 ? Damage(Next) : Mutate(Next);
            long start = Stopwatch.GetTimestamp();
            var (code, said) = run(args);
            string what = $"case {i} of seed {seed}: {string.Join(' ', args)}\n{said}";
            Assert.True(s_codes.Contains(code), $"code {code}, {what}");
            Assert.False(said.Contains("   at ", StringComparison.Ordinal) || said.Contains("fault of the program", StringComparison.Ordinal), what);
            Assert.True(code is 0 or 1 || said.Contains("deepnfa: ", StringComparison.Ordinal), $"no sentence, {what}");
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10), $"longer than 10 s, {what}");
        }
        if (OperatingSystem.IsWindows()) return;
        using var nothing = File.OpenRead("/dev/null");
        Assert.Equal(-1, nothing.ReadByte()); // it was named as an output now and then, and is no file yet
    }

    private void MakeRun()
    {
        var (code, said) = InProcess(["train", "--data", "product", "--train-samples", "20", "--validation-samples", "5", "--hidden", "4", "--epochs", "1", "--plots", "none", "--out", _folder["whole"]]);
        Assert.True(code == 0, said);
        foreach (var (name, columns) in new[] { ("x", 3), ("y", 1) })
            File.WriteAllBytes(_folder[name + ".npy"], Npy.ToBytes(NpyArray.Of([.. Enumerable.Range(0, 12 * columns).Select(i => (float)(i * i % 7) / 7)], 12, columns)));
        (code, said) = InProcess(["rfm", "fit", "--train", $"{_folder["x.npy"]},{_folder["y.npy"]}", "--iterations", "1", "--plots", "none", "--out", _folder["rfm"]]);
        Assert.True(code == 0, said);
        (code, said) = InProcess(["rbm", "fit", "--inputs", _folder["x.npy"], "--hidden", "2", "--epochs", "1", "--plots", "none", "--out", _folder["rbm"]]);
        Assert.True(code == 0, said);
    }

    /// <summary>A command line with one to three of its parts gone, doubled, torn or replaced. What would train for long is a dry run, which nothing takes away.</summary>
    private string[] Mutate(Func<int, int> next)
    {
        string[][] bases =
        [
            ["list", "--json"],
            ["describe", "quickstart", "--preset", "smoke", "--json"],
            ["report", _folder["whole"], "--plots", "none", "--out", _folder["page"]],
            ["report", _folder["whole"], "--markdown"],
            ["resume", _folder["whole"], "--plots", "none", "--checkpoint-seconds", "3"],
            ["measure", _folder["whole"], "--data", "product", "--power", "0.5,1", "--centered", "both", "--similarity", "pearson"],
            ["measure", _folder["whole"], "--data", "product", "--rivals", "update,exponent,gauge,spectrum", "--json"],
            ["visualize", _folder["whole"], "--data", "product", "--layer", "1", "--neuron", "0", "--what", "filters", "--out", _folder["atlas"]],
            ["rfm", "fit", "--train", $"{_folder["x.npy"]},{_folder["y.npy"]}", "--iterations", "1", "--kernel", "laplace", "--bandwidth", "2", "--ridge", "1e-3", "--update", "fact", "--plots", "none", "--out", _folder["rfm2"], "--dry-run"],
            ["rfm", "predict", _folder["rfm/machine.npz"], "--inputs", _folder["x.npy"], "--json"],
            ["rbm", "fit", "--inputs", _folder["x.npy"], "--hidden", "2", "--epochs", "1", "--algorithm", "cd:1", "--momentum", "0.5,0.9", "--plots", "none", "--out", _folder["rbm2"], "--dry-run"],
            ["rbm", "transform", _folder["rbm/rbm.npz"], "--inputs", _folder["x.npy"], "--features", _folder["h.npy"]],
            ["rbm", "sample", _folder["rbm/rbm.npz"], "--samples", _folder["v.npy"]],
            ["run", "two-coordinate-product", "--smoke", "--set", "trainSamples=20", "--set", "networks=[[4]]", "--set", "rate=0.1", "--seed", "3", "--dry-run"],
            ["train", "--data", "product", "--train-samples", "20", "--validation-samples", "5", "--hidden", "4,4", "--rate", "0.1", "--schedule", "step:3:0.5", "--init", "gaussian:2", "--activation", "tanh", "--optimizer", "adam", "--batch", "7", "--checkpoint-epochs", "2", "--on-divergence", "stop", "--dry-run"],
        ];
        var args = bases[next(bases.Length)].ToList();
        bool dry = args.Remove("--dry-run");
        for (int change = 1 + next(3); change > 0 && args.Count > 0; change--)
        {
            int at = next(args.Count);
            string nasty = s_nasty[next(s_nasty.Length)];
            switch (next(6))
            {
                case 0: args.RemoveAt(at); break;
                case 1: args.Insert(at, args[next(args.Count)]); break;
                case 2: args[at] = nasty; break;
                case 3: args[at] = args[at].Split('=')[0] + "=" + nasty; break;
                case 4: args[at] = args[at][..next(args[at].Length + 1)]; break;
                default: args.Add(nasty); break;
            }
        }
        return [.. args, .. dry ? new[] { "--dry-run" } : []];
    }

    /// <summary>A run folder one of whose files is cut, flipped, emptied, replaced or gone, and a command that reads it.</summary>
    private string[] Damage(Func<int, int> next)
    {
        string run = _folder["damaged"];
        if (Directory.Exists(run)) Directory.Delete(run, recursive: true);
        foreach (string from in Directory.GetFiles(_folder["whole"], "*", SearchOption.AllDirectories))
        {
            string to = Path.Combine(run, Path.GetRelativePath(_folder["whole"], from));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(from, to);
        }
        string session = Path.Combine(run, "session.json");
        File.WriteAllText(session, File.ReadAllText(session).Replace("\"finished\": true", "\"finished\": false", StringComparison.Ordinal));
        string[] files = [.. Directory.GetFiles(run, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        string file = files[next(files.Length)];
        byte[] content = File.ReadAllBytes(file);
        switch (next(6))
        {
            case 0: File.Delete(file); break;
            case 1: File.WriteAllBytes(file, content[..next(content.Length + 1)]); break;
            case 2 when content.Length > 0: content[next(content.Length)] ^= (byte)(1 << next(8)); File.WriteAllBytes(file, content); break;
            case 3: File.WriteAllText(file, s_nasty[next(s_nasty.Length)]); break;
            case 4: File.AppendAllText(file, s_nasty[next(s_nasty.Length)]); break;
            default: Replaced(file, next); break;
        }
        return next(5) switch
        {
            0 => ["resume", run, "--plots", "none"],
            1 => ["measure", run, "--data", "product"],
            2 => ["report", run, "--markdown"],
            3 => ["visualize", run, "--data", "product", "--what", "filters", "--out", _folder["atlas"]],
            _ => ["report", run, "--plots", "none"],
        };
    }

    /// <summary>One number or word of a text file becomes another.</summary>
    private static void Replaced(string file, Func<int, int> next)
    {
        string[] parts = Encoding.Latin1.GetString(File.ReadAllBytes(file)).Split(',');
        string[] values = ["-1", "0", "1e999", "null", "true", "99999999999", "\"\"", "[]", "{}", "7", "\"../../../etc\"", "2"];
        int at = next(parts.Length);
        int colon = parts[at].LastIndexOf(':');
        parts[at] = colon < 0 ? values[next(values.Length)] : parts[at][..(colon + 1)] + values[next(values.Length)];
        File.WriteAllBytes(file, Encoding.Latin1.GetBytes(string.Join(',', parts)));
    }

    private static (int Code, string Said) InProcess(string[] args)
    {
        using var stop = new Interruption();
        var (output, error) = (new StringWriter(), new StringWriter());
        int code = CommandLine.Run(args, new(output, error, Interactive: false, stop));
        return (code, error.ToString());
    }

    private static (int Code, string Said) RealProcess(string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "deepnfa.dll"), .. args.Select(a => a.Replace("\0", "", StringComparison.Ordinal))]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(TimeSpan.FromSeconds(60))) process.Kill();
        process.WaitForExit();
        return (process.ExitCode, string.Create(CultureInfo.InvariantCulture, $"{error.Result}"));
    }
}
