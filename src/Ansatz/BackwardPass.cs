using DeepNfa.Training;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>The forward and the c-fold backward pass of one network, block by block, with the moments that they add up to.</summary>
internal sealed class BackwardPass
{
    private readonly MlpShape _shape;
    private readonly ScalarType _dtype;
    private readonly IReadOnlyList<(Tensor Weight, Tensor? Bias)> _layers;

    /// <summary>A pass in float32 if weights and inputs are float32, otherwise in float64; its tensors live in the current dispose scope.</summary>
    public BackwardPass(Mlp network, ScalarType inputs)
    {
        var shape = network.Shape;
        _shape = shape;
        _dtype = inputs == ScalarType.Float32 && network.Weights.All(w => w.dtype == ScalarType.Float32) ? ScalarType.Float32 : ScalarType.Float64;
        _layers = network.Detached(_dtype);
        Weights = [.. _layers.Select(l => l.Weight)];
        Moments = NoMoments(shape, network.Weights[0].device);
    }

    /// <summary>Moments of no samples for every hidden layer; the last needs no factor c.</summary>
    public static IReadOnlyList<BlockMoments> NoMoments(MlpShape shape, Device device) =>
        [.. shape.Hidden.Select((k, l) => new BlockMoments(l == shape.Hidden.Count - 1 ? 1 : shape.Outputs, k, device))];

    /// <summary>The weights in the precision of the pass.</summary>
    public IReadOnlyList<Tensor> Weights { get; }

    /// <summary>Of D_l for every hidden layer but the last; of φ'(z_L) for the last, which needs no factor c.</summary>
    public IReadOnlyList<BlockMoments> Moments { get; }

    /// <summary>Adds a block of samples, (b × d).</summary>
    public void Add(Tensor x)
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
    public List<Tensor> Forward(Tensor x) => [.. ForwardPass.Slopes(_shape, _layers, x.to(_dtype)).Select(s => s.unsqueeze(1))];
}
