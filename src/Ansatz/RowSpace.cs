using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>An orthonormal basis Q (d × r) of a space that holds the rows of W, and W in it: W = Rᵀ Qᵀ.</summary>
/// <remarks>
/// NFM and every power of the AGOP live there: NFM = Q (RRᵀ) Qᵀ, AGOP^s = Q (R C Rᵀ)^s Qᵀ, so no (d × d) matrix is ever formed.
/// Where k ≥ d the space is everything, Q is the identity and is not stored. Rank-deficient W is no trouble: the thin QR stays valid.
/// </remarks>
internal sealed class RowSpace
{
    private RowSpace(Tensor? q, Tensor r, long width)
    {
        (Q, R, Width) = (q, r, width);
        using var scope = NewDisposeScope();
        Ones = (q is null ? ones(width, dtype: ScalarType.Float64, device: r.device) : q.sum(0L)).MoveToOuterDisposeScope();
    }

    /// <summary>Q, (d × r); null where it is the identity.</summary>
    public Tensor? Q { get; }

    /// <summary>R, (r × k).</summary>
    public Tensor R { get; }

    /// <summary>d.</summary>
    public long Width { get; }

    /// <summary>Qᵀ1, (r).</summary>
    public Tensor Ones { get; }

    /// <summary>The row space of W (k × d), float64; its tensors live in the current dispose scope.</summary>
    public static RowSpace Of(Tensor w)
    {
        if (w.shape[0] >= w.shape[1]) return new(null, w.t(), w.shape[1]);
        var (q, r) = linalg.qr(w.t());
        return new(q, r, w.shape[1]);
    }

    /// <summary>F Q for F (m × d): its rows in the basis, (m × r).</summary>
    public Tensor Project(Tensor f) => Q is null ? f.alias() : f.matmul(Q);

    /// <summary>Q V for V (r × m): columns of the basis in input coordinates, (d × m).</summary>
    public Tensor Lift(Tensor v) => Q is null ? v.alias() : Q.matmul(v);
}
