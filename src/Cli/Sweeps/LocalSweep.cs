using DeepNfa.Records;

namespace DeepNfa.Cli.Sweeps;

/// <summary>All tasks of a plan on this machine, several at once within its cores and memory. A failed task stops no other; another machine may work on the same folder.</summary>
internal sealed class LocalSweep(SweepFolder sweep, int jobs, Terminal terminal)
{
    private static readonly TimeSpan s_glance = TimeSpan.FromSeconds(0.2);

    private readonly TaskNeeds _needs = new(sweep);
    private readonly List<TaskProcess> _running = [];
    private readonly List<int> _failed = []; // exit codes
    private readonly List<SweepTask> _elsewhere = [];
    private readonly double _memory = FreeMemory.Bytes();
    private bool _asked;
    private int _done;

    /// <summary>Runs what is not done.</summary>
    /// <returns>0, or the exit code of the first task that failed.</returns>
    /// <exception cref="OperationCanceledException">The user asked to stop; all tasks have saved their state.</exception>
    public int Run()
    {
        var standings = sweep.Look(); // of another plan: before anything runs
        foreach (var task in sweep.Tasks) sweep.Request(task); // and settings that cannot be
        _done = standings.Count(s => s.State == TaskState.Done);
        var display = new SweepDisplay(sweep.Tasks.Count, _done, terminal);
        var queue = new Queue<SweepTask>(standings.Where(s => s.State != TaskState.Done).Select(s => s.Task));
        try
        {
            while (queue.Count > 0 || _running.Count > 0)
            {
                if (terminal.Stop.Token.IsCancellationRequested) AskToStop(queue);
                while (queue.Count > 0 && Fits(queue.Peek())) Begin(queue.Dequeue());
                display.Show(_done, _running.Count, _failed.Count);
                Await();
                foreach (var ended in _running.Where(p => p.Ended.IsCompleted).ToList()) End(ended, display);
            }
        }
        finally
        {
            foreach (var process in _running) process.Dispose();
        }
        display.Show(_done, 0, _failed.Count, last: true);
        return Conclude();
    }

    /// <summary>Whether a task may begin: a job is free, and its memory is. A task alone always may, and says itself if it does not fit.</summary>
    private bool Fits(SweepTask task) => _running.Count == 0 || (_running.Count < jobs && _running.Sum(p => p.Bytes) + _needs.Bytes(task) <= _memory);

    private void Begin(SweepTask task)
    {
        if (sweep.Look(task) is { State: not (TaskState.Waiting or TaskState.Interrupted or TaskState.Failed) and var state })
        {
            if (state == TaskState.Done) _done++;
            else _elsewhere.Add(task);
            return;
        }
        TaskFailure.Forget(task.Folder);
        _running.Add(TaskProcess.Start(task, _needs.Bytes(task)));
    }

    private void Await()
    {
        if (_running.Count > 0) Task.WaitAny([.. _running.Select(p => p.Ended)], s_glance);
    }

    private void End(TaskProcess process, SweepDisplay display)
    {
        _running.Remove(process);
        var (task, code) = (process.Task, process.ExitCode);
        bool stopped = _asked && code is 130 or 143;
        if (code is 0 or 1) _done++; // 1: the claim of the experiment did not hold, which is a result
        else if (!stopped && sweep.Look(task) is { State: TaskState.Running or TaskState.Done }) _elsewhere.Add(task); // another was faster
        else if (!stopped)
        {
            string sentence = process.LastSentence();
            new TaskFailure(TaskFailure.CurrentSchema, code, sentence).Write(task.Folder);
            _failed.Add(code);
            display.Say(FormattableString.Invariant($"deepnfa: task {task.Index}, {task.Name}, ended with exit code {code} after {process.Elapsed.TotalSeconds:0} s: {sentence}"));
        }
        process.Dispose();
    }

    /// <summary>Begins nothing more, and asks the tasks. From a keyboard the signal reaches them, too, and a second one would end them at once.</summary>
    private void AskToStop(Queue<SweepTask> queue)
    {
        queue.Clear();
        if (_asked) return;
        _asked = true;
        bool heard = terminal.Stop.ExitCode == Interruption.FromKeyboard && (terminal.Interactive || terminal.In is not null);
        foreach (var process in heard ? [] : _running) process.Stop();
    }

    private int Conclude()
    {
        string left = $"Go on with: deepnfa sweep {CommandText.Quoted(sweep.Plan.File)} --out {CommandText.Quoted(sweep.Path)}";
        if (_asked) throw new InterruptedException($"interrupted; {_done} of {sweep.Tasks.Count} tasks are done, and the state of those that ran is saved. {left}");
        if (_elsewhere.Count > 0) terminal.Error.WriteLine($"deepnfa: {_elsewhere.Count} task(s) are being run by others, such as {_elsewhere[0].Name}.");
        if (_failed.Count > 0) terminal.Error.WriteLine($"deepnfa: {_failed.Count} of {sweep.Tasks.Count} tasks failed; the others are done. Once what was wrong is mended, {char.ToLowerInvariant(left[0])}{left[1..]}");
        return _failed.Count > 0 ? _failed[0] : 0;
    }
}
