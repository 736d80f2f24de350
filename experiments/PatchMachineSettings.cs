using DeepNfa.Kernels.Convolution;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>Sizes of the experiments on patch kernel machines.</summary>
/// <param name="Seeds">How many data sets, from the run's seed on.</param>
/// <param name="TrainSamples">Training images.</param>
/// <param name="TestSamples">Test images.</param>
/// <param name="Side">Height and width of the images in pixels.</param>
/// <param name="Noise">The standard deviation of the noise.</param>
/// <param name="Patch">Height and width of a patch in pixels.</param>
/// <param name="Depth">Layers of the kernel.</param>
/// <param name="Iterations">Updates of M.</param>
/// <param name="Ridge">λ, for a kernel matrix whose largest entry is 1.</param>
/// <param name="GradientImages">Gradients are taken at the first so many training images.</param>
public sealed record PatchMachineSettings(int Seeds, int TrainSamples, int TestSamples, int Side, double Noise, int Patch, int Depth, int Iterations, double Ridge, int GradientImages)
{
    /// <summary>s of M ← AGOP^s. <value>1, as published: there the patches are multiplied by the root of the AGOP.</value></summary>
    public double Power { get; init; } = 1;

    /// <summary>What a run of several fits: "learned", or the control of its name. Set by the protocol.</summary>
    public string Task { get; init; } = PatchMachineProtocol.Learned;

    /// <summary>The kernel on images of some shape.</summary>
    internal ConvolutionalTangentKernel Kernel(ImageShape image) => new(new(image, Patch), Depth);

    /// <summary>The plan of a fit.</summary>
    internal ConvolutionalRfmPlan Plan() => new(Iterations, Ridge) { Power = Power, GradientImages = GradientImages };
}
