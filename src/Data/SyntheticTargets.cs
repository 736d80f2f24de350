using DeepNfa.Records;

namespace DeepNfa.Data;

/// <summary>Regression targets that are known functions of few coordinates, so that what there is to learn is known exactly.</summary>
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
        OfGaussians("product", "y = x1*x2", samples, Require.AtLeast(dimension, 2), seed, x => x[0] * x[1]);

    private static LabeledSet OfGaussians(string name, string formula, int samples, int dimension, Seed seed, Func<ReadOnlySpan<float>, float> target)
    {
        Require.InRange(samples, 1, Array.MaxLength / dimension);
        var inputs = new float[(long)samples * dimension];
        var targets = new float[samples];
        seed.Stream("inputs").FillGaussian(inputs.AsSpan());
        for (int i = 0; i < samples; i++)
            targets[i] = target(inputs.AsSpan(i * dimension, dimension));
        return LabeledSet.OfTargets(name, inputs, targets) with { Source = $"{formula}, x ~ N(0, I) in {dimension} dimensions, seed {seed.Value}" };
    }
}
