using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>A symmetric (d × d) matrix that is never formed: FᵀF from a factor F (m × d), or Q B Qᵀ from a core B (r × r) in a row space.</summary>
internal sealed class FeatureMatrix
{
    private readonly Tensor? _factor; // (m×d)
    private readonly RowSpace? _space;
    private readonly Tensor? _core; // (r×r)

    private FeatureMatrix(Tensor? factor, RowSpace? space, Tensor? core, long width, double squaredNorm, double sum)
    {
        (_factor, _space, _core, Width, SquaredNorm, Sum) = (factor, space, core, width, squaredNorm, sum);
    }

    /// <summary>d.</summary>
    public long Width { get; }

    /// <summary>The squared Frobenius norm.</summary>
    public double SquaredNorm { get; }

    /// <summary>The sum of all entries.</summary>
    public double Sum { get; }

    /// <summary>FᵀF for F (m × d).</summary>
    public static FeatureMatrix Gram(Tensor factor)
    {
        using var scope = NewDisposeScope();
        var small = factor.shape[0] <= factor.shape[1] ? factor.matmul(factor.t()) : factor.t().matmul(factor);
        return new(factor, null, null, factor.shape[1], small.square().sum().ToDouble(), factor.sum(1).square().sum().ToDouble());
    }

    /// <summary>Q B Qᵀ for a symmetric core B (r × r).</summary>
    public static FeatureMatrix InSpace(RowSpace space, Tensor core)
    {
        using var scope = NewDisposeScope();
        return new(null, space, core, space.Width, core.square().sum().ToDouble(), core.mv(space.Ones).dot(space.Ones).ToDouble());
    }

    /// <summary>The diagonal, (d).</summary>
    public Tensor Diagonal()
    {
        using var scope = NewDisposeScope();
        var diagonal = _factor is not null ? _factor.square().sum(0L)
            : _space!.Q is { } q ? (q.matmul(_core!) * q).sum(1)
            : _core!.diagonal();
        return diagonal.clone().MoveToOuterDisposeScope();
    }

    /// <summary>tr(A B) = Σ A_ij B_ij.</summary>
    public static double Inner(FeatureMatrix a, FeatureMatrix b)
    {
        using var scope = NewDisposeScope();
        if (a._core is not null && b._core is not null && ReferenceEquals(a._space, b._space)) return (a._core * b._core).sum().ToDouble();
        if (a._factor is not null && b._factor is not null) return a._factor.matmul(b._factor.t()).square().sum().ToDouble();
        var (factor, inSpace) = a._factor is not null ? (a._factor, b) : (b._factor!, a);
        var e = inSpace._space!.Project(factor); // (m×r)
        return (e.matmul(inSpace._core!) * e).sum().ToDouble();
    }

    /// <summary>The similarity of two matrices, entry by entry; NaN where one of them has no variation to compare.</summary>
    public static double Similarity(FeatureMatrix a, FeatureMatrix b, SimilarityKind kind, bool offDiagonal)
    {
        using var scope = NewDisposeScope();
        double inner = Inner(a, b), aa = a.SquaredNorm, bb = b.SquaredNorm, aSum = a.Sum, bSum = b.Sum, entries = (double)a.Width * a.Width;
        if (offDiagonal)
        {
            var (x, y) = (a.Diagonal(), b.Diagonal());
            inner -= x.dot(y).ToDouble();
            aa -= x.dot(x).ToDouble();
            bb -= y.dot(y).ToDouble();
            aSum -= x.sum().ToDouble();
            bSum -= y.sum().ToDouble();
            entries -= a.Width;
        }
        if (kind == SimilarityKind.Pearson && entries > 0)
        {
            inner -= aSum * bSum / entries;
            aa -= aSum * aSum / entries;
            bb -= bSum * bSum / entries;
        }
        // What rounding leaves of a zero is no variation: compare with what was subtracted.
        bool defined = aa > Negligible * a.SquaredNorm && bb > Negligible * b.SquaredNorm;
        return defined ? inner / Math.Sqrt(aa * bb) : double.NaN;
    }

    private const double Negligible = 1e-14;
}
