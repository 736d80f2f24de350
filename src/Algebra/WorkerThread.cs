using System.Collections.Concurrent;

namespace DeepNfa.Algebra;

/// <summary>A thread that does one job after another and waits in between; lent to whoever has work for it.</summary>
/// <remarks>The allocator keeps memory for each thread that it has known, so threads made anew for every measurement would let a long process grow.</remarks>
internal sealed class WorkerThread
{
    private static readonly ConcurrentStack<WorkerThread> s_idle = new();
    private readonly object _turn = new();
    private Action? _job;

    private WorkerThread() => new Thread(Loop) { IsBackground = true, Name = "measuring" }.Start();

    /// <summary>Begins a job, which must not throw, on a thread that has none.</summary>
    public static WorkerThread Begin(Action job)
    {
        var worker = s_idle.TryPop(out var idle) ? idle : new();
        lock (worker._turn)
        {
            worker._job = job;
            Monitor.PulseAll(worker._turn);
        }
        return worker;
    }

    /// <summary>Waits for the job; the thread is then another's.</summary>
    public void Join()
    {
        lock (_turn)
            while (_job is not null) Monitor.Wait(_turn);
        s_idle.Push(this);
    }

    private void Loop()
    {
        while (true)
        {
            lock (_turn)
                while (_job is null) Monitor.Wait(_turn);
            _job();
            lock (_turn)
            {
                _job = null;
                Monitor.PulseAll(_turn);
            }
        }
    }
}
