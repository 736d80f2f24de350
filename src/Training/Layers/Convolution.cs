using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Training;

/// <summary>A convolution with square filters over zero-padded maps; the cross-correlation that PyTorch's Conv2d computes.</summary>
/// <remarks>Its weight matrix is (filters × channels·kernel²), a filter row by row and channel after channel: the matrix that multiplies every patch of the unfolded input.</remarks>
public sealed record Convolution : LayerKind
{
    /// <summary>A convolution.</summary>
    /// <param name="filters">Filters: maps of the output.</param>
    /// <param name="kernel">The side of a filter in pixels.</param>
    /// <param name="stride">Pixels from one place to the next.</param>
    /// <param name="padding">Zeros around the maps.</param>
    /// <exception cref="UsageException">A number is out of range.</exception>
    public Convolution(int filters, int kernel, int stride = 1, int padding = 0)
    {
        Require.None(
            Require.Violation(filters >= 1, "conv", "at least 1 filter", filters),
            Require.Violation(kernel >= 1, "conv", "a kernel of at least 1 pixel", kernel),
            Require.Violation(stride >= 1, "conv", "a stride of at least 1", stride),
            Require.Violation(padding >= 0 && padding < Math.Max(kernel, 1), "conv", "a padding from 0 to below the kernel", padding));
        (Filters, Kernel, Stride, Padding) = (filters, kernel, stride, padding);
    }

    /// <summary>Filters: maps of the output.</summary>
    public int Filters { get; }

    /// <summary>The side q of a filter in pixels.</summary>
    public int Kernel { get; }

    /// <summary>Pixels from one place to the next.</summary>
    public int Stride { get; }

    /// <summary>Zeros around the maps.</summary>
    public int Padding { get; }

    /// <inheritdoc/>
    public override string Text => Joined("conv", (Filters, 0), (Kernel, 0), (Stride, 1), (Padding, 0));

    /// <inheritdoc/>
    public override FeatureSize Output(FeatureSize input) => Windows(input, Filters, Kernel, Stride, Padding);

    /// <inheritdoc/>
    public override (int Rows, int Columns)? WeightShape(FeatureSize input) => (Filters, input.Channels * Kernel * Kernel);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input, Tensor? weight, Tensor? bias) => nn.functional.conv2d(input, Filter(weight!, input), bias, [Stride, Stride], [Padding, Padding]);

    /// <inheritdoc/>
    public override Tensor Back(Tensor gradient, Tensor input, Tensor? weight)
    {
        var (n, c) = (gradient.shape[0], gradient.shape[1]);
        var (maps, filter) = (gradient.flatten(0, 1), Filter(weight!, input));
        // At stride 1 it is a convolution with the filters turned round, which libraries do faster in single precision, and slower in double.
        var back = Stride == 1 && gradient.dtype == ScalarType.Float32
            ? nn.functional.conv2d(maps, filter.transpose(0, 1).flip(2, 3), null, [1, 1], [Kernel - 1 - Padding, Kernel - 1 - Padding])
            : nn.functional.conv_transpose2d(maps, filter, null, [Stride, Stride], [Padding, Padding], LeftOver(input, gradient, Kernel, Stride, Padding));
        return back.view([n, c, .. back.shape[1..]]);
    }

    /// <summary>Every patch that the filters see, (n × channels·kernel² × places).</summary>
    public Tensor Patches(Tensor input) => nn.functional.unfold(input, Kernel, 1, Padding, Stride);

    private Tensor Filter(Tensor weight, Tensor input) => weight.view(Filters, input.shape[1], Kernel, Kernel);
}
