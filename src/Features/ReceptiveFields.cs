using DeepNfa.Algebra;
using DeepNfa.Records;
using DeepNfa.Training;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>The effective receptive field of a layer: which pixels move its units, and how much.</summary>
/// <param name="Layer">The layer, counted from 1.</param>
/// <param name="Field">The mean absolute gradient of a unit's pre-activation by pixel, channels added, (height × width); of a convolution the unit at the centre of its maps.</param>
/// <param name="Extent">How far it spreads over the image, as <see cref="DirectionShape"/> has it: 0 for one pixel, 1 for even sensitivity; NaN without any.</param>
public sealed record ReceptiveField(int Layer, double[,] Field, double Extent);

/// <summary>Effective receptive fields of all layers with weights.</summary>
/// <remarks><b>Source.</b> Luo, Li, Urtasun and Zemel 2016, Understanding the effective receptive field, section 2: absolute gradients of a centre unit, averaged over images and units.</remarks>
public static class ReceptiveFields
{
    private const int MostUnits = 16;

    /// <summary>The fields of the layers, first to last.</summary>
    /// <param name="network">The network.</param>
    /// <param name="image">The shape of an input.</param>
    /// <param name="inputs">Images, (n × d), over which gradients are averaged.</param>
    /// <exception cref="UsageException">The inputs are not of that shape.</exception>
    public static IReadOnlyList<ReceptiveField> Of(Network network, ImageShape image, Tensor inputs)
    {
        Require.Shape(inputs.shape, [-1, (long)image.Height * image.Width * image.Channels], "Give the shape that the images have.");
        using var scope = NewDisposeScope();
        using var _ = enable_grad();
        var x = inputs.detach().requires_grad_(true);
        var passes = network.LayerByLayer(network.Detached(), x).ToList();
        return [.. passes.Select((pass, l) => Of(pass.PreActivation, Units(network.Shape, l), x, image, l + 1))];
    }

    private static ReceptiveField Of(Tensor outputs, IEnumerable<int> units, Tensor x, ImageShape image, int layer)
    {
        using var scope = NewDisposeScope();
        var sum = zeros(image.Channels, image.Height, image.Width, dtype: ScalarType.Float64);
        int count = 0;
        foreach (int unit in units)
        {
            using var inner = NewDisposeScope();
            var gradient = autograd.grad([outputs.select(1, unit).sum()], [x], retain_graph: true)[0];
            sum.add_(gradient.to(ScalarType.Float64).abs().mean([0L]).reshape(sum.shape).cpu());
            count++;
        }
        double[] values = (sum.sum(0L) / count).flatten().ToDoubles();
        var field = new double[image.Height, image.Width];
        Buffer.BlockCopy(values, 0, field, 0, sizeof(double) * values.Length);
        return new(layer, field, DirectionShape.Of([.. values.Select(v => (float)v)], image with { Channels = 1 }).Extent);
    }

    /// <summary>Neurons spread evenly over a dense layer; of a convolution, filters at the centre of their maps.</summary>
    private static IEnumerable<int> Units(NetworkShape shape, int layer)
    {
        int rows = shape.Hidden.Append(shape.Outputs).ElementAt(layer), count = Math.Min(rows, MostUnits);
        var size = shape is LayerGraph graph ? graph.Weighted.ElementAt(layer).Output : FeatureSize.Row(rows);
        int centre = (size.Height / 2 * size.Width) + (size.Width / 2);
        return Enumerable.Range(0, count).Select(i => ((int)((i + 0.5) * rows / count) * size.Positions) + centre);
    }
}
