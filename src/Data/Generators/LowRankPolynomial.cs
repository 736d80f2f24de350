using DeepNfa.Records;

namespace DeepNfa.Data;

/// <summary>One term of a polynomial: a coefficient times a product of variables, which count from 0 and may repeat.</summary>
/// <param name="Coefficient">A finite number.</param>
/// <param name="Variables">The variables of the product, such as [0, 0, 2] for z₀²z₂; none for a constant.</param>
public sealed record Monomial(double Coefficient, params IReadOnlyList<int> Variables);

/// <summary>A polynomial of few projections of the input: y = p(Uᵀx), U (d×r) with orthonormal columns.</summary>
/// <remarks>
/// <b>Formula.</b> y = Σ_k c_k Π_{j∈S_k} z_j with z = Uᵀx. The gradient is U∇p(z), so the AGOP under any law of inputs is U·E[∇p∇pᵀ]·Uᵀ: its range lies in that of U, and its rank is at most r.
/// <b>Also known as</b> multi-index model.
/// </remarks>
public sealed class LowRankPolynomial
{
    private readonly IReadOnlyList<Monomial> _terms;
    private readonly double[][]? _directions; // the columns of U; null for the first r coordinates

    private LowRankPolynomial(int dimension, IReadOnlyList<Monomial> terms, int rank, double[][]? directions) =>
        (Dimension, _terms, Rank, _directions) = (dimension, terms, rank, directions);

    /// <summary>The dimension d of inputs.</summary>
    public int Dimension { get; }

    /// <summary>The number r of projections.</summary>
    public int Rank { get; }

    /// <summary>A polynomial of the first coordinates: U holds unit vectors.</summary>
    /// <param name="dimension">The dimension d.</param>
    /// <param name="terms">At least one term; variables 0 … r − 1 are the first r coordinates.</param>
    /// <exception cref="UsageException">There is no term, a coefficient is not finite, or a variable is not in [0, d).</exception>
    public static LowRankPolynomial OfCoordinates(int dimension, params IReadOnlyList<Monomial> terms) => new(dimension, terms, Checked(dimension, terms), null);

    /// <summary>A polynomial of random projections: U is uniform among the matrices with orthonormal columns, from stream "directions".</summary>
    /// <param name="dimension">The dimension d.</param>
    /// <param name="seed">Where the directions are drawn from.</param>
    /// <param name="terms">At least one term; variable j is the projection on direction j.</param>
    /// <exception cref="UsageException">There is no term, a coefficient is not finite, or a variable is not in [0, d).</exception>
    public static LowRankPolynomial OfDirections(int dimension, Seed seed, params IReadOnlyList<Monomial> terms)
    {
        int rank = Checked(dimension, terms);
        return new(dimension, terms, rank, OrthonormalVectors.Draw(rank, dimension, seed.Stream("directions")));
    }

    /// <summary>Direction j, of length d and norm 1.</summary>
    /// <exception cref="UsageException"><paramref name="j"/> is not in [0, r).</exception>
    public double[] Direction(int j)
    {
        Require.InRange(j, 0, Rank - 1);
        return _directions is not null ? [.. _directions[j]] : Generated.Axes(Dimension, j)[0];
    }

    /// <summary>y at a point.</summary>
    public double Evaluate(ReadOnlySpan<float> x)
    {
        double[] z = Project(x);
        return _terms.Sum(t => t.Variables.Aggregate(t.Coefficient, (product, j) => product * z[j]));
    }

    /// <summary>∇y at a point, of length d.</summary>
    public double[] Gradient(ReadOnlySpan<float> x)
    {
        double[] z = Project(x), gradient = new double[Dimension];
        foreach (var term in _terms)
        {
            for (int k = 0; k < term.Variables.Count; k++)
            {
                double others = term.Coefficient;
                for (int m = 0; m < term.Variables.Count; m++)
                    if (m != k) others *= z[term.Variables[m]];
                double[] direction = Direction(term.Variables[k]);
                for (int i = 0; i < gradient.Length; i++) gradient[i] += others * direction[i];
            }
        }
        return gradient;
    }

    /// <summary>Samples with x ~ N(0, I_d) from stream "inputs".</summary>
    /// <param name="samples">n, at least 1.</param>
    /// <param name="seed">Where the inputs are drawn from.</param>
    /// <returns>Inputs (n×d), targets (n×1).</returns>
    /// <exception cref="UsageException"><paramref name="samples"/> is out of range.</exception>
    public LabeledSet Generate(int samples, Seed seed) =>
        Generated.Targets("low-rank polynomial", $"y = {this}, x ~ N(0, I) in {Dimension} dimensions", samples, Dimension, seed, Generated.Gaussian, (x, y) => y[0] = (float)Evaluate(x)) with { Planted = [.. Enumerable.Range(0, Rank).Select(Direction)] };

    /// <summary>The polynomial in words, such as "1*z1*z2 + 0.5*z3*z3, z on random directions"; variables count from 1 there, as coordinates do in the papers.</summary>
    public override string ToString() =>
        string.Join(" + ", _terms.Select(t => FormattableString.Invariant($"{t.Coefficient}") + string.Concat(t.Variables.Select(j => $"*{(_directions is null ? "x" : "z")}{j + 1}"))))
        + (_directions is null ? "" : $", z on {Rank} random orthonormal directions");

    private double[] Project(ReadOnlySpan<float> x)
    {
        Require.That(x.Length == Dimension, nameof(x), $"{Dimension} coordinates", x.Length);
        var z = new double[Rank];
        for (int j = 0; j < Rank; j++)
        {
            if (_directions is null) z[j] = x[j];
            else
                for (int i = 0; i < x.Length; i++) z[j] += _directions[j][i] * x[i];
        }
        return z;
    }

    private static int Checked(int dimension, IReadOnlyList<Monomial> terms)
    {
        Require.AtLeast(dimension, 1);
        Require.AtLeast(terms.Count, 1, name: "terms");
        foreach (var term in terms)
        {
            Require.Finite(term.Coefficient);
            foreach (int j in term.Variables) Require.InRange(j, 0, dimension - 1, "Variables count from 0.", "variable");
        }
        return Math.Max(1, terms.SelectMany(t => t.Variables).DefaultIfEmpty(0).Max() + 1);
    }
}
