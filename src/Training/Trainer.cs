using System.Diagnostics;
using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Training;

/// <summary>One step of the optimizer, before it is taken.</summary>
/// <param name="Network">The network with its weights as they are.</param>
/// <param name="Inputs">The batch, (b × d).</param>
/// <param name="Targets">Its targets, (b × c).</param>
/// <param name="Rate">The learning rate η of the step.</param>
public sealed record TrainingStep(Network Network, Tensor Inputs, Tensor Targets, double Rate);

/// <summary>Training as an iterator: pull an epoch, look at the network, pull the next.</summary>
public static class Trainer
{
    private const int EvaluationRows = 2048;

    /// <summary>Trains <paramref name="network"/> in place. Epoch 0 is the initialization; then one item an epoch, while the caller asks.</summary>
    /// <param name="network">The network; its weights are moved.</param>
    /// <param name="data">Training samples, and validation samples or none.</param>
    /// <param name="plan">All settings.</param>
    /// <param name="seed">The seed of the stream "shuffle".</param>
    /// <param name="stop">Asks to stop after the current batch.</param>
    /// <returns>Loss and score at the end of each epoch.</returns>
    /// <exception cref="DataException">The data do not fit the network.</exception>
    /// <exception cref="TrainingDivergedException">A loss is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public static IEnumerable<EpochMetrics> Run(Network network, DataSplit data, TrainingPlan plan, Seed seed, CancellationToken stop = default)
    {
        using var state = new TrainingState(network);
        foreach (var metrics in Run(state, data, plan, seed, stop)) yield return metrics;
    }

    /// <summary>Trains on from a state. A fresh state yields epoch 0 first; a restored one goes on with its next epoch.</summary>
    /// <param name="state">The state, advanced in place.</param>
    /// <param name="data">Training samples, and validation samples or none.</param>
    /// <param name="plan">All settings.</param>
    /// <param name="seed">The seed of the stream "shuffle".</param>
    /// <param name="stop">Asks to stop after the current batch; the state then stands between two batches and can go on.</param>
    /// <exception cref="DataException">The data do not fit the network.</exception>
    /// <exception cref="TrainingDivergedException">A loss is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public static IEnumerable<EpochMetrics> Run(TrainingState state, DataSplit data, TrainingPlan plan, Seed seed, CancellationToken stop = default) =>
        Run(state, data, plan, seed, null, stop);

    /// <summary>The same, with somebody who watches.</summary>
    /// <param name="state">The state, advanced in place.</param>
    /// <param name="data">Training samples, and validation samples or none.</param>
    /// <param name="plan">All settings.</param>
    /// <param name="seed">The seed of the stream "shuffle".</param>
    /// <param name="watch">Is shown every step before it is taken; its tensors live until it returns. Null for nobody.</param>
    /// <param name="stop">Asks to stop after the current batch; the state then stands between two batches and can go on.</param>
    /// <inheritdoc cref="Run(TrainingState, DataSplit, TrainingPlan, Seed, CancellationToken)"/>
    public static IEnumerable<EpochMetrics> Run(TrainingState state, DataSplit data, TrainingPlan plan, Seed seed, Action<TrainingStep>? watch, CancellationToken stop = default)
    {
        RequireFit(state.Network, data);
        Require.That(plan.AgopPenalty == 0 || state.Network is Mlp, "agopPenalty", "0 for a network with convolutions", plan.AgopPenalty);
        if (plan.SpeedLimit is { } limit) Require.InRange(limit.Layer, 1, state.Network.Shape.Layers, "Name one of the network's layers.", "speedLimit");
        if (state is { Epoch: 0, Batch: 0 }) yield return Measure(state, data, plan);
        while (state.Epoch < plan.Epochs)
        {
            TrainEpoch(state, data.Train, plan, seed, stop, watch);
            yield return Measure(state, data, plan);
        }
    }

    /// <summary>Loss and score of a state that stands between two epochs, as <see cref="Run(TrainingState, DataSplit, TrainingPlan, Seed, CancellationToken)"/> yields them.</summary>
    /// <exception cref="TrainingDivergedException">The loss is not finite.</exception>
    public static EpochMetrics Measure(TrainingState state, DataSplit data, TrainingPlan plan)
    {
        var train = Evaluate(state.Network, data.Train, plan.Loss);
        // An initialization without a finite loss is never gone on with: nothing that training does could mend it.
        if ((plan.OnDivergence != OnDivergence.Continue || state.Epoch == 0) && !(double.IsFinite(train.Loss) && HasFiniteWeights(state)))
            throw new TrainingDivergedException(state.Epoch, 0, state.RateFactor * plan.RateAt(Math.Max(1, state.Epoch)), double.NaN);
        var validation = data.Validation is { } set ? Evaluate(state.Network, set, plan.Loss) : null;
        return new(state.Epoch, train, validation, state.EpochElapsed) { InitialFactor = state.InitialFactor };
    }

