using DeepNfa.Algebra;
using static TorchSharp.torch;

namespace DeepNfa.Kernels.Convolution;

/// <summary>The recursion of the convolutional tangent kernel for a block of pairs of images, forward, and backward to the patches.</summary>
/// <remarks>
/// <b>Shapes.</b> With flatten (rows × columns × m × n); of pairs of positions (rows × columns × rows' × columns' × m × n).
/// <b>Formula.</b> Backward, from ∂k/∂Σᴸ = ∂k/∂Tᴸ = 1/positions: with w = √(1 − u²), h = √(aa') and q = ∂T·Θ/w a layer has ∂s = ∂Σ·κ₀ + q/(πh), ∂a = (∂Σ·hw − qu)/(2πa), ∂Θ = ∂T·κ₀; a convolution hands
/// ∂s + ∂Θ and ∂Θ to the layer below by the adjoint of its window. Then ∂k/∂z_p = M(Σ_p' ∂s¹_pp' z'_p' + 2∂a¹_p z_p), ∂Θ¹ counted with ∂s¹.
/// <b>Numerics.</b> At w = 0 the kernel has a cusp, whose two sides cancel: pairs with 1 − u ≤ 64ε add nothing to q.
/// </remarks>
internal sealed class TangentSweep(ConvolutionalTangentKernel kernel)
{
    private readonly bool _pairs = kernel.Readout == PatchReadout.Average;

    /// <summary>k of every image of one side with every one of the other, (m × n), a new tensor in the current dispose scope.</summary>
    public Tensor Kernel(PatchSide x, PatchSide z)
    {
        using var scope = NewDisposeScope();
        var sum = Forward(x, z, null);
        return sum.mean([.. Enumerable.Range(0, _pairs ? 4 : 2).Select(i => (long)i)]).MoveToOuterDisposeScope();
    }

    /// <summary>The derivatives of the machine f = Σⱼ αⱼ k(·, zⱼ), as far as they do not depend on patches.</summary>
    /// <param name="x">m images, of whose patches the derivatives are.</param>
    /// <param name="z">n centres.</param>
    /// <param name="coefficients">α, (n × c).</param>
    /// <returns>∂k/∂s¹, of the shape of a block; and Σⱼ α_jc ∂k/∂a¹, (rows × columns × m × c). New tensors in the current dispose scope.</returns>
    public (Tensor Inner, Tensor Own) Backward(PatchSide x, PatchSide z, Tensor coefficients)
    {
        using var scope = NewDisposeScope();
        var kept = new List<Layer>();
        var last = Forward(x, z, kept);
        var one = full_like(last, 1.0 / (last.numel() / (x.Count * z.Count)));
        if (kept.Count == 0) return (one.MoveToOuterDisposeScope(), zeros([.. last.shape[..2], x.Count, coefficients.shape[1]], dtype: last.dtype, device: last.device).MoveToOuterDisposeScope());
        var (sigma, tangent) = (one, one); // ∂k/∂Σ, ∂k/∂T
        Tensor? own = null;
        for (int l = kept.Count - 1; ; l--)
        {
            var (inner, local) = Through(kept[l], sigma, tangent, coefficients);
            var theta = tangent * kept[l].Zeroth;
            inner.add_(theta);
            own = own is null ? local : local.add_(Down(own, false));
            if (l == 0) return (inner.MoveToOuterDisposeScope(), own.MoveToOuterDisposeScope());
            (sigma, tangent) = (Down(inner, _pairs), Down(theta, _pairs));
        }
    }

    /// <summary>Σᴸ + Tᴸ, or s¹ for depth 0; keeps what the way back needs where asked to.</summary>
    private Tensor Forward(PatchSide x, PatchSide z, List<Layer>? kept)
    {
        var s = FirstCovariance(x, z);
        if (kernel.Depth == 0) return s;
        var theta = s;
        for (int l = 0; ; l++)
        {
            using var scope = NewDisposeScope(); // what a layer leaves behind is free before the next one asks for memory
            var layer = Layer.Of(s, theta, Facing(x.Norms[l], left: true), Facing(z.Norms[l], left: false));
            var sigma = (kept is null ? layer.Root : layer.Root.clone()).addcmul_(layer.U, layer.Zeroth, Math.PI).mul_(layer.Left / Math.PI).mul_(layer.Right);
            var tangent = theta * layer.Zeroth;
            kept?.Add(layer.MoveToOuter());
            if (l == kernel.Depth - 1) return sigma.add_(tangent).MoveToOuterDisposeScope();
            if (kept is null) theta.Dispose();
            if (kept is null && l > 0) s.Dispose();
            s = Up(sigma).MoveToOuterDisposeScope();
            theta = Up(tangent).add_(s).MoveToOuterDisposeScope();
        }
    }

