using System.Text.Json;
using DeepNfa.Records;

namespace DeepNfa.Cli.Sweeps;

/// <summary>What a sweep would do: its tasks, with the estimated time and memory of each.</summary>
internal sealed class SweepForecast(SweepFolder sweep, int jobs)
{
    public void Write(TextWriter output, bool json)
    {
        var needs = new TaskNeeds(sweep);
        var rows = sweep.Look().Select(s => (s.Task, s.State, Need: needs.Of(s.Task))).ToList();
        var left = rows.Where(r => r.State != TaskState.Done).ToList();
        double free = FreeMemory.Bytes(), most = rows.Max(r => sweep.Plan.Limits.MemoryMB * 1e6 ?? r.Need.Bytes ?? 0);
        int fit = Math.Clamp(most > 0 ? (int)(free / most) : jobs, 1, jobs);
        double? seconds = left.All(r => r.Need.Seconds is not null) ? left.Sum(r => r.Need.Seconds!.Value) : null;
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(new
            {
                folder = sweep.Path,
                jobs = fit,
                seconds = seconds is { } s ? Math.Ceiling(s / fit) : (double?)null,
                freeMB = Math.Round(free / 1e6),
                tasks = rows.Select(r => new { index = r.Task.Index, name = r.Task.Name, done = r.State == TaskState.Done, seconds = Rounded(r.Need.Seconds), memoryMB = Rounded(r.Need.Bytes / 1e6), command = CommandText.Of(r.Task.Arguments) }),
            }, Json.Readable));
            return;
        }
        output.WriteLine($"index  memory    time  task");
        foreach (var (task, state, need) in rows)
            output.WriteLine($"{task.Index,5}  {(need.Bytes is { } b ? FormattableString.Invariant($"{b / 1e6:0} MB") : "–"),6}  {(state == TaskState.Done ? "done" : need.Seconds is { } s ? Time(s) : "–"),6}  {task.Name}");
        output.WriteLine($"{left.Count} of {rows.Count} tasks to do in {sweep.Path}, {fit} at once; {(seconds is { } all ? $"about {Time(all / fit)}" : "how long is not known")}; {free / 1e6:0} MB are free");
        if (left.Count > 0) output.WriteLine($"the first: {CommandText.Of(left[0].Task.Arguments)}");
    }

    private static double? Rounded(double? value) => value is { } v ? Math.Ceiling(v) : null;

    private static string Time(double seconds) => seconds < 100 ? FormattableString.Invariant($"{seconds:0} s") : seconds < 6000 ? FormattableString.Invariant($"{seconds / 60:0} min") : FormattableString.Invariant($"{seconds / 3600:0.0} h");
}
