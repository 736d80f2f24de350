using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>log Z of a small Boltzmann machine, exactly: with it the free energy is a likelihood.</summary>
/// <remarks>
/// <b>Formula.</b> One layer is summed out by hand, the states of the other are enumerated:
/// Z = Σ_h exp(cᵀh)·Πᵢ(1 + exp(bᵢ + (Wᵀh)ᵢ)), for Gaussian units Z = Σ_h (2π)^(d/2)·exp(cᵀh + hᵀWb + ½‖Wᵀh‖²); or Σ_v exp(−F(v)) where fewer visible units are binary.
/// <b>Cost.</b> 2^k·d numbers in blocks; float64, by log-sum-exp.
/// </remarks>
public static class LogPartition
{
    /// <summary>The most units whose states are enumerated.</summary>
    public const int MostUnits = 20;

    private const int Block = 4096;

    /// <summary>Whether a machine is small enough for <see cref="Exact"/>.</summary>
    public static bool IsSmall(RestrictedBoltzmannMachine machine) => Enumerated(machine) <= MostUnits;

    /// <summary>log Z.</summary>
    /// <exception cref="UsageException">Both layers have more than 20 units that would have to be enumerated.</exception>
    public static double Exact(RestrictedBoltzmannMachine machine)
    {
        int units = Enumerated(machine);
        Require.That(units <= MostUnits, "log Z by enumeration", $"at most {MostUnits} hidden units", units, "Estimate it by annealed importance sampling.");
        using var scope = NewDisposeScope();
        using var exact = machine.Copy(ScalarType.Float64);
        bool hidden = units == machine.HiddenUnits;
        var parts = new List<Tensor>();
        for (long start = 0; start < 1L << units; start += Block)
        {
            using var block = NewDisposeScope();
            var states = States(start, Math.Min(Block, (1L << units) - start), units).to(machine.Weights.device);
            parts.Add((hidden ? OfHidden(exact, states) : -exact.FreeEnergy(states)).logsumexp(0, keepdim: true).MoveToOuterDisposeScope());
        }
        return cat(parts, 0).logsumexp(0).ToDouble();
    }

    /// <summary>States number start … start + count − 1 of binary units, the first unit the lowest bit; (count × units), float64, in the current dispose scope.</summary>
    internal static Tensor States(long start, long count, int units)
    {
        using var scope = NewDisposeScope();
        var numbers = arange(start, start + count, dtype: ScalarType.Int64).unsqueeze(1);
        var places = tensor(Enumerable.Range(0, units).Select(u => 1L << u).ToArray());
        return numbers.floor_divide(places).remainder(2).to(ScalarType.Float64).MoveToOuterDisposeScope();
    }

    /// <summary>log Σ_v exp(−E(v, h)) of each state h.</summary>
    private static Tensor OfHidden(RestrictedBoltzmannMachine machine, Tensor states)
    {
        var down = states.matmul(machine.Weights); // (m×d)
        var own = states.matmul(machine.HiddenBias); // (m)
        if (machine.Visible == VisibleUnits.Bernoulli) return own + RestrictedBoltzmannMachine.Softplus(down + machine.VisibleBias).sum(1L);
        return own + down.matmul(machine.VisibleBias) + (down.square().sum(1L) / 2) + (machine.Inputs * Math.Log(2 * Math.PI) / 2);
    }

    private static int Enumerated(RestrictedBoltzmannMachine machine) => machine.Visible == VisibleUnits.Bernoulli ? Math.Min(machine.Inputs, machine.HiddenUnits) : machine.HiddenUnits;
}
