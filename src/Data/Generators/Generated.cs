using DeepNfa.Records;

namespace DeepNfa.Data;

/// <summary>The loop that generators share: inputs drawn row by row from stream "inputs", then the targets of each row.</summary>
internal static class Generated
{
    /// <summary>A regression set; more samples never change the earlier ones, and all targets of one seed, law and dimension share their inputs.</summary>
    /// <param name="name">The set's name.</param>
    /// <param name="source">What was generated, in words; the seed is added.</param>
    /// <param name="samples">n, at least 1.</param>
    /// <param name="dimension">d, already checked.</param>
    /// <param name="seed">Where the inputs are drawn from.</param>
    /// <param name="inputs">Fills one row of inputs.</param>
    /// <param name="target">Fills the targets of a row.</param>
    /// <param name="outputs">The number of targets.</param>
    public static LabeledSet Targets(string name, string source, int samples, int dimension, Seed seed, Action<RandomStream, Span<float>> inputs, RowTarget target, int outputs = 1)
    {
        Require.InRange(samples, 1, Array.MaxLength / Math.Max(dimension, outputs));
        var (x, y) = (new float[samples * dimension], new float[samples * outputs]);
        var random = seed.Stream("inputs");
        for (int i = 0; i < samples; i++)
        {
            Span<float> row = x.AsSpan(i * dimension, dimension);
            inputs(random, row);
            target(row, y.AsSpan(i * outputs, outputs));
        }
        return LabeledSet.OfTargets(name, x, y, outputs) with { Source = $"{source}, seed {seed.Value}" };
    }

    /// <summary>The unit vectors of some coordinates, counted from 0: what a target of them alone has planted.</summary>
    public static IReadOnlyList<double[]> Axes(int dimension, params IEnumerable<int> coordinates) => [.. coordinates.Select(j =>
    {
        var unit = new double[dimension];
        unit[j] = 1;
        return unit;
    })];

    /// <summary>x ~ N(0, I).</summary>
    public static void Gaussian(RandomStream random, Span<float> row) => random.FillGaussian(row);

    /// <summary>x uniform on {−1, 1}ᵈ.</summary>
    public static void Signs(RandomStream random, Span<float> row)
    {
        foreach (ref float value in row) value = random.NextUInt64() >> 63 == 0 ? 1 : -1;
    }

    /// <summary>x uniform on [0, 1)ᵈ.</summary>
    public static void Uniform(RandomStream random, Span<float> row) => random.FillUniform(row);
}

/// <summary>The targets of one row.</summary>
internal delegate void RowTarget(ReadOnlySpan<float> x, Span<float> y);
