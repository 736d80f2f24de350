using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>Running mean and centred second moment of per-sample matrices (c × k), over blocks of samples.</summary>
/// <remarks>
/// Merging a block with mean D̄_b and centred moment S_b over n_b samples into N samples: Δ = D̄_b − D̄,
/// S += S_b + (N·n_b/(N + n_b)) ΔᵀΔ, D̄ += Δ·n_b/(N + n_b). Chan, Golub and LeVeque 1983.
/// </remarks>
internal sealed class BlockMoments
{
    private readonly Tensor _mean; // (c×k)
    private readonly Tensor _scatter; // (k×k)
    private long _samples;

    /// <summary>Moments of no samples yet; the tensors live in the current dispose scope.</summary>
    public BlockMoments(int rows, int width)
    {
        _mean = zeros(rows, width, dtype: ScalarType.Float64);
        _scatter = zeros(width, width, dtype: ScalarType.Float64);
    }

    /// <summary>Adds a block of samples, (b × c × k).</summary>
    public void Add(Tensor block)
    {
        using var scope = NewDisposeScope();
        long n = block.shape[0];
        var blockMean = block.mean([0L]); // (c×k)
        var centered = (block - blockMean).flatten(0, 1); // (b·c×k)
        _scatter.addmm_(centered.t(), centered);
        var delta = blockMean - _mean;
        _scatter.add_(delta.t().matmul(delta), (double)_samples * n / (_samples + n));
        _mean.add_(delta, (double)n / (_samples + n));
        _samples += n;
    }

    /// <summary>(1/n) Σ (D − D̄)ᵀ(D − D̄), (k × k).</summary>
    public Tensor Centered() => _scatter / (double)_samples;

    /// <summary>(1/n) Σ DᵀD, (k × k).</summary>
    public Tensor Raw() => Centered().add_(_mean.t().matmul(_mean));
}
