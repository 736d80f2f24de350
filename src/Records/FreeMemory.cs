using System.Globalization;

namespace DeepNfa.Records;

/// <summary>What the machine, or the container that the process runs in, has left.</summary>
public static class FreeMemory
{
    private const string Info = "/proc/meminfo";

    /// <summary>Bytes that can be taken without driving anything else out: of Linux what it calls available, and never more than the limit of the process.</summary>
    public static double Bytes()
    {
        double limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        string? line = File.Exists(Info) ? File.ReadLines(Info).FirstOrDefault(l => l.StartsWith("MemAvailable:", StringComparison.Ordinal)) : null;
        return line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kilobytes, ..] && double.TryParse(kilobytes, CultureInfo.InvariantCulture, out double free) ? Math.Min(limit, free * 1024) : limit;
    }

    /// <summary>Refuses what does not fit.</summary>
    /// <param name="bytes">What is needed at the peak.</param>
    /// <param name="what">What needs it, as the beginning of a sentence.</param>
    /// <param name="help">Which options need less, as a sentence.</param>
    /// <exception cref="EnvironmentException">It is more than is free.</exception>
    public static void Require(double bytes, string what, string help)
    {
        if (bytes > Bytes())
            throw new EnvironmentException(FormattableString.Invariant($"{what} needs about {bytes / 1e9:0.0} GB of memory; {Bytes() / 1e9:0.0} GB are free. {help}"));
    }
}
