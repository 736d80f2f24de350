using DeepNfa.Training;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>The passes of a fully connected network.</summary>
internal sealed class DensePass : BackwardPass
{
    private readonly MlpShape _shape;

    public DensePass(Mlp network, ScalarType inputs, long expected = 0)
        : base(network, inputs, expected)
    {
        _shape = network.Shape;
        Weights = [.. Layers.Select(l => l.Weight)];
    }

    /// <summary>The weights in the precision of the pass.</summary>
    public IReadOnlyList<Tensor> Weights { get; }

    /// <inheritdoc/>
    public override void Add(Tensor x)
    {
        using var scope = NewDisposeScope();
        var slopes = Forward(x);
        Tensor? above = null; // D_{l+1}, (b×c×k_{l+1})
        for (int l = Moments.Count - 1; l >= 0; l--)
        {
            bool last = l == Moments.Count - 1;
            if (last) Moments[l].Add(slopes[l]);
            if (last && l == 0) return;
            var d = above is null ? Weights[l + 1] * slopes[l] : above.matmul(Weights[l + 1]).mul_(slopes[l]); // (b×c×k_l)
            if (!last) Moments[l].Add(d);
            above?.Dispose();
            above = d;
        }
    }

    /// <summary>φ'(z_l) of every hidden layer, (b × 1 × k_l).</summary>
    public List<Tensor> Forward(Tensor x) => [.. ForwardPass.Slopes(_shape, Layers, x.to(DType)).Select(s => s.unsqueeze(1))];
}
