using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>What a comparison entry by entry needs to know of one symmetric (d × d) matrix, which itself is never formed.</summary>
/// <param name="SquaredNorm">The sum of squared entries.</param>
/// <param name="Sum">The sum of all entries.</param>
/// <param name="Diagonal">The diagonal, (d); asked for only where it is left out of a comparison.</param>
internal sealed record MatrixMoments(double SquaredNorm, double Sum, Func<Tensor> Diagonal)
{
    /// <summary>The diagonal of a matrix of which it is unknown, for comparisons that keep it.</summary>
    public static Tensor NoDiagonal() => throw new InvalidOperationException("The diagonal of this matrix is not known.");
}

/// <summary>Pearson correlation and cosine of matrices, from their moments.</summary>
internal static class Similarity
{
    private const double Negligible = 1e-14;

    /// <summary>The similarity of A and B; NaN where one of them has no variation to compare.</summary>
    /// <param name="inner">tr(AB) = Σ A_ij B_ij.</param>
    /// <param name="a">Moments of A.</param>
    /// <param name="b">Moments of B.</param>
    /// <param name="width">d.</param>
    /// <param name="convention">Which similarity, and whether the diagonals count.</param>
    public static double Of(double inner, MatrixMoments a, MatrixMoments b, long width, Convention convention)
    {
        using var scope = NewDisposeScope();
        double aa = a.SquaredNorm, bb = b.SquaredNorm, aSum = a.Sum, bSum = b.Sum, entries = (double)width * width;
        if (convention.OffDiagonal)
        {
            var (x, y) = (a.Diagonal(), b.Diagonal());
            inner -= x.dot(y).ToDouble();
            aa -= x.dot(x).ToDouble();
            bb -= y.dot(y).ToDouble();
            aSum -= x.sum().ToDouble();
            bSum -= y.sum().ToDouble();
            entries -= width;
        }
        if (convention.Similarity == SimilarityKind.Pearson && entries > 0)
        {
            inner -= aSum * bSum / entries;
            aa -= aSum * aSum / entries;
            bb -= bSum * bSum / entries;
        }
        // What rounding leaves of a zero is no variation: compare with what was subtracted.
        bool defined = aa > Negligible * a.SquaredNorm && bb > Negligible * b.SquaredNorm;
        return defined ? inner / Math.Sqrt(aa * bb) : double.NaN;
    }
}
