using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Kernels;

/// <summary>Matérn's kernel of smoothness 3/2, (1 + √3 r/L) exp(−√3 r/L), r = ‖x − z‖_M: once differentiable, between Laplace (1/2) and Gaussian (∞).</summary>
/// <remarks><b>Formula.</b> The slope is (3/L²) exp(−√3 r/L). <b>Source.</b> Rasmussen and Williams, Gaussian Processes for Machine Learning (2006), equation 4.17.</remarks>
public sealed class MaternKernel(double bandwidth) : IKernel
{
    private readonly double _bandwidth = Require.Positive(bandwidth);

    /// <inheritdoc/>
    public string Name => "matern";

    /// <inheritdoc/>
    public KernelArgument Argument => KernelArgument.SquaredDistance;

    /// <inheritdoc/>
    public double? Bandwidth => _bandwidth;

    private double Rate => Math.Sqrt(3) / _bandwidth;

    /// <inheritdoc/>
    public IKernel WithBandwidth(double bandwidth) => new MaternKernel(bandwidth);

    /// <inheritdoc/>
    public void Values(Tensor block)
    {
        using var scope = NewDisposeScope();
        var decay = block.sqrt_().mul_(Rate).neg().exp_();
        block.add_(1).mul_(decay);
    }

    /// <inheritdoc/>
    public void Slopes(Tensor block) => block.sqrt_().mul_(-Rate).exp_().mul_(Rate * Rate);
}
