using DeepNfa.Records;

namespace DeepNfa.Data;

/// <summary>y = x₁ + x₁x₂ + x₁x₂x₃ + … on signs: each term is easy once the one before it is learned, while the last alone is a parity.</summary>
/// <remarks><b>Source.</b> E. Abbe, E. Boix-Adserà, T. Misiakiewicz: The merged-staircase property, COLT 2022 (arXiv 2202.08658).</remarks>
public static class Staircase
{
    /// <summary>Draws x uniform on {−1, 1}ᵈ from stream "inputs".</summary>
    /// <param name="samples">n, at least 1.</param>
    /// <param name="dimension">d.</param>
    /// <param name="steps">The number of terms, 1 to d.</param>
    /// <param name="seed">Where the inputs are drawn from.</param>
    /// <returns>Inputs (n×d), targets (n×1).</returns>
    /// <exception cref="UsageException">An argument is out of range.</exception>
    public static LabeledSet Generate(int samples, int dimension, int steps, Seed seed)
    {
        Require.InRange(steps, 1, Require.AtLeast(dimension, 1));
        return Generated.Targets("staircase", $"y = x1 + x1*x2 + … up to the product of {steps}, inputs uniform on {{-1,1}}^{dimension}", samples, dimension, seed, Generated.Signs, (x, y) =>
        {
            float product = 1;
            foreach (float value in x[..steps]) y[0] += product *= value;
        }) with
        {
            Planted = Generated.Axes(dimension, Enumerable.Range(0, steps)),
        };
    }
}
