using DeepNfa.Training;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>The passes of a network of layers, convolutions among them.</summary>
/// <remarks>
/// <b>Formula.</b> The patch at place p of an image is a copy of its pixels, z_p = W·patch_p, so its gradient is Wᵀδ_p with δ_p = ∂f/∂z_p, and the patch AGOP is WᵀCW with
/// C = Σ δ_pᵀδ_p/(n·places) over images, places and outputs: a place counts as a sample. Centring takes the mean over images and places away, of every output.
/// <b>Cost.</b> One forward pass, and c backward passes for all layers together, as many outputs at once as fit; 2n·c·places·k² a layer for the products.
/// <b>Source.</b> Beaglehole et al. 2023, arXiv 2309.00570, ansatz; one backward pass in place of one an output and layer.
/// </remarks>
internal sealed class LayeredPass(LayeredNetwork network, ScalarType inputs, long expected) : BackwardPass(network, inputs, expected)
{
    /// <inheritdoc/>
    public override void Add(Tensor x)
    {
        using var scope = NewDisposeScope();
        var shape = network.Shape;
        var outputs = network.Through(Layers, x.to(DType));
        var identity = eye(shape.Outputs, dtype: DType, device: x.device);
        // Of a network with hundreds of outputs as many at once as fit: all of them would be c times the widest layer.
        int most = (int)Math.Clamp(OutputGradients.NumbersAtOnce(shape) / (shape.Widest * x.shape[0]), 1, shape.Outputs);
        for (int first = 0; first < shape.Outputs; first += most)
        {
            int count = Math.Min(most, shape.Outputs - first);
            Add(outputs, identity.narrow(0, first, count).expand(x.shape[0], count, shape.Outputs), first);
        }
    }

    /// <summary>The way back of some of the outputs, (b × some × c).</summary>
    private void Add(IReadOnlyList<Tensor> outputs, Tensor start, int first)
    {
        using var scope = NewDisposeScope();
        var nodes = network.Shape.Nodes;
        var gradients = new Tensor?[nodes.Count]; // of the outputs with respect to what a layer makes, (b×some×…)
        gradients[^1] = start;
        for (int i = gradients.Length - 1; i >= 0; i--)
        {
            if (gradients[i] is not { } d) continue; // nothing that counts stands on it
            using var inner = NewDisposeScope();
            var node = nodes[i];
            if (node.Weighted is { } l && l < Moments.Count) Add(Moments[l], d, first);
            if (node.Other is >= 0 and var other) Gather(gradients, other, d.alias());
            if (node.From >= 0) Gather(gradients, node.From, node.Kind.Back(d, outputs[node.From], node.Weighted is { } w ? Layers[w].Weight : null));
            d.Dispose();
        }
    }

    /// <summary>Several layers may stand on one: their gradients add up, in the scope outside of the current one.</summary>
    private static void Gather(Tensor?[] gradients, int index, Tensor gradient)
    {
        var before = gradients[index];
        gradients[index] = (before is null ? gradient : before + gradient).MoveToOuterDisposeScope();
        before?.Dispose();
    }

    /// <summary>(b × c × k × rows × columns), or (b × c × k) of a row of numbers.</summary>
    private static void Add(BlockMoments moments, Tensor d, int first)
    {
        if (d.shape.Length == 3) moments.Add(d, first);
        else moments.AddMaps(d.flatten(3), first);
    }
}
