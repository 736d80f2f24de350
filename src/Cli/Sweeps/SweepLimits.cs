using System.Globalization;
using System.Text.RegularExpressions;
using DeepNfa.Records;

namespace DeepNfa.Cli.Sweeps;

/// <summary>What a task may take.</summary>
/// <param name="Threads">Threads of its tensor operations, and the cores that it is counted for.</param>
/// <param name="MemoryMB">Its memory; null for what is estimated.</param>
/// <param name="Gpus">GPUs, 0 for the CPU.</param>
/// <param name="AtOnce">The most tasks at one time; null for as many as fit.</param>
/// <param name="Time">Wall-clock time of one attempt on a cluster, where a task that is not done by then goes on in another; null for what is estimated.</param>
internal sealed partial record SweepLimits(int Threads, int? MemoryMB, int Gpus, int? AtOnce, TimeSpan? Time)
{
    /// <summary>The limits of a plan; one thread and no others where it has none.</summary>
    /// <exception cref="UsageException">A limit is unknown or cannot be.</exception>
    public static SweepLimits Of(PlanObject? limits)
    {
        if (limits is null) return new(1, null, 0, null, null);
        limits.Knowing("threads", "memoryMB", "gpus", "atOnce", "time");
        return new(limits.Whole("threads", 1) ?? 1, limits.Whole("memoryMB", 1), limits.Whole("gpus", 0) ?? 0, limits.Whole("atOnce", 1), TimeOf(limits));
    }

    /// <summary>A time as people and Slurm write it: hours:minutes:seconds, days before them.</summary>
    public static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(time.Days > 0 ? $"{time.Days}-" : "")}{time.Hours:00}:{time.Minutes:00}:{time.Seconds:00}");

    private static TimeSpan? TimeOf(PlanObject limits)
    {
        if (limits.Text("time") is not { } text) return null;
        var parts = TimeForm().Match(text);
        if (!parts.Success) throw limits.Expected("time", "hours:minutes:seconds, such as 01:30:00, days before them, such as 2-00:00:00", limits.Find("time")!.Value);
        int Part(int i) => parts.Groups[i].Success ? int.Parse(parts.Groups[i].Value, CultureInfo.InvariantCulture) : 0;
        return new TimeSpan(Part(1), Part(2), Part(3), Part(4));
    }

    [GeneratedRegex(@"^(?:(\d{1,3})-)?(\d{1,3}):([0-5]\d):([0-5]\d)$")]
    private static partial Regex TimeForm();
}

/// <summary>What only a cluster needs to know.</summary>
/// <param name="Partition">The partition; null for the cluster's own choice.</param>
/// <param name="Options">More lines for sbatch, such as <c>--account=vision</c>.</param>
/// <param name="Setup">Lines of shell before the program, such as <c>module load cuda</c>.</param>
/// <param name="Program">How the program is called there, such as <c>apptainer exec deepnfa.sif deepnfa</c>; null for as it is called here.</param>
/// <param name="ArraySize">The most tasks of one job array (MaxArraySize of the cluster).</param>
internal sealed record SlurmWishes(string? Partition, IReadOnlyList<string> Options, IReadOnlyList<string> Setup, string? Program, int ArraySize)
{
    private const int UsualArraySize = 1000;

    /// <summary>The wishes of a plan; none where it has none.</summary>
    /// <exception cref="UsageException">A wish is unknown or cannot be.</exception>
    public static SlurmWishes Of(PlanObject? slurm)
    {
        if (slurm is null) return new(null, [], [], null, UsualArraySize);
        slurm.Knowing("partition", "options", "setup", "program", "arraySize");
        var wishes = new SlurmWishes(slurm.Text("partition"), slurm.Texts("options"), slurm.Texts("setup"), slurm.Text("program"), slurm.Whole("arraySize", 1) ?? UsualArraySize);
        string[] lines = [wishes.Partition ?? "", .. wishes.Options, .. wishes.Setup, wishes.Program ?? ""];
        if (lines.FirstOrDefault(l => l.Contains('\n', StringComparison.Ordinal) || l.Contains('\0', StringComparison.Ordinal)) is not null) throw new UsageException("slurm: expected one line a text; got a text with a line break. Give setup and options as lists of lines.");
        if (wishes.Options.FirstOrDefault(o => !o.StartsWith('-')) is { } stray) throw new UsageException($"slurm.options: expected options of sbatch, such as --account=vision; got '{stray}'. Commands belong into slurm.setup.");
        return wishes;
    }
}
