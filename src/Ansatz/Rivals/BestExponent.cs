using DeepNfa.Records;

namespace DeepNfa.Ansatz;

/// <summary>The power s at which AGOP^s is most similar to WᵀW, and how well the data tell it from others.</summary>
/// <param name="Exponent">s in [<see cref="Least"/>, <see cref="Most"/>], to 1e-6; NaN where nothing is defined.</param>
/// <param name="Similarity">The similarity there.</param>
/// <param name="Low">The least power whose similarity is within <see cref="Indifference"/> of the best without a worse one between.</param>
/// <param name="High">The largest such power.</param>
/// <param name="Curve">The similarity at <see cref="Powers"/>.</param>
/// <remarks>
/// Linear networks have 1/(L − l + 1) at layer l of L (Tansley, Massart and Cartis 2025, arXiv 2510.15563). From a flat spectrum, or with one output, every
/// power fits equally well: then the curve's range is below <see cref="Indifference"/>, and the exponent is not identified.
/// </remarks>
internal sealed record BestExponent(double Exponent, double Similarity, double Low, double High, IReadOnlyList<double> Curve)
{
    /// <summary>The range that is searched.</summary>
    public const double Least = 0.1, Most = 1.5;

    /// <summary>Differences of similarity below it do not tell powers apart.</summary>
    public const double Indifference = 0.01;

    private const double Golden = 0.6180339887498949, Precision = 1e-7;

    /// <summary>0.1, 0.2, …, 1.5.</summary>
    public static IReadOnlyList<double> Powers { get; } = [.. Enumerable.Range(1, 15).Select(i => i / 10.0)];

    /// <summary>The best power of a projected spectrum.</summary>
    public static BestExponent Of(ProjectedSpectrum spectrum, SimilarityKind kind)
    {
        double At(double s) => spectrum.SimilarityAt(s, kind);
        double[] curve = [.. Powers.Select(At)];
        if (curve.Any(double.IsNaN)) return new(double.NaN, double.NaN, double.NaN, double.NaN, curve);
        int best = Array.IndexOf(curve, curve.Max());
        double exponent = Maximum(At, Powers[Math.Max(0, best - 1)], Powers[Math.Min(Powers.Count - 1, best + 1)]);
        double top = At(exponent);
        return new(exponent, top, Crossing(-1), Crossing(1), curve);

        // The first power, going out from the best, that is worse by more than the indifference; or the end of the range.
        double Crossing(int direction)
        {
            double inside = exponent;
            foreach (double s in direction > 0 ? Powers.Where(p => p > exponent) : Powers.Reverse().Where(p => p < exponent))
            {
                if (At(s) < top - Indifference) return Bisected(inside, s);
                inside = s;
            }
            return inside;
        }

        double Bisected(double inside, double outside)
        {
            while (Math.Abs(outside - inside) > Precision)
            {
                double middle = (inside + outside) / 2;
                if (At(middle) < top - Indifference) outside = middle;
                else inside = middle;
            }
            return inside;
        }
    }

    /// <summary>Golden-section search; the curve has one maximum between two neighbours of the best grid point.</summary>
    private static double Maximum(Func<double, double> f, double low, double high)
    {
        double a = high - Golden * (high - low), b = low + Golden * (high - low), atA = f(a), atB = f(b);
        while (high - low > Precision)
        {
            if (atA >= atB)
            {
                (high, b, atB) = (b, a, atA);
                atA = f(a = high - Golden * (high - low));
            }
            else
            {
                (low, a, atA) = (a, b, atB);
                atB = f(b = low + Golden * (high - low));
            }
        }
        return (low + high) / 2;
    }
}
