using DeepNfa.Algebra;
using static TorchSharp.torch;

namespace DeepNfa.Kernels;

/// <summary>FACT of a kernel machine: what M = WᵀW would be at a stationary point under weight decay on W; arXiv 2507.05644.</summary>
/// <remarks>
/// <b>Formula.</b> FACT = −(1/nλ) Σᵢ ∇ₓℓᵢ xᵢᵀ, and a solved machine has residuals f(xᵢ) − yᵢ ∝ −αᵢ, so that up to a factor FACT = Σᵢ,c α_ic ∇f_c(xᵢ) xᵢᵀ. With
/// H = s ∘ (ααᵀ) that is M Xᵀ(H − diag(H1))X for kernels of the distance, which no shift of the inputs changes, and M XᵀHX for those of the inner product.
/// <b>Cost.</b> n²(c + d) flops, no gradient is formed; memory of a block of rows beside the slopes.
/// </remarks>
internal static class KernelFact
{
    private const int BlockSize = 1024;

    /// <summary>FACT, (d × d), in the current dispose scope, up to a positive factor.</summary>
    /// <param name="metric">M.</param>
    /// <param name="slopes">s, (n×n); 0 for pairs that count as equal.</param>
    /// <param name="points">X, (n×d).</param>
    /// <param name="coefficients">α, (n×c).</param>
    /// <param name="distances">Whether the kernel is one of the distance.</param>
    public static Tensor Of(Metric metric, Tensor slopes, Tensor points, Tensor coefficients, bool distances)
    {
        using var scope = NewDisposeScope();
        var x = distances ? points - points.mean([0L], keepdim: true) : points; // what is far from 0 would cancel
        var sum = zeros(x.shape[1], x.shape[1], dtype: x.dtype, device: x.device);
        for (long start = 0; start < x.shape[0]; start += BlockSize)
        {
            using var inner = NewDisposeScope();
            long size = Math.Min(BlockSize, x.shape[0] - start);
            var h = slopes.narrow(0, start, size) * coefficients.narrow(0, start, size).matmul(coefficients.t()); // (size×n)
            var mixed = h.matmul(x);
            if (distances) mixed.addcmul_(h.sum(1, keepdim: true), x.narrow(0, start, size), -1);
            sum.add_(x.narrow(0, start, size).t().matmul(mixed)); // symmetric: H is
        }
        return metric.Times(sum.t()).t().MoveToOuterDisposeScope();
    }

    /// <summary>(FACT FACTᵀ)^½ scaled to the trace d, (d × d), in the current dispose scope: M for the next solve.</summary>
    public static Tensor Update(Metric metric, Tensor slopes, Tensor points, Tensor coefficients, bool distances)
    {
        using var scope = NewDisposeScope();
        var fact = Of(metric, slopes, points, coefficients, distances).to(ScalarType.Float64);
        var root = Spectrum.Of(SymmetricSum.Gram(fact.t().contiguous())).Power(0.5);
        return (root / root.trace() * metric.Width).to(points.dtype).MoveToOuterDisposeScope();
    }
}
