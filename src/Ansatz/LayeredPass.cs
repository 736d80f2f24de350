using DeepNfa.Training;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>The passes of a network of layers, convolutions among them.</summary>
/// <remarks>
/// <b>Formula.</b> The patch at place p of an image is a copy of its pixels, z_p = W·patch_p, so its gradient is Wᵀδ_p with δ_p = ∂f/∂z_p, and the patch AGOP is WᵀCW with
/// C = Σ δ_pᵀδ_p/(n·places) over images, places and outputs: a place counts as a sample. Centring takes the mean over images and places away, of every output.
/// <b>Cost.</b> One forward pass, and c backward passes for all layers together, c outputs at once; 2n·c·places·k² a layer for the products, half of them computed.
/// <b>Source.</b> Beaglehole et al. 2023, arXiv 2309.00570, ansatz; one backward pass in place of one an output and layer.
/// </remarks>
internal sealed class LayeredPass(LayeredNetwork network, ScalarType inputs) : BackwardPass(network, inputs)
{
    /// <inheritdoc/>
    public override void Add(Tensor x)
    {
        using var scope = NewDisposeScope();
        var shape = network.Shape;
        var outputs = network.Through(Layers, x.to(DType));
        var gradients = new Tensor?[shape.Nodes.Count]; // of the outputs with respect to what a layer makes, (b×c×…)
        gradients[^1] = eye(shape.Outputs, dtype: DType, device: x.device).expand(x.shape[0], shape.Outputs, shape.Outputs);
        for (int i = gradients.Length - 1; i >= 0; i--)
        {
            var node = shape.Nodes[i];
            if (gradients[i] is not { } d) continue; // nothing that counts stands on it
            if (node.Weighted is { } l && l < Moments.Count) Add(Moments[l], d);
            if (node.Other is >= 0 and var other) Gather(gradients, other, d.alias());
            if (node.From >= 0) Gather(gradients, node.From, node.Kind.Back(d, outputs[node.From], node.Weighted is { } w ? Layers[w].Weight : null));
            d.Dispose();
        }
    }

    /// <summary>Several layers may stand on one: their gradients add up.</summary>
    private static void Gather(Tensor?[] gradients, int index, Tensor gradient)
    {
        var before = gradients[index];
        gradients[index] = before is null ? gradient : before + gradient;
        if (before is null) return;
        before.Dispose();
        gradient.Dispose();
    }

    /// <summary>(b × c × k × rows × columns), or (b × c × k) of a row of numbers.</summary>
    private static void Add(BlockMoments moments, Tensor d)
    {
        if (d.shape.Length == 3) moments.Add(d);
        else moments.AddMaps(d.flatten(3));
    }
}
