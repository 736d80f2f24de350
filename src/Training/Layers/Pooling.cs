using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Training;

/// <summary>The largest value of every window of every map.</summary>
/// <remarks>Where values tie, gradients go to the first, as in autograd.</remarks>
public sealed record MaxPooling : LayerKind
{
    /// <summary>Pooling by windows.</summary>
    /// <param name="size">The side of a window in pixels.</param>
    /// <param name="stride">Pixels from one window to the next; the window's side if 0.</param>
    /// <param name="padding">Pixels around the maps that never win, at most half a window.</param>
    /// <exception cref="UsageException">A number is out of range.</exception>
    public MaxPooling(int size, int stride = 0, int padding = 0)
    {
        (Size, Stride, Padding) = (Require.AtLeast(size, 1, "", "max"), stride == 0 ? size : Require.AtLeast(stride, 1, "", "max"), Require.InRange(padding, 0, size / 2, "The padding of a window is at most half of it.", "max"));
    }

    /// <summary>The side of a window in pixels.</summary>
    public int Size { get; }

    /// <summary>Pixels from one window to the next.</summary>
    public int Stride { get; }

    /// <summary>Pixels around the maps that never win.</summary>
    public int Padding { get; }

    /// <inheritdoc/>
    public override string Text => Joined("max", (Size, 0), (Stride, Size), (Padding, 0));

    /// <inheritdoc/>
    public override FeatureSize Output(FeatureSize input) => Windows(input, input.Channels, Size, Stride, Padding);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input, Tensor? weight, Tensor? bias) => nn.functional.max_pool2d(input, [Size, Size], [Stride, Stride], [Padding, Padding]);

    /// <inheritdoc/>
    public override Tensor Back(Tensor gradient, Tensor input, Tensor? weight)
    {
        using var scope = NewDisposeScope();
        var (_, indices) = nn.functional.max_pool2d_with_indices(input, [Size, Size], [Stride, Stride], [Padding, Padding]);
        var (n, c, channels) = (gradient.shape[0], gradient.shape[1], input.shape[1]);
        long pixels = input.shape[2] * input.shape[3];
        var places = indices.flatten(2).unsqueeze(1); // (n×1×channels×windows), each the number of a pixel
        var back = zeros([n, c, channels, pixels], dtype: gradient.dtype, device: gradient.device).scatter_add_(3, places.expand(n, c, channels, places.shape[3]), gradient.flatten(3));
        return back.view(n, c, channels, input.shape[2], input.shape[3]).MoveToOuterDisposeScope();
    }
}

/// <summary>The mean of every window of every map, or of whole maps.</summary>
public sealed record MeanPooling : LayerKind
{
    /// <summary>Pooling by windows.</summary>
    /// <param name="size">The side of a window in pixels; 0 for whole maps, whose means are then a row of numbers.</param>
    /// <param name="stride">Pixels from one window to the next; the window's side if 0.</param>
    /// <exception cref="UsageException">A number is out of range.</exception>
    public MeanPooling(int size = 0, int stride = 0) => (Size, Stride) = (Require.AtLeast(size, 0, "", "mean"), stride == 0 ? size : Require.AtLeast(stride, 1, "", "mean"));

    /// <summary>The side of a window in pixels; 0 for whole maps.</summary>
    public int Size { get; }

    /// <summary>Pixels from one window to the next.</summary>
    public int Stride { get; }

    /// <inheritdoc/>
    public override string Text => Joined("mean", (Size, 0), (Stride, Size));

    /// <inheritdoc/>
    public override FeatureSize Output(FeatureSize input) => Size > 0 ? Windows(input, input.Channels, Size, Stride, 0) : input.IsRow ? throw Refused("maps", input) : FeatureSize.Row(input.Channels);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input, Tensor? weight, Tensor? bias) => Size > 0 ? nn.functional.avg_pool2d(input, [Size, Size], [Stride, Stride]) : input.mean([2L, 3L]);

    /// <inheritdoc/>
    public override Tensor Back(Tensor gradient, Tensor input, Tensor? weight)
    {
        var (n, c, channels) = (gradient.shape[0], gradient.shape[1], input.shape[1]);
        if (Size == 0) return (gradient / (input.shape[2] * input.shape[3])).unsqueeze(3).unsqueeze(4).expand(n, c, channels, input.shape[2], input.shape[3]);
        using var scope = NewDisposeScope();
        var window = full([1, 1, Size, Size], 1.0 / (Size * Size), dtype: gradient.dtype, device: gradient.device);
        var single = gradient.flatten(0, 2).unsqueeze(1); // every map on its own: (n·c·channels × 1 × rows × columns)
        var back = nn.functional.conv_transpose2d(single, window, null, [Stride, Stride], [0, 0], LeftOver(input, gradient, Size, Stride, 0));
        return back.view(n, c, channels, input.shape[2], input.shape[3]).MoveToOuterDisposeScope();
    }
}
