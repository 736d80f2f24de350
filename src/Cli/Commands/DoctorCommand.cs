using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using DeepNfa.Reports;
using TorchSharp;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa doctor</c>: what was found on this machine, and what to do about what is missing.</summary>
internal static class DoctorCommand
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    public static Command Create(Terminal terminal)
    {
        var json = new CommonOptions().Json;
        var command = new Command("doctor", "Tell what was found on this machine, and what to do about what is missing.") { json };
        command.SetAction(parsed =>
        {
            var findings = Findings().ToList();
            if (parsed.GetValue(json)) terminal.Out.WriteLine(JsonSerializer.Serialize(findings, Json.Readable));
            else WriteText(findings, terminal.Out);
            return findings.Any(f => f is { Good: false, Needed: true }) ? 5 : 0;
        });
        return command;
    }

    private static void WriteText(List<Finding> findings, TextWriter output)
    {
        foreach (var f in findings)
        {
            output.WriteLine($"{(f.Good ? "ok" : f.Needed ? "MISSING" : "-"),-8} {f.What,-10} {f.Found}");
            if (f.Advice is not null) output.WriteLine($"{"",-19} {f.Advice}");
        }
        var missing = findings.Where(f => f is { Good: false, Needed: true }).Select(f => f.What).ToList();
        output.WriteLine(missing.Count == 0 ? "All that is needed is there." : $"Nothing can be trained without {string.Join(" and ", missing)}; 'deepnfa report' works.");
    }

    private static IEnumerable<Finding> Findings()
    {
        yield return new("machine", true, $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20} MiB memory");
        yield return Said("dotnet", "--version") is { } sdk
            ? new(".NET", true, $"SDK {sdk}, runtime {Environment.Version}")
            : new(".NET", false, $"runtime {Environment.Version}, no fitting SDK on the PATH", "Only building needs it: install the .NET SDK that global.json names.");
        foreach (var finding in Torch()) yield return finding;
        yield return Said("gnuplot", "--version") is { } gnuplot
            ? new("gnuplot", true, gnuplot)
            : new("gnuplot", false, "not on the PATH", "It draws the figures: install gnuplot 5.2 or later (Debian: apt-get install gnuplot-nox).");
        if (Said("fc-match", "-f", "%{family}", "Inter") is { } family)
        {
            yield return family.Contains("Inter", StringComparison.Ordinal)
                ? new("font", true, "Inter")
                : new("font", false, $"{family} stands in for Inter in figures", "Install the font Inter (Debian: apt-get install fonts-inter).");
        }
        yield return Renderers.Choose("scottplot").Renderer is null
            ? new("ScottPlot", false, "not beside the program", "Only needed in place of gnuplot: build src/Reports.ScottPlot where the package feed has ScottPlot, and copy its output there.")
            : new("ScottPlot", true, "draws figures with --plots scottplot");
        yield return DataFolder();
    }

    private static IEnumerable<Finding> Torch()
    {
        // The stand-in describes itself; TorchSharp's own package has no such type.
        var self = typeof(torch).Assembly.GetType("TorchSharp.TorchSystemInfo");
        yield return new("Torch", true, self is null
            ? $"TorchSharp {typeof(torch).Assembly.GetName().Version}"
            : "the stand-in for TorchSharp, on this machine's libtorch (DeepNfaTorch=System)");
        var library = Loaded(self);
        yield return library;
        if (!library.Good) yield break;
        if (self is not null) yield return new("BLAS", true, $"{About(self, "Blas")}{(About(self, "BlasThreads") is var own and not "0" ? $", {own} threads" : "")}");
        yield return new("threads", true, $"{torch.get_num_threads()} for one operation{(self is null ? "" : $", {About(self, "InteropThreads")} for operations side by side")}; --threads changes it");
        yield return torch.cuda.is_available()
            ? new("CUDA", true, $"{torch.cuda.device_count()} device(s); --device cuda uses the first")
            : new("CUDA", false, "no device", "Only --device cuda needs it: an NVIDIA driver, and a libtorch built for CUDA (DEEPNFA_LIBTORCH names its folder).");
    }

    private static Finding Loaded(Type? self)
    {
        try
        {
            using var one = torch.ones(1L);
            string path = self is null ? "" : About(self, "LibraryPath");
            return new("libtorch", true, torch.__version__ + (path.Length > 0 ? $", {path}" : ""), Needed: true);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or NotSupportedException || e.InnerException is DllNotFoundException)
        {
            string reason = (e.InnerException ?? e).Message.Split('\n')[0];
            return new("libtorch", false, reason, "Install libtorch-dev, or set DEEPNFA_LIBTORCH to a folder with include/ and lib/ (that of a pip PyTorch will do), then run eng/setup program.", Needed: true);
        }
    }

    private static string About(Type self, string property) => self.GetProperty(property, BindingFlags.Public | BindingFlags.Static)?.GetValue(null)?.ToString() ?? "";

    private static Finding DataFolder()
    {
        const string Variable = "DEEPNFA_DATA";
        string? folder = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(folder)) return new("data", true, $"built-in sets; {Variable} is not set, so others are in {DeepNfa.Data.Download.DataHome.Folder}, or where --data DIR says");
        if (!Directory.Exists(folder)) return new("data", false, $"{Variable} is '{folder}', which does not exist", "Set it to a folder of data, or unset it.");
        var names = Directory.EnumerateFileSystemEntries(folder).Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal).ToList();
        return new("data", true, $"{Variable} is '{folder}', which holds {(names.Count == 0 ? "nothing" : string.Join(", ", names.Take(8)) + (names.Count > 8 ? ", …" : ""))}");
    }

    /// <summary>The first line that a program says; null where it is not there, ends badly or does not end.</summary>
    private static string? Said(string program, params string[] arguments)
    {
        // From the program's own folder, so that 'dotnet' minds the global.json of this clone.
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory };
        try
        {
            using var process = Process.Start(start);
            if (process is null) return null;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(s_patience))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }
            string line = output.Result.Split('\n')[0].Trim();
            return process.ExitCode == 0 && line.Length > 0 ? line : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private sealed record Finding(string What, bool Good, string Found, string? Advice = null, bool Needed = false);
}
