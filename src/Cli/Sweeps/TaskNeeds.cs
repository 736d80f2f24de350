using DeepNfa.Records;

namespace DeepNfa.Cli.Sweeps;

/// <summary>What tasks take: the limit of the plan, or what a dry run of the same settings tells. Tasks that differ in their seed alone are asked once.</summary>
internal sealed class TaskNeeds(SweepFolder sweep)
{
    // Of what does not tell.
    private const double UsualBytes = 500e6;

    private readonly Dictionary<string, (double? Bytes, double? Seconds)> _known = [];

    /// <summary>Memory and time of a task; null where they are not known.</summary>
    /// <exception cref="DeepNfaException">The task cannot be run: its data are missing, its settings wrong, or it does not fit.</exception>
    public (double? Bytes, double? Seconds) Of(SweepTask task)
    {
        var request = sweep.Request(task);
        string key = request.Settings.GetRawText();
        if (_known.TryGetValue(key, out var known)) return known;
        CommonOptions.Apply(sweep.Plan.Limits.Threads, "cpu");
        var told = Session.Foretold(request, task.Seed, null);
        return _known[key] = (told?.MemoryBytes, told?.Seconds);
    }

    /// <summary>The memory to keep free for a task. One that cannot be run says so itself, and takes none.</summary>
    public double Bytes(SweepTask task)
    {
        if (sweep.Plan.Limits.MemoryMB is { } limit) return limit * 1e6;
        try
        {
            return Of(task).Bytes ?? UsualBytes;
        }
        catch (DeepNfaException)
        {
            return 0;
        }
    }
}