    private Tensor FirstCovariance(PatchSide x, PatchSide z)
    {
        long[] grid = x.Patches.shape[..2];
        long d = x.Patches.shape[3], positions = grid[0] * grid[1];
        if (!_pairs) return x.Patches.reshape(positions, -1, d).bmm(z.Patches.reshape(positions, -1, d).transpose(1, 2)).reshape(grid[0], grid[1], x.Count, z.Count);
        var all = x.Patches.reshape(-1, d).matmul(z.Patches.reshape(-1, d).t()).reshape(positions, x.Count, positions, z.Count);
        return all.transpose(1, 2).reshape(grid[0], grid[1], grid[0], grid[1], x.Count, z.Count);
    }

    /// <summary>One layer of the way back: ∂k/∂s, and Σⱼ α_jc ∂k/∂a of this layer alone.</summary>
    private (Tensor Inner, Tensor Own) Through(Layer layer, Tensor sigma, Tensor tangent, Tensor coefficients)
    {
        using var scope = NewDisposeScope();
        double near = Math.Sqrt(128 * MachineEpsilon.Of(layer.U.dtype));
        var q = (tangent * layer.Theta).mul_(layer.Root.clamp_min(near).reciprocal_().masked_fill_(layer.Root.le(near), 0));
        var own = (sigma * layer.Root).mul_(layer.Left).mul_(layer.Right).addcmul_(q, layer.U, -1).mul_(0.5 / Math.PI);
        var inner = (sigma * layer.Zeroth).addcmul_(q, layer.InverseLeft * layer.InverseRight, 1 / Math.PI);
        return (inner.MoveToOuterDisposeScope(), Weighted(own, layer, coefficients).MoveToOuterDisposeScope());
    }

    /// <summary>Σⱼ α_jc of a block over its centres, and over their positions, divided by a: (rows × columns × m × c).</summary>
    private Tensor Weighted(Tensor own, Layer layer, Tensor coefficients)
    {
        if (!_pairs) return own.matmul(coefficients).mul_(layer.InverseLeft.square());
        return own.sum([2, 3]).matmul(coefficients).mul_(layer.InverseLeft.square().reshape(own.shape[0], own.shape[1], -1, 1));
    }

    /// <summary>Norms of one side as they face a block.</summary>
    private Tensor Facing(Tensor norms, bool left)
    {
        var (rows, columns, count) = (norms.shape[0], norms.shape[1], norms.shape[2]);
        if (!_pairs) return norms.unsqueeze(left ? 3 : 2).contiguous();
        return left ? norms.reshape(rows, columns, 1, 1, count, 1) : norms.reshape(1, 1, rows, columns, 1, count);
    }

    private Tensor Up(Tensor values) => WindowSums.Of(values, kernel.Layout.Patch, kernel.Layout.Padding, _pairs);

    private Tensor Down(Tensor gradients, bool pairs) => WindowSums.Adjoint(gradients, kernel.Layout.Patch, kernel.Layout.Padding, pairs);

    /// <summary>What the way back needs of a layer: u, κ₀, w, Θ, and the norms of both sides with their inverses.</summary>
    private sealed record Layer(Tensor U, Tensor Zeroth, Tensor Root, Tensor Theta, Tensor Left, Tensor Right, Tensor InverseLeft, Tensor InverseRight)
    {
        public static Layer Of(Tensor s, Tensor theta, Tensor left, Tensor right)
        {
            var (inverseLeft, inverseRight) = (Inverse(left), Inverse(right));
            var u = s.mul(inverseLeft).mul_(inverseRight).clamp_(-1, 1);
            var one = tensor(1.0, dtype: u.dtype, device: u.device);
            var zeroth = one.add(u.acos(), -1 / Math.PI); // in front for one pass less: what a pass costs is memory
            var root = one.addcmul(u, u, -1).sqrt_(); // near u = 1 as exact as acos
            return new(u, zeroth, root, theta, left, right, inverseLeft, inverseRight);
        }

        public Layer MoveToOuter()
        {
            foreach (var tensor in new[] { U, Zeroth, Root, Left, Right, InverseLeft, InverseRight }) tensor.MoveToOuterDisposeScope();
            return this;
        }

        private static Tensor Inverse(Tensor norms) => norms.reciprocal().masked_fill_(norms.eq(0), 0);
    }
}
