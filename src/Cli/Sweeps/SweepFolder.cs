using System.Text.Json;
using DeepNfa.Records;

namespace DeepNfa.Cli.Sweeps;

/// <summary>How far a task is.</summary>
internal enum TaskState
{
    /// <summary>Not begun.</summary>
    Waiting,

    /// <summary>Somebody works on it.</summary>
    Running,

    /// <summary>Begun, and nobody works on it; the next attempt goes on with it.</summary>
    Interrupted,

    /// <summary>The last attempt failed.</summary>
    Failed,

    /// <summary>Done.</summary>
    Done,
}

/// <summary>A task with its state, from its run's folder alone.</summary>
/// <param name="Task">The task.</param>
/// <param name="State">How far it is.</param>
/// <param name="Detail">Who works on it, or how it failed; null where there is nothing to say.</param>
/// <param name="Epoch">The last recorded epoch; null before one is.</param>
internal sealed record TaskStanding(SweepTask Task, TaskState State, string? Detail, int? Epoch);

/// <summary>A plan with the folder of its runs: nothing but these folders says what is done, so many machines may look and work at once.</summary>
internal sealed class SweepFolder
{
    private readonly TaskCommand _command;
    private readonly Dictionary<int, SessionRequest> _requests = []; // of tasks by index, each parsed once

    /// <summary>A plan with the folder that was named, or else runs/NAME, NAME being that of the plan's file.</summary>
    /// <exception cref="DataException">The plan is not there or is no JSON, or the folder holds runs of another plan alone.</exception>
    /// <exception cref="UsageException">The plan says what is not understood.</exception>
    public SweepFolder(string plan, string? folder)
    {
        Plan = SweepPlan.Read(plan);
        Path = folder ?? System.IO.Path.Combine("runs", System.IO.Path.GetFileNameWithoutExtension(plan));
        _command = new TaskCommand(Plan);
        Tasks = SweepTask.Of(Plan, _command, Path);
        var runs = DiskFiles.Instance.List(Path).Where(n => SessionFolder.IsSession(System.IO.Path.Combine(Path, n))).ToHashSet();
        Others = [.. runs.Except(Tasks.Select(t => t.Name)).Order(StringComparer.Ordinal)];
        if (Others.Count > 0 && Others.Count == runs.Count) throw new DataException($"'{Path}' holds runs of another plan, such as {Others[0]}, and none of '{plan}'. Name another folder with --out.");
    }

    /// <summary>The plan.</summary>
    public SweepPlan Plan { get; }

    /// <summary>The folder of the runs.</summary>
    public string Path { get; }

    /// <summary>The names of runs in the folder that are no task of the plan: it may have had other settings once.</summary>
    public IReadOnlyList<string> Others { get; }

    /// <summary>All tasks.</summary>
    public IReadOnlyList<SweepTask> Tasks { get; }

    /// <summary>What a task asks for.</summary>
    /// <exception cref="UsageException">A value does not fit its setting.</exception>
    public SessionRequest Request(SweepTask task) => _requests.TryGetValue(task.Index, out var known) ? known : _requests[task.Index] = _command.Request(task.Arguments);

    /// <summary>How far a task is.</summary>
    /// <exception cref="DataException">Its folder holds a run of another plan, or cannot be understood.</exception>
    public TaskStanding Look(SweepTask task)
    {
        if (!SessionFolder.IsSession(task.Folder))
            return TaskFailure.Read(task.Folder) is { } early ? new(task, TaskState.Failed, Words(early), null) : new(task, TaskState.Waiting, null, null);
        var session = SessionFolder.Read(task.Folder);
        RequireOwn(task, session);
        if (session.Finished) return new(task, TaskState.Done, null, null);
        int? epoch = LastEpoch(task.Folder);
        return FolderLock.LivingHolder(task.Folder) is { } holder ? new(task, TaskState.Running, holder, epoch)
            : TaskFailure.Read(task.Folder) is { } failure ? new(task, TaskState.Failed, Words(failure), epoch)
            : new(task, TaskState.Interrupted, null, epoch);
    }

    /// <summary>How far all tasks are.</summary>
    /// <exception cref="DataException">A folder holds a run of another plan.</exception>
    public IReadOnlyList<TaskStanding> Look() => [.. Tasks.Select(Look)];

    /// <summary>The folders of a task's runs: its own, or those in it.</summary>
    public static IReadOnlyList<string> Runs(SweepTask task) => RunFolder.IsRun(task.Folder) ? [task.Folder]
        : [.. DiskFiles.Instance.List(task.Folder).Select(n => System.IO.Path.Combine(task.Folder, n)).Where(f => RunFolder.IsRun(f))];

    private void RequireOwn(SweepTask task, RunSession there)
    {
        var request = Request(task);
        var wanted = there with { Name = request.Name, Settings = KnownThen(request.Settings, there.Settings), Seed = task.Seed, Data = Session.DataOf(request), Judged = request.Judged };
        if (wanted.DifferenceTo(there) is { } difference)
            throw new DataException($"'{task.Folder}' is of another plan: '{Plan.File}' asks for {difference}. Name another folder with --out, or put the plan back that it was run by.");
    }

    /// <summary>Settings without those that an earlier program did not know, unless the plan changes them: what they have beyond its own are defaults that do as it did.</summary>
    private JsonElement KnownThen(JsonElement now, JsonElement then)
    {
        if (now.ValueKind != JsonValueKind.Object || then.ValueKind != JsonValueKind.Object) return now;
        var set = Plan.Settings.Concat(Plan.Entries.SelectMany(e => e.Settings)).Select(p => p.Name).Concat(Plan.Grid.Select(g => g.Name)).Select(NearestName.Plain).ToHashSet();
        return JsonSerializer.SerializeToElement(now.EnumerateObject().Where(p => then.TryGetProperty(p.Name, out JsonElement _) || set.Contains(NearestName.Plain(p.Name))).ToDictionary(p => p.Name, p => p.Value));
    }

    private static string Words(TaskFailure failure) => $"exit code {failure.ExitCode}: {failure.Sentence}";

    private static int? LastEpoch(string folder)
    {
        try
        {
            return RunFolder.IsRun(folder) && RunFolder.Open(folder).Load().Epochs is [.., var last] ? last.Epoch : null;
        }
        catch (DeepNfaException)
        {
            return null; // just being written
        }
    }
}
