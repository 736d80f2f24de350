using System.Diagnostics;
using System.Reflection;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.TorchSystem;

/// <summary>What the whole process shares; nothing else runs beside these tests.</summary>
[Collection(Alone.Name)]
public sealed class ProcessTests
{
    [Fact]
    public void A_hundred_thousand_operations_in_scopes_keep_memory_flat()
    {
        using var around = NewDisposeScope();
        var x = ones(8, 8).requires_grad_();
        void Work(int rounds)
        {
            for (var k = 0; k < rounds; k++)
            {
                using var scope = NewDisposeScope();
                var loss = (x[0] * 2 + 1).relu().sum();
                var g = autograd.grad([loss], [x])[0];
                var kept = g.sum().MoveToOuterDisposeScope();
                kept.Dispose();
                if (k % 1000 == 0) GC.Collect();      // what the managed heap could hold is not the question
            }
        }
        static long Resident() { using var me = Process.GetCurrentProcess(); return me.WorkingSet64; }
        Work(2000);
        var (tensors, bytes) = (LiveTensors.Settled(), Resident());
        Work(15000);       // seven operators a round
        Assert.Equal(tensors, Tensor.TotalCount);
        Assert.InRange(Resident() - bytes, long.MinValue, 8 << 20);
    }

    [Fact]
    public void Tensors_that_nobody_disposes_are_finalized()
    {
        static void Forget() { for (var k = 0; k < 100; k++) _ = zeros(10); }
        var before = LiveTensors.Settled();
        Forget();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.InRange(Tensor.TotalCount, long.MinValue, before + 1);
    }

    [Fact]
    public void Threads_are_set_for_libtorch_and_for_its_linear_algebra()
    {
        var before = get_num_threads();
        try
        {
            set_num_threads(1);
            Assert.Equal(1, get_num_threads());
            Assert.Contains(Info("BlasThreads") ?? 0, new object[] { 0, 1 });
            Assert.ThrowsAny<Exception>(() => set_num_threads(0));
        }
        finally { set_num_threads(before); }
        Assert.Equal(before, get_num_threads());
    }

    [Fact]
    public void Doctor_can_ask_which_libtorch_this_is()
    {
        Assert.Matches(@"^\d+\.\d+", __version__);
        if (typeof(Tensor).Assembly.GetType("TorchSharp.TorchSystemInfo") is null) return;     // the real TorchSharp
        Assert.Equal(__version__, Info("Version"));
        Assert.NotEmpty((string)Info("Blas")!);
        Assert.NotEmpty((string)Info("Configuration")!);
        Assert.True((string)Info("LibraryPath")! is "" or not null);
        Assert.Equal(get_num_threads(), Info("Threads"));
    }

    [Fact]
    public void Cuda_is_there_exactly_where_there_are_devices() => Assert.Equal(cuda.device_count() > 0, cuda.is_available());

    static object? Info(string property) =>
        typeof(Tensor).Assembly.GetType("TorchSharp.TorchSystemInfo")?.GetProperty(property, BindingFlags.Public | BindingFlags.Static)!.GetValue(null);
}
