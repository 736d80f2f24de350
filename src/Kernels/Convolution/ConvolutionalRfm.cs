using System.Diagnostics;
using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Kernels.Convolution;

/// <summary>The Recursive Feature Machine on patches: solve a machine with a convolutional kernel, let the AGOP of its gradients with respect to the patches become the metric of the patches, repeat.</summary>
/// <remarks>
/// <b>Formula.</b> M₀ = I; α = (K_M + λI)⁻¹y; M ← AGOP^s with AGOP = (1/m) Σ over images, positions and outputs of ∇_z f ∇_z fᵀ, where each patch z is an independent copy of its pixels; then M is divided by
/// the largest kernel of a training image with itself, which is what dividing K by its largest entry comes to.
/// <b>Cost.</b> An iteration computes n²/2 kernels, and m·n with their gradients at about three times the cost; K and its factor share one n × n matrix in double precision, whatever the precision of the images.
/// <b>Source.</b> Beaglehole, Radhakrishnan, Pandit and Belkin, arXiv 2309.00570; Radhakrishnan et al., Science 383 (2024). <b>Also known as</b> ConvRFM.
/// </remarks>
public static class ConvolutionalRfm
{
    /// <summary>Fits as the caller pulls: iteration 0 is the plain kernel machine, each further one has updated M.</summary>
    /// <param name="kernel">The kernel, whose layout is that of the data's images.</param>
    /// <param name="data">The images; validation may be missing.</param>
    /// <param name="plan">All settings.</param>
    /// <param name="stop">Ends the work between two blocks.</param>
    /// <exception cref="UsageException">The plan or the kernel is out of range, or does not fit the images.</exception>
    /// <exception cref="DataException">The data cannot be fitted.</exception>
    public static IEnumerable<ConvolutionalRfmIteration> Fit(ConvolutionalTangentKernel kernel, DataSplit data, ConvolutionalRfmPlan plan, CancellationToken stop = default)
    {
        plan.Validated();
        kernel.Validated();
        RequireImages(kernel.Layout.Image, data.Train);
        if (data.Validation is { } validation) RequireImages(kernel.Layout.Image, validation);
        if (plan.Start is { } start) kernel.RequireWidth(start);
        RecursiveFeatureMachine.RequireSomethingToLearn(data.Train);
        return Iterations(kernel, data, plan, stop);
    }

    private static IEnumerable<ConvolutionalRfmIteration> Iterations(ConvolutionalTangentKernel kernel, DataSplit data, ConvolutionalRfmPlan plan, CancellationToken stop)
    {
        var images = data.Train.Inputs;
        using var square = empty(images.shape[0], images.shape[0], dtype: ScalarType.Float64, device: images.device).DetachFromDisposeScope();
        var metric = Start(kernel, images, plan);
        var updated = TimeSpan.Zero;
        for (int t = 0; ; t++)
        {
            var iteration = Solve(t, kernel, metric, data, plan, square, stop) with { UpdateElapsed = updated };
            // The caller disposes the machine when it likes, and the update needs its parts.
            using var coefficients = iteration.Machine.Coefficients.alias().DetachFromDisposeScope();
            using var used = new Metric(iteration.Machine.Metric.Values.alias());
            yield return iteration;
            if (t == plan.Iterations) yield break;
            long begun = Stopwatch.GetTimestamp();
            metric = Updated(kernel, used, images, coefficients, plan, stop);
            updated = Stopwatch.GetElapsedTime(begun);
        }
    }

    private static ConvolutionalRfmIteration Solve(int iteration, ConvolutionalTangentKernel kernel, Metric metric, DataSplit data, ConvolutionalRfmPlan plan, Tensor square, CancellationToken stop)
    {
        long begun = Stopwatch.GetTimestamp();
        using var scope = NewDisposeScope();
        new PatchBlocks(kernel, metric, data.Train.Inputs, stop).FillTriangle(square);
        using var symmetric = new SymmetricKernel(square);
        var (coefficients, fitted, report) = KernelRidge.Solve(symmetric, data.Train.Targets.to(ScalarType.Float64), plan.Ridge, null);
        var machine = new ConvolutionalMachine(kernel, metric, data.Train.Inputs, coefficients.MoveToOuterDisposeScope());
        var elapsed = Stopwatch.GetElapsedTime(begun);
        if (!isfinite(coefficients.sum()).ToBoolean()) throw new DataException($"The machine of iteration {iteration} has coefficients that are not finite. Raise the ridge, or scale the images.");
        var train = Scores.Of(fitted, data.Train.Targets, data.Train.Classification);
        var validation = data.Validation is { } set ? machine.Score(set, stop) : null;
        return new(iteration, machine, train, validation, report, elapsed, TimeSpan.Zero);
    }

    private static Metric Updated(ConvolutionalTangentKernel kernel, Metric metric, Tensor images, Tensor coefficients, ConvolutionalRfmPlan plan, CancellationToken stop)
    {
        using var scope = NewDisposeScope();
        var points = images.narrow(0, 0, Math.Min(images.shape[0], plan.GradientImages));
        var agop = new PatchBlocks(kernel, metric, images, stop).Agop(points, coefficients);
        if (plan.Power != 1) agop = Spectrum.Of(agop.to(ScalarType.Float64)).Power(plan.Power).to(agop.dtype);
        if (!(agop.abs().max().ToDouble() > 0)) throw new DataException("The AGOP on patches is zero: the machine is constant, so there are no features to learn. Look whether the targets vary, and whether the ridge is in the range of the data.");
        return Scaled(kernel, agop, images);
    }

    private static Metric Start(ConvolutionalTangentKernel kernel, Tensor images, ConvolutionalRfmPlan plan)
    {
        using var scope = NewDisposeScope();
        return Scaled(kernel, plan.Start is { } start ? start.Values.to(images.dtype) : eye(kernel.Layout.Width, dtype: images.dtype, device: images.device), images);
    }

    /// <summary>M divided by the largest kernel of an image with itself.</summary>
    private static Metric Scaled(ConvolutionalTangentKernel kernel, Tensor metric, Tensor images)
    {
        using var whole = new Metric(metric.clone());
        double largest = kernel.Diagonal(images, whole).max().ToDouble();
        return largest > 0 && double.IsFinite(largest)
            ? new(metric / largest)
            : throw new DataException($"The largest kernel of an image with itself is {largest}, so no machine can be fitted. Look whether all images are zero, or their numbers extreme.");
    }

    private static void RequireImages(ImageShape expected, LabeledSet set)
    {
        if (set.Image is { } image && image != expected)
            throw new UsageException($"image: expected a kernel on {image.Height} × {image.Width} pixels and {image.Channels} channel(s), the images of {set.Name}; got one on {expected.Height} × {expected.Width} and {expected.Channels}. Give the kernel the shape of the images.");
        Require.Shape(set.Inputs.shape, [-1, (long)expected.Height * expected.Width * expected.Channels], $"{set.Name} holds images of another size than the kernel.");
    }
}
