using DeepNfa.Algebra;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>AGOP^s = Q (YᵀCY)^s Qᵀ of one layer in the basis of an eigenproblem, one for all powers; never formed.</summary>
/// <remarks>Its tensors live in the dispose scope in which it was made.</remarks>
internal sealed class AgopPower
{
    private readonly RowSpace _space;
    private readonly Tensor _values; // (r)
    private readonly Tensor? _removed; // X (r×m): AGOP^s = Q U (diag(values) − XXᵀ) Uᵀ Qᵀ

    private AgopPower(RowSpace space, Spectrum basis, Tensor values, Tensor? removed, double squaredNorm)
    {
        (_space, _values, _removed, Basis) = (space, values, removed, basis);
        using var scope = NewDisposeScope();
        Trace = values.sum().ToDouble() - (removed is null ? 0 : removed.square().sum().ToDouble());
        Moments = new(squaredNorm, Quadratic(basis.Vectors.t().mv(space.Ones).unsqueeze(0)).ToDouble(), Diagonal);
    }

    /// <summary>The power s of an AGOP whose spectrum in the row space is known.</summary>
    public static AgopPower Of(RowSpace space, Spectrum spectrum, double s)
    {
        var values = s == 1 ? spectrum.Values : spectrum.Values.pow(s);
        return new(space, spectrum, values, null, values.dot(values).ToDouble());
    }

    /// <summary>The root of the centred AGOP, from the spectrum of the uncentred one; null where that is no cheaper or less accurate than a spectrum of its own.</summary>
    /// <param name="space">The row space of W.</param>
    /// <param name="uncentered">The spectrum of YᵀCY.</param>
    /// <param name="z">The mean gradient in its basis, UᵀYᵀD̄ᵀ, (r × c): the centred AGOP is U(Θ − ZZᵀ)Uᵀ.</param>
    public static AgopPower? CenteredRootOf(RowSpace space, Spectrum uncentered, Tensor z)
    {
        using var scope = NewDisposeScope();
        double all = uncentered.Values.sum().ToDouble(), rest = all - z.square().sum().ToDouble(); // tr AGOP and tr of the centred one: ‖root‖²
        if (rest < LeastShare * all || CenteredRoot.Correction(uncentered.Values, z) is not { } correction) return null;
        return new(space, uncentered, uncentered.Values.sqrt().MoveToOuterDisposeScope(), correction.MoveToOuterDisposeScope(), rest);
    }

    // Where less is left of the AGOP, the difference has lost more than three of its sixteen digits.
    private const double LeastShare = 1e-3;

    /// <summary>The spectrum in whose basis the power is given.</summary>
    public Spectrum Basis { get; }

    public double Trace { get; }

    public MatrixMoments Moments { get; }

    /// <summary>diag(AGOP^s), (d), a new tensor in the current dispose scope.</summary>
    public Tensor Diagonal()
    {
        using var scope = NewDisposeScope();
        return Quadratic(_space.Lift(Basis.Vectors)).MoveToOuterDisposeScope();
    }

    /// <summary>tr(NFM AGOP^s): the NFM is diagonal in the row space.</summary>
    public double InnerWithNfm()
    {
        using var scope = NewDisposeScope();
        double inner = Basis.Vectors.square().mv(_values).dot(_space.Lambda).ToDouble();
        return _removed is null ? inner : inner - Basis.Vectors.matmul(_removed).square().sum(1).dot(_space.Lambda).ToDouble();
    }

    /// <summary>tr(FᵀF AGOP^s) for a factor F, given F Q U (m × r).</summary>
    public double Inner(Tensor inBasis)
    {
        using var scope = NewDisposeScope();
        return Quadratic(inBasis).sum().ToDouble();
    }

    /// <summary>P AGOP^s Pᵀ for P (m × d), given W Pᵀ (k × m).</summary>
    public Tensor Reduced(Tensor weightsReduced)
    {
        using var scope = NewDisposeScope();
        return Sandwich(_space.ProjectFrom(weightsReduced.t()).matmul(Basis.Vectors)).MoveToOuterDisposeScope();
    }

    /// <summary>The dense matrix, (d × d).</summary>
    public Tensor Dense()
    {
        using var scope = NewDisposeScope();
        return Sandwich(_space.Lift(Basis.Vectors)).MoveToOuterDisposeScope();
    }

    /// <summary>The diagonal of P (diag(values) − XXᵀ) Pᵀ, (m), for P (m × r).</summary>
    public Tensor Quadratic(Tensor p)
    {
        var diagonal = p.square().mv(_values);
        return _removed is null ? diagonal : diagonal - p.matmul(_removed).square().sum(1);
    }

    /// <summary>P (diag(values) − XXᵀ) Pᵀ, (m × m), for P (m × r).</summary>
    private Tensor Sandwich(Tensor p)
    {
        var whole = (p * _values).matmul(p.t());
        return _removed is null ? whole : whole - SymmetricSum.Gram(p.matmul(_removed).t());
    }
}
