using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Kernels.Convolution;

/// <summary>A fitted kernel machine f(x) = Σⱼ αⱼ k(x, zⱼ) on images, with a feature matrix M on their patches.</summary>
/// <remarks>It owns metric and coefficients, which leave the dispose scope that they were made in; the centres are the data's, or an alias that lives as long as the machine.</remarks>
public sealed class ConvolutionalMachine : IDisposable
{
    /// <summary>A machine of its parts.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="metric">M, (d × d); the machine disposes it.</param>
    /// <param name="centers">Z, (n × pixels).</param>
    /// <param name="coefficients">α, (n × c), float64.</param>
    /// <exception cref="UsageException">The parts do not belong together.</exception>
    public ConvolutionalMachine(ConvolutionalTangentKernel kernel, Metric metric, Tensor centers, Tensor coefficients)
    {
        kernel.Validated().RequireWidth(metric);
        Require.Shape(coefficients.shape, [centers.shape[0], -1]);
        (Kernel, Metric) = (kernel, metric);
        Centers = centers.alias().DetachFromDisposeScope();
        Coefficients = coefficients.DetachFromDisposeScope();
    }

    /// <summary>The kernel.</summary>
    public ConvolutionalTangentKernel Kernel { get; }

    /// <summary>M, (d × d), in the order of <see cref="PatchLayout"/>.</summary>
    public Metric Metric { get; }

    /// <summary>Z, (n × pixels).</summary>
    public Tensor Centers { get; }

    /// <summary>α, (n × c), float64.</summary>
    public Tensor Coefficients { get; }

    /// <summary>The outputs at some images, (m × c), float64, a new tensor in the current dispose scope; in blocks, so that memory does not grow with m.</summary>
    /// <param name="images">X, (m × pixels), of the type of the centres.</param>
    /// <param name="stop">Ends the work between two blocks.</param>
    /// <exception cref="UsageException">The images have another size.</exception>
    public Tensor Predict(Tensor images, CancellationToken stop = default)
    {
        Require.Shape(images.shape, [-1, Centers.shape[1]], "Give images of the size that the machine was fitted to.");
        using var scope = NewDisposeScope();
        return new PatchBlocks(Kernel, Metric, Centers, stop).Predict(images, Coefficients).MoveToOuterDisposeScope();
    }

    /// <summary>Outputs and score on a labelled set.</summary>
    public SplitMetrics Score(LabeledSet set, CancellationToken stop = default)
    {
        using var scope = NewDisposeScope();
        return Scores.Of(Predict(set.Inputs, stop), set.Targets, set.Classification);
    }

    /// <summary>Frees metric, centres and coefficients.</summary>
    public void Dispose()
    {
        Metric.Dispose();
        Centers.Dispose();
        Coefficients.Dispose();
    }
}
