using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>FᵀF against FᵀCF for any factor F (k × d), at power 1: for F = W the uncentred, for F = W − W⁰ the centred ansatz of Beaglehole et al., arXiv 2402.05271.</summary>
/// <remarks>
/// No eigenproblem: with G = FFᵀ, tr(FᵀF FᵀCF) = tr(GCG) and ‖FᵀCF‖² = tr(GCGC). C is that of the network as it is.
/// <b>Null.</b> C ← UCUᵀ with U Haar-random. The expectations of all moments are exact for any k: E[C_ij C_kl] = a δ_ij δ_kl + b (δ_ik δ_jl + δ_il δ_jk)
/// with a = ((k + 1)(tr C)² − 2‖C‖²)/(k(k − 1)(k + 2)) and b = (k‖C‖² − (tr C)²)/(k(k − 1)(k + 2)). The null is the ratio of expectations where rotations
/// average out, and the mean of five rotations elsewhere, as <see cref="LayerNull"/> decides.
/// Its tensors live in the dispose scope in which it was made.
/// </remarks>
internal sealed class GradientPair
{
    private readonly NeuralFeatureMatrix _matrix;
    private readonly Tensor _g; // FFᵀ, (k×k)
    private readonly Tensor _c;
    private readonly Tensor _cg;

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
    public double Value(Convention convention) => Of(_c, _cg, convention);

    /// <summary>Its mean under rotations of C, and their standard deviation where they were sampled.</summary>
    public (double Mean, double? Sd) Rotated(Convention convention, bool sampled, SampledRotations rotations)
    {
        if (!sampled) return (Expected(convention), null);
        using var scope = NewDisposeScope();
        var (mean, sd) = LayerNull.MeanAndSd([.. Enumerable.Range(0, SampledRotations.Count).Select(i =>
        {
            using var inner = NewDisposeScope();
            var u = rotations.Haar(Rows, i);
            var c = u.matmul(_c).matmul(u.t());
            return Of(c, c.matmul(_g), convention);
        })]);
        return (mean, sd);
    }

    private double Of(Tensor c, Tensor cg, Convention convention)
    {
        using var scope = NewDisposeScope();
        var v = _matrix.RowSums;
        var moments = new MatrixMoments((cg * cg.t()).sum().ToDouble(), v.dot(c.mv(v)).ToDouble(), () => (c.matmul(_matrix.Factor) * _matrix.Factor).sum(0L));
        return Similarity.Of((cg * _g).sum().ToDouble(), _matrix.Moments, moments, Width, convention);
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
