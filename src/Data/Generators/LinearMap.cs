using DeepNfa.Records;

namespace DeepNfa.Data;

/// <summary>y = Ax, x ~ N(0, I): a linear map with orthonormal singular vectors and singular values spread evenly from 0.2 to 1.</summary>
/// <remarks>A flat spectrum would let every power of the AGOP fit; this one lets a power be told. The AGOP of y is AᵀA.</remarks>
public static class LinearMap
{
    /// <summary>Draws the singular vectors from streams "map/left" and "map/right", inputs from stream "inputs".</summary>
    /// <param name="samples">n, at least 1.</param>
    /// <param name="inputs">d, at least 1.</param>
    /// <param name="outputs">c, at least 1.</param>
    /// <param name="seed">Where all is drawn from.</param>
    /// <returns>Inputs (n×d), targets (n×c).</returns>
    /// <exception cref="UsageException">A size is out of range.</exception>
    public static LabeledSet Generate(int samples, int inputs, int outputs, Seed seed)
    {
        int rank = Math.Min(Require.AtLeast(inputs, 1), Require.AtLeast(outputs, 1));
        var (left, right) = (OrthonormalVectors.Draw(rank, outputs, seed.Stream("map/left")), OrthonormalVectors.Draw(rank, inputs, seed.Stream("map/right")));
        return Generated.Targets("linear map", $"y = Ax, A ({outputs} x {inputs}) with singular values 0.2 to 1, x ~ N(0, I)", samples, inputs, seed, Generated.Gaussian, (x, y) =>
        {
            y.Clear();
            for (int r = 0; r < rank; r++)
            {
                double along = 0;
                for (int i = 0; i < x.Length; i++) along += right[r][i] * x[i];
                along *= rank == 1 ? 1 : 0.2 + (0.8 * r / (rank - 1));
                for (int i = 0; i < y.Length; i++) y[i] += (float)(along * left[r][i]);
            }
        }, outputs) with
        {
            Planted = right,
        };
    }
}
