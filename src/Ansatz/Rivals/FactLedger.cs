using DeepNfa.Algebra;
using DeepNfa.Records;
using DeepNfa.Training;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>Where WᵀW of one layer comes from: every step of SGD with weight decay booked, so that the sum is WᵀW at every step, mini-batches and kinks included.</summary>
/// <remarks>
/// <b>Formula.</b> W ← (1 − ηλ)W − ηg with g = ∂L/∂W of the batch gives WᵀW ← ρWᵀW − η(1 − ηλ)(Wᵀg + gᵀW) + η²gᵀg, ρ = (1 − ηλ)². The middle term is
/// ηλ(1 − ηλ)(FACT + FACTᵀ) of the batch, so what is kept is an exponential average of FACT, beside what is left of W⁰ᵀW⁰ and the squared steps.
/// The middle term is split by the classes of the samples, g = Σ_c g_c.
/// <b>Cost.</b> A pass over the batch and products of (d × d) matrices a step; memory (C + 2)·d² numbers. Exact to rounding where training is in float64.
/// <b>Forms.</b> Momentum makes the step depend on all earlier weights, and AdamW's decay is no gradient of a penalty: neither has such a recursion in FACT.
/// </remarks>
public sealed class FactLedger : IDisposable
{
    private readonly int _layer;
    private readonly TrainingPlan _plan;
    private readonly Tensor _initial;
    private readonly Tensor _squares;
    private readonly Tensor[] _classes;

    /// <summary>An empty ledger of a layer of a network that stands at its initialization.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layer">The layer, counted from 1.</param>
    /// <param name="plan">How it is trained: plain SGD on mean squared error or cross-entropy.</param>
    /// <exception cref="UsageException">The layer is not there, or the optimizer has momentum, or is not SGD.</exception>
    public FactLedger(Mlp network, int layer, TrainingPlan plan)
    {
        _layer = Require.InRange(layer, 1, network.Shape.Layers) - 1;
        if (plan is not { Optimizer: Sgd { Momentum: 0 }, AgopPenalty: 0, SpeedLimit: null })
            throw new UsageException("ledger: expected plain SGD, without momentum, penalty on the AGOP or speed limit; momentum and Adam have no recursion in FACT.");
        _plan = plan;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var w = Weight(network);
        _initial = SymmetricSum.Gram(w).DetachFromDisposeScope();
        _squares = zeros_like(_initial).DetachFromDisposeScope();
        _classes = [.. Enumerable.Range(0, network.Shape.Outputs).Select(_ => zeros_like(_initial).DetachFromDisposeScope())];
    }

    /// <summary>What is left of W⁰ᵀW⁰, (d × d).</summary>
    public Tensor Initial => _initial;

    /// <summary>The squared steps, Σ ρ^(T−1−t) η² gᵀg, (d × d).</summary>
    public Tensor Squares => _squares;

    /// <summary>The average of FACT by the class of the samples, (d × d) each: one for each output, by a sample's largest target.</summary>
    public IReadOnlyList<Tensor> Classes => _classes;

    /// <summary>Their sum: WᵀW, (d × d), in the current dispose scope.</summary>
    public Tensor Total()
    {
        using var scope = NewDisposeScope();
        var sum = _initial + _squares;
        foreach (var part in _classes) sum.add_(part);
        return sum.MoveToOuterDisposeScope();
    }

    /// <summary>Books a step before it is taken.</summary>
    /// <param name="step">The batch and the rate.</param>
    public void Book(TrainingStep step)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        double eta = step.Rate, kept = 1 - (eta * _plan.Optimizer.WeightDecay);
        var (w, (h, delta)) = (Weight(step.Network), Signals(step));
        foreach (var part in _classes.Append(_initial).Append(_squares)) part.mul_(kept * kept);
        var classes = step.Targets.argmax(1);
        var back = delta.matmul(w); // δᵢᵀW, (b×d): Wᵀg = Σ_i (Wᵀδ_i) h_iᵀ
        for (int c = 0; c < _classes.Length; c++)
        {
            var rows = classes.eq(c).nonzero().flatten();
            if (rows.shape[0] == 0) continue;
            var cross = back.index_select(0, rows).t().matmul(h.index_select(0, rows));
            _classes[c].sub_((cross + cross.t()) * (eta * kept));
        }
        _squares.add_(SymmetricSum.Gram(delta.t().matmul(h)) * (eta * eta));
    }

    /// <summary>Frees the matrices.</summary>
    public void Dispose()
    {
        foreach (var part in _classes.Append(_initial).Append(_squares)) part.Dispose();
    }

    private Tensor Weight(Network network) => network.Weights[_layer].detach().to(ScalarType.Float64);

    /// <summary>Inputs h (b × d) of the layer and ∂L/∂z (b × k), L being the mean over the batch: g = δᵀh.</summary>
    private (Tensor Inputs, Tensor Delta) Signals(TrainingStep step)
    {
        var (shape, layers) = (((Mlp)step.Network).Shape, step.Network.Detached(ScalarType.Float64));
        var passes = ForwardPass.Through(shape, layers, step.Inputs.to(ScalarType.Float64)).ToList();
        var f = passes[^1].PreActivation;
        var y = step.Targets.to(ScalarType.Float64);
        var delta = _plan.Loss == LossKind.CrossEntropy ? (f.softmax(1) - y) / f.shape[0] : (f - y) * (2.0 / f.numel());
        for (int l = layers.Count - 1; l > _layer; l--) delta = delta.matmul(layers[l].Weight) * shape.ActivationOf(l - 1).Derivative(passes[l - 1].PreActivation);
        return (passes[_layer].Input, delta);
    }
}
