using DeepNfa.Algebra;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>The thin singular value decomposition W = V Λ^½ Qᵀ of a weight matrix (k × d), from the smaller of its two Gram matrices.</summary>
/// <remarks>
/// <b>Formula.</b> NFM = Q Λ Qᵀ and AGOP^s = Q (YᵀCY)^s Qᵀ with Y = V Λ^½ (k × r): everything happens in r × r matrices, the NFM is diagonal there,
/// and Q = Wᵀ Y Λ^(−1) is multiplied out only for the few vectors that somebody wants to see.
/// <b>Cost.</b> One product and one symmetric eigenproblem of size min(k, d).
/// <b>Numerics.</b> Squaring W costs half of the digits of directions whose weight is below 1e-8 of the largest; what they contribute to NFM, AGOP or their
/// correlations is smaller still. Directions up to min(k, d)·ε·λ_max are rounding noise and are left out, so rank-deficient W is no special case.
/// </remarks>
internal sealed class RowSpace
{
    private readonly Tensor _weights;
    private readonly Tensor? _q; // where W is tall, eigenvectors of WᵀW

    public RowSpace(NeuralFeatureMatrix nfm)
    {
        var w = _weights = nfm.Factor;
        bool tall = w.shape[0] > w.shape[1];
        var spectrum = Spectrum.Of(nfm.Small);
        int rank = spectrum.Rank;
        Lambda = spectrum.Values.narrow(0, spectrum.Values.shape[0] - rank, rank);
        var vectors = spectrum.Top(rank);
        _q = tall ? vectors : null;
        Y = tall ? w.matmul(vectors) : vectors.mul_(Lambda.sqrt());
        Ones = Y.t().mv(nfm.RowSums) / Lambda;
    }

    /// <summary>The non-zero eigenvalues of the NFM, ascending, (r).</summary>
    public Tensor Lambda { get; }

    /// <summary>Y = V Λ^½, (k × r); W = Y Qᵀ.</summary>
    public Tensor Y { get; }

    /// <summary>Qᵀ1, (r).</summary>
    public Tensor Ones { get; }

    /// <summary>F Q, (m × r), for F (m × d).</summary>
    public Tensor Project(Tensor factor) => _q is null ? ProjectFrom(factor.matmul(_weights.t())) : factor.matmul(_q);

    /// <summary>F Q, (m × r), given F Wᵀ, (m × k).</summary>
    public Tensor ProjectFrom(Tensor factorOnWeights) => factorOnWeights.matmul(Y).div_(Lambda);

    /// <summary>Q, (d × r), a new tensor in the current dispose scope or one that is remembered.</summary>
    public Tensor Basis() => _q ?? _weights.t().matmul(Y).div_(Lambda);

    /// <summary>Q U, (d × m), for U (r × m): vectors of the row space in input coordinates.</summary>
    public Tensor Lift(Tensor inSpace) => _q is null ? _weights.t().matmul(Y.matmul(inSpace / Lambda.unsqueeze(1))) : _q.matmul(inSpace);

    /// <summary>The top eigenvectors of WᵀW, ascending as columns, (d × count), or as many as there are.</summary>
    public Tensor TopVectors(int count)
    {
        int rank = (int)Lambda.shape[0], top = Math.Min(count, rank);
        return _q is null ? _weights.t().matmul(Y.narrow(1, rank - top, top)).div_(Lambda.narrow(0, rank - top, top)) : _q.narrow(1, rank - top, top);
    }
}
