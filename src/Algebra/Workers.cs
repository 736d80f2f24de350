using System.Runtime.ExceptionServices;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Algebra;

/// <summary>Blocks that do not depend on each other, side by side: many small operations hardly gain from a second thread inside each.</summary>
public static class Workers
{
    /// <summary>Does the work of every block, each in a dispose scope of its own; one after the other where tensors live on a device.</summary>
    /// <param name="blocks">The number of blocks, which are begun in order.</param>
    /// <param name="device">Where the tensors live.</param>
    /// <param name="work">The work of one block; what it writes is no other block's.</param>
    /// <param name="most">The most threads, where blocks take more memory than the time is worth.</param>
    /// <param name="stop">Ends the work between two blocks.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void Run(long blocks, Device device, Action<long> work, int most = int.MaxValue, CancellationToken stop = default)
    {
        int threads = get_num_threads();
        long next = -1;
        Exception? failure = null;
        if (threads == 1 || blocks == 1 || device.type != DeviceType.CPU)
        {
            All();
            return;
        }
        // Threads of our own: dispose scopes and libtorch's thread counts belong to the thread, and a pool would keep ours.
        var workers = Enumerable.Range(0, (int)Math.Min(Math.Min(threads, most), blocks)).Select(_ => WorkerThread.Begin(One)).ToList();
        foreach (var worker in workers) worker.Join();
        set_num_threads(threads);
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);

        void One()
        {
            try
            {
                set_num_threads(1);
                All();
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, e, null); // thrown again by the caller's thread
            }
        }

        void All()
        {
            using var _ = no_grad();
            for (long i = Interlocked.Increment(ref next); i < blocks && failure is null; i = Interlocked.Increment(ref next))
            {
                stop.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                work(i);
            }
        }
    }
}
