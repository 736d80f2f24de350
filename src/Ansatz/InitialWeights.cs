using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>W⁰ of one layer, (k × d), with what is the same at every epoch; owns the tensor. One thread at a time.</summary>
internal sealed class InitialWeights(Tensor weights) : IDisposable
{
    private MatrixMoments? _moments;
    private Tensor? _top;

    /// <summary>W⁰ as it was given.</summary>
    public Tensor Weights => weights;

    /// <summary>W⁰ in float64, where the caller frees it.</summary>
    public Tensor Factor() => weights.to(ScalarType.Float64);

    /// <summary>Of W⁰ᵀW⁰.</summary>
    public MatrixMoments Moments()
    {
        if (_moments is not null) return _moments;
        using var scope = NewDisposeScope();
        return _moments = new NeuralFeatureMatrix(Factor()).Moments with { Diagonal = () => Factor().square().sum(0L) };
    }

    /// <summary>The top eigenvectors of W⁰ᵀW⁰, ascending as columns, (d × count), or as many as there are; not to be freed.</summary>
    /// <param name="count">The same in every call.</param>
    public Tensor TopVectors(int count)
    {
        if (_top is not null) return _top;
        using var scope = NewDisposeScope();
        return _top = new RowSpace(new NeuralFeatureMatrix(Factor())).TopVectors(count).DetachFromDisposeScope();
    }

    /// <summary>Frees W⁰ and what was remembered.</summary>
    public void Dispose()
    {
        weights.Dispose();
        _top?.Dispose();
    }
}
