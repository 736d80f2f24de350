using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Kernels;

/// <summary>Kernel matrices and gradients of kernel machines, whole: for small inputs, and what the fast forms are tested against.</summary>
public static class KernelFunctions
{
    /// <summary>The kernel of every point with every centre.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="points">X, (m×d).</param>
    /// <param name="centers">Z, (n×d), of the type of X.</param>
    /// <param name="metric">M.</param>
    /// <returns>K, (m×n), a new tensor in the current dispose scope.</returns>
    /// <exception cref="UsageException">The widths differ.</exception>
    public static Tensor Gram(this IKernel kernel, Tensor points, Tensor centers, Metric metric)
    {
        using var scope = NewDisposeScope();
        var block = Arguments(kernel, points, centers, metric).Block;
        kernel.Values(block);
        return block.MoveToOuterDisposeScope();
    }

    /// <summary>The gradients of the machine f(x) = Σⱼ αⱼ k(x, zⱼ) at every point; a pair of equal rows adds nothing for a kernel of the distance.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="points">X, (m×d).</param>
    /// <param name="centers">Z, (n×d), of the type of X.</param>
    /// <param name="coefficients">α, (n×c).</param>
    /// <param name="metric">M.</param>
    /// <returns>(m×c×d), a new tensor in the current dispose scope. <b>Cost.</b> m·n·d numbers at once.</returns>
    /// <exception cref="UsageException">The widths differ.</exception>
    public static Tensor Gradients(this IKernel kernel, Tensor points, Tensor centers, Tensor coefficients, Metric metric)
    {
        using var scope = NewDisposeScope();
        var (slopes, equal) = Arguments(kernel, points, centers, metric);
        KernelGeometry.Slopes(kernel, slopes, equal);
        bool distances = kernel.Argument == KernelArgument.SquaredDistance;
        var direction = distances ? centers.unsqueeze(0) - points.unsqueeze(1) : centers.unsqueeze(0).expand(points.shape[0], -1, -1); // (m×n×d)
        var gradients = einsum("mn,nc,mnd->mcd", slopes, coefficients, direction);
        var flat = metric.Times(gradients.reshape(-1, points.shape[1]));
        return flat.reshape(gradients.shape).MoveToOuterDisposeScope();
    }

    private static (Tensor Block, bool Equal) Arguments(IKernel kernel, Tensor points, Tensor centers, Metric metric)
    {
        Require.Shape(points.shape, [-1, metric.Width], "The metric is as wide as the inputs.");
        Require.Shape(centers.shape, [-1, metric.Width], "The metric is as wide as the inputs.");
        var geometry = new KernelGeometry(kernel, metric, points, centers);
        var block = empty(points.shape[0], centers.shape[0], dtype: points.dtype, device: points.device);
        return (block, geometry.Fill(block, 0, 0));
    }
}
