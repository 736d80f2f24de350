using DeepNfa.Records;

namespace DeepNfa.Data;

/// <summary>How bits are written as numbers.</summary>
public enum BitCoding
{
    /// <summary>0 and 1; the target is the sum of the support's bits modulo 2.</summary>
    ZeroOne,

    /// <summary>1 for a bit 0 and −1 for a bit 1; the target is the product over the support.</summary>
    Signs,
}

/// <summary>The parity of few bits among many: any k − 1 of the k bits, and all other bits, say nothing of it.</summary>
/// <remarks>
/// The step <c>one-hot</c> of a preparation turns the targets into classes (the lesser number first). <b>Source.</b> Inputs uniform on {0, 1}^50 with k = 2, 3, 4 and, for k = 4,
/// the coordinates 7, 15, 25, 29 are the setting of arXiv 2507.05644.
/// </remarks>
public static class SparseParity
{
    /// <summary>Draws bits from stream "inputs"; both codings of a seed hold the same bits.</summary>
    /// <param name="samples">n, at least 1.</param>
    /// <param name="dimension">d, at least 1.</param>
    /// <param name="support">The k coordinates that matter, from 0, each once.</param>
    /// <param name="seed">Where the bits are drawn from.</param>
    /// <param name="coding">How bits are written. <value>The default value is ZeroOne.</value></param>
    /// <returns>Inputs (n×d), targets (n×1).</returns>
    /// <exception cref="UsageException">An argument is out of range, or a coordinate is named twice.</exception>
    public static LabeledSet Generate(int samples, int dimension, IReadOnlyList<int> support, Seed seed, BitCoding coding = BitCoding.ZeroOne)
    {
        Require.AtLeast(dimension, 1);
        Require.That(support.Count > 0 && support.All(j => j >= 0 && j < dimension) && support.Distinct().Count() == support.Count, nameof(support), $"different coordinates from 0 to {dimension - 1}", string.Join(',', support));
        string source = $"parity of coordinates {string.Join(", ", support)} (from 0), inputs uniform on {(coding == BitCoding.Signs ? "{-1,1}" : "{0,1}")}^{dimension}";
        return Generated.Targets("sparse parity", source, samples, dimension, seed, Inputs, (x, y) =>
        {
            float product = 1;
            foreach (int j in support) product *= coding == BitCoding.Signs ? x[j] : 1 - 2 * x[j];
            y[0] = coding == BitCoding.Signs ? product : (1 - product) / 2;
        }) with
        {
            Planted = Generated.Axes(dimension, support),
        };

        void Inputs(RandomStream random, Span<float> row)
        {
            Generated.Signs(random, row);
            if (coding == BitCoding.ZeroOne)
                foreach (ref float value in row) value = (1 - value) / 2;
        }
    }
}
