using DeepNfa.Records;

namespace DeepNfa.Ansatz;

/// <summary>All that the similarity of WᵀW with AGOP^s needs to know, for every power s at once: O(r) a power once an eigenproblem is solved.</summary>
/// <param name="Values">θ, the eigenvalues of the AGOP, (r).</param>
/// <param name="Overlaps">u_jᵀ WᵀW u_j for its eigenvectors, (r): tr(WᵀW AGOP^s) = Σ_j overlap_j θ_j^s.</param>
/// <param name="Sums">(1ᵀu_j)², (r): the entries of AGOP^s add up to Σ_j sum_j θ_j^s.</param>
/// <param name="NfmSquaredNorm">‖WᵀW‖².</param>
/// <param name="NfmSum">The sum of entries of WᵀW.</param>
/// <param name="Width">d.</param>
internal sealed record ProjectedSpectrum(double[] Values, double[] Overlaps, double[] Sums, double NfmSquaredNorm, double NfmSum, long Width)
{
    /// <summary>The similarity of WᵀW and AGOP^s, diagonals included; NaN where one of them does not vary.</summary>
    public double SimilarityAt(double s, SimilarityKind kind)
    {
        double inner = 0, squaredNorm = 0, sum = 0;
        for (int j = 0; j < Values.Length; j++)
        {
            if (!(Values[j] > 0)) continue;
            double power = Math.Pow(Values[j] / Values[^1], s); // of the largest: no power of it overflows
            inner += Overlaps[j] * power;
            squaredNorm += power * power;
            sum += Sums[j] * power;
        }
        return Similarity.Of(inner, new(NfmSquaredNorm, NfmSum, MatrixMoments.NoDiagonal), new(squaredNorm, sum, MatrixMoments.NoDiagonal), Width, new(s, false, kind, false));
    }
}
