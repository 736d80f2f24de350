using DeepNfa.Algebra;
using static TorchSharp.torch;

namespace DeepNfa.Kernels;

/// <summary>The AGOP of a kernel machine, from the slopes of its kernel, in two forms that agree: of these the cheaper is taken.</summary>
/// <remarks>
/// <b>Formula.</b> f(x) = Σⱼ αⱼ k(x, zⱼ) has at xᵢ the gradient ∇f_c = M(Σⱼ s_ij α_jc zⱼ − S_ic xᵢ) for a kernel of the distance, S = sα, and without S for one of the
/// inner product. Direct: form these (p×d) for each output and take their Gram matrix. Without the factor c: Σᵢ,c ∇f∇fᵀ = M G M with
/// G = Zᵀ[(sᵀs) ∘ (ααᵀ)]Z − XᵀEZ − (XᵀEZ)ᵀ + Xᵀdiag(Σ_c S²)X, E = s ∘ (Sαᵀ). Centred, the mean gradient leaves both.
/// <b>Cost.</b> 2pndc + pd²c flops against pn² + 4pnd + n²d; where points and centres are the same, n³ + 2n²d. Memory of a block of rows beside the slopes.
/// <b>Numerics.</b> The second form is a sum of large terms that cancel unless inputs are centred, which is done here.
/// <b>Source.</b> Radhakrishnan et al., Science 383 (2024), for the definition; the identity is derived in docs/rfm.md.
/// </remarks>
internal sealed class KernelAgop
{
    private const int BlockSize = 256;

    private readonly bool _distances, _centered, _diagonal;

    /// <summary>An AGOP of some kind.</summary>
    /// <param name="distances">Whether the kernel is one of the distance.</param>
    /// <param name="centered">Whether the mean gradient is removed.</param>
    /// <param name="diagonal">Whether only the diagonal is kept.</param>
    public KernelAgop(bool distances, bool centered, bool diagonal) => (_distances, _centered, _diagonal) = (distances, centered, diagonal);

    /// <summary>Whether the form without the factor c costs fewer flops.</summary>
    public bool PrefersPairs(long points, long centers, long width, long outputs, bool same)
    {
        double p = points, n = centers, d = width, c = outputs;
        double direct = (2 * p * n * d * c) + (_diagonal ? 0 : p * d * d * c);
        double pairs = same ? (n * n * n) + ((_distances ? 2 : 1) * n * n * d) : (p * n * n) + ((_distances ? 4 : 0) * p * n * d) + (n * n * d);
        return pairs < direct;
    }

    /// <summary>The AGOP (d×d), or its diagonal (d), a new tensor in the current dispose scope.</summary>
    /// <param name="metric">M.</param>
    /// <param name="slopes">s, (p×n); 0 for pairs that count as equal.</param>
    /// <param name="points">X, (p×d).</param>
    /// <param name="centers">Z, (n×d); the very tensor X where the slopes are symmetric.</param>
    /// <param name="coefficients">α, (n×c).</param>
    /// <param name="pairs">Which form; null for the cheaper one.</param>
    public Tensor Of(Metric metric, Tensor slopes, Tensor points, Tensor centers, Tensor coefficients, bool? pairs = null)
    {
        using var scope = NewDisposeScope();
        bool same = ReferenceEquals(points, centers);
        var shift = _distances ? centers.mean([0L], keepdim: true) : zeros(1, centers.shape[1], dtype: centers.dtype, device: centers.device);
        var z = centers - shift;
        var x = same ? z : points - shift;
        bool second = pairs ?? PrefersPairs(points.shape[0], centers.shape[0], centers.shape[1], coefficients.shape[1], same);
        var sum = !second ? Direct(slopes, x, z, coefficients) : same ? SamePairs(slopes, x, coefficients) : Pairs(slopes, x, z, coefficients);
        if (second && _centered) Subtract(sum, MeanGradients(slopes, x, z, coefficients), points.shape[0]);
        sum.div_(points.shape[0]);
        return (metric.Diagonal ? sum * metric.Values.square() : Between(metric, sum)).MoveToOuterDisposeScope();
    }

    /// <summary>MGM, symmetric to the last bit: what rounding makes of it otherwise grows from iteration to iteration, until distances turn negative.</summary>
    private static Tensor Between(Metric metric, Tensor sum)
    {
        var product = metric.Times(metric.Times(sum).t());
        return product.add(product.t()).mul_(0.5);
    }

    /// <summary>ΣᵢΣ_c of the gradients' outer products before M, output by output.</summary>
    private Tensor Direct(Tensor slopes, Tensor x, Tensor z, Tensor coefficients)
    {
        using var scope = NewDisposeScope();
        int d = (int)x.shape[1];
        var dense = _diagonal ? null : new SymmetricSum(d, x.device, x.dtype);
        var diagonal = zeros(d, dtype: x.dtype, device: x.device);
        var totals = _distances ? slopes.matmul(coefficients) : null; // S, (p×c)
        for (int c = 0; c < coefficients.shape[1]; c++)
        {
            using var inner = NewDisposeScope();
            var gradients = slopes.matmul(coefficients.narrow(1, c, 1) * z); // (p×d)
            if (totals is not null) gradients.addcmul_(totals.narrow(1, c, 1), x, -1);
            if (_centered) gradients.sub_(gradients.mean([0L], keepdim: true));
            if (dense is null) diagonal.add_(gradients.square().sum(0L));
            else dense.AddGram(gradients);
        }
        return (dense is null ? diagonal : dense.ToTensor()).MoveToOuterDisposeScope();
    }

