using TorchSharp;

namespace DeepNfa.Tests;

/// <summary>The number of tensors that are alive.</summary>
internal static class LiveTensors
{
    /// <summary>Counts when what earlier tests left to the collector is gone: otherwise it would go while a test counts.</summary>
    public static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return torch.Tensor.TotalCount;
    }
}
