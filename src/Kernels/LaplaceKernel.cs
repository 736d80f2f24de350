using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Kernels;

/// <summary>exp(−r/L), r = ‖x − z‖_M: the kernel of the Recursive Feature Machine.</summary>
/// <remarks><b>Formula.</b> The slope is k/(Lr). <b>Source.</b> Radhakrishnan et al., Science 383 (2024).</remarks>
public sealed class LaplaceKernel(double bandwidth) : IKernel
{
    private readonly double _bandwidth = Require.Positive(bandwidth);

    /// <inheritdoc/>
    public string Name => "laplace";

    /// <inheritdoc/>
    public KernelArgument Argument => KernelArgument.SquaredDistance;

    /// <inheritdoc/>
    public double? Bandwidth => _bandwidth;

    /// <inheritdoc/>
    public IKernel WithBandwidth(double bandwidth) => new LaplaceKernel(bandwidth);

    /// <inheritdoc/>
    public void Values(Tensor block) => block.sqrt_().mul_(-1 / _bandwidth).exp_();

    /// <inheritdoc/>
    public void Slopes(Tensor block)
    {
        using var scope = NewDisposeScope();
        var values = block.sqrt_().mul(-1 / _bandwidth).exp_();
        block.reciprocal_().mul_(values).mul_(1 / _bandwidth);
    }
}