    /// <summary>The form without the factor c where points and centres are the same: XᵀPX from the triangle of P.</summary>
    private Tensor SamePairs(Tensor slopes, Tensor x, Tensor a)
    {
        using var scope = NewDisposeScope();
        long n = x.shape[0];
        var sum = Zeros(x);
        var s = _distances ? slopes.matmul(a) : null; // (n×c)
        var (left, right) = s is null ? (null, null) : (cat([s, a], 1), cat([a, s], 1)); // (n×2c)
        for (long start = 0; start < n; start += BlockSize)
        {
            using var inner = NewDisposeScope();
            long size = Math.Min(BlockSize, n - start), end = start + size;
            var rows = slopes.narrow(0, start, size);
            var p = rows.matmul(slopes.narrow(1, 0, end)); // (size×end): sᵀs of this block with itself and all earlier ones
            p.mul_(a.narrow(0, start, size).matmul(a.narrow(0, 0, end).t()));
            if (s is not null)
            {
                p.addcmul_(rows.narrow(1, 0, end), left!.narrow(0, start, size).matmul(right!.narrow(0, 0, end).t()), -1);
                p.narrow(1, start, size).diagonal().add_(s.narrow(0, start, size).square().sum(1));
            }
            Triangle(p, start, size);
            AddBetween(sum, x.narrow(0, start, size), p, x.narrow(0, 0, end));
        }
        return (_diagonal ? sum.mul_(2) : sum.add(sum.t())).MoveToOuterDisposeScope();
    }

    /// <summary>The form without the factor c for points that are not the centres.</summary>
    private Tensor Pairs(Tensor slopes, Tensor x, Tensor z, Tensor a)
    {
        using var scope = NewDisposeScope();
        var sum = Zeros(x);
        for (long start = 0; start < z.shape[0]; start += BlockSize)
        {
            using var inner = NewDisposeScope();
            long size = Math.Min(BlockSize, z.shape[0] - start), end = start + size;
            var h = slopes.narrow(1, start, size).t().matmul(slopes.narrow(1, 0, end)); // (size×end)
            h.mul_(a.narrow(0, start, size).matmul(a.narrow(0, 0, end).t()));
            Triangle(h, start, size);
            AddBetween(sum, z.narrow(0, start, size), h, z.narrow(0, 0, end));
        }
        if (_distances) SubtractMixed(sum, slopes, x, z, a);
        return (_diagonal ? sum.mul_(2) : sum.add(sum.t())).MoveToOuterDisposeScope();
    }

    /// <summary>Subtracts XᵀEZ − ½Xᵀdiag(Σ_c S²)X, of which the caller adds the mirror image.</summary>
    private void SubtractMixed(Tensor sum, Tensor slopes, Tensor x, Tensor z, Tensor a)
    {
        for (long start = 0; start < x.shape[0]; start += BlockSize)
        {
            using var scope = NewDisposeScope();
            long size = Math.Min(BlockSize, x.shape[0] - start);
            var (rows, own) = (slopes.narrow(0, start, size), x.narrow(0, start, size));
            var s = rows.matmul(a); // (size×c)
            var e = s.matmul(a.t()).mul_(rows); // (size×n)
            var mixed = (own * s.square().sum(1, keepdim: true)).mul_(0.5).sub_(e.matmul(z)); // (size×d)
            sum.add_(_diagonal ? (own * mixed).sum(0L) : own.t().matmul(mixed));
        }
    }

    /// <summary>The mean over points of the gradients before M, (c×d).</summary>
    private Tensor MeanGradients(Tensor slopes, Tensor x, Tensor z, Tensor a)
    {
        using var scope = NewDisposeScope();
        var mean = (slopes.sum(0L).unsqueeze(1) * a).t().matmul(z); // (c×d)
        if (_distances) mean.sub_(slopes.matmul(a).t().matmul(x));
        return mean.div_(x.shape[0]).MoveToOuterDisposeScope();
    }

    private void Subtract(Tensor sum, Tensor mean, long points)
    {
        using var scope = NewDisposeScope();
        sum.sub_((_diagonal ? mean.square().sum(0L) : mean.t().matmul(mean)).mul_(points));
    }

    private Tensor Zeros(Tensor x) => _diagonal ? zeros(x.shape[1], dtype: x.dtype, device: x.device) : zeros(x.shape[1], x.shape[1], dtype: x.dtype, device: x.device);

    /// <summary>Keeps of the last columns, a block on the diagonal of a symmetric matrix, the lower triangle and half the diagonal.</summary>
    private static void Triangle(Tensor block, long start, long size)
    {
        using var scope = NewDisposeScope();
        var corner = block.narrow(1, start, size);
        corner.copy_(corner.tril());
        corner.diagonal().mul_(0.5);
    }

    /// <summary>Adds XᵀPZ, or its diagonal.</summary>
    private void AddBetween(Tensor sum, Tensor x, Tensor p, Tensor z)
    {
        using var scope = NewDisposeScope();
        var pz = p.matmul(z); // (size×d)
        if (_diagonal) sum.add_((x * pz).sum(0L));
        else sum.addmm_(x.t(), pz);
    }
}
