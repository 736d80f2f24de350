using System.Diagnostics;
using DeepNfa.Data;
using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>Training of a restricted Boltzmann machine as an iterator: pull an epoch, look at the machine, pull the next.</summary>
/// <remarks>
/// <b>Formula.</b> The gradient of the mean log-likelihood is ⟨P(h = 1 | v)vᵀ⟩ over the data minus the same over the model. The second mean is replaced by one over Gibbs chains that
/// ran k steps: from the batch itself (CD-k, Hinton 2002) or from where they ended (persistent CD; Tieleman, ICML 2008). The last h is taken by its probabilities.
/// Sparsity (Hinton's guide, section 11): the cost's derivative ρ − q is added to the drive of each hidden unit, so to its bias and, times the mean input, to its weights.
/// <b>Cost.</b> 4(1 + k)·m·d·k flops a step, about a dozen tensor operations plus five for each Gibbs step, and no memory that grows.
/// <b>Source.</b> Hinton, A Practical Guide to Training Restricted Boltzmann Machines (2010); scikit-learn's BernoulliRBM, which is persistent CD-1.
/// </remarks>
public static class ContrastiveDivergence
{
    /// <summary>Trains the state's machine in place. A fresh state yields epoch 0, the initialization, first; a restored one goes on.</summary>
    /// <param name="state">The state, advanced in place.</param>
    /// <param name="inputs">The data, (n × d), of the machine's type; in [0, 1] for Bernoulli units.</param>
    /// <param name="heldOut">Held-out data, scored alone, or null.</param>
    /// <param name="plan">All settings.</param>
    /// <param name="seed">Streams "shuffle" by epoch, "gibbs" by step, "flip" by epoch.</param>
    /// <param name="stop">Asks to stop after the current batch; the state then stands between two batches and can go on.</param>
    /// <exception cref="DataException">The data do not fit the machine.</exception>
    /// <exception cref="TrainingDivergedException">A weight is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public static IEnumerable<BoltzmannEpoch> Run(BoltzmannState state, Tensor inputs, Tensor? heldOut, BoltzmannPlan plan, Seed seed, CancellationToken stop = default)
    {
        plan.Validated();
        RequireFit(state.Machine, inputs, "training inputs");
        if (heldOut is not null) RequireFit(state.Machine, heldOut, "held-out inputs");
        return Epochs(state, inputs, heldOut, plan, seed, stop);
    }

    /// <summary>The scores of the machine as it is.</summary>
    /// <param name="state">The state, between two epochs.</param>
    /// <param name="inputs">(n × d).</param>
    /// <param name="heldOut">Held-out data, or null.</param>
    /// <param name="plan">How many rows are scored.</param>
    /// <param name="seed">Stream "flip" by epoch.</param>
    public static BoltzmannEpoch Measure(BoltzmannState state, Tensor inputs, Tensor? heldOut, BoltzmannPlan plan, Seed seed)
    {
        using var scope = NewDisposeScope();
        var machine = state.Machine;
        bool bernoulli = machine.Visible == VisibleUnits.Bernoulli;
        Tensor scored = First(inputs), hidden = machine.Transform(scored);
        var held = heldOut is null ? null : First(heldOut);
        return new(
            state.Epoch,
            bernoulli ? Mean(PseudoLikelihood.PerFeature(machine, scored)) : null,
            bernoulli ? Mean(PseudoLikelihood.OneFlip(machine, inputs, seed.Stream("flip", state.Epoch))) : null,
            Mean((machine.VisibleMeans(hidden) - scored).square()),
            Mean(machine.FreeEnergy(scored)),
            held is null ? null : Mean(machine.FreeEnergy(held)),
            held is null || !bernoulli ? null : Mean(PseudoLikelihood.PerFeature(machine, held)),
            Mean(hidden),
            state.Elapsed);

        Tensor First(Tensor rows) => rows.narrow(0, 0, Math.Min(rows.shape[0], plan.ScoreRows));
        static double Mean(Tensor values) => values.to(ScalarType.Float64).mean().ToDouble();
    }

    /// <summary>Refuses data that the machine cannot take.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="inputs">(n × d).</param>
    /// <param name="name">What sentences call the data.</param>
    /// <exception cref="DataException">The width differs, a number is not finite, or beyond [0, 1] for Bernoulli units.</exception>
    public static void RequireFit(RestrictedBoltzmannMachine machine, Tensor inputs, string name)
    {
        using var scope = NewDisposeScope();
        if (inputs.dim() != 2 || inputs.shape[1] != machine.Inputs) throw new DataException($"{name}: expected (n × {machine.Inputs}), the machine's visible units; got {Require.InWords(inputs.shape)}.");
        if (inputs.shape[0] < 1) throw new DataException($"{name}: expected at least one row; got none.");
        if (!isfinite(inputs.sum()).ToBoolean()) throw new DataException($"{name}: expected finite numbers; NaN or infinity is among them. Remove the rows, or fill in the values.");
        if (machine.Visible == VisibleUnits.Gaussian) return;
        double low = inputs.min().ToDouble(), high = inputs.max().ToDouble();
        if (low < 0 || high > 1)
            throw new DataException(FormattableString.Invariant($"{name}: expected numbers in [0, 1] for Bernoulli units; got {low} to {high}. Bring each column to [0, 1] (--prepare min-max), or take Gaussian units (--visible gaussian) on standardized columns."));
    }