    /// <summary>Loss and score of a network on a set, in batches.</summary>
    public static SplitMetrics Evaluate(Network network, LabeledSet set, LossKind loss)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        double lossSum = 0, residual = 0;
        long correct = 0;
        for (long start = 0; start < set.Samples; start += EvaluationRows)
        {
            using var batch = NewDisposeScope();
            long rows = Math.Min(EvaluationRows, set.Samples - start);
            var y = set.Targets.narrow(0, start, rows); // (b×c)
            var f = network.forward(set.Inputs.narrow(0, start, rows)); // (b×c)
            lossSum += loss.Of(f, y).ToDouble() * rows;
            if (set.Classification) correct += f.argmax(1).eq(y.argmax(1)).sum().ToInt64();
            else residual += (f - y).to(ScalarType.Float64).square().sum().ToDouble();
        }
        return set.Classification ? new(lossSum / set.Samples, (double)correct / set.Samples, null) : new(lossSum / set.Samples, null, Scores.R2(residual, set.Targets));
    }

    /// <summary>Trains to the end of the epoch, or for a number of batches.</summary>
    internal static void TrainEpoch(TrainingState state, LabeledSet train, TrainingPlan plan, Seed seed, CancellationToken stop, Action<TrainingStep>? watch = null, int atMost = int.MaxValue)
    {
        long start = Stopwatch.GetTimestamp();
        if (state.Batch == 0) state.EpochElapsed = TimeSpan.Zero;
        try
        {
            TrainBatches(state, train, plan, seed, atMost, watch, stop);
        }
        finally
        {
            state.EpochElapsed += Stopwatch.GetElapsedTime(start);
        }
    }

    private static void TrainBatches(TrainingState state, LabeledSet train, TrainingPlan plan, Seed seed, int atMost, Action<TrainingStep>? watch, CancellationToken stop)
    {
        using var scope = NewDisposeScope();
        double rate = state.RateFactor * plan.RateAt(state.Epoch + 1), lastLoss = double.NaN;
        var order = tensor(seed.Stream("shuffle", state.Epoch + 1).Permutation((int)train.Samples), device: train.Inputs.device);
        int batches = (int)((train.Samples + plan.BatchSize - 1) / plan.BatchSize);
        for (; state.Batch < batches; state.Batch++)
        {
            stop.ThrowIfCancellationRequested();
            if (atMost-- == 0) return;
            using var batch = NewDisposeScope();
            long start = (long)state.Batch * plan.BatchSize;
            var rows = order.narrow(0, start, Math.Min(plan.BatchSize, train.Samples - start));
            var (x, y) = (train.Inputs.index_select(0, rows), train.Targets.index_select(0, rows));
            watch?.Invoke(new(state.Network, x, y, rate));
            var loss = plan.Loss.Of(state.Network.forward(x), y);
            double value = loss.ToDouble();
            if (!double.IsFinite(value) && plan.OnDivergence != OnDivergence.Continue) throw new TrainingDivergedException(state.Epoch + 1, state.Batch + 1, rate, lastLoss);
            lastLoss = value;
            foreach (var p in state.Parameters) p.Value.grad = null;
            (plan.AgopPenalty > 0 ? loss + plan.AgopPenalty * AgopPenalty.Of((Mlp)state.Network, x) : loss).backward();
            using (no_grad())
            {
                if (plan.SpeedLimit is { } limit) Limit(state.Network, limit);
                Optimizer.Step(state, plan.Optimizer, rate);
            }
        }
        state.Batch = 0;
        state.Epoch++;
    }

    private static void Limit(Network network, SpeedLimit limit)
    {
        for (int l = 0; l < network.Weights.Count; l++)
        {
            var gradient = network.Weights[l].grad!;
            double factor = l + 1 == limit.Layer ? limit.Factor : 1 / limit.Factor;
            gradient.mul_(factor / (limit.Epsilon + gradient.norm().ToDouble()));
        }
    }

    private static bool HasFiniteWeights(TrainingState state)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return state.Parameters.All(p => double.IsFinite(p.Value.abs().max().ToDouble()));
    }

    private static void RequireFit(Network network, DataSplit data)
    {
        foreach (var set in new[] { data.Train, data.Validation })
        {
            if (set is null) continue;
            if (set.InputWidth != network.Shape.Inputs)
                throw new DataException($"inputs of {set.Name}: expected (n × {network.Shape.Inputs}), the network's input width; got ({set.Samples} × {set.InputWidth}).");
            if (set.Outputs != network.Shape.Outputs)
                throw new DataException($"targets of {set.Name}: expected (n × {network.Shape.Outputs}), the network's outputs; got ({set.Samples} × {set.Outputs}).");
        }
    }
}
