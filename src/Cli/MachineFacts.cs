using System.Runtime.InteropServices;
using TorchSharp;

namespace DeepNfa.Cli;

/// <summary>The machine and the versions of what computes, for manifests: a number without its machine is not a result.</summary>
internal static class MachineFacts
{
    public static IReadOnlyDictionary<string, string> Versions() => new Dictionary<string, string>
    {
        ["deepnfa"] = typeof(MachineFacts).Assembly.GetName().Version!.ToString(3),
        ["dotnet"] = Environment.Version.ToString(),
        ["libtorch"] = torch.__version__,
    };

    public static IReadOnlyDictionary<string, string> Machine(torch.Device? device) => new Dictionary<string, string>
    {
        ["os"] = RuntimeInformation.OSDescription,
        ["cpu"] = Processor(),
        ["cores"] = $"{Environment.ProcessorCount}",
        ["threads"] = $"{torch.get_num_threads()}",
        ["memory"] = $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 20)} MiB",
        ["device"] = device?.ToString() ?? "cpu",
    };

    private static string Processor()
    {
        const string Info = "/proc/cpuinfo";
        string? line = File.Exists(Info) ? File.ReadLines(Info).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
