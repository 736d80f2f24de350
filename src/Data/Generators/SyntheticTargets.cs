using DeepNfa.Records;

namespace DeepNfa.Data;

/// <summary>Regression targets that are known functions of few coordinates of Gaussian inputs, so that what there is to learn is known exactly.</summary>
/// <remarks>Inputs come row by row from stream "inputs", so more samples never change the earlier ones, and all targets of one seed and dimension share their inputs.</remarks>
public static class SyntheticTargets
{
    /// <summary>y = x₁x₂ with x ~ N(0, I_d): no coordinate alone says anything of y. The AGOP of the target is diag(1, 1, 0, …, 0).</summary>
    /// <param name="samples">The number of samples n, at least 1.</param>
    /// <param name="dimension">The dimension d, at least 2.</param>
    /// <param name="seed">Where the inputs are drawn from.</param>
    /// <returns>Inputs (n×d), targets (n×1).</returns>
    /// <exception cref="UsageException">An argument is out of range.</exception>
    public static LabeledSet Product(int samples, int dimension, Seed seed) =>
        Generated.Targets("product", $"y = x1*x2, x ~ N(0, I) in {dimension} dimensions", samples, Require.AtLeast(dimension, 2), seed, Generated.Gaussian, (x, y) => y[0] = x[0] * x[1]) with { Planted = Generated.Axes(dimension, 0, 1) };

    /// <summary>y = x₁x₂·1[x₆ &gt; 0] with x ~ N(0, σ²I_d): a product that a third coordinate switches on. Where y is differentiable, only x₁ and x₂ have a gradient.</summary>
    /// <param name="samples">The number of samples n, at least 1.</param>
    /// <param name="dimension">The dimension d, at least 6.</param>
    /// <param name="seed">Where the inputs are drawn from.</param>
    /// <param name="deviation">σ, positive. <value>The default value is 0.5.</value></param>
    /// <returns>Inputs (n×d), targets (n×1).</returns>
    /// <remarks><b>Source.</b> The low-rank notebook of the published code of Radhakrishnan et al., arXiv 2212.13881 (coordinates 0, 1 and 5 there; d = 20, n = 4,000).</remarks>
    /// <exception cref="UsageException">An argument is out of range.</exception>
    public static LabeledSet GatedProduct(int samples, int dimension, Seed seed, double deviation = 0.5)
    {
        Require.Positive(deviation);
        return Generated.Targets(
            "gated product",
            FormattableString.Invariant($"y = x1*x2 where x6 > 0, else 0; x ~ N(0, {deviation}^2 I) in {dimension} dimensions"),
            samples,
            Require.AtLeast(dimension, 6),
            seed,
            (random, x) =>
            {
                foreach (ref float value in x) value = (float)(deviation * random.NextGaussian());
            },
            (x, y) => y[0] = x[5] > 0 ? x[0] * x[1] : 0) with
        {
            Planted = Generated.Axes(dimension, 0, 1, 5),
        };
    }
}
