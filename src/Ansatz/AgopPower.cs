using DeepNfa.Algebra;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>AGOP^s = Q U M^s Uᵀ Qᵀ of one layer, from one eigenproblem for all powers; never formed.</summary>
/// <remarks>Its tensors live in the dispose scope in which it was made.</remarks>
internal sealed class AgopPower
{
    private readonly RowSpace _space;
    private readonly Tensor _weights; // (k×d)

    /// <summary>The power s of an AGOP whose spectrum in the row space is known.</summary>
    public AgopPower(Tensor weights, RowSpace space, Spectrum spectrum, double s)
    {
        (_weights, _space) = (weights, space);
        Vectors = spectrum.Vectors;
        Values = s == 1 ? spectrum.Values : spectrum.Values.pow(s);
        Trace = Values.sum().ToDouble();
        Moments = new(Values.dot(Values).ToDouble(), spectrum.Vectors.t().mv(space.Ones).square().dot(Values).ToDouble(), Diagonal);
    }

    /// <summary>Y Λ^(−1) U, (k × r), which takes W to the eigenvectors: Q U = Wᵀ Y Λ^(−1) U.</summary>
    private Tensor Lift() => _space.OverLambda.matmul(Vectors);

    /// <summary>Eigenvalues of AGOP^s, ascending, (r).</summary>
    public Tensor Values { get; }

    /// <summary>Eigenvectors U in the row space, as columns, (r × r).</summary>
    public Tensor Vectors { get; }

    public double Trace { get; }

    public MatrixMoments Moments { get; }

    /// <summary>diag(AGOP^s), (d), a new tensor in the current dispose scope.</summary>
    public Tensor Diagonal()
    {
        using var scope = NewDisposeScope();
        return _weights.t().matmul(Lift()).square().mv(Values).MoveToOuterDisposeScope();
    }

    /// <summary>tr(NFM AGOP^s): the NFM is diagonal in the row space.</summary>
    public double InnerWithNfm()
    {
        using var scope = NewDisposeScope();
        return Vectors.square().mv(Values).dot(_space.Lambda).ToDouble();
    }

    /// <summary>tr(FᵀF AGOP^s) for a factor F, given F Q (m × r).</summary>
    public double Inner(Tensor inSpace)
    {
        using var scope = NewDisposeScope();
        return inSpace.matmul(Vectors).square().sum(0L).dot(Values).ToDouble();
    }

    /// <summary>P AGOP^s Pᵀ for P (m × d), given W Pᵀ (k × m).</summary>
    public Tensor Reduced(Tensor weightsReduced)
    {
        using var scope = NewDisposeScope();
        var lifted = weightsReduced.t().matmul(_space.OverLambda).matmul(Vectors); // (m×r)
        return (lifted * Values).matmul(lifted.t()).MoveToOuterDisposeScope();
    }

    /// <summary>The top eigenvectors in input coordinates, as rows, largest first, (count × d).</summary>
    public Tensor Top(int count)
    {
        using var scope = NewDisposeScope();
        int r = (int)Values.shape[0];
        return _space.OverLambda.matmul(Vectors.narrow(1, r - count, count)).flip(1).t().matmul(_weights).MoveToOuterDisposeScope();
    }

    /// <summary>The dense matrix, (d × d).</summary>
    public Tensor Dense()
    {
        using var scope = NewDisposeScope();
        var qu = _weights.t().matmul(Lift()); // (d×r)
        return (qu * Values).matmul(qu.t()).MoveToOuterDisposeScope();
    }
}
