using DeepNfa.Records;

namespace DeepNfa.Kernels.Convolution;

/// <summary>Everything that decides how a convolutional Recursive Feature Machine is fitted, but kernel and data.</summary>
/// <param name="Iterations">Updates of M; a last solve follows. <value>3.</value> 0 is the plain kernel machine.</param>
/// <param name="Ridge">λ of (K + λI)α = y, for a K whose largest entry is 1: M is scaled so after each update. <value>1e-3.</value></param>
public sealed record ConvolutionalRfmPlan(int Iterations = 3, double Ridge = 1e-3)
{
    /// <summary>s of M ← AGOP^s. <value>1.</value></summary>
    /// <remarks>The published code multiplies patches by AGOP^½, so that inner products have the AGOP between them: it is this at s = 1.</remarks>
    public double Power { get; init; } = 1;

    /// <summary>Gradients are taken at the first so many training images. <value>All.</value> The published code takes 20.</summary>
    public int GradientImages { get; init; } = int.MaxValue;

    /// <summary>M before the first update; the fit makes a copy. <value>Null: the identity.</value></summary>
    public Metric? Start { get; init; }

    /// <summary>Itself.</summary>
    /// <exception cref="UsageException">Values are out of range; all of them are listed.</exception>
    public ConvolutionalRfmPlan Validated()
    {
        Require.None(
            Require.Violation(Iterations is >= 0 and <= 10_000, "iterations", "0 to 10000", Iterations),
            Require.Violation(Ridge >= 0 && double.IsFinite(Ridge), "ridge", "a finite number, 0 or above", Ridge),
            Require.Violation(Power is > 0 and <= 1, "power", "a number in (0, 1]", Power),
            Require.Violation(GradientImages >= 1, "gradient images", "at least 1", GradientImages),
            Require.Violation(Start is null or { Diagonal: false }, "start", "a full matrix", "a diagonal one"));
        return this;
    }
}
