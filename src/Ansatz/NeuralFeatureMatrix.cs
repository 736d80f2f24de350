using DeepNfa.Algebra;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>FᵀF for a factor F (m × d): the NFM of weights, of initial weights, or of their update; float64, never formed.</summary>
/// <remarks>Its tensors live in the dispose scope in which it was made.</remarks>
internal sealed class NeuralFeatureMatrix
{
    public NeuralFeatureMatrix(Tensor factor)
    {
        Factor = factor;
        RowSums = factor.sum(1);
        bool tall = factor.shape[0] > factor.shape[1];
        Small = SymmetricSum.Gram(tall ? factor : factor.t());
        Moments = new(Small.square().sum().ToDouble(), RowSums.dot(RowSums).ToDouble(), Diagonal);
    }

    /// <summary>F, (m × d).</summary>
    public Tensor Factor { get; }

    /// <summary>F1, (m).</summary>
    public Tensor RowSums { get; }

    /// <summary>The smaller of FFᵀ (m × m) and FᵀF (d × d), which have the same non-zero eigenvalues.</summary>
    public Tensor Small { get; }

    public MatrixMoments Moments { get; }

    /// <summary>diag(FᵀF), (d), a new tensor in the current dispose scope.</summary>
    public Tensor Diagonal() => Factor.square().sum(0L);
}
