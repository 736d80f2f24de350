using static TorchSharp.torch;

namespace DeepNfa.Kernels;

/// <summary>What a kernel is a function of.</summary>
public enum KernelArgument
{
    /// <summary>The squared distance u = (x − z)ᵀM(x − z).</summary>
    SquaredDistance,

    /// <summary>The inner product s = xᵀMz.</summary>
    InnerProduct,
}

/// <summary>A kernel k(x, z) in the metric M, as a function of one number: the squared distance or the inner product of x and z.</summary>
/// <remarks>
/// <b>Formula.</b> k = φ(u) has the gradient ∇ₓk = −s(u) M(x − z) with the slope s = −2φ'(u); k = g(s) has ∇ₓk = g'(s) Mz with the slope g'(s).
/// <b>Numerics.</b> Both functions overwrite a block of numbers entry by entry, so that no second block is needed. The slope of a radial kernel may be infinite where
/// u = 0; whoever asks for slopes leaves such pairs out, since x − z is zero there.
/// </remarks>
public interface IKernel
{
    /// <summary>The name as the command line writes it, with its shape but without its bandwidth, such as "exp-power:1.5".</summary>
    string Name { get; }

    /// <summary>What the kernel is a function of.</summary>
    KernelArgument Argument { get; }

    /// <summary>The bandwidth L, in the units of the distance; null for a kernel without one.</summary>
    double? Bandwidth { get; }

    /// <summary>The same kernel with another bandwidth; itself where it has none.</summary>
    /// <exception cref="Records.UsageException">The bandwidth is not positive.</exception>
    IKernel WithBandwidth(double bandwidth);

    /// <summary>Replaces every argument by the kernel's value.</summary>
    /// <param name="block">Squared distances (≥ 0) or inner products; any shape.</param>
    void Values(Tensor block);

    /// <summary>Replaces every argument by the kernel's slope.</summary>
    /// <inheritdoc cref="Values"/>
    void Slopes(Tensor block);
}