    /// <summary>Trains to the end of the epoch.</summary>
    internal static void TrainEpoch(BoltzmannState state, Tensor inputs, BoltzmannPlan plan, Seed seed, CancellationToken stop)
    {
        long start = Stopwatch.GetTimestamp();
        if (state.Batch == 0) state.Elapsed = TimeSpan.Zero;
        try
        {
            TrainBatches(state, inputs, plan, seed, stop);
        }
        finally
        {
            state.Elapsed += Stopwatch.GetElapsedTime(start);
        }
    }

    private static IEnumerable<BoltzmannEpoch> Epochs(BoltzmannState state, Tensor inputs, Tensor? heldOut, BoltzmannPlan plan, Seed seed, CancellationToken stop)
    {
        double last = double.NaN;
        if (state is { Epoch: 0, Batch: 0 }) yield return Measure(state, inputs, heldOut, plan, seed);
        while (state.Epoch < plan.Epochs)
        {
            TrainEpoch(state, inputs, plan, seed, stop);
            var epoch = Measure(state, inputs, heldOut, plan, seed);
            if (!double.IsFinite(epoch.FreeEnergy)) throw new TrainingDivergedException(state.Epoch, 0, plan.RateAt(state.Epoch), last, halves: false);
            last = epoch.FreeEnergy;
            yield return epoch;
        }
    }

    private static void TrainBatches(BoltzmannState state, Tensor inputs, BoltzmannPlan plan, Seed seed, CancellationToken stop)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        long n = inputs.shape[0];
        int batches = (int)((n + plan.BatchSize - 1) / plan.BatchSize);
        var order = tensor(seed.Stream("shuffle", state.Epoch + 1).Permutation((int)n), device: inputs.device);
        for (; state.Batch < batches; state.Batch++)
        {
            stop.ThrowIfCancellationRequested();
            using var batch = NewDisposeScope();
            long start = (long)state.Batch * plan.BatchSize;
            var rows = order.narrow(0, start, Math.Min(plan.BatchSize, n - start));
            TrainBatch(state, inputs.index_select(0, rows), plan, seed.Stream("gibbs", ++state.Step));
        }
        state.Batch = 0;
        state.Epoch++;
    }

    /// <summary>One step on a batch, (m × d).</summary>
    internal static void TrainBatch(BoltzmannState state, Tensor visible, BoltzmannPlan plan, RandomStream draws)
    {
        var machine = state.Machine;
        var hidden = machine.Transform(visible); // (m×k)
        var chain = state.Chain;
        GibbsChain? own = null;
        if (!plan.Persistent)
        {
            // The last batch of an epoch may be smaller than the chains' memory.
            if (chain.Hidden.shape[0] != visible.shape[0]) chain = own = new GibbsChain(machine, visible.shape[0]);
            chain.StartFrom(hidden, draws);
        }
        using (own)
        {
            for (int s = 1; s < plan.GibbsSteps; s++)
            {
                using var step = NewDisposeScope();
                chain.Step(draws, plan.SampleVisible);
            }
            var (fantasy, _, likely) = chain.Step(draws, plan.SampleVisible, sampleHidden: plan.Persistent);
            Update(state, plan, visible, hidden, fantasy, likely);
        }
    }

    private static void Update(BoltzmannState state, BoltzmannPlan plan, Tensor visible, Tensor hidden, Tensor fantasy, Tensor likely)
    {
        var machine = state.Machine;
        double rate = plan.RateAt(state.Epoch + 1), momentum = plan.MomentumAt(state.Epoch + 1);
        bool plain = momentum == 0;
        // Without momentum a velocity would be the step itself: the parameters take it at once.
        double scale = plain ? rate : 1;
        var (w, b, c) = plain ? (machine.Weights, machine.VisibleBias, machine.HiddenBias) : (state.WeightVelocity, state.VisibleVelocity, state.HiddenVelocity);
        float positive = (float)(scale / visible.shape[0]), negative = (float)(-scale / fantasy.shape[0]);
        Tensor visibleMean = visible.mean([0L]), hiddenMean = hidden.mean([0L]);
        float keep = plain ? (float)(1 - (rate * plan.WeightDecay)) : (float)momentum;
        if (!plain)
        {
            if (plan.WeightDecay > 0) w.add_(machine.Weights, -plan.WeightDecay / momentum); // μ(V − λW/μ) = μV − λW
            b.mul_(momentum);
            c.mul_(momentum);
        }
        w.addmm_(hidden.t(), visible, keep, positive).addmm_(likely.t(), fantasy, 1, negative);
        b.add_(visibleMean, scale).add_(fantasy.mean([0L]), -scale);
        c.add_(hiddenMean, scale).add_(likely.mean([0L]), -scale);
        if (plan.SparsityCost > 0)
        {
            state.Activity.mul_(plan.SparsityMemory).add_(hiddenMean, 1 - plan.SparsityMemory);
            var pull = plan.SparsityTarget - state.Activity; // (k)
            c.add_(pull, scale * plan.SparsityCost);
            w.addr_(pull, visibleMean, 1, (float)(scale * plan.SparsityCost));
        }
        if (plain) return;
        machine.Weights.add_(w, rate);
        machine.VisibleBias.add_(b, rate);
        machine.HiddenBias.add_(c, rate);
    }
}
