using DeepNfa.Data;
using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>How well a Boltzmann machine predicts each visible unit from the others: the likelihood's stand-in, since it needs no Z.</summary>
/// <remarks>
/// <b>Formula.</b> log P(vᵢ | v₋ᵢ) = log σ(F(v with vᵢ flipped) − F(v)), F the free energy; numbers between 0 and 1 are flipped to 1 − vᵢ, as scikit-learn does.
/// <b>Source.</b> Besag 1975; scikit-learn sklearn/neural_network/_rbm.py, score_samples.
/// </remarks>
public static class PseudoLikelihood
{
    private const long BlockNumbers = 1 << 21;

    /// <summary>Σᵢ log P(vᵢ | v₋ᵢ) of each row, (n), exact; in the current dispose scope. Cost: n·d·k evaluations of log(1 + eˣ).</summary>
    /// <param name="machine">A machine of Bernoulli units.</param>
    /// <param name="visible">(n × d).</param>
    /// <exception cref="UsageException">The units are Gaussian, or the inputs have another width.</exception>
    public static Tensor PerFeature(RestrictedBoltzmannMachine machine, Tensor visible)
    {
        RequireBernoulli(machine, visible);
        using var scope = NewDisposeScope();
        long n = visible.shape[0], d = visible.shape[1], k = machine.HiddenUnits;
        var parts = new List<Tensor>();
        long rows = Math.Max(1, BlockNumbers / (d * k));
        var filters = machine.Weights.t().unsqueeze(0); // (1×d×k)
        for (long start = 0; start < n; start += rows)
        {
            using var block = NewDisposeScope();
            var v = visible.narrow(0, start, Math.Min(rows, n - start)); // (m×d)
            var drive = addmm(machine.HiddenBias, v, machine.Weights.t(), 1, 1); // (m×k)
            var change = 1 - (2 * v); // what a flip adds to vᵢ
            var flipped = RestrictedBoltzmannMachine.Softplus(drive.unsqueeze(1).add(change.unsqueeze(2) * filters)).sum(2L); // (m×d)
            var rise = RestrictedBoltzmannMachine.Softplus(drive).sum(1L).unsqueeze(1) - flipped - (change * machine.VisibleBias); // F(flipped) − F(v)
            parts.Add(LogSigmoid(rise).sum(1L).MoveToOuterDisposeScope());
        }
        return cat(parts, 0).MoveToOuterDisposeScope();
    }

    /// <summary>d·log P(vᵢ | v₋ᵢ) of each row for one random i a row, (n): an unbiased, noisy estimate of <see cref="PerFeature"/> at the cost of two free energies.</summary>
    /// <param name="machine">A machine of Bernoulli units.</param>
    /// <param name="visible">(n × d).</param>
    /// <param name="stream">Where the features are drawn from.</param>
    /// <exception cref="UsageException">The units are Gaussian, or the inputs have another width.</exception>
    public static Tensor OneFlip(RestrictedBoltzmannMachine machine, Tensor visible, RandomStream stream)
    {
        RequireBernoulli(machine, visible);
        using var scope = NewDisposeScope();
        long n = visible.shape[0], d = visible.shape[1];
        long[] features = new long[n];
        for (long i = 0; i < n; i++) features[i] = stream.NextInt((int)d);
        var at = tensor(features, device: visible.device).unsqueeze(1); // (n×1)
        var flipped = visible.scatter(1, at, 1 - visible.gather(1, at));
        return (LogSigmoid(machine.FreeEnergy(flipped) - machine.FreeEnergy(visible)) * d).MoveToOuterDisposeScope();
    }

    private static Tensor LogSigmoid(Tensor x) => -RestrictedBoltzmannMachine.Softplus(-x);

    private static void RequireBernoulli(RestrictedBoltzmannMachine machine, Tensor visible)
    {
        machine.RequireWidth(visible);
        Require.That(machine.Visible == VisibleUnits.Bernoulli, "pseudo-likelihood", "Bernoulli visible units", "Gaussian ones", "Their conditional densities have no closed form; look at reconstruction error and free energy.");
    }
}
