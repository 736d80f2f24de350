using System.Collections.Concurrent;
using DeepNfa.Algebra;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Algebra;

/// <remarks>Alone: the thread count of libtorch belongs to the process.</remarks>
[Collection(Alone.Name)]
public sealed class WorkersTests : IDisposable
{
    private readonly int _threads = get_num_threads();

    public WorkersTests() => set_num_threads(2);

    public void Dispose() => set_num_threads(_threads);

    [Fact]
    public void Every_block_is_done_once_by_threads_that_are_kept_from_call_to_call()
    {
        var seen = new ConcurrentDictionary<int, bool>();
        for (int round = 0; round < 20; round++)
        {
            int[] done = new int[8];
            Workers.Run(done.Length, CPU, block =>
            {
                seen[Environment.CurrentManagedThreadId] = true;
                Interlocked.Increment(ref done[block]);
                Assert.Equal(1, get_num_threads());
            });
            Assert.All(done, times => Assert.Equal(1, times));
            Assert.Equal(2, get_num_threads());
        }
        Assert.InRange(seen.Count, 1, 2);
        Assert.DoesNotContain(Environment.CurrentManagedThreadId, seen.Keys);
    }

    [Fact]
    public void What_a_block_throws_is_thrown_to_the_caller_and_the_threads_serve_on()
    {
        var thrown = Assert.Throws<InvalidOperationException>(() => Workers.Run(4, CPU, block => { if (block == 2) throw new InvalidOperationException("block 2"); }));
        Assert.Equal("block 2", thrown.Message);
        long sum = 0;
        Workers.Run(10, CPU, block => Interlocked.Add(ref sum, block));
        Assert.Equal(45, sum);
    }

    [Fact]
    public void Calls_of_several_threads_at_once_do_not_wait_for_each_other()
    {
        using var meeting = new Barrier(2); // both are within a block at the same time, or neither ends
        var calls = Enumerable.Range(0, 2).Select(_ => new Thread(() => Workers.Run(2, CPU, block => { if (block == 0) Assert.True(meeting.SignalAndWait(TimeSpan.FromSeconds(60))); }))).ToList();
        foreach (var call in calls) call.Start();
        Assert.All(calls, call => Assert.True(call.Join(TimeSpan.FromSeconds(60))));
    }
}
