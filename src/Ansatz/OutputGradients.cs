using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>Second moments of the gradients D_l = ∂f/∂z_l of all outputs with respect to one layer's pre-activations.</summary>
/// <param name="Layer">The layer, counted from 1.</param>
/// <param name="Raw">C_l = (1/n) Σ D_lᵀD_l over samples and outputs, (k_l × k_l), float64.</param>
/// <param name="Centered">The same with the mean of D_l over samples removed for every output, (k_l × k_l), float64; null if it is zero within rounding.</param>
/// <param name="Samples">The number n of samples.</param>
/// <remarks>AGOP_l = W_lᵀ C_l W_l; see <see cref="OutputGradients"/>.</remarks>
public sealed record GradientCovariance(int Layer, Tensor Raw, Tensor? Centered, int Samples) : IDisposable
{
    /// <summary>Frees both matrices.</summary>
    public void Dispose()
    {
        Raw.Dispose();
        Centered?.Dispose();
    }
}

/// <summary>One forward and one c-fold backward pass give the gradient covariance of every layer.</summary>
/// <remarks>
/// <b>Formula.</b> D_{L+1} = I, D_l = (D_{l+1} W_{l+1}) ∘ φ'(z_l). By the chain rule ∂f/∂h_l = D_l W_l, so AGOP_l = W_lᵀ C_l W_l.
/// The last hidden layer needs no factor c: C_L = (W_{L+1}ᵀW_{L+1}) ∘ (Φ'ᵀΦ'/n), centred with the covariance of φ'.
/// <b>Cost.</b> 2·n·c·Σ k_l k_{l+1} flops for the backward pass and n·c·k_l² a layer for the products; memory O(block·c·k + Σ k_l²).
/// <b>Numerics.</b> float64. Every block is centred before its product and merged with the running mean (Chan, Golub and LeVeque 1983), so nothing
/// cancels: the uncentred moment is the sum of two positive terms. Blocks come in a fixed order.
/// <b>Source.</b> Radhakrishnan et al., Science 383 (2024); the factorisation is that of Beaglehole et al. 2024, arXiv 2402.05271.
/// <b>Not to be confused with</b> the gradients of the loss: these are gradients of the outputs.
/// </remarks>
public static class OutputGradients
{
    internal const double MachineEpsilon = 2.220446049250313e-16;
    private const long BlockBytes = 48L << 20;

    /// <summary>The gradient covariance of every layer, first to last; the caller disposes them.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">(n × d).</param>
    /// <param name="blockSize">Samples a block; chosen from a memory bound if null. It changes the result by rounding only.</param>
    /// <exception cref="DataException">The inputs have another width than the network.</exception>
    public static IReadOnlyList<GradientCovariance> Covariances(Mlp network, Tensor inputs, int? blockSize = null)
    {
        var shape = network.Shape;
        if (inputs.shape is not [> 0 and var samples, var width] || width != shape.Inputs)
            throw new DataException($"inputs: expected (n × {shape.Inputs}), the network's input width; got ({string.Join(" × ", inputs.shape)}).");
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var weights = network.Weights.Select(w => w.to(ScalarType.Float64)).ToList();
        var biases = network.Biases.Select(b => b.to(ScalarType.Float64)).ToList();
        int block = blockSize ?? (int)Math.Clamp(BlockBytes / (8L * shape.Outputs * Math.Max(shape.Inputs / shape.Outputs, shape.Hidden.Append(shape.Outputs).Max())), 1, samples);
        var moments = shape.Hidden.Select((k, l) => new BlockMoments(l == shape.Hidden.Count - 1 ? 1 : shape.Outputs, k)).ToList();
        for (long start = 0; start < samples; start += block)
        {
            using var inner = NewDisposeScope();
            var x = inputs.narrow(0, start, Math.Min(block, samples - start)).to(ScalarType.Float64);
            AddBlock(moments, shape.Activation, weights, biases, x);
        }
        var covariances = moments.Select((m, l) => Finish(m, l, weights, (int)samples)).ToList();
        covariances.Add(new(shape.Layers, eye(shape.Outputs, dtype: ScalarType.Float64, device: inputs.device), null, (int)samples));
        foreach (var c in covariances)
        {
            c.Raw.MoveToOuterDisposeScope();
            c.Centered?.MoveToOuterDisposeScope();
        }
        return covariances;
    }

    private static void AddBlock(List<BlockMoments> moments, Activation activation, List<Tensor> weights, List<Tensor> biases, Tensor x)
    {
        var derivatives = new List<Tensor>(); // φ'(z_l), (b×k_l)
        for (int l = 0; l < moments.Count; l++)
        {
            var z = nn.functional.linear(x, weights[l], biases.Count > 0 ? biases[l] : null); // (b×k_l)
            derivatives.Add(activation.Derivative(z));
            x = activation.Apply(z);
        }
        Tensor? above = null;
        for (int l = moments.Count - 1; l >= 0; l--)
        {
            var slope = derivatives[l].unsqueeze(1); // (b×1×k_l)
            if (l == moments.Count - 1) moments[l].Add(slope);
            if (l == 0 && above is null) break;
            var d = (above is null ? weights[l + 1].unsqueeze(0) : above.matmul(weights[l + 1])) * slope; // (b×c×k_l)
            if (l < moments.Count - 1) moments[l].Add(d);
            above = d;
        }
    }

    private static GradientCovariance Finish(BlockMoments moments, int layer, List<Tensor> weights, int samples)
    {
        var (raw, centered) = (moments.Raw(), moments.Centered());
        if (layer == weights.Count - 2)
        {
            var outer = weights[^1].t().matmul(weights[^1]); // (k×k)
            (raw, centered) = (raw * outer, centered * outer);
        }
        bool zero = centered.trace().ToDouble() <= 100 * samples * MachineEpsilon * raw.trace().ToDouble();
        return new(layer + 1, raw, zero ? null : centered, samples);
    }
}
