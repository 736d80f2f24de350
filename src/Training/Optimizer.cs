using static TorchSharp.torch;

namespace DeepNfa.Training;

/// <summary>One optimizer step on explicit state.</summary>
/// <remarks>
/// Why not torch.optim: exact resume needs the whole state as plain tensors, and the update measure needs to know what is left of W⁰
/// under weight decay. The formulas are PyTorch's, and tests compare them with hand-written ones.
/// </remarks>
internal static class Optimizer
{
    /// <summary>Moves the parameters of <paramref name="state"/> along their gradients, and advances its slots.</summary>
    public static void Step(TrainingState state, OptimizerPlan plan, double rate)
    {
        state.Step++;
        foreach (var p in state.Parameters)
        {
            using var gradient = p.Value.grad;
            if (gradient is null) continue;
            switch (plan)
            {
                case Sgd sgd: StepSgd(p, gradient, sgd, rate); break;
                case Adam adam:
                    if (adam.WeightDecay != 0) gradient.add_(p.Value, adam.WeightDecay);
                    StepAdam(p, gradient, adam.Beta1, adam.Beta2, adam.Epsilon, rate, state.Step);
                    break;
                case AdamW adam:
                    p.Value.mul_(1 - rate * adam.WeightDecay);
                    StepAdam(p, gradient, adam.Beta1, adam.Beta2, adam.Epsilon, rate, state.Step);
                    break;
            }
        }
        state.Remainder = Remaining(state.Remainder, plan, rate);
    }

    private static void StepSgd(ParameterState p, Tensor gradient, Sgd sgd, double rate)
    {
        if (sgd.WeightDecay != 0) gradient.add_(p.Value, sgd.WeightDecay);
        if (sgd.Momentum == 0)
        {
            p.Value.add_(gradient, -rate);
            return;
        }
        p.First.mul_(sgd.Momentum).add_(gradient);
        p.Value.add_(p.First, -rate);
    }

    private static void StepAdam(ParameterState p, Tensor gradient, double beta1, double beta2, double epsilon, double rate, long step)
    {
        double bias1 = 1 - Math.Pow(beta1, step), bias2 = 1 - Math.Pow(beta2, step);
        p.First.mul_(beta1).add_(gradient, 1 - beta1);
        p.Second.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
        using var root = p.Second.sqrt();
        root.div_(Math.Sqrt(bias2)).add_(epsilon);
        p.Value.addcdiv_(p.First, root, -rate / bias1);
    }

    /// <summary>
    /// The update of what is left of the initial weights: the step with zero gradient of the loss, followed for the coefficient of W⁰ alone.
    /// </summary>
    /// <remarks>Adam's decay passes through its normalisation, so no share of W⁰ is defined: the weights are compared with W⁰ itself.</remarks>
    private static InitialShare Remaining(InitialShare share, OptimizerPlan plan, double rate)
    {
        switch (plan)
        {
            case Sgd sgd:
                double velocity = sgd.Momentum * share.Velocity + sgd.WeightDecay * share.Factor;
                return new(share.Factor - rate * velocity, velocity);
            case AdamW adam: return share with { Factor = share.Factor * (1 - rate * adam.WeightDecay) };
            default: return share;
        }
    }
}

/// <summary>The coefficient of W⁰ in the weights, and in SGD's velocity.</summary>
internal readonly record struct InitialShare(double Factor, double Velocity);
