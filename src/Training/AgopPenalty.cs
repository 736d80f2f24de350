using static TorchSharp.torch;

namespace DeepNfa.Training;

/// <summary>The trace of the AGOP with respect to the network's input, as a function of the weights that autograd can differentiate: the penalty of arXiv 2407.20199.</summary>
/// <remarks>
/// tr AGOP = (1/n) Σ_i ‖∂f/∂x(x_i)‖² with the Jacobian J = D_1 W_1 written out by the chain rule, D_l = (D_{l+1} W_{l+1}) ∘ φ'(z_l), so that one ordinary
/// backward pass differentiates it. With one hidden layer the factor c is not needed: ‖J‖² = sᵀ((VᵀV) ∘ (WWᵀ))s with s = φ'(z).
/// For relu and leaky-relu φ' is constant almost everywhere, and autograd leaves out what its jumps at the kinks would add to the gradient of an expectation.
/// </remarks>
public static class AgopPenalty
{
    /// <summary>tr AGOP over a batch (n × d), a number.</summary>
    public static Tensor Of(Mlp network, Tensor inputs)
    {
        var (shape, w) = (network.Shape, network.Weights);
        var slopes = ForwardPass.Slopes(shape, [.. w.Select((v, l) => (v, shape.Biases ? network.Biases[l] : null))], inputs);
        if (slopes.Count == 0) return w[0].square().sum();
        if (slopes.Count == 1) return (slopes[0].matmul(w[1].t().matmul(w[1]) * w[0].matmul(w[0].t())) * slopes[0]).sum(1).mean();
        var d = w[^1] * slopes[^1].unsqueeze(1); // (n×c×k)
        for (int l = slopes.Count - 2; l >= 0; l--) d = d.matmul(w[l + 1]) * slopes[l].unsqueeze(1);
        return d.matmul(w[0]).square().sum([1L, 2L]).mean();
    }
}
