using DeepNfa.Records;

namespace DeepNfa.Kernels;

/// <summary>The sizes of a fit, known before its samples are.</summary>
/// <param name="Samples">Training samples n.</param>
/// <param name="Others">Validation and test samples.</param>
/// <param name="Width">Columns d.</param>
/// <param name="Outputs">Targets c.</param>
/// <param name="InSingle">Whether in single precision.</param>
public sealed record MachineSize(double Samples, double Others, double Width, double Outputs, bool InSingle);

/// <summary>What kernel machines take of memory at their peak, before they are fitted or asked.</summary>
/// <remarks>
/// <b>Formula.</b> Fit: base + matrices + 8(n + others)(d + c) + 5·256n + 10d² numbers, where the matrices are n² for the direct solver and nm + 4m² for m centres: samples as read, as tensors and moved to the
/// mean; blocks of K beside K; M of the iteration and of the machine that is kept. Prediction: base + 3(n(d + c) + md) + 2·1024n numbers for m inputs.
/// A learned M often leaves K too ill-conditioned for single precision, and the fit goes over to double where the plan's memory allows. Whether it will cannot be foretold, so the estimate
/// of a fit in single precision with updates of M counts the n² numbers of double size; a fit that does not need them stays below.
/// <b>Numerics.</b> Fitted to measured peaks, which docs/reliability.md compares with it.
/// </remarks>
public static class MachineMemory
{
    internal const int DefaultCenters = 6000;

    // The runtime, libtorch and OpenBLAS.
    private const double Base = 225e6;
    private const double Block = 256, PredictedBlock = KernelGeometry.BlockSize;

    /// <summary>Bytes of a fit at its peak.</summary>
    public static double OfFit(MachineSize size, RfmPlan plan)
    {
        double n = size.Samples, d = size.Width, m = Centers(size, plan);
        double number = Bytes(size.InSingle), metrics = plan.Diagonal ? 0 : d * d * (plan.Power == 1 ? 10 : 30);
        bool wider = m == 0 && size.InSingle && plan.Iterations > 0 && 3 * number * n * n <= 2 * plan.Memory;
        double matrices = m == 0 ? n * n * (wider ? 3 : 1) : (n * m) + (4 * m * m);
        return Base + (number * (matrices + (8 * (n + size.Others) * (d + size.Outputs)) + ((wider ? 10 : 5) * Block * n) + metrics));
    }

    /// <summary>Bytes of a prediction at its peak.</summary>
    /// <param name="machine">The machine's training samples, or centres, and the inputs as others.</param>
    public static double OfPrediction(MachineSize machine) =>
        Base + (Bytes(machine.InSingle) * ((3 * (machine.Samples + machine.Others) * (machine.Width + machine.Outputs)) + (2 * PredictedBlock * machine.Samples) + (3 * machine.Width * machine.Width)));

    /// <summary>Refuses a fit that does not fit into the free memory.</summary>
    /// <exception cref="EnvironmentException">It does not.</exception>
    public static void RequireFit(MachineSize size, RfmPlan plan, string help) =>
        FreeMemory.Require(OfFit(size, plan), FormattableString.Invariant($"A fit to {size.Samples} rows of {size.Width} columns"), help);

    /// <summary>The centres that a fit keeps; 0 where it solves K as a whole.</summary>
    internal static long Centers(MachineSize size, RfmPlan plan)
    {
        double whole = Bytes(size.InSingle) * size.Samples * size.Samples;
        if (plan.Direct ?? (plan.Centers == 0 && whole <= plan.Memory)) return 0;
        return (long)Math.Min(size.Samples, plan.Centers > 0 ? plan.Centers : Math.Min(MostCenters(size, plan), DefaultCenters));
    }

    /// <summary>The largest m with nm + 3m² numbers within the plan's memory.</summary>
    internal static long MostCenters(MachineSize size, RfmPlan plan)
    {
        double n = size.Samples, numbers = plan.Memory / Bytes(size.InSingle);
        return (long)Math.Clamp((Math.Sqrt((n * n) + (12 * numbers)) - n) / 6, 1, n);
    }

    private static double Bytes(bool single) => single ? sizeof(float) : sizeof(double);
}
