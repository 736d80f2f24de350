using static TorchSharp.torch;

namespace DeepNfa.Kernels.Convolution;

/// <summary>One of the two sides of a block of pairs of images. M stands on either of them, once: in the other are the patches as they are. Its tensors live in the dispose scope in which it was made.</summary>
/// <param name="Patches">z or zM, (rows × columns × n × d).</param>
/// <param name="Norms">√a of each layer, (rows × columns × n); of the first alone for depth 0.</param>
internal sealed record PatchSide(Tensor Patches, IReadOnlyList<Tensor> Norms)
{
    private const double Numbers = 4e6; // of patches at once where only their norms are wanted

    /// <summary>The number of images.</summary>
    public long Count => Patches.shape[2];

    /// <summary>A side with M.</summary>
    public static PatchSide Measured(ConvolutionalTangentKernel kernel, Tensor images, Metric metric)
    {
        using var scope = NewDisposeScope();
        var patches = kernel.Layout.Of(images);
        var measured = metric.Times(patches.reshape(-1, kernel.Layout.Width)).reshape(patches.shape);
        var variance = (patches * measured).sum(3).clamp_min_(0); // a¹; rounding may leave less than nothing
        var norms = new List<Tensor> { variance.sqrt() };
        for (int l = 1; l < kernel.Depth; l++) norms.Add((variance = WindowSums.Of(variance, kernel.Layout.Patch, kernel.Layout.Padding)).sqrt());
        return new(measured.MoveToOuterDisposeScope(), [.. norms.Select(n => n.MoveToOuterDisposeScope())]);
    }

    /// <summary>A side without M: some of the images whose norms are known.</summary>
    public static PatchSide Plain(ConvolutionalTangentKernel kernel, Tensor images, IReadOnlyList<Tensor> norms, long start, long count) =>
        new(kernel.Layout.Of(images.narrow(0, start, count)), [.. norms.Select(n => n.narrow(2, start, count))]);

    /// <summary>The norms of many images, some at a time.</summary>
    public static IReadOnlyList<Tensor> NormsOf(ConvolutionalTangentKernel kernel, Tensor images, Metric metric)
    {
        using var scope = NewDisposeScope();
        long n = images.shape[0], step = Math.Max(1, (long)(Numbers / ((double)kernel.Layout.Positions * kernel.Layout.Width)));
        var parts = new List<IReadOnlyList<Tensor>>();
        for (long start = 0; start < n; start += step)
        {
            using var inner = NewDisposeScope();
            parts.Add([.. Measured(kernel, images.narrow(0, start, Math.Min(step, n - start)), metric).Norms.Select(t => t.MoveToOuterDisposeScope())]);
        }
        return [.. Enumerable.Range(0, parts[0].Count).Select(l => cat([.. parts.Select(p => p[l])], 2).MoveToOuterDisposeScope())];
    }
}
