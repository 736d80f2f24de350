using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Kernels;

/// <summary>exp(−r²/(2L²)), r = ‖x − z‖_M.</summary>
/// <remarks><b>Formula.</b> The slope is k/L². <b>Not to be confused with</b> exp(−r²/L): L = 2.5 here is 12.5 there.</remarks>
public sealed class GaussianKernel(double bandwidth) : IKernel
{
    private readonly double _bandwidth = Require.Positive(bandwidth);

    /// <inheritdoc/>
    public string Name => "gaussian";

    /// <inheritdoc/>
    public KernelArgument Argument => KernelArgument.SquaredDistance;

    /// <inheritdoc/>
    public double? Bandwidth => _bandwidth;

    /// <inheritdoc/>
    public IKernel WithBandwidth(double bandwidth) => new GaussianKernel(bandwidth);

    /// <inheritdoc/>
    public void Values(Tensor block) => block.mul_(-0.5 / (_bandwidth * _bandwidth)).exp_();

    /// <inheritdoc/>
    public void Slopes(Tensor block)
    {
        Values(block);
        block.mul_(1 / (_bandwidth * _bandwidth));
    }
}
