using DeepNfa.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>The empirical neural tangent kernel of each layer on a few samples, summed over outputs: K_ij = Σ_c ⟨∂f_c(x_i)/∂W_l, ∂f_c(x_j)/∂W_l⟩; Jacot, Gabriel and Hongler 2018.</summary>
/// <remarks>
/// <b>Formula.</b> ∂f_c/∂W_l is the outer product of D_l and h_l, so K_l = (Σ_c D_l D_lᵀ) ∘ (h_l h_lᵀ), with 1 added to the second factor where the layer
/// has biases; no gradient with respect to weights is formed. <b>Cost.</b> O(m²·(c·k + d)) a layer, memory O(m·c·k + m²).
/// </remarks>
internal static class TangentKernel
{
    /// <summary>K_l of every layer, (m × m), float64, in the current dispose scope.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">(m × d).</param>
    public static IReadOnlyList<Tensor> Of(Mlp network, Tensor inputs)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var shape = network.Shape;
        var layers = network.Detached(ScalarType.Float64);
        var passes = ForwardPass.Through(shape, layers, inputs.to(ScalarType.Float64)).ToList();
        long m = inputs.shape[0];
        var kernels = new Tensor[layers.Count];
        Tensor? d = null; // D_l, (m×c×k_l); the identity at the read-out
        for (int l = layers.Count - 1; l >= 0; l--)
        {
            var inner = passes[l].Input.matmul(passes[l].Input.t());
            if (shape.Biases) inner = inner + 1;
            var outer = d is null ? full(m, m, shape.Outputs, dtype: ScalarType.Float64, device: inputs.device) : d.flatten(1).matmul(d.flatten(1).t());
            kernels[l] = (inner * outer).MoveToOuterDisposeScope();
            if (l > 0) d = (d is null ? layers[l].Weight.unsqueeze(0) : d.matmul(layers[l].Weight)) * shape.ActivationOf(l - 1).Derivative(passes[l - 1].PreActivation).unsqueeze(1);
        }
        return kernels;
    }

    /// <summary>The alignment of two kernels, both centred in feature space: the cosine of HKH and HLH; Cortes, Mohri and Rostamizadeh 2012. NaN where one is constant.</summary>
    public static double Alignment(Tensor k, Tensor l)
    {
        using var scope = NewDisposeScope();
        var (a, b) = (Centered(k), Centered(l));
        double norms = a.norm().ToDouble() * b.norm().ToDouble();
        return norms > 0 && double.IsFinite(norms) ? (a * b).sum().ToDouble() / norms : double.NaN;
    }

    /// <summary>The mean alignment of K with L when the samples of L are permuted at random: tr HKH tr HLH/((m − 1)‖HKH‖‖HLH‖), exactly.</summary>
    public static double ChanceAlignment(Tensor k, Tensor l)
    {
        using var scope = NewDisposeScope();
        var (a, b) = (Centered(k), Centered(l));
        double norms = a.norm().ToDouble() * b.norm().ToDouble() * (k.shape[0] - 1);
        return norms > 0 && double.IsFinite(norms) ? a.trace().ToDouble() * b.trace().ToDouble() / norms : double.NaN;
    }

    private static Tensor Centered(Tensor k) => k - k.mean([0L], true) - k.mean([1L], true) + k.mean();
}
