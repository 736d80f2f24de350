using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Kernels;

/// <summary>exp(−(r/L)^q), r = ‖x − z‖_M, 0 &lt; q ≤ 2: between sharper than Laplace (q &lt; 1) and Gaussian (q = 2).</summary>
/// <remarks><b>Formula.</b> The slope is q r^(q−2) k/L^q. <b>Source.</b> xRFM (2025), the kernels with p = 2.</remarks>
public sealed class ExponentialPowerKernel(double bandwidth, double exponent) : IKernel
{
    private readonly double _bandwidth = Require.Positive(bandwidth);
    private readonly double _exponent = Require.InRange(Require.Positive(exponent), 0, 2, "Beyond 2 the kernel is not positive definite.", nameof(exponent));

    /// <inheritdoc/>
    public string Name => FormattableString.Invariant($"exp-power:{_exponent}");

    /// <inheritdoc/>
    public KernelArgument Argument => KernelArgument.SquaredDistance;

    /// <inheritdoc/>
    public double? Bandwidth => _bandwidth;

    /// <inheritdoc/>
    public IKernel WithBandwidth(double bandwidth) => new ExponentialPowerKernel(bandwidth, _exponent);

    /// <inheritdoc/>
    public void Values(Tensor block) => block.pow_(_exponent / 2).mul_(-Math.Pow(_bandwidth, -_exponent)).exp_();

    /// <inheritdoc/>
    public void Slopes(Tensor block)
    {
        using var scope = NewDisposeScope();
        var values = block.clone();
        Values(values);
        block.pow_((_exponent / 2) - 1).mul_(values).mul_(_exponent * Math.Pow(_bandwidth, -_exponent));
    }
}
