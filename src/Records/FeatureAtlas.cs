namespace DeepNfa.Records;

/// <summary>What can be seen of a network: its neurons with their pictures, what moves them, and what every layer makes of the data.</summary>
/// <param name="Title">The network and its data, in words.</param>
/// <param name="Source">Where the network comes from, in words.</param>
/// <param name="Command">The command line that makes the atlas again.</param>
/// <param name="Image">How an input lies on an image; null where it is none.</param>
/// <param name="Names">A name for each output.</param>
/// <param name="Layers">The layers that are looked at, first to last; the last of the network is its output.</param>
/// <param name="Spaces">What the input, every layer and the output make of the data; empty where that was not asked for.</param>
/// <param name="Rows">Features of the input found in several ways, one row each, to be compared; empty where that was not asked for.</param>
/// <param name="Queries">Samples with their nearest neighbours in every space; empty where that was not asked for.</param>
/// <param name="Examples">The samples that are shown.</param>
/// <param name="Settings">What the numbers depend on, as names and values.</param>
/// <param name="Notices">What the reader should know, one sentence each.</param>
public sealed record FeatureAtlas(
    string Title,
    string Source,
    string Command,
    ImageShape? Image,
    IReadOnlyList<string> Names,
    IReadOnlyList<AtlasLayer> Layers,
    IReadOnlyList<AtlasSpace> Spaces,
    IReadOnlyList<AtlasRow> Rows,
    IReadOnlyList<AtlasQuery> Queries,
    AtlasExamples Examples,
    IReadOnlyList<(string Name, string Value)> Settings,
    IReadOnlyList<string> Notices)
{
    /// <summary>The maps of a network of two inputs over the plane; null for others.</summary>
    public AtlasPlane? Plane { get; init; }

    /// <summary>What a linear read-out makes of the compared features, and how far they overlap; null where that was not asked for.</summary>
    public ComparedFeatures? Compared { get; init; }
}

/// <summary>One layer of an atlas.</summary>
/// <param name="Layer">The layer, counted from 1.</param>
/// <param name="Width">Its neurons.</param>
/// <param name="Output">Whether it is the network's output.</param>
/// <param name="Neurons">The neurons that are shown, by their number; dead ones are not.</param>
/// <param name="Dead">The neurons whose output is the same for every sample.</param>
public sealed record AtlasLayer(int Layer, int Width, bool Output, IReadOnlyList<AtlasNeuron> Neurons, IReadOnlyList<int> Dead);

/// <summary>One neuron of an atlas.</summary>
/// <param name="Index">Its number in the layer, from 0.</param>
/// <param name="Direction">The input direction that moves it: of layer 1 its weights, of later layers its mean gradient; (d).</param>
/// <param name="Facts">Its numbers.</param>
/// <param name="Best">The training samples with the largest pre-activation, as indices of <see cref="FeatureAtlas.Examples"/>.</param>
/// <param name="BestValues">Their pre-activations.</param>
public sealed record AtlasNeuron(int Index, float[] Direction, NeuronFacts Facts, int[] Best, double[] BestValues)
{
    /// <summary>The input that maximizes it; null where that was not asked for.</summary>
    public float[]? Maximizing { get; init; }

    /// <summary>The pre-activation there; NaN where it was not asked for.</summary>
    public double Reached { get; init; } = double.NaN;

    /// <summary>The training samples nearest to the maximizing input as the layer sees them, as indices of the examples.</summary>
    public int[] Near { get; init; } = [];

    /// <summary>The shown neurons of the layer whose pre-activations correlate most with this one's, by their number.</summary>
    public int[] Alike { get; init; } = [];

    /// <summary>Their correlations.</summary>
    public double[] AlikeCorrelations { get; init; } = [];
}

/// <summary>The numbers of a neuron.</summary>
/// <param name="Norm">The norm of its weights.</param>
/// <param name="Use">The deviation of its output times the norm of the weights that read it; for an output, the deviation.</param>
/// <param name="ActiveShare">The share of samples with φ(z) &gt; 0.</param>
/// <param name="Linearity">‖mean gradient‖² over the mean of ‖gradient‖².</param>
/// <param name="Sparsity">Hoyer's sparsity of the direction.</param>
/// <param name="Extent">How far the direction spreads over the image; NaN where there is none.</param>
public readonly record struct NeuronFacts(double Norm, double Use, double ActiveShare, double Linearity, double Sparsity, double Extent);

/// <summary>What one space makes of the data.</summary>
/// <param name="Space">0 for the input, then the layer.</param>
/// <param name="Name">Its name in words.</param>
/// <param name="Width">Its width.</param>
/// <param name="NeighbourAccuracy">The accuracy of k nearest neighbours on held-out samples; NaN without classes.</param>
/// <param name="ProbeScore">The accuracy (R² without classes) of a linear probe on held-out samples.</param>
/// <param name="WithinOverBetween">Scatter within classes over that between; NaN without classes.</param>
/// <param name="Silhouette">The mean silhouette of a sample; NaN without classes.</param>
/// <param name="Linearity">The mean over the layer's neurons; NaN for the input.</param>
/// <param name="Sparsity">The mean over the layer's neurons; NaN for the input.</param>
/// <param name="Extent">The mean over the layer's neurons; NaN for the input.</param>
public sealed record AtlasSpace(int Space, string Name, int Width, double NeighbourAccuracy, double ProbeScore, double WithinOverBetween, double Silhouette, double Linearity, double Sparsity, double Extent);

/// <summary>Features of the input found in one way.</summary>
/// <param name="Name">The way, in words.</param>
/// <param name="Note">What a reader should know of it.</param>
/// <param name="Vectors">One feature each, (d).</param>
public sealed record AtlasRow(string Name, string Note, IReadOnlyList<float[]> Vectors);

/// <summary>A sample and the training samples nearest to it.</summary>
/// <param name="Example">The sample, an index of <see cref="FeatureAtlas.Examples"/>.</param>
/// <param name="Answer">What the network says, an output; −1 without classes.</param>
/// <param name="Near">The nearest samples in each space, in the order of <see cref="FeatureAtlas.Spaces"/>, as indices of the examples.</param>
public sealed record AtlasQuery(int Example, int Answer, IReadOnlyList<int[]> Near);

/// <summary>Samples that are shown.</summary>
/// <param name="Inputs">One input each, (d).</param>
/// <param name="Classes">The class of each; −1 without classes.</param>
/// <param name="Rows">The row of each in its set.</param>
/// <param name="Low">The value drawn black.</param>
/// <param name="High">The value drawn white.</param>
public sealed record AtlasExamples(IReadOnlyList<float[]> Inputs, int[] Classes, int[] Rows, double Low, double High);

/// <summary>Maps over a plane of two inputs.</summary>
/// <param name="Reach">The plane is [−reach, reach]².</param>
/// <param name="Maps">The maps: a name, the layer, and values by row from the top (second input falling) and column from the left (first input rising).</param>
/// <param name="Points">Samples, (n × 2).</param>
/// <param name="Classes">Their classes.</param>
public sealed record AtlasPlane(double Reach, IReadOnlyList<(string Name, int Layer, double[,] Values)> Maps, double[,] Points, int[] Classes);
