using DeepNfa.Kernels;

namespace DeepNfa.Experiments;

/// <summary>Sizes of the experiment on whole images.</summary>
/// <param name="Seeds">How many draws of the training images, from the run's seed on.</param>
/// <param name="MnistTrain">Training images of MNIST, drawn by the seed.</param>
/// <param name="MnistTest">Its first test images.</param>
/// <param name="CifarTrain">Training images of CIFAR-10, drawn by the seed.</param>
/// <param name="CifarTest">Its first test images.</param>
/// <param name="Iterations">Updates of M.</param>
/// <param name="Bandwidth">L of the Laplace kernel.</param>
/// <param name="Ridge">λ.</param>
/// <param name="Power">s of M ← AGOP^s.</param>
public sealed record RfmImagesSettings(int Seeds, int MnistTrain, int MnistTest, int CifarTrain, int CifarTest, int Iterations, double Bandwidth, double Ridge, double Power)
{
    /// <summary>The images of a run: "mnist" or "cifar-10". Set by the protocol.</summary>
    public string Images { get; init; } = "";

    /// <summary>What a run of several fits: "learned", or the control of its name. Set by the protocol.</summary>
    public string Task { get; init; } = PatchMachineProtocol.Learned;

    /// <summary>The plan of a fit.</summary>
    internal RfmPlan Plan() => new(Iterations, Ridge) { Power = Power };
}
