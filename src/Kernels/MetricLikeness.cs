using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Kernels;

/// <summary>The similarity of a metric and another symmetric matrix of the same width, beside what chance gives.</summary>
/// <param name="Value">The similarity; NaN where one of the two has no variation.</param>
/// <param name="Null">The same with the eigenvectors of M turned at random, on average.</param>
/// <param name="NullSd">The standard deviation of that.</param>
/// <remarks>
/// <b>Formula.</b> Let U be a Haar-random rotation of the inputs and B̃ the other matrix, for Pearson without its mean entry. tr(UMUᵀB̃) has the mean tr M tr B̃/d and the variance
/// 2‖M₀‖²‖B̃₀‖²/((d − 1)(d + 2)), the index 0 for without the trace. A cosine divides by norms that a rotation leaves; Pearson by ‖M‖² less the square of 1ᵀUMUᵀ1/d, whose mean is ((tr M)² + 2‖M‖²)/(d(d + 2)).
/// Of a diagonal metric the entries are compared with the other's diagonal, and chance is a random order of them: mean ΣmΣb/d and variance ‖m₀‖²‖b₀‖²/(d − 1).
/// <b>Cost.</b> O(d²): nothing is sampled.
/// <b>Numerics.</b> Exact but for Pearson's denominator, of which the mean stands for the whole; its fluctuation is of higher order in 1/d than the standard deviation.
/// <b>Not to be confused with</b> the null of a layer, which turns neurons and leaves the inputs where they are: it needs the weights in between, which a kernel machine has not.
/// </remarks>
public readonly record struct MetricLikeness(double Value, double Null, double NullSd)
{
    private const double Negligible = 1e-14;

    /// <summary>Compares entry by entry.</summary>
    /// <param name="metric">M, (d×d), or (d) of a diagonal metric.</param>
    /// <param name="matrix">The other matrix, in the same form.</param>
    /// <param name="similarity">Pearson's correlation or the cosine.</param>
    public static MetricLikeness Of(Tensor metric, Tensor matrix, SimilarityKind similarity)
    {
        Require.Shape(matrix.shape, metric.shape, "Compare matrices over the same columns.");
        using var scope = NewDisposeScope();
        bool pearson = similarity == SimilarityKind.Pearson, dense = metric.dim() == 2;
        var (m, b) = (metric.to(ScalarType.Float64), matrix.to(ScalarType.Float64));
        var centred = pearson ? b - b.mean() : b;
        double d = m.shape[0], inner = m.mul(centred).sum().ToDouble(), mm = Squares(m), bb = Squares(centred);
        double trace = Trace(m), other = Trace(centred), mean = m.sum().ToDouble();
        double own = pearson ? mm - (mean * mean / m.numel()) : mm;
        // What rounding leaves of a zero is no variation: compare with what was subtracted.
        if (!(own > Negligible * mm) || !(bb > Negligible * Squares(b))) return new(double.NaN, double.NaN, double.NaN);
        double turned = !pearson ? mm : !dense ? own : mm - (((trace * trace) + (2 * mm)) / (d * (d + 2)));
        double spread = Math.Max(0, mm - (trace * trace / d)) * Math.Max(0, bb - (other * other / d)) * (dense ? 2 / ((d - 1) * (d + 2)) : 1 / (d - 1));
        return new(inner / Math.Sqrt(own * bb), trace * other / d / Math.Sqrt(turned * bb), d > 1 ? Math.Sqrt(spread / (turned * bb)) : 0);
    }

    private static double Squares(Tensor values) => values.square().sum().ToDouble();

    /// <summary>The sum of the eigenvalues.</summary>
    private static double Trace(Tensor values) => (values.dim() == 2 ? values.diagonal() : values).sum().ToDouble();
}
