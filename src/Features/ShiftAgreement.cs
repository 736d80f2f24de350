using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>Whether layers commute with shifts of the image.</summary>
/// <remarks>
/// <b>Formula.</b> The correlation, over images and units, of what a layer makes of shifted images with what it makes of the images, shifted back by as many places of its maps: 1 where the layer is
/// equivariant. A row of numbers has no places, so there it is 1 where the layer is invariant. Means over images are taken out, and the places that the shift brought in.
/// </remarks>
public static class ShiftAgreement
{
    /// <summary>The agreement by layer with weights, first to last; NaN where the shift is no whole number of places, or nothing varies.</summary>
    /// <param name="network">The network.</param>
    /// <param name="image">The shape of an input.</param>
    /// <param name="inputs">Images, (n × d).</param>
    /// <param name="pixels">How far they are moved, down and to the right.</param>
    /// <exception cref="UsageException">The inputs are not of that shape, or the shift is none of the image.</exception>
    public static IReadOnlyList<double> Of(Network network, ImageShape image, Tensor inputs, int pixels)
    {
        Require.InRange(pixels, 1, Math.Min(image.Height, image.Width) - 1, "Move images by less than their side.");
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var layers = network.Detached();
        var moved = network.LayerByLayer(layers, ImageShifts.By(inputs, image, pixels, pixels));
        return [.. network.LayerByLayer(layers, inputs).Zip(moved).Select(p => Of(p.First, p.Second, network.Shape, pixels))];
    }

    private static double Of(LayerPass still, LayerPass moved, NetworkShape shape, int pixels)
    {
        using var scope = NewDisposeScope();
        var (a, b) = (still.PreActivation, moved.PreActivation);
        if (shape is LayerGraph graph && graph.Weighted.ElementAt(still.Index) is { Output: { IsRow: false } size } node)
        {
            int stride = graph.StrideOf(node), by = pixels / stride;
            if (pixels % stride != 0 || by >= Math.Min(size.Height, size.Width)) return double.NaN;
            (a, b) = (Crop(a, 0), Crop(b, by));

            Tensor Crop(Tensor t, int from) => t.reshape(size.Dimensions(t.shape[0])).narrow(2, from, size.Height - by).narrow(3, from, size.Width - by).flatten(1);
        }
        (a, b) = (Centered(a), Centered(b));
        return ((a * b).sum() / (a.norm() * b.norm())).ToDouble();
    }

    private static Tensor Centered(Tensor t)
    {
        var wide = t.to(ScalarType.Float64);
        return wide - wide.mean([0L], true);
    }
}
