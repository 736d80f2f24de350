using DeepNfa.Records;
using DeepNfa.Training;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>The input direction that moves each neuron of a layer most, on average over a sample.</summary>
/// <param name="Layer">The layer, counted from 1; the last is the output.</param>
/// <param name="Mean">ḡ_i = (1/n) Σ_p ∂z_i/∂x at x_p, one a row, (k × d), of the network's precision.</param>
/// <param name="Linearity">‖ḡ_i‖² / ((1/n) Σ_p ‖∂z_i/∂x at x_p‖²), (k), in [0, 1]: 1 where the gradient is the same everywhere; NaN for a neuron without any.</param>
/// <remarks>
/// <b>Formula.</b> ∂z_l/∂x = R(x) W_1 with R(x) = W_l D_{l−1}(x) W_{l−1} … W_2 D_1(x), D_j = diag(φ'(z_j)). R is averaged and W_1 comes last, so no sample has a (k × d) Jacobian;
/// the norms need the Gram matrix of W_1 only: ‖r W_1‖² = r (W_1 W_1ᵀ) rᵀ.
/// <b>Cost.</b> 2n Σ_j k_l k_j k_{j−1} flops over the hidden layers j below l, and as much again once for the norms.
/// <b>Not to be confused with</b> the gradient of the output: it is the neuron's own z_i that is differentiated.
/// </remarks>
public sealed record MeanGradients(int Layer, Tensor Mean, double[] Linearity) : IDisposable
{
    private const long BlockNumbers = 8L << 20;

    /// <summary>Frees the directions.</summary>
    public void Dispose() => Mean.Dispose();

    /// <summary>The mean gradients of every layer, first to last; outside every dispose scope, the caller disposes them.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">(n × d), n at least 1; a few hundred suffice.</param>
    /// <exception cref="UsageException">The inputs have another width than the network, or there are none.</exception>
    public static IReadOnlyList<MeanGradients> Of(Mlp network, Tensor inputs)
    {
        LayerSpaces.RequireInputs(network, inputs);
        Require.AtLeast((int)inputs.shape[0], 1, "Give at least one sample.", "samples");
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var weights = network.Detached();
        var gram = weights[0].Weight.matmul(weights[0].Weight.t()); // (k_1×k_1)
        var slopes = ForwardPass.Slopes(network.Shape, weights, inputs.to(gram.dtype));
        return [.. Enumerable.Range(1, weights.Count).Select(layer => OfLayer(layer, weights, gram, slopes))];
    }

    private static MeanGradients OfLayer(int layer, IReadOnlyList<(Tensor Weight, Tensor? Bias)> weights, Tensor gram, List<Tensor> slopes)
    {
        using var scope = NewDisposeScope();
        var own = weights[layer - 1].Weight; // (k×k_{l−1})
        if (layer == 1)
        {
            var norms = own.square().sum(1L);
            return new(1, own.clone().DetachFromDisposeScope(), Numbers(norms / norms));
        }
        long samples = slopes[0].shape[0], size = Math.Max(1, BlockNumbers / (own.shape[0] * slopes.Take(layer - 1).Max(s => s.shape[1])));
        var sum = zeros(own.shape[0], gram.shape[0], dtype: ScalarType.Float64, device: own.device);
        var energy = zeros(own.shape[0], dtype: ScalarType.Float64, device: own.device);
        for (long start = 0; start < samples; start += size)
        {
            using var inner = NewDisposeScope();
            long count = Math.Min(size, samples - start);
            Tensor Slope(int l) => slopes[l].narrow(0, start, count).unsqueeze(1); // (b×1×k_l)
            var r = own * Slope(layer - 2); // (b×k×k_{l−1})
            for (int l = layer - 2; l >= 1; l--) r = r.matmul(weights[l].Weight).mul_(Slope(l - 1)); // (b×k×k_l)
            sum.add_(r.sum(0L));
            energy.add_((r.matmul(gram) * r).sum([0L, 2L], false, ScalarType.Float64));
        }
        var mean = (sum / samples).to(gram.dtype).matmul(weights[0].Weight); // (k×d)
        var linearity = mean.to(ScalarType.Float64).square().sum(1L) / (energy / samples);
        return new(layer, mean.DetachFromDisposeScope(), [.. Numbers(linearity).Select(v => Math.Min(v, 1))]); // above 1 by rounding only
    }

    private static double[] Numbers(Tensor values) => values.to(ScalarType.Float64).cpu().data<double>().ToArray();
}
