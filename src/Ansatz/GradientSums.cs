using DeepNfa.Algebra;
using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>What some samples add to the gradient covariances of a network, so that a large measurement can be made in parts; plain arrays.</summary>
/// <param name="Samples">The number of samples; 0 for a part without any.</param>
/// <param name="Layers">Of every hidden layer the mean D̄, (c × k) or (1 × k) for the last, and the scatter Σ (D − D̄)ᵀ(D − D̄), (k × k), float64.</param>
/// <remarks>
/// <b>Formula.</b> Parts are merged as blocks are; see <see cref="BlockMoments"/>. <b>Numerics.</b> All parts hold whole blocks of the measurement in one, so only the order of float64 sums differs from it, and in wide float32 networks the precision of products where a part is too small to tell what it needs.
/// </remarks>
public sealed record GradientSums(long Samples, IReadOnlyList<(NpyArray Mean, NpyArray Scatter)> Layers)
{
    internal static GradientSums Of(IReadOnlyList<BlockMoments> moments, long samples)
    {
        using var scope = NewDisposeScope();
        return new(samples, [.. moments.Select(m => (m.Mean.ToNpy(), m.Scatter().ToNpy()))]);
    }

    /// <summary>Adds the sums to moments of the same layers.</summary>
    /// <exception cref="DataException">They are of other layers.</exception>
    internal void AddTo(IReadOnlyList<BlockMoments> moments)
    {
        using var scope = NewDisposeScope();
        string Words(IEnumerable<string> shapes) => string.Join(", ", shapes);
        string own = Words(Layers.Select(l => $"{l.Mean.ShapeInWords} and {l.Scatter.ShapeInWords}"));
        string wanted = Words(moments.Select(m => m.Mean.shape).Select(s => $"({s[0]} × {s[1]}) and ({s[1]} × {s[1]})"));
        if (own != wanted) throw new DataException($"sums: expected means and scatters of the hidden layers, {wanted}; got {own}.");
        foreach (var (m, (mean, scatter)) in moments.Zip(Layers)) m.Merge(new(mean.ToTensor().to(m.Mean.device), scatter.ToTensor().to(m.Mean.device), Samples * m.Positions));
    }
}
