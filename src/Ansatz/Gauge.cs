using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>The balanced gauge: every hidden neuron rescaled so that its incoming and outgoing weights have equal norm, which leaves the function as it is.</summary>
/// <remarks>
/// ρ is not a property of the function: for positively homogeneous φ, (tw_in, w_out/t) computes the same, and ρ changes. Gradient flow from balanced
/// weights stays balanced (Du, Hu and Lee 2018), so this gauge is the natural one to compare networks in. The incoming norm includes the bias.
/// With factors t_l: W_l ← diag(t_l) W_l diag(t_{l−1})^(−1), and C_l ← C_l / (t_l t_lᵀ), so no second pass is needed.
/// </remarks>
internal static class Gauge
{
    private const int MostSweeps = 10_000;
    private const double Tolerance = 1e-12;

    /// <summary>The factors t_l of every hidden layer, (k_l); 1 for neurons without incoming or outgoing weights.</summary>
    /// <exception cref="UsageException">An activation is not positively homogeneous, or the network has convolutions.</exception>
    public static IReadOnlyList<Tensor> Balancing(Network given)
    {
        var network = given as Mlp ?? throw new UsageException("balanced gauge: expected a fully connected network. Leave the option out.");
        for (int l = 0; l < network.Shape.Hidden.Count; l++)
            if (!network.Shape.ActivationOf(l).IsHomogeneous())
                throw new UsageException($"balanced gauge: expected positively homogeneous activations (relu, leaky-relu, identity); layer {l + 1} has {network.Shape.ActivationOf(l).Name()}. Leave the option out.");
        using var scope = NewDisposeScope();
        var squared = network.Weights.Select(w => w.detach().to(ScalarType.Float64).square()).ToList();
        var bias = network.Biases.Select(b => b.detach().to(ScalarType.Float64).square()).ToList();
        var factors = network.Shape.Hidden.Select(k => ones(k, dtype: ScalarType.Float64, device: squared[0].device)).ToList(); // t_l²
        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            double worst = 0;
            for (int l = 0; l < factors.Count; l++)
            {
                using var inner = NewDisposeScope();
                var incoming = l == 0 ? squared[0].sum(1) : squared[l].mv(factors[l - 1].reciprocal());
                if (bias.Count > 0) incoming = incoming + bias[l];
                var outgoing = l + 1 < factors.Count ? squared[l + 1].t().mv(factors[l + 1]) : squared[l + 1].sum(0L);
                var ratio = (outgoing / incoming).sqrt();
                ratio = where(isfinite(ratio).logical_and(ratio.gt(0)), ratio, ones_like(ratio));
                worst = Math.Max(worst, (ratio / factors[l]).log().abs().max().ToDouble());
                factors[l].copy_(ratio);
            }
            if (worst < Tolerance) break;
        }
        return [.. factors.Select(f => f.sqrt().MoveToOuterDisposeScope())];
    }

    /// <summary>The weights and the covariance of a layer, counted from 0, in the balanced gauge.</summary>
    public static (Tensor Weight, GradientCovariance Covariance) Apply(IReadOnlyList<Tensor> factors, int layer, Tensor weight, GradientCovariance covariance)
    {
        var w = weight.detach().to(ScalarType.Float64);
        if (layer > 0) w = w / factors[layer - 1];
        if (layer == factors.Count) return (w, covariance);
        var t = factors[layer];
        var scale = t.unsqueeze(1) * t;
        return (w * t.unsqueeze(1), covariance with { Raw = covariance.Raw / scale, Centered = covariance.Centered is { } c ? c / scale : null, Mean = covariance.Mean is { } m ? m / t : null });
    }
}
