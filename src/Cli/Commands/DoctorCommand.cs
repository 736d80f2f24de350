using System.CommandLine;
using System.Text.Json;
using DeepNfa.Reports;
using TorchSharp;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa doctor</c>: what was found on this machine, and what to do about what is missing.</summary>
internal static class DoctorCommand
{
    public static Command Create(Terminal terminal)
    {
        var json = new CommonOptions().Json;
        var command = new Command("doctor", "Tell what was found on this machine, and what to do about what is missing.") { json };
        command.SetAction(parsed =>
        {
            var findings = Findings().ToList();
            if (parsed.GetValue(json)) terminal.Out.WriteLine(JsonSerializer.Serialize(findings, Json.Readable));
            else
                foreach (var f in findings)
                {
                    terminal.Out.WriteLine($"{(f.Good ? "ok     " : "missing")}  {f.What,-14} {f.Found}");
                    if (f.Advice is not null) terminal.Out.WriteLine($"{"",-24} {f.Advice}");
                }
            return findings.Any(f => f is { Good: false, Needed: true }) ? 5 : 0;
        });
        return command;
    }

    private static IEnumerable<Finding> Findings()
    {
        yield return new(".NET", true, $"runtime {Environment.Version}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20} MiB memory");
        foreach (var finding in Torch()) yield return finding;
        foreach (string name in new[] { "gnuplot", "scottplot" })
            yield return Renderers.Choose(name) is { Sentence: { } sentence } ? new(name, false, "not found", sentence) : new(name, true, "draws figures");
        yield return DataFolder();
    }

    private static IEnumerable<Finding> Torch()
    {
        // The stand-in describes itself; TorchSharp's own package has no such type.
        var self = typeof(torch).Assembly.GetType("TorchSharp.TorchSystemInfo");
        yield return new("Torch", true, self is null ? $"TorchSharp {typeof(torch).Assembly.GetName().Version}" : "stand-in for TorchSharp on this machine's libtorch (DeepNfaTorch=System)");
        var library = Loaded(self);
        yield return library;
        if (!library.Good) yield break;
        yield return new("threads", true, $"{torch.get_num_threads()}");
        yield return torch.cuda.is_available()
            ? new("CUDA", true, $"{torch.cuda.device_count()} device(s)")
            : new("CUDA", false, "no device", "Only --device cuda needs it: a libtorch built for CUDA and an NVIDIA driver.");
    }

    private static Finding Loaded(Type? self)
    {
        try
        {
            string version = torch.__version__;
            using var one = torch.ones(1L);
            string details = self?.GetMethod("Describe")?.Invoke(null, null) as string ?? "";
            return new("libtorch", true, details.Length > 0 ? details : version, Needed: true);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or NotSupportedException || e.InnerException is DllNotFoundException)
        {
            string reason = (e.InnerException ?? e).Message.Split('\n')[0];
            return new("libtorch", false, reason, "Install libtorch-dev, or set DEEPNFA_LIBTORCH to a folder with include/ and lib/ (that of a pip PyTorch will do), then run eng/setup.", Needed: true);
        }
    }

    private static Finding DataFolder()
    {
        string? folder = Environment.GetEnvironmentVariable("DEEPNFA_DATA");
        return folder is null ? new("data", true, "DEEPNFA_DATA is not set; name a folder with --data DIR")
            : Directory.Exists(folder) ? new("data", true, $"DEEPNFA_DATA={folder}")
            : new("data", false, $"DEEPNFA_DATA={folder} does not exist", "Set it to a folder of data, or unset it.");
    }

    private sealed record Finding(string What, bool Good, string Found, string? Advice = null, bool Needed = false);
}
