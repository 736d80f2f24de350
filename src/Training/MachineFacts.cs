using System.Runtime.InteropServices;
using TorchSharp;

namespace DeepNfa.Training;

/// <summary>The machine and the versions of what computes, for manifests: a number without its machine is not a result.</summary>
public static class MachineFacts
{
    /// <summary>The versions of "deepnfa", "dotnet" and "libtorch".</summary>
    public static IReadOnlyDictionary<string, string> Versions() => new Dictionary<string, string>
    {
        ["deepnfa"] = typeof(MachineFacts).Assembly.GetName().Version!.ToString(3),
        ["dotnet"] = Environment.Version.ToString(),
        ["libtorch"] = torch.__version__,
    };

    /// <summary>"os", "cpu", "cores", "threads" of tensor operations, "memory" and "device".</summary>
    /// <param name="device">Where tensors live; the CPU if null.</param>
    public static IReadOnlyDictionary<string, string> Machine(torch.Device? device = null) => new Dictionary<string, string>
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
