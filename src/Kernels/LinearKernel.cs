using static TorchSharp.torch;

namespace DeepNfa.Kernels;

/// <summary>xᵀMz: ridge regression on the features themselves. Its machine has the same gradient MXᵀα everywhere.</summary>
public sealed class LinearKernel : IKernel
{
    /// <inheritdoc/>
    public string Name => "linear";

    /// <inheritdoc/>
    public KernelArgument Argument => KernelArgument.InnerProduct;

    /// <inheritdoc/>
    public double? Bandwidth => null;

    /// <inheritdoc/>
    public IKernel WithBandwidth(double bandwidth) => this;

    /// <inheritdoc/>
    public void Values(Tensor block)
    {
    }

    /// <inheritdoc/>
    public void Slopes(Tensor block) => block.fill_(1);
}
