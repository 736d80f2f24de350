using DeepNfa.Records;

namespace DeepNfa.Experiments.Atlas;

/// <summary>What an atlas shows.</summary>
[Flags]
public enum AtlasParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The input direction of every neuron, and its best training samples.</summary>
    Filters = 1,

    /// <summary>The input that maximizes every neuron.</summary>
    Maximize = 2,

    /// <summary>Nearest neighbours in every layer.</summary>
    Neighbours = 4,

    /// <summary>Linear probes, k-NN accuracy and class separation by layer.</summary>
    Probes = 8,

    /// <summary>Features of the input found in several ways.</summary>
    Compare = 16,

    /// <summary>Everything.</summary>
    All = Filters | Maximize | Neighbours | Probes | Compare,
}

/// <summary>How much an atlas looks at.</summary>
/// <param name="Parts">What it shows. <value>The default value is everything.</value></param>
/// <param name="Layer">The only layer whose neurons are shown, from 1; null for all. <value>The default value is null.</value></param>
/// <param name="Neuron">The only neuron of that layer, from 0; null for all. <value>The default value is null.</value></param>
public sealed record AtlasOptions(AtlasParts Parts = AtlasParts.All, int? Layer = null, int? Neuron = null)
{
    /// <summary>How the inputs lie on an image; null where they do not. <value>The default value is null.</value></summary>
    public ImageShape? Image { get; init; }

    /// <summary>Files of fitted machines whose features are compared with the network's: Boltzmann machines and Recursive Feature Machines. <value>The default value is none.</value></summary>
    public IReadOnlyList<string> Machines { get; init; } = [];

    /// <summary>Training samples that best samples are sought among. <value>The default value is 20,000.</value></summary>
    public int Samples { get; init; } = 20_000;

    /// <summary>Training samples that probes are fitted to and neighbours sought among. <value>The default value is 5,000.</value></summary>
    public int Pool { get; init; } = 5_000;

    /// <summary>Held-out samples that probes and neighbours are scored on. <value>The default value is 1,000.</value></summary>
    public int HeldOut { get; init; } = 1_000;

    /// <summary>Samples that mean gradients are taken over. <value>The default value is 200.</value></summary>
    public int GradientSamples { get; init; } = 200;

    /// <summary>Best samples of a neuron. <value>The default value is 8.</value></summary>
    public int Best { get; init; } = 8;

    /// <summary>Neighbours that are shown. <value>The default value is 8.</value></summary>
    public int Near { get; init; } = 8;

    /// <summary>Neighbours that vote on a class. <value>The default value is 5.</value></summary>
    public int Voters { get; init; } = 5;

    /// <summary>Features in a row that is compared. <value>The default value is 8.</value></summary>
    public int RowLength { get; init; } = 8;

    /// <summary>Steps of the ascent of hidden neurons, from one start each; outputs get 200 steps from six. <value>The default value is 96.</value></summary>
    public int HiddenSteps { get; init; } = 96;

    /// <summary>The most numbers that the pictures of all neurons may have; of more neurons the most used of each layer are shown. <value>The default value is 5 million.</value></summary>
    public long PictureNumbers { get; init; } = 5_000_000;

    internal bool Shows(AtlasParts part) => (Parts & part) != 0;
}
