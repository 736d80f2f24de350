using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Kernels.Convolution;

/// <summary>How the outputs read the last layer of an infinitely wide convolutional network.</summary>
public enum PatchReadout
{
    /// <summary>Each position by weights of its own ("flatten"): only equal positions of two images are compared.</summary>
    Flatten,

    /// <summary>The mean over positions ("global average pooling"): every position is compared with every other, at P² the cost.</summary>
    Average,
}

/// <summary>The neural tangent kernel of an infinitely wide convolutional ReLU network, with a feature matrix M on its patches.</summary>
/// <param name="Layout">The patches of the first layer.</param>
/// <param name="Depth">Convolutional layers L, each with a ReLU; 0 is the linear kernel on patches.</param>
/// <param name="Readout">How the outputs read the last layer. <value>Each position by weights of its own.</value></param>
/// <remarks>
/// <b>Formula.</b> For patches z_p and z'_p' of two images: s¹ = z_pᵀMz'_p', a¹ = z_pᵀMz_p, Θ¹ = s¹. With u = s/√(aa'), θ = arccos u, κ₀ = (π − θ)/π and κ₁ = (√(1 − u²) + (π − θ)u)/π a layer has
/// Σ = √(aa') κ₁ and T = Θκ₀; the next one has s = ΣΣ over its window, Θ = ΣT over it + s, a = Σa over it, of the same window, stride 1 and the same padding. k is the mean of Σᴸ + Tᴸ over equal positions,
/// or over all pairs of positions. k is linear in M in scale: k of cM is c·k. A patch that is zero in M is orthogonal to all.
/// <b>Cost.</b> About 20 passes over P numbers a pair of images and layer, and 2Pd flops for s¹.
/// <b>Numerics.</b> k of an image with itself is exact; κ₀ has a cusp at θ = 0, so nearly equal patches carry an error of √ε, not ε.
/// <b>Source.</b> Cho and Saul, NeurIPS 2009, for κ₀ and κ₁; Arora et al., NeurIPS 2019 (arXiv 1904.11955), for the recursion; Beaglehole et al., arXiv 2309.00570, for M on the patches. The published experiments
/// read out by <see cref="PatchReadout.Flatten"/>. <b>Also known as</b> CNTK.
/// </remarks>
public sealed record ConvolutionalTangentKernel(PatchLayout Layout, int Depth = 1, PatchReadout Readout = PatchReadout.Flatten)
{
    /// <summary>The name that files keep, such as "cntk:3" for three layers.</summary>
    public string Name => $"cntk:{Depth}{(Readout == PatchReadout.Average ? ":average" : "")}";

    /// <summary>Itself.</summary>
    /// <exception cref="UsageException">The layout is out of range, or a layer's window is larger than what it looks at.</exception>
    public ConvolutionalTangentKernel Validated()
    {
        Layout.Validated();
        Require.InRange(Depth, 0, 100);
        for (int l = 2; l <= Depth; l++)
        {
            var (rows, columns) = Size(l - 1);
            int least = Math.Min(rows, columns) + (2 * Layout.Padding);
            Require.That(least >= Layout.Patch, "depth", $"at most {l - 1}: layer {l} looks at {rows} × {columns} positions with windows of {Layout.Patch}", Depth, "Take fewer layers, a smaller patch, or a padding.");
        }
        return this;
    }

    /// <summary>Rows and columns of a layer, counted from 1; 0 is the first too.</summary>
    public (int Rows, int Columns) Size(int layer)
    {
        int shrink = Math.Max(0, layer - 1) * (Layout.Patch - 1 - (2 * Layout.Padding));
        return (Layout.Rows - shrink, Layout.Columns - shrink);
    }

    /// <summary>Numbers that a pair of images takes in its largest layer: positions, or pairs of them.</summary>
    internal double Largest => Enumerable.Range(1, Math.Max(1, Depth)).Max(l => Math.Pow((double)Size(l).Rows * Size(l).Columns, Readout == PatchReadout.Average ? 2 : 1));

    /// <summary>The kernel of every image with every other, whole; for few images. Large ones are cut into blocks by the machine.</summary>
    /// <param name="images">(m × pixels).</param>
    /// <param name="others">(n × pixels), of the same type.</param>
    /// <param name="metric">M, of the width of a patch.</param>
    /// <returns>(m × n), a new tensor in the current dispose scope.</returns>
    /// <exception cref="UsageException">Sizes do not belong together.</exception>
    public Tensor Gram(Tensor images, Tensor others, Metric metric)
    {
        RequireWidth(metric);
        using var scope = NewDisposeScope();
        var x = PatchSide.Plain(this, images, PatchSide.NormsOf(this, images, metric), 0, images.shape[0]);
        return new TangentSweep(this).Kernel(x, PatchSide.Measured(this, others, metric)).MoveToOuterDisposeScope();
    }

    /// <summary>The kernel of every image with itself, (n), a new tensor in the current dispose scope.</summary>
    /// <param name="images">(n × pixels).</param>
    /// <param name="metric">M, of the width of a patch.</param>
    /// <exception cref="UsageException">Sizes do not belong together.</exception>
    public Tensor Diagonal(Tensor images, Metric metric)
    {
        RequireWidth(metric);
        using var scope = NewDisposeScope();
        var norms = PatchSide.NormsOf(this, images, metric);
        // u = 1 everywhere: Σ = a, and Θ gains one a in every layer.
        if (Readout == PatchReadout.Flatten) return norms[^1].square().mean([0, 1]).mul_(Depth + 1).MoveToOuterDisposeScope();
        var own = new List<Tensor>(); // different positions of one image are patches like others
        for (long i = 0; i < images.shape[0]; i++)
        {
            using var inner = NewDisposeScope();
            var one = PatchSide.Measured(this, images.narrow(0, i, 1), metric);
            own.Add(new TangentSweep(this).Kernel(PatchSide.Plain(this, images, norms, i, 1), one).reshape(1).MoveToOuterDisposeScope());
        }
        return cat(own, 0).MoveToOuterDisposeScope();
    }

    internal void RequireWidth(Metric metric) =>
        Require.That(metric.Width == Layout.Width, nameof(metric), $"a matrix on patches of {Layout.Width} numbers ({Layout.Image.Channels} channel{(Layout.Image.Channels == 1 ? "" : "s")} of {Layout.Patch} × {Layout.Patch})", $"one of width {metric.Width}");
}
