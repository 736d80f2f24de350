using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Kernels.Convolution;

/// <summary>How an image is cut into patches, as a convolutional layer does it.</summary>
/// <param name="Image">The images; a row of inputs is channel by channel, each row by row.</param>
/// <param name="Patch">q: height and width of a patch in pixels.</param>
/// <param name="Stride">Pixels from one patch to the next, down and across. <value>1.</value></param>
/// <param name="Padding">Rows and columns of zeros around the image; below q, so that no patch lies outside. <value>0.</value></param>
/// <remarks>A patch is flattened channel by channel, each row by row, as the filters of a layer are.</remarks>
public sealed record PatchLayout(ImageShape Image, int Patch, int Stride = 1, int Padding = 0)
{
    /// <summary>Patches from top to bottom.</summary>
    public int Rows => Places(Image.Height);

    /// <summary>Patches from left to right.</summary>
    public int Columns => Places(Image.Width);

    /// <summary>The number P of patches of an image.</summary>
    public int Positions => Rows * Columns;

    /// <summary>The width d = channels · q² of a patch.</summary>
    public int Width => Image.Channels * Patch * Patch;

    /// <summary>Itself.</summary>
    /// <exception cref="UsageException">Values are out of range; all of them are listed.</exception>
    public PatchLayout Validated()
    {
        int least = Math.Min(Image.Height, Image.Width) + (2 * Math.Max(0, Padding));
        Require.None(
            Require.Violation(Image is { Height: >= 1, Width: >= 1, Channels: >= 1 }, "image", "at least one row, column and channel", InWords()),
            Require.Violation(Patch >= 1 && Patch <= least, "patch", $"1 to {least}, the lesser side of the image with its padding", Patch, "Make the patch smaller, or the padding larger."),
            Require.Violation(Stride >= 1, "stride", "at least 1", Stride),
            Require.Violation(Padding >= 0 && Padding < Math.Max(1, Patch), "padding", $"0 to {Math.Max(1, Patch) - 1}, less than the patch", Padding));
        return this;
    }

    /// <summary>All patches of some images, (rows × columns × n × d), a new tensor in the current dispose scope.</summary>
    /// <param name="images">(n × channels · height · width).</param>
    /// <exception cref="UsageException">The images have another size.</exception>
    public Tensor Of(Tensor images)
    {
        Require.Shape(images.shape, [-1, (long)Image.Channels * Image.Height * Image.Width], $"Give images of {InWords()}.");
        using var scope = NewDisposeScope();
        var x = images.reshape(-1, Image.Channels, Image.Height, Image.Width);
        if (Padding > 0) x = nn.functional.pad(x, [Padding, Padding, Padding, Padding]);
        var cut = x.unfold(2, Patch, Stride).unfold(3, Patch, Stride); // (n × channels × rows × columns × q × q)
        return cut.permute(2, 3, 0, 1, 4, 5).reshape(Rows, Columns, -1, Width).MoveToOuterDisposeScope();
    }

    /// <summary>How strongly each patch of some images answers to directions: |uᵀz|, the length of its projection on u.</summary>
    /// <param name="images">(n × channels · height · width).</param>
    /// <param name="directions">Unit vectors u as rows, (k × d), such as eigenvectors of M.</param>
    /// <returns>(n × k × rows × columns), a new tensor in the current dispose scope.</returns>
    /// <remarks>With a padding of half an odd patch and stride 1 the map has a number for every pixel. <b>Source.</b> Beaglehole et al., arXiv 2309.00570, whose pictures show this map from least to largest, there with images that go on at the other side.</remarks>
    /// <exception cref="UsageException">The images have another size.</exception>
    public Tensor Responses(Tensor images, Tensor directions)
    {
        Require.Shape(directions.shape, [-1, Width], "A direction has a number for every input of a patch.");
        using var scope = NewDisposeScope();
        return Of(images).matmul(directions.t()).abs_().permute(2, 3, 0, 1).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>The mean of zzᵀ over all patches of some images, (d × d), float64, a new tensor in the current dispose scope: what is known of patches without labels.</summary>
    /// <param name="images">(n × channels · height · width).</param>
    /// <exception cref="UsageException">The images have another size.</exception>
    public Tensor SecondMoment(Tensor images)
    {
        using var scope = NewDisposeScope();
        var sum = zeros(Width, Width, dtype: ScalarType.Float64, device: images.device);
        long n = images.shape[0], step = Math.Max(1, (long)(4e6 / ((double)Positions * Width)));
        for (long start = 0; start < n; start += step)
        {
            using var inner = NewDisposeScope();
            var patches = Of(images.narrow(0, start, Math.Min(step, n - start))).reshape(-1, Width);
            sum.add_(patches.t().matmul(patches));
        }
        return sum.div_((double)n * Positions).MoveToOuterDisposeScope();
    }

    private int Places(int side) => ((side + (2 * Padding) - Patch) / Stride) + 1;

    private string InWords() => $"{Image.Height} × {Image.Width} pixels and {Image.Channels} channel{(Image.Channels == 1 ? "" : "s")}";
}
