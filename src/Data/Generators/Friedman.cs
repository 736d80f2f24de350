using DeepNfa.Records;

namespace DeepNfa.Data;

/// <summary>Friedman's function: y = 10 sin(πx₁x₂) + 20(x₃ − ½)² + 10x₄ + 5x₅ + σε, x uniform on [0, 1)ᵈ; coordinates from the sixth on do not matter.</summary>
/// <remarks>
/// <b>Numerics.</b> The sine is summed from exact operations, so that the targets are the same on every platform. <b>Source.</b> J. H. Friedman: Multivariate adaptive regression splines,
/// Annals of Statistics 19 (1991), equation 61; d = 10 and σ = 1 there. <b>Also known as</b> Friedman #1; <c>fried</c> in the tabular collections.
/// </remarks>
public static class Friedman
{
    /// <summary>Draws inputs from stream "inputs" and ε ~ N(0, 1) from stream "target-noise".</summary>
    /// <param name="samples">n, at least 1.</param>
    /// <param name="dimension">d, at least 5. <value>The default value is 10.</value></param>
    /// <param name="noise">σ, 0 or above. <value>The default value is 1.</value></param>
    /// <param name="seed">Where inputs and noise are drawn from.</param>
    /// <returns>Inputs (n×d), targets (n×1).</returns>
    /// <exception cref="UsageException">An argument is out of range.</exception>
    public static LabeledSet Generate(int samples, Seed seed, int dimension = 10, double noise = 1)
    {
        Require.InRange(noise, 0, 1e6);
        var random = seed.Stream("target-noise");
        string source = FormattableString.Invariant($"y = 10 sin(pi*x1*x2) + 20 (x3 - 0.5)^2 + 10 x4 + 5 x5 + N(0, {noise}^2), inputs uniform on [0,1]^{dimension}");
        return Generated.Targets("friedman", source, samples, Require.AtLeast(dimension, 5), seed, Generated.Uniform, (x, y) => y[0] = (float)(Mean(x) + (noise * random.NextGaussian()))) with { Planted = Generated.Axes(dimension, Enumerable.Range(0, 5)) };
    }

    /// <summary>y without noise.</summary>
    /// <param name="x">At least 5 coordinates, the first two in [0, 1].</param>
    /// <exception cref="UsageException">There are fewer.</exception>
    public static double Mean(ReadOnlySpan<float> x)
    {
        Require.AtLeast(x.Length, 5, name: nameof(x));
        return (10 * SinPi((double)x[0] * x[1])) + (20 * (x[2] - 0.5) * (x[2] - 0.5)) + (10 * x[3]) + (5 * x[4]);
    }

    /// <summary>sin πt for t in [0, 1], within 2 units in the last place of 1; the platform's own differs between platforms.</summary>
    private static double SinPi(double t)
    {
        double angle = Math.PI * Math.Min(t, 1 - t), square = angle * angle, sum = 1; // at most π/2
        for (int k = 21; k >= 3; k -= 2) sum = 1 - (square / (k * (k - 1)) * sum);
        return angle * sum;
    }
}
