using DeepNfa.Records;

namespace DeepNfa.Kernels;

/// <summary>How M is scaled after each update.</summary>
public enum MetricScale
{
    /// <summary>Not at all, as in the paper's scripts.</summary>
    None,

    /// <summary>To the trace d, that of the identity.</summary>
    Trace,

    /// <summary>To a largest entry of 1.</summary>
    Max,
}

/// <summary>What M becomes after each solve.</summary>
public enum MetricUpdate
{
    /// <summary>A power of the AGOP; Radhakrishnan et al., Science 383 (2024).</summary>
    Agop,

    /// <summary>(FACT FACTᵀ)^½, the square of W ← (FACT FACTᵀ)^¼; arXiv 2507.05644.</summary>
    Fact,
}

/// <summary>Everything that decides how a Recursive Feature Machine is fitted, but kernel, data and seed.</summary>
/// <param name="Iterations">Updates of M; a last solve follows. <value>5.</value> 0 is the plain kernel machine.</param>
/// <param name="Ridge">λ of (K + λI)α = y; 0 interpolates. <value>1e-3.</value></param>
public sealed record RfmPlan(int Iterations = 5, double Ridge = 1e-3)
{
    /// <summary>s of M ← AGOP^s. <value>1.</value></summary>
    public double Power { get; init; } = 1;

    /// <summary>What M becomes. FACT has no power, no centring and no diagonal form, and needs K solved as a whole. <value>The AGOP.</value></summary>
    public MetricUpdate Update { get; init; }

    /// <summary>Whether the mean gradient is removed from the AGOP. <value>No.</value></summary>
    public bool Centered { get; init; }

    /// <summary>Whether M keeps only its diagonal. <value>No.</value></summary>
    public bool Diagonal { get; init; }

    /// <summary>How M is scaled after each update. <value>Not at all.</value></summary>
    public MetricScale Scale { get; init; }

    /// <summary>Whether the bandwidth is, at every iteration, the kernel's own times the median distance of training points in M. <value>No: it is the kernel's own.</value></summary>
    public bool MedianBandwidth { get; init; }

    /// <summary>Whether to stop once the validation loss has not fallen for two iterations. <value>No.</value></summary>
    public bool EarlyStop { get; init; }

    /// <summary>Gradients are taken at no more than this many training points, drawn without replacement. <value>20,000.</value></summary>
    public int GradientPoints { get; init; } = 20_000;

    /// <summary>Centres of the iterative solver; 0 lets memory decide. <value>0.</value></summary>
    public int Centers { get; init; }

    /// <summary>Whether K is always solved as a whole (true), never (false), or as memory allows (null). <value>Null.</value></summary>
    public bool? Direct { get; init; }

    /// <summary>M before the first update; the fit makes a copy. <value>Null: the identity.</value></summary>
    public Metric? Start { get; init; }

    /// <summary>Bytes that the largest matrices may take together. <value>Half of what the process may use; not of what is free, so that equal commands take equal solvers. What is free is asked by <see cref="MachineMemory"/>.</value></summary>
    public long Memory { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <summary>Itself.</summary>
    /// <exception cref="UsageException">Values are out of range; all of them are listed.</exception>
    public RfmPlan Validated()
    {
        Require.None(
            Require.Violation(Iterations is >= 0 and <= 10_000, "iterations", "0 to 10000", Iterations),
            Require.Violation(Ridge >= 0 && double.IsFinite(Ridge), "ridge", "a finite number, 0 or above", Ridge),
            Require.Violation(Power is > 0 and <= 1, "power", "a number in (0, 1]", Power),
            Require.Violation(Update == MetricUpdate.Agop || this is { Power: 1, Centered: false, Diagonal: false }, "update", "power 1, not centred and a full M beside FACT", $"power {Power}{(Centered ? ", centred" : "")}{(Diagonal ? ", diagonal" : "")}"),
            Require.Violation(GradientPoints >= 1, "gradient points", "at least 1", GradientPoints),
            Require.Violation(Centers >= 0, "centers", "at least 1, or 0 to let memory decide", Centers),
            Require.Violation(Memory > 0, "memory", "a positive number of bytes", Memory));
        return this;
    }
}
