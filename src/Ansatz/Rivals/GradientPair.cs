using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>FᵀF against FᵀCF for any factor F (k × d), at power 1: for F = W the uncentred, for F = W − aW⁰ the centred ansatz of Beaglehole et al., arXiv 2402.05271.</summary>
/// <remarks>
/// No eigenproblem: with G = FFᵀ, tr(FᵀF FᵀCF) = tr(GCG) and ‖FᵀCF‖² = tr(GCGC). C is that of the network as it is.
/// <b>Null.</b> C ← UCUᵀ with U Haar-random. The expectations of all moments are exact for any k: E[C_ij C_kl] = a δ_ij δ_kl + b (δ_ik δ_jl + δ_il δ_jk)
/// with a = ((k + 1)(tr C)² − 2‖C‖²)/(k(k − 1)(k + 2)) and b = (k‖C‖² − (tr C)²)/(k(k − 1)(k + 2)). The null is the mean of five rotations up to
/// <see cref="SampledWidth"/> neurons, and wherever C and G have few directions, as updates do: there the ratio of expectations is too low, for G of rank one by
/// about 1/(directions of C). Where the directions of both, multiplied, are more than <see cref="AverageOut"/>, it is good to 0.01 and the null of wide layers.
/// Its tensors live in the dispose scope in which it was made.
/// </remarks>
internal sealed class GradientPair
{
    /// <summary>The width up to which rotations are sampled whatever the spectra are.</summary>
    public const int SampledWidth = 512;

    /// <summary>The product of the participation ratios of C and G from which the ratio of expectations is the null.</summary>
    private const double AverageOut = 1000;

    private readonly NeuralFeatureMatrix _matrix;
    private readonly Tensor _g; // FFᵀ, (k×k)
    private readonly Tensor _c;
    private readonly Tensor _cg;
    private IReadOnlyList<(double Inner, MatrixMoments Moments)>? _rotated;

    /// <summary>The pair of F and C.</summary>
    /// <param name="matrix">FᵀF.</param>
    /// <param name="covariance">C, (k × k).</param>
    public GradientPair(NeuralFeatureMatrix matrix, Tensor covariance)
    {
        (_matrix, _c) = (matrix, covariance);
        _g = matrix.Factor.shape[0] > matrix.Factor.shape[1] ? matrix.Factor.matmul(matrix.Factor.t()) : matrix.Small;
        _cg = covariance.matmul(_g);
    }

    private int Rows => (int)_g.shape[0];

    private long Width => _matrix.Factor.shape[1];

    /// <summary>The similarity of both.</summary>
    public double Value(Convention convention) => Of(Compared(_c, _cg, () => _c), convention);

    /// <summary>Its mean under rotations of C, and their standard deviation where they were sampled.</summary>
    public (double Mean, double? Sd) Rotated(Convention convention, SampledRotations rotations)
    {
        if (Rows > SampledWidth && Participation(_c) * Participation(_g) >= AverageOut) return (Expected(convention), null);
        _rotated ??= [.. Enumerable.Range(0, SampledRotations.Count).Select(i =>
        {
            using var scope = NewDisposeScope();
            var c = Turned(i);
            return Compared(c, c.matmul(_g), () => Turned(i));
        })];
        var (mean, sd) = LayerNull.MeanAndSd([.. _rotated.Select(rotated => Of(rotated, convention))]);
        return (mean, sd);

        Tensor Turned(int i)
        {
            var u = rotations.Haar(Rows, i);
            return u.matmul(_c).matmul(u.t());
        }
    }

    /// <summary>tr(GCG) and the moments of FᵀCF, whose diagonal takes C again only where it is asked for.</summary>
    private (double Inner, MatrixMoments Moments) Compared(Tensor c, Tensor cg, Func<Tensor> again)
    {
        using var scope = NewDisposeScope();
        var v = _matrix.RowSums;
        return ((cg * _g).sum().ToDouble(), new((cg * cg.t()).sum().ToDouble(), v.dot(c.mv(v)).ToDouble(), () => (again().matmul(_matrix.Factor) * _matrix.Factor).sum(0L)));
    }

    private double Of((double Inner, MatrixMoments Moments) compared, Convention convention) => Similarity.Of(compared.Inner, _matrix.Moments, compared.Moments, Width, convention);

    /// <summary>(tr M)²/‖M‖² of a positive semi-definite matrix.</summary>
    private static double Participation(Tensor m)
    {
        using var scope = NewDisposeScope();
        return (m.trace().square() / m.square().sum()).ToDouble();
    }

    /// <summary>The ratio of the expectations of numerator and squared denominator.</summary>
    private double Expected(Convention convention)
    {
        if (Rows == 1) return Value(convention); // a number has no direction
        using var scope = NewDisposeScope();
        double k = Rows, trace = _c.trace().ToDouble(), square = _c.square().sum().ToDouble(), scale = k * (k - 1) * (k + 2);
        double a = ((k + 1) * trace * trace - 2 * square) / scale, b = (k * square - trace * trace) / scale, mean = trace / k;
        double gg = _g.square().sum().ToDouble(), g = _g.trace().ToDouble(), v = _matrix.Moments.Sum;
        double inner = mean * gg, squaredNorm = (a + b) * gg + b * g * g, left = _matrix.Moments.SquaredNorm, entries = (double)Width * Width, sum = v, sumSquare = (a + 2 * b) * v * v;
        double rotatedSum = mean * v;
        if (convention.OffDiagonal)
        {
            var diagonal = _matrix.Diagonal();
            double own = diagonal.square().sum().ToDouble(), total = diagonal.sum().ToDouble();
            (inner, left, squaredNorm) = (inner - mean * own, left - own, squaredNorm - (a + 2 * b) * own);
            // Sum of off-diagonal entries: vᵀCv − tr(FᵀCF), of which the square needs E[(vᵀCv)(tr GC)] and E[(tr GC)²] as well.
            double cross = a * v * total + 2 * b * _matrix.RowSums.dot(_g.mv(_matrix.RowSums)).ToDouble(), traces = a * total * total + 2 * b * gg;
            (sumSquare, sum, rotatedSum, entries) = (sumSquare - 2 * cross + traces, sum - total, rotatedSum - mean * total, entries - Width);
        }
        if (convention.Similarity == SimilarityKind.Pearson && entries > 0)
            (inner, left, squaredNorm) = (inner - sum * rotatedSum / entries, left - sum * sum / entries, squaredNorm - sumSquare / entries);
        return left > 0 && squaredNorm > 0 ? inner / Math.Sqrt(left * squaredNorm) : double.NaN;
    }
}
