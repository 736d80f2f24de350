using DeepNfa.Data;
using DeepNfa.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>What a network is trained to do, for the measures that ask about the loss or the targets and not about the outputs alone.</summary>
/// <param name="Train">The training samples; the caller owns them.</param>
/// <param name="Plan">What is minimised and how; its weight decay is that of FACT.</param>
public sealed record Objective(LabeledSet Train, TrainingPlan Plan)
{
    private const int Rows = 2048;

    /// <summary>Whether FACT is defined: a stationary point of the loss plus (λ/2)‖W‖² with λ &gt; 0. AdamW's decay is no gradient of a penalty, so its stationary points are others; nor is a penalty on the AGOP part of FACT, nor a point where speeds are limited stationary.</summary>
    internal bool HasPenalty => Plan is { AgopPenalty: 0, SpeedLimit: null, Optimizer: { WeightDecay: > 0 } and not AdamW };

    /// <summary>∂L/∂W of the loss without penalty over all training samples, (k_l × d_l) a layer, float64, and the loss; in the current dispose scope.</summary>
    internal (IReadOnlyList<Tensor> Gradients, double Loss) GradientOf(Network network)
    {
        using var scope = NewDisposeScope();
        var sums = network.Weights.Select(w => zeros(w.shape, dtype: ScalarType.Float64, device: w.device)).ToList();
        double total = 0;
        using var _ = enable_grad();
        for (long start = 0; start < Train.Samples; start += Rows)
        {
            using var batch = NewDisposeScope();
            long rows = Math.Min(Rows, Train.Samples - start);
            var loss = Plan.Loss.Of(network.forward(Train.Inputs.narrow(0, start, rows)), Train.Targets.narrow(0, start, rows)) * ((double)rows / Train.Samples);
            total += loss.ToDouble();
            var gradients = autograd.grad([loss], [.. network.Weights]);
            for (int l = 0; l < sums.Count; l++) sums[l].add_(gradients[l].to(ScalarType.Float64));
        }
        foreach (var sum in sums) sum.MoveToOuterDisposeScope();
        return (sums, total);
    }

    /// <summary>The loss of the best constant output: the mean of the targets, or for cross-entropy the logarithms of the class frequencies.</summary>
    internal double ConstantLoss()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var targets = Train.Targets.to(ScalarType.Float64);
        var mean = targets.mean([0L], true);
        var constant = Plan.Loss == LossKind.CrossEntropy ? mean.clamp(min: double.Epsilon).log() : mean;
        return Plan.Loss.Of(constant.expand(targets.shape).contiguous(), targets).ToDouble();
    }
}
