using DeepNfa.Algebra;
using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>FACT = −(1/λ) Wᵀ ∂L/∂W of one layer against WᵀW: equal at every stationary point of L + (λ/2)‖W‖²; arXiv 2507.05644.</summary>
/// <remarks>
/// <b>Formula.</b> One batch gradient and no per-sample work. With F = −∂L/∂W/λ, FACT = WᵀF, its mirror in neuron space is WFᵀ (against WWᵀ), its
/// positive semi-definite version (FACT FACTᵀ)^½ = (WᵀFFᵀW)^½. Everything is a trace of k × k matrices.
/// <b>Residual.</b> FACT − WᵀW = −WᵀG/λ with G = ∂L/∂W + λW, so ε = ‖WᵀG‖/(λ‖WᵀW‖) bounds the cosine from below by √(1 − ε²) for ε &lt; 1.
/// It says nothing before convergence, and a network that collapsed to a constant has FACT = WᵀW as well: look at the loss beside it.
/// Its tensors live in the dispose scope in which it was made.
/// </remarks>
internal sealed class Fact
{
    private readonly LayerFeatures _layer;
    private readonly Tensor _fOnWeights; // FWᵀ, (k×k)
    private readonly Tensor _g; // WWᵀ, (k×k)
    private readonly Tensor _h; // FFᵀ, (k×k)
    private readonly double _inner;
    private readonly double _sum;

    /// <summary>FACT of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="gradient">∂L/∂W, (k × d), float64, without the penalty.</param>
    /// <param name="decay">λ.</param>
    public Fact(LayerFeatures layer, Tensor gradient, double decay)
    {
        _layer = layer;
        var (w, f) = (layer.Nfm.Factor, gradient / -decay);
        (_g, _h, _fOnWeights) = (layer.Rows <= layer.Width ? layer.Nfm.Small : SymmetricSum.Gram(w.t()), SymmetricSum.Gram(f.t()), f.matmul(w.t()));
        using var scope = NewDisposeScope();
        _inner = (_fOnWeights * _g).sum().ToDouble();
        _sum = layer.Nfm.RowSums.dot(f.sum(1)).ToDouble();
        var rest = w - f;
        Residual = Math.Sqrt(Math.Max(0, (SymmetricSum.Gram(rest.t()) * _g).sum().ToDouble()) / layer.Nfm.Moments.SquaredNorm);
    }

    /// <summary>ε = ‖WᵀG‖/(λ‖WᵀW‖).</summary>
    public double Residual { get; }

    /// <summary>The similarity of FACT, as it is, with WᵀW.</summary>
    public double Value(SimilarityKind kind) => Of(SquaredNorm, kind);

    /// <summary>The similarity of (FACT + FACTᵀ)/2 with WᵀW.</summary>
    public double Symmetric(SimilarityKind kind)
    {
        using var scope = NewDisposeScope();
        return Of((SquaredNorm + (_fOnWeights * _fOnWeights.t()).sum().ToDouble()) / 2, kind);
    }

    /// <summary>The similarity of (FACT FACTᵀ)^½ with WᵀW.</summary>
    public double Positive(SimilarityKind kind)
    {
        if (_layer.Nfm.Moments.SquaredNorm == 0) return double.NaN;
        using var scope = NewDisposeScope();
        var space = _layer.Space();
        var spectrum = Spectrum.Of(SymmetricSum.Product(space.Y, _h.matmul(space.Y)));
        var root = AgopPower.Of(space, spectrum, 0.5);
        return Similarity.Of(root.InnerWithNfm(), _layer.Nfm.Moments, root.Moments, _layer.Width, In(kind));
    }

    /// <summary>The similarity of the backward form WFᵀ with WWᵀ, (k × k).</summary>
    public double Backward(SimilarityKind kind)
    {
        using var scope = NewDisposeScope();
        var left = new MatrixMoments(_g.square().sum().ToDouble(), _g.sum().ToDouble(), MatrixMoments.NoDiagonal);
        var right = new MatrixMoments(_fOnWeights.square().sum().ToDouble(), _fOnWeights.sum().ToDouble(), MatrixMoments.NoDiagonal);
        return Similarity.Of(_inner, left, right, _layer.Rows, In(kind));
    }

    private double SquaredNorm
    {
        get
        {
            using var scope = NewDisposeScope();
            return (_g * _h).sum().ToDouble();
        }
    }

    private double Of(double squaredNorm, SimilarityKind kind) => Similarity.Of(_inner, _layer.Nfm.Moments, new(squaredNorm, _sum, MatrixMoments.NoDiagonal), _layer.Width, In(kind));

    private static Convention In(SimilarityKind kind) => Convention.Default with { Similarity = kind };
}
