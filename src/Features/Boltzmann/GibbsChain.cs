using DeepNfa.Data;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>Chains of Gibbs steps side by side, in memory that is made once.</summary>
internal sealed class GibbsChain : IDisposable
{
    private readonly RestrictedBoltzmannMachine _machine;
    private readonly Tensor _transposed; // Wᵀ, a view
    private readonly Sampler _sampler;

    /// <summary>Chains of a machine; all hidden units are off.</summary>
    public GibbsChain(RestrictedBoltzmannMachine machine, long chains)
    {
        using var scope = NewDisposeScope();
        _machine = machine;
        _transposed = machine.Weights.t().DetachFromDisposeScope();
        _sampler = new Sampler(chains * Math.Max(machine.HiddenUnits, machine.Inputs));
        Hidden = zeros(chains, machine.HiddenUnits, dtype: machine.Weights.dtype, device: machine.Weights.device).DetachFromDisposeScope();
        Visible = zeros(chains, machine.Inputs, dtype: machine.Weights.dtype, device: machine.Weights.device).DetachFromDisposeScope();
    }

    /// <summary>The hidden units as they are, (m × k), 0 or 1.</summary>
    public Tensor Hidden { get; }

    /// <summary>The visible units of the last step that sampled them, (m × d).</summary>
    public Tensor Visible { get; }

    /// <summary>Draws the hidden units from their probabilities.</summary>
    public void StartFrom(Tensor probabilities, RandomStream draws) => _sampler.Bernoulli(Hidden, probabilities, draws);

    /// <summary>One step h → v → h.</summary>
    /// <param name="draws">Where samples are drawn from.</param>
    /// <param name="sampleVisible">Whether v is sampled, or its means taken.</param>
    /// <param name="sampleHidden">Whether the new h is drawn; a last step needs its probabilities alone.</param>
    /// <returns>v, its means, and P(h = 1 | v). Sampled, v is overwritten by the next step; the others are new in the current dispose scope.</returns>
    public (Tensor Visible, Tensor Means, Tensor Likely) Step(RandomStream draws, bool sampleVisible, bool sampleHidden = true)
    {
        var means = addmm(_machine.VisibleBias, Hidden, _machine.Weights, 1, 1); // (m×d)
        if (_machine.Visible == VisibleUnits.Bernoulli) means.sigmoid_();
        if (sampleVisible) _sampler.Visible(Visible, means, _machine.Visible, draws);
        var visible = sampleVisible ? Visible : means;
        var likely = addmm(_machine.HiddenBias, visible, _transposed, 1, 1).sigmoid_(); // (m×k)
        if (sampleHidden) StartFrom(likely, draws);
        return (visible, means, likely);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _transposed.Dispose();
        Hidden.Dispose();
        Visible.Dispose();
    }
}
