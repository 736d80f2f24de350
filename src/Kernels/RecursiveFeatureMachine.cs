using DeepNfa.Data;
using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Kernels;

/// <summary>Feature learning without backpropagation: solve a kernel machine, let the AGOP of its gradients become the metric of the kernel, repeat.</summary>
/// <remarks>
/// <b>Formula.</b> M₀ = I; α = (K_M + λI)⁻¹y; M ← AGOP^s of f(x) = Σⱼ αⱼ K_M(x, xⱼ).
/// <b>Cost.</b> An iteration builds K once: n²d + n³/3 flops, and those of <see cref="KernelAgop"/>; one n×n matrix. Beyond the plan's memory the machine keeps m centres
/// (<see cref="NystromSolver"/>). <b>Source.</b> Radhakrishnan, Beaglehole, Pandit and Belkin, Science 383 (2024).
/// </remarks>
public static class RecursiveFeatureMachine
{
    /// <summary>Fits as the caller pulls: iteration 0 is the plain kernel machine, each further one has updated M.</summary>
    /// <param name="kernel">The kernel, with its bandwidth; times the median distance where the plan says so.</param>
    /// <param name="data">The samples; validation may be missing.</param>
    /// <param name="plan">All settings.</param>
    /// <param name="seed">Where gradient points ("gradient-points"), centres ("centers") and the pairs of the median ("median") are drawn from.</param>
    /// <param name="stop">Asks to stop before the next solve or update; what was yielded stays as it is.</param>
    /// <exception cref="UsageException">The plan is out of range, or asks for the impossible.</exception>
    /// <exception cref="DataException">The data cannot be fitted.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public static IEnumerable<RfmIteration> Fit(IKernel kernel, DataSplit data, RfmPlan plan, Seed seed, CancellationToken stop = default)
    {
        plan.Validated();
        RequireSomethingToLearn(data.Train);
        return Iterations(kernel, data, plan, seed, stop);
    }

    private static IEnumerable<RfmIteration> Iterations(IKernel kernel, DataSplit data, RfmPlan plan, Seed seed, CancellationToken stop)
    {
        using var fit = new RfmFit(kernel, data, plan, seed);
        var (best, since) = (double.PositiveInfinity, 0);
        for (int t = 0; ; t++)
        {
            stop.ThrowIfCancellationRequested();
            var iteration = fit.Solve(t);
            double loss = iteration.Validation?.Loss ?? 0;
            (best, since) = loss < best ? (loss, 0) : (best, since + 1);
            bool last = t == plan.Iterations || (plan.EarlyStop && data.Validation is not null && since >= 2);
            yield return iteration;
            if (last) yield break;
            stop.ThrowIfCancellationRequested();
            fit.Update();
        }
    }

    internal static void RequireSomethingToLearn(LabeledSet train)
    {
        using var scope = NewDisposeScope();
        foreach (var (name, values) in new[] { ("inputs", train.Inputs), ("targets", train.Targets) })
            if (!isfinite(values.sum()).ToBoolean() && !isfinite(values).all().ToBoolean())
                throw new DataException($"{train.Name}: {name} hold NaN or infinity; expected finite numbers. Remove the rows or fill in the values.");
        if (train.Classification && train.Targets.sum(0L).gt(0).sum().ToInt64() < 2)
            throw new DataException($"{train.Name}: all {train.Samples} training rows are of one class, so there is nothing to learn. Give rows of at least two classes.");
        if (!train.Classification && train.Samples > 1 && train.Targets.eq(train.Targets.narrow(0, 0, 1)).all().ToBoolean())
            throw new DataException($"{train.Name}: all {train.Samples} training rows have the same targets, so there is nothing to learn. Give targets that differ.");
    }
}
