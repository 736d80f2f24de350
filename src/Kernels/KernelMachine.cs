using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Kernels;

/// <summary>A fitted kernel machine f(x) = Σⱼ αⱼ k(x, zⱼ) in a metric M.</summary>
/// <remarks>It owns metric and coefficients, which leave the dispose scope that they were made in; the centres are the data's, or an alias that lives as long as the machine.</remarks>
public sealed class KernelMachine : IDisposable
{
    /// <summary>A machine of its parts.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="metric">M; the machine disposes it.</param>
    /// <param name="centers">Z, (n×d).</param>
    /// <param name="coefficients">α, (n×c), of the type of the centres.</param>
    /// <exception cref="UsageException">The shapes do not belong together.</exception>
    public KernelMachine(IKernel kernel, Metric metric, Tensor centers, Tensor coefficients)
    {
        Require.Shape(centers.shape, [-1, metric.Width]);
        Require.Shape(coefficients.shape, [centers.shape[0], -1]);
        (Kernel, Metric) = (kernel, metric);
        Centers = centers.alias().DetachFromDisposeScope();
        Coefficients = coefficients.DetachFromDisposeScope();
    }

    /// <summary>The kernel, with the bandwidth that was used.</summary>
    public IKernel Kernel { get; }

    /// <summary>M.</summary>
    public Metric Metric { get; }

    /// <summary>Z, (n×d).</summary>
    public Tensor Centers { get; }

    /// <summary>α, (n×c).</summary>
    public Tensor Coefficients { get; }

    /// <summary>The outputs at some inputs, a new tensor (m×c) in the current dispose scope; in blocks, so that memory does not grow with m.</summary>
    /// <param name="inputs">X, (m×d), of the type of the centres.</param>
    /// <exception cref="UsageException">The inputs are not as wide as the machine.</exception>
    public Tensor Predict(Tensor inputs)
    {
        Require.Shape(inputs.shape, [-1, Metric.Width], "Give the columns that the machine was fitted to.");
        using var scope = NewDisposeScope();
        var outputs = empty(inputs.shape[0], Coefficients.shape[1], dtype: inputs.dtype, device: inputs.device);
        var buffer = empty(Math.Min(KernelGeometry.BlockSize, inputs.shape[0]), Centers.shape[0], dtype: inputs.dtype, device: inputs.device);
        KernelGeometry.ForEachBlock(Kernel, Metric, inputs, Centers, (_, count) => buffer.narrow(0, 0, count), (block, at, _) =>
        {
            Kernel.Values(block);
            outputs.narrow(0, at, block.shape[0]).copy_(block.matmul(Coefficients));
        });
        return outputs.MoveToOuterDisposeScope();
    }

    /// <summary>Class probabilities: the point of the simplex {p ≥ 0, Σp = 1} that is nearest to each row of outputs, a new tensor (m×c) in the current dispose scope.</summary>
    /// <remarks>Squared error on one-hot targets estimates probabilities, but not within their bounds; the nearest admissible row is the least change that makes them so.
    /// <b>Source.</b> Held, Wolfe and Crowder (1974); Duchi et al., ICML 2008, figure 1.</remarks>
    /// <param name="outputs">What <see cref="Predict"/> returned, (m×c).</param>
    public static Tensor Probabilities(Tensor outputs)
    {
        using var scope = NewDisposeScope();
        long c = outputs.shape[1];
        var sorted = outputs.sort(1, descending: true).Values;
        var excess = (sorted.cumsum(1) - 1) / arange(1, c + 1, dtype: outputs.dtype, device: outputs.device); // (m×c)
        var support = sorted.gt(excess).sum(1, keepdim: true); // (m×1), at least 1
        return (outputs - excess.gather(1, support - 1)).clamp_min_(0).MoveToOuterDisposeScope();
    }

    /// <summary>Outputs and score on a labelled set.</summary>
    public SplitMetrics Score(LabeledSet set)
    {
        using var scope = NewDisposeScope();
        return Scores.Of(Predict(set.Inputs), set.Targets, set.Classification);
    }

    /// <summary>Frees metric, centres and coefficients.</summary>
    public void Dispose()
    {
        Metric.Dispose();
        Centers.Dispose();
        Coefficients.Dispose();
    }
}
