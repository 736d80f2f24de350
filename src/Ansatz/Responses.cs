using DeepNfa.Algebra;
using DeepNfa.Records;
using DeepNfa.Training;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>Where a few probe images meet the top eigenvector of every convolution's patch AGOP.</summary>
internal static class Responses
{
    private const int Images = 6;

    /// <summary>The pictures, those of convolutions with their maps.</summary>
    public static IEnumerable<LayerPicture> Add(Network network, Tensor inputs, IReadOnlyList<LayerPicture> pictures)
    {
        if (network is not LayeredNetwork layered || pictures.Count == 0) return pictures;
        using var scope = NewDisposeScope();
        var x = inputs.narrow(0, 0, Math.Min(Images, inputs.shape[0])).to(ScalarType.Float64);
        var outputs = layered.Through(layered.Detached(ScalarType.Float64), x);
        double[,] examples = x.cpu().ToNpy().Matrix2D();
        return [.. pictures.Zip(layered.Shape.Weighted).Select(p => p.Second is { Kind: Convolution convolution } node && p.First.AgopVectors.Length > 0 ? p.First with { Responses = Of(convolution, node, p.First) } : p.First)];

        ResponseMaps Of(Convolution convolution, PlacedLayer node, LayerPicture picture)
        {
            using var inner = NewDisposeScope();
            var patches = convolution.Patches(node.From < 0 ? layered.AsMaps(x) : outputs[node.From]); // (m×d×places)
            double[] top = [.. Enumerable.Range(0, picture.Width).Select(j => picture.AgopVectors[0, j])];
            return new(examples, (patches * tensor(top, dtype: ScalarType.Float64, device: x.device).unsqueeze(1)).sum(1L).abs().cpu().ToNpy().Matrix2D(), node.Output.Height, node.Output.Width);
        }
    }
}
