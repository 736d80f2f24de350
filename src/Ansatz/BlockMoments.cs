using DeepNfa.Algebra;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>Running mean and centred second moment of per-sample matrices (c × k), over blocks of samples, in float64.</summary>
/// <remarks>
/// <b>Formula.</b> Merging a block with mean D̄_b and centred moment S_b over n_b samples into N samples: Δ = D̄_b − D̄,
/// S += S_b + (N·n_b/(N + n_b)) ΔᵀΔ, D̄ += Δ·n_b/(N + n_b). Chan, Golub and LeVeque 1983.
/// <b>Numerics.</b> The product S_b of a block of float32 is computed in float32 where that is enough. Its error is E = diag(S)^½ F diag(S)^½ with ‖F‖ some 5e-7, whatever the
/// scales of the neurons are, so that (1 − δ)S ≤ S + E ≤ (1 + δ)S with δ = ‖F‖/λ_min(R), R the matrix of correlations diag(S)^(−½) S diag(S)^(−½) of the neurons that have gradients
/// at all: no eigenvalue of any WᵀSW moves by more than that share, the smallest included (Demmel and Veselić 1992). <see cref="IsTrusted"/> asks for λ_min(R) above 1e-3.
/// </remarks>
internal sealed class BlockMoments
{
    private readonly Tensor _mean; // (c×k)
    private readonly SymmetricSum _scatter; // (k×k)
    private long _samples;
    private readonly bool _mayBeSingle;
    private bool _single; // whether products were computed in float32
    private bool _told; // whether enough samples were there to tell whether that will do

    /// <summary>Moments of no samples yet; the tensors live in the current dispose scope.</summary>
    /// <param name="rows">Outputs c, or 1.</param>
    /// <param name="width">Neurons k.</param>
    /// <param name="device">Where the sums live.</param>
    /// <param name="positions">Places of a sample that count as samples here.</param>
    /// <param name="expected">The number of samples to come, where products of float32 may be computed in float32; 0 where they may not.</param>
    public BlockMoments(int rows, int width, Device device, int positions = 1, long expected = 0)
    {
        Positions = positions;
        _mayBeSingle = width >= LeastWidthInSingle && expected * positions * rows >= RowsInSingle * width;
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
        bool single = _mayBeSingle && block.dtype == ScalarType.Float32;
        var mean = single ? block.mean([0L]) : block.mean([0L], type: ScalarType.Float64); // (c×k)
        var centered = block - mean;
        if (single) mean = mean.to(ScalarType.Float64) + centered.mean([0L]); // what rounding has left of the mean
        _scatter.AddGram(centered.flatten(0, 1)); // (b·c×k)
        _single |= single;
        MergeMean(mean, block.shape[0], first);
        if (!_single || _told || _samples * _mean.shape[0] < RowsToTell * _mean.shape[1]) return;
        (_told, IsDoubtful) = (true, !SmallestCorrelationExceeds(WorthTrying, _mean.shape[1] / NeuronsToTell));
    }

    /// <summary>Whether the first samples show that <see cref="IsTrusted"/> will not hold.</summary>
    public bool IsDoubtful { get; private set; }

    /// <summary>Whether the products computed in float32 leave every eigenvalue as it is; if not, the samples are to be added up again without them.</summary>
    public bool IsTrusted() => !_single || (!IsDoubtful && SmallestCorrelationExceeds(Enough));

    /// <summary>Moves the sums to the outer dispose scope.</summary>
    public void MoveToOuter()
    {
        _mean.MoveToOuterDisposeScope();
        _scatter.Lower.MoveToOuterDisposeScope();
    }

    // Products of fewer neurons take no time, and a sum needs more rows than neurons before its smallest eigenvalues say anything.
    private const int LeastWidthInSingle = 256;
    private const double RowsToTell = 1.25, RowsInSingle = 2;
    private const int NeuronsToTell = 256;

    // Of the smallest eigenvalue of the correlations, after the first samples and at the end: it grows with their number.
    private const double WorthTrying = 1e-4, Enough = 1e-3;

    /// <summary>Whether λ_min(R) is above a bound: R less the bound has a Cholesky factor. Of some of the neurons it is larger, if anything.</summary>
    private bool SmallestCorrelationExceeds(double bound, long step = 1)
    {
        using var scope = NewDisposeScope();
        var scatter = _scatter.Lower.slice(0, 0, _mean.shape[1], step).slice(1, 0, _mean.shape[1], step);
        // A neuron without gradients has an exact row of zeros in either precision.
        var alive = scatter.diagonal().gt(0).to(ScalarType.Float64);
        var scale = scatter.diagonal().clamp(min: double.Epsilon).rsqrt() * alive;
        var correlations = (scatter * scale).mul_(scale.unsqueeze(1)).to(ScalarType.Float32);
        correlations.diagonal().copy_(1 - bound * alive);
        return Cholesky.Factor(correlations);
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
        _single |= other._single;
        MergeMean(other._mean, other._samples);
    }

    /// <summary>(1/n) Σ (D − D̄)ᵀ(D − D̄), (k × k).</summary>
    public Tensor Centered() => _scatter.ToTensor().div_((double)_samples);

    /// <summary>D̄, (c × k): centring takes D̄ᵀD̄ away. A new tensor in the current dispose scope.</summary>
    public Tensor Mean => _mean.clone();
}
