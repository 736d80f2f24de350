using DeepNfa.Data;
using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>log Z with its spread, as chains of importance weights give it.</summary>
/// <param name="LogZ">log Ẑ, the log of the mean weight times the Z of the start.</param>
/// <param name="Low">log(Ẑ − 3σ), σ the standard error of the mean weight; −∞ where the weights scatter so much that nothing bounds Z below.</param>
/// <param name="High">log(Ẑ + 3σ).</param>
/// <param name="EffectiveRuns">(Σw)²/Σw²: how many of the chains count. Near 1 the estimate hangs on one chain and is too low.</param>
/// <param name="Runs">Chains.</param>
/// <param name="Temperatures">Intermediate distributions.</param>
public sealed record PartitionEstimate(double LogZ, double Low, double High, double EffectiveRuns, int Runs, int Temperatures);

/// <summary>Estimates log Z of a Boltzmann machine of any size: chains go from independent units to the machine in many small steps, each step weighted.</summary>
/// <remarks>
/// <b>Formula.</b> p_β(v) ∝ exp((1−β)·b_Aᵀv + β·bᵀv)·Πⱼ(1 + exp(β(cⱼ + Wⱼv))) with β from 0 to 1 (Gaussian units: the quadratics likewise); w = Π p*_βₜ(vₜ)/p*_βₜ₋₁(vₜ); Z/Z_A = E[w].
/// Ẑ is unbiased, log Ẑ is low on average. A thirtieth of the steps lie below β = ½, two thirds above 0.9, as in the source.
/// <b>Cost.</b> 4·runs·temperatures·d·k flops; float64.
/// <b>Source.</b> Salakhutdinov and Murray, ICML 2008, section 4.1; Neal 2001.
/// </remarks>
public static class AnnealedImportanceSampling
{
    /// <summary>Estimates log Z.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="seed">Stream "annealing".</param>
    /// <param name="runs">Chains, at least 2. <value>100.</value></param>
    /// <param name="temperatures">Steps of each, at least 1. <value>5000.</value></param>
    /// <param name="baseBias">b_A, (d): log odds of the data's means (Gaussian units: the means) make a good start; the machine's own biases if null.</param>
    /// <exception cref="UsageException">A number is out of range.</exception>
    public static PartitionEstimate Estimate(RestrictedBoltzmannMachine machine, Seed seed, int runs = 100, int temperatures = 5000, Tensor? baseBias = null)
    {
        Require.AtLeast(runs, 2);
        Require.AtLeast(temperatures, 1);
        if (baseBias is not null) Require.Shape(baseBias.shape, [machine.Inputs], "Give one bias for each visible unit.");
        using var scope = NewDisposeScope();
        using var exact = machine.Copy(ScalarType.Float64);
        var start = (baseBias ?? machine.VisibleBias).to(ScalarType.Float64);
        var draws = seed.Stream("annealing");
        var sampler = new Sampler((long)runs * Math.Max(machine.Inputs, machine.HiddenUnits));
        Tensor visible = zeros(runs, machine.Inputs, dtype: ScalarType.Float64, device: start.device), hidden = zeros(runs, machine.HiddenUnits, dtype: ScalarType.Float64, device: start.device);
        sampler.Visible(visible, Means(start.unsqueeze(0).expand(runs, machine.Inputs), machine.Visible), machine.Visible, draws);
        var weights = zeros(runs, dtype: ScalarType.Float64, device: start.device); // log w
        var filters = exact.Weights.t();
        for (int t = 1; t <= temperatures; t++)
        {
            using var step = NewDisposeScope();
            double before = Beta(t - 1, temperatures), now = Beta(t, temperatures);
            var drive = addmm(exact.HiddenBias, visible, filters, 1, 1); // (m×k)
            weights.add_(Rise(exact, start, visible, drive, before, now));
            if (t == temperatures) break;
            sampler.Bernoulli(hidden, (drive * now).sigmoid_(), draws);
            var bias = (start * (1 - now)) + (exact.VisibleBias * now);
            sampler.Visible(visible, Means(addmm(bias, hidden, exact.Weights, 1, (float)now), machine.Visible), machine.Visible, draws);
        }
        return Summary(weights, LogBase(start, machine), temperatures);
    }

    /// <summary>log p*_now(v) − log p*_before(v), (m).</summary>
    private static Tensor Rise(RestrictedBoltzmannMachine machine, Tensor start, Tensor visible, Tensor drive, double before, double now)
    {
        var hidden = (RestrictedBoltzmannMachine.Softplus(drive * now) - RestrictedBoltzmannMachine.Softplus(drive * before)).sum(1L);
        var own = machine.Visible == VisibleUnits.Bernoulli
            ? visible.matmul(machine.VisibleBias - start)
            : ((visible - start).square().sum(1L) - (visible - machine.VisibleBias).square().sum(1L)) / 2;
        return hidden + (own * (now - before));
    }

    private static PartitionEstimate Summary(Tensor logWeights, double logBase, int temperatures)
    {
        double[] logs = logWeights.cpu().data<double>().ToArray();
        double top = logs.Max(), mean = logs.Average(l => Math.Exp(l - top)), squares = logs.Average(l => Math.Exp(2 * (l - top)));
        double error = Math.Sqrt(Math.Max(0, squares - (mean * mean)) / (logs.Length - 1)), unit = logBase + top;
        return new(unit + Math.Log(mean), mean > 3 * error ? unit + Math.Log(mean - (3 * error)) : double.NegativeInfinity, unit + Math.Log(mean + (3 * error)), mean * mean / squares * logs.Length, logs.Length, temperatures);
    }

    /// <summary>log Z of the start: visible units of their own, hidden ones that are on or off alike.</summary>
    private static double LogBase(Tensor start, RestrictedBoltzmannMachine machine) =>
        (machine.HiddenUnits * Math.Log(2)) + (machine.Visible == VisibleUnits.Bernoulli ? RestrictedBoltzmannMachine.Softplus(start).sum().ToDouble() : machine.Inputs * Math.Log(2 * Math.PI) / 2);

    private static Tensor Means(Tensor drive, VisibleUnits units) => units == VisibleUnits.Bernoulli ? drive.sigmoid() : drive;

    private static double Beta(int step, int steps)
    {
        double share = (double)step / steps;
        const double Early = 1.0 / 30, Late = 1.0 / 3; // of the steps; where β reaches ½ and 0.9
        return share <= Early ? 0.5 * share / Early : share <= Late ? 0.5 + (0.4 * (share - Early) / (Late - Early)) : 0.9 + (0.1 * (share - Late) / (1 - Late));
    }
}
