using DeepNfa.Algebra;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>Running mean and centred second moment of per-sample matrices (c × k), over blocks of samples, in float64.</summary>
/// <remarks>
/// Merging a block with mean D̄_b and centred moment S_b over n_b samples into N samples: Δ = D̄_b − D̄,
/// S += S_b + (N·n_b/(N + n_b)) ΔᵀΔ, D̄ += Δ·n_b/(N + n_b). Chan, Golub and LeVeque 1983.
/// </remarks>
internal sealed class BlockMoments
{
    private readonly Tensor _mean; // (c×k)
    private readonly SymmetricSum _scatter; // (k×k)
    private long _samples;

    /// <summary>Moments of no samples yet; the tensors live in the current dispose scope.</summary>
    /// <param name="rows">Outputs c, or 1.</param>
    /// <param name="width">Neurons k.</param>
    /// <param name="device">Where the sums live.</param>
    /// <param name="positions">Places of a sample that count as samples here.</param>
    public BlockMoments(int rows, int width, Device device, int positions = 1)
    {
        Positions = positions;
        _mean = zeros(rows, width, dtype: ScalarType.Float64, device: device);
        _scatter = new SymmetricSum(width, device);
    }

    /// <summary>Moments that were added up before.</summary>
    /// <param name="mean">D̄, (c × k), taken over.</param>
    /// <param name="scatter">Σ (D − D̄)ᵀ(D − D̄), (k × k), taken over.</param>
    /// <param name="samples">The number of samples.</param>
    public BlockMoments(Tensor mean, Tensor scatter, long samples) => (_mean, _scatter, _samples) = (mean, new SymmetricSum(scatter), samples);

    /// <summary>Places of a sample, each of which counts as one in <see cref="Samples"/>: those of a convolution.</summary>
    public int Positions { get; } = 1;

    /// <summary>The number of samples.</summary>
    public long Samples => _samples;

    /// <summary>Σ (D − D̄)ᵀ(D − D̄), (k × k), as a new tensor in the current dispose scope.</summary>
    public Tensor Scatter() => _scatter.ToTensor();

    /// <summary>Adds a block of samples, (b × c × k), float32 or float64; it is only read.</summary>
    /// <param name="block">D.</param>
    /// <param name="first">The first of the outputs that the block holds; the samples count once its last ones are added.</param>
    public void Add(Tensor block, int first = 0)
    {
        using var scope = NewDisposeScope();
        long n = block.shape[0];
        var centered = block.to(ScalarType.Float64, true);
        var blockMean = centered.mean([0L]); // (c×k)
        _scatter.AddGram(centered.sub_(blockMean).flatten(0, 1)); // (b·c×k)
        MergeMean(blockMean, n, first);
    }

    /// <summary>Adds a block of samples as maps, (b × c × k × places), every place as a sample; it is only read.</summary>
    /// <param name="maps">D.</param>
    /// <param name="first">The first of the outputs that the block holds; the samples count once its last ones are added.</param>
    public void AddMaps(Tensor maps, int first = 0)
    {
        using var scope = NewDisposeScope();
        long width = maps.shape[2], places = maps.shape[3];
        if (width > MostWidthOfMaps * places)
        {
            Add(maps.permute(0, 3, 1, 2).flatten(0, 1), first);
            return;
        }
        // Maps are multiplied where they lie: bringing neurons to the last dimension would cost more than the products.
        var mean = maps.mean([0L, 3L], type: ScalarType.Float64); // (c×k)
        // The places of one sample are summed in the precision of D, whose own rounding is as large; samples and outputs in float64.
        var rows = (maps - mean.to(maps.dtype).unsqueeze(0).unsqueeze(3)).flatten(0, 1); // (b·c×k×places)
        _scatter.AddWhole(rows.bmm(rows.transpose(1, 2)).sum([0L], type: ScalarType.Float64));
        MergeMean(mean, maps.shape[0] * places, first);
    }

    // With fewer places a neuron the (k × k) product of every sample would be larger than what it is made of.
    private const int MostWidthOfMaps = 2;

    private void MergeMean(Tensor mean, long n, int first = 0)
    {
        using var scope = NewDisposeScope();
        var known = _mean.narrow(0, first, mean.shape[0]);
        var delta = mean - known;
        _scatter.AddGram(delta * Math.Sqrt((double)_samples * n / (_samples + n)));
        known.add_(delta, (double)n / (_samples + n));
        if (first + mean.shape[0] == _mean.shape[0]) _samples += n;
    }

    /// <summary>Adds the samples of other moments.</summary>
    public void Merge(BlockMoments other)
    {
        if (other._samples == 0) return;
        _scatter.Add(other._scatter);
        MergeMean(other._mean, other._samples);
    }

    /// <summary>(1/n) Σ (D − D̄)ᵀ(D − D̄), (k × k).</summary>
    public Tensor Centered() => _scatter.ToTensor().div_((double)_samples);

    /// <summary>D̄, (c × k): centring takes D̄ᵀD̄ away. A new tensor in the current dispose scope.</summary>
    public Tensor Mean => _mean.clone();
}
