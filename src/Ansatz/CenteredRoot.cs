using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>The square root of a matrix from which a few directions were removed, (B − ZZᵀ)^½, from the spectrum B = UΘUᵀ: no second eigenproblem.</summary>
/// <remarks>
/// <b>Formula.</b> B^½ − (B − ZZᵀ)^½ = Σ_j w_j x_j R_j Z (I − ZᵀR_jZ)^(−1) Zᵀ R_j with R_j = (B + x_j)^(−1), by the Woodbury identity under a quadrature of
/// z^½ = Σ_j w_j z/(z + x_j). In the basis U every R_j is diagonal, so the difference is XXᵀ with X (r × cN).
/// Nodes and weights are those of Hale, Higham and Trefethen, SIAM J. Numer. Anal. 46:2505–2523 (2008), §4 (method 3), from Jacobi elliptic functions.
/// <b>Cost.</b> O(r c² N) and whatever products with X are asked for, where an eigenproblem takes some ten products of size r.
/// <b>Numerics.</b> The error falls as e^(−2π²N/(log(θ_max/m) + 3)); eigenvalues below m = 1e-13 θ_max are off by less than √m, as in any root of B.
/// I − ZᵀR_jZ loses digits where B − ZZᵀ is far smaller than B along Z; where too few would be left, there is no answer.
/// </remarks>
internal static class CenteredRoot
{
    private const int Nodes = 48;
    private const double Smallest = 1e-13;

    /// <summary>X (r × cN) with (B − ZZᵀ)^½ = U(Θ^½ − XXᵀ)Uᵀ; null where another eigenproblem is cheaper or more accurate.</summary>
    /// <param name="values">Θ, the eigenvalues of B, (r).</param>
    /// <param name="removed">UᵀZ, (r × c).</param>
    public static Tensor? Correction(Tensor values, Tensor removed)
    {
        const int WorthColumns = 3; // as many times r: beyond it, products with X cost more than the eigenproblem
        using var scope = NewDisposeScope();
        int r = (int)values.shape[0], c = (int)removed.shape[1];
        double largest = values.max().ToDouble();
        if (largest <= 0 || c * Nodes > WorthColumns * r) return null;
        var (x, w) = Quadrature(Smallest * largest, largest);
        var z = where(values.gt(0).unsqueeze(1), removed, zeros_like(removed)); // what is left of noise has no direction to be removed
        var resolvents = (values.unsqueeze(1) + tensor(x, device: values.device)).reciprocal(); // (r×N)
        var pairs = (z.unsqueeze(2) * z.unsqueeze(1)).flatten(1); // (r×c²)
        var kept = eye(c, dtype: ScalarType.Float64, device: values.device) - pairs.t().matmul(resolvents).t().reshape(Nodes, c, c);
        var (kappa, v) = linalg.eigh(kept); // (N×c), (N×c×c)
        if (!(kappa.min().ToDouble() >= Smallest)) return null;
        var scale = (tensor(w, device: values.device) * tensor(x, device: values.device)).unsqueeze(1) / kappa; // (N×c)
        var correction = (resolvents.t().unsqueeze(2) * z).matmul(v * scale.sqrt().unsqueeze(1)); // (N×r×c)
        return correction.permute(1, 0, 2).reshape(r, c * Nodes).MoveToOuterDisposeScope();
    }

    /// <summary>Nodes x and weights w with z^½ ≈ Σ_j w_j z/(z + x_j) for z in [m, M].</summary>
    internal static (double[] X, double[] W) Quadrature(double m, double largest)
    {
        double complement = Math.Sqrt(m / largest); // the complementary modulus k': given as it is, for 1 − k would lose it
        var (means, halves) = ArithmeticGeometricMeans(complement);
        double quarter = Math.PI / 2 / means[^1]; // K, the quarter period
        double[] x = new double[Nodes], w = new double[Nodes];
        for (int j = 0; j < Nodes; j++)
        {
            double u = (j + 0.5) * quarter / Nodes;
            bool mirrored = u > quarter / 2; // near K, cn is small: by reflection it keeps its digits
            var (sn, cn, dn) = Jacobi(mirrored ? quarter - u : u, means, halves, complement);
            if (mirrored) (sn, cn, dn) = (cn / dn, complement * sn / dn, complement / dn);
            x[j] = m * (sn / cn) * (sn / cn);
            w[j] = 2 * quarter * Math.Sqrt(m) / (Math.PI * Nodes) * dn / (cn * cn);
        }
        return (x, w);
    }

    private static (List<double> Means, List<double> Halves) ArithmeticGeometricMeans(double complement)
    {
        var (means, halves, geometric) = (new List<double> { 1 }, new List<double>(), complement);
        do
        {
            double a = means[^1];
            halves.Add((a - geometric) / 2);
            means.Add((a + geometric) / 2);
            geometric = Math.Sqrt(a * geometric);
        }
        while (halves[^1] > 1e-17 * means[^1]);
        return (means, halves);
    }

    /// <summary>sn, cn and dn of u by the descending Landen transformation; Abramowitz and Stegun 16.4.</summary>
    private static (double Sn, double Cn, double Dn) Jacobi(double u, List<double> means, List<double> halves, double complement)
    {
        double phi = Math.ScaleB(means[^1] * u, halves.Count);
        for (int i = halves.Count; i > 0; i--) phi = (phi + Math.Asin(halves[i - 1] / means[i] * Math.Sin(phi))) / 2;
        var (sn, cn) = Math.SinCos(phi);
        return (sn, cn, Math.Sqrt(cn * cn + complement * complement * sn * sn));
    }
}
