using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Kernels;

/// <summary>a(xᵀMz + b)^p; the quadratic kernel of modular arithmetic is p = 2, b = 0.</summary>
/// <remarks><b>Formula.</b> The slope is ap(xᵀMz + b)^(p−1). <b>Source.</b> Mallinar et al., arXiv 2407.20199, whose code has a = 3.</remarks>
public sealed class PolynomialKernel(int degree, double offset = 0, double scale = 1) : IKernel
{
    private readonly int _degree = Require.InRange(degree, 1, 100);
    private readonly double _offset = Require.InRange(offset, 0, double.MaxValue, "Below 0 the kernel is not positive definite."), _scale = Require.Positive(scale);

    /// <inheritdoc/>
    public string Name => FormattableString.Invariant($"polynomial:{_degree}:{_offset}:{_scale}");

    /// <inheritdoc/>
    public KernelArgument Argument => KernelArgument.InnerProduct;

    /// <inheritdoc/>
    public double? Bandwidth => null;

    /// <inheritdoc/>
    public IKernel WithBandwidth(double bandwidth) => this;

    /// <inheritdoc/>
    public void Values(Tensor block) => Power(block, _degree, _scale);

    /// <inheritdoc/>
    public void Slopes(Tensor block) => Power(block, _degree - 1, _scale * _degree);

    private void Power(Tensor block, int power, double factor)
    {
        block.add_(_offset);
        if (power == 0) block.fill_(1);
        else if (power > 1) block.pow_(power);
        block.mul_(factor);
    }
}
