using DeepNfa.Records;

namespace DeepNfa.Data;

/// <summary>Four clusters at (±1, ±1), opposite corners of one class, alone or among coordinates that are noise.</summary>
public static class XorClusters
{
    /// <summary>Draws from stream "inputs".</summary>
    /// <param name="samples">n, at least 1.</param>
    /// <param name="dimension">d, at least 2; coordinates from the third on are N(0, 1). <value>The default value is 2.</value></param>
    /// <param name="spread">The standard deviation about the corners, 0 or above. <value>The default value is 0.1.</value></param>
    /// <param name="seed">Where the samples are drawn from.</param>
    /// <returns>Inputs (n×d), two classes; class 1 where the signs of the corner differ. The class is the corner's, also of a point that strayed across an axis.</returns>
    /// <exception cref="UsageException">An argument is out of range.</exception>
    public static LabeledSet Generate(int samples, Seed seed, int dimension = 2, double spread = 0.1)
    {
        Require.InRange(samples, 1, Array.MaxLength / Require.AtLeast(dimension, 2));
        Require.InRange(spread, 0, 1e6);
        var (inputs, labels) = (new float[samples * dimension], new int[samples]);
        var random = seed.Stream("inputs");
        Span<float> corner = stackalloc float[2];
        for (int i = 0; i < samples; i++)
        {
            Span<float> row = inputs.AsSpan(i * dimension, dimension);
            Generated.Signs(random, corner);
            Generated.Gaussian(random, row);
            for (int j = 0; j < 2; j++) row[j] = (float)(corner[j] + (spread * row[j]));
            labels[i] = corner[0] == corner[1] ? 0 : 1;
        }
        return LabeledSet.OfClasses("xor", inputs, labels, classes: 2) with
        {
            Source = FormattableString.Invariant($"corners (±1, ±1) with deviation {spread}, {dimension - 2} coordinates N(0, 1) beside them, seed {seed.Value}"),
            Planted = Generated.Axes(dimension, 0, 1),
        };
    }
}
