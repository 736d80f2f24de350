using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Kernels;

/// <summary>(1 + r²/(2aL²))^(−a), r = ‖x − z‖_M: a mixture of Gaussian kernels of many bandwidths, Gaussian as a → ∞.</summary>
/// <remarks><b>Formula.</b> The slope is (1 + r²/(2aL²))^(−a−1)/L². <b>Source.</b> Rasmussen and Williams, Gaussian Processes for Machine Learning (2006), equation 4.19.</remarks>
public sealed class RationalQuadraticKernel(double bandwidth, double shape) : IKernel
{
    private readonly double _bandwidth = Require.Positive(bandwidth), _shape = Require.Positive(shape);

    /// <inheritdoc/>
    public string Name => FormattableString.Invariant($"rational-quadratic:{_shape}");

    /// <inheritdoc/>
    public KernelArgument Argument => KernelArgument.SquaredDistance;

    /// <inheritdoc/>
    public double? Bandwidth => _bandwidth;

    /// <inheritdoc/>
    public IKernel WithBandwidth(double bandwidth) => new RationalQuadraticKernel(bandwidth, _shape);

    /// <inheritdoc/>
    public void Values(Tensor block) => Base(block).pow_(-_shape);

    /// <inheritdoc/>
    public void Slopes(Tensor block) => Base(block).pow_(-_shape - 1).mul_(1 / (_bandwidth * _bandwidth));

    private Tensor Base(Tensor block) => block.mul_(1 / (2 * _shape * _bandwidth * _bandwidth)).add_(1);
}
