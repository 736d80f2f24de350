using DeepNfa.Training;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>The forward and the c-fold backward pass of one network, block by block, with the moments that they add up to.</summary>
internal abstract class BackwardPass
{
    private protected BackwardPass(Network network, ScalarType inputs, long expected = 0)
    {
        DType = inputs == ScalarType.Float32 && network.Weights.All(w => w.dtype == ScalarType.Float32) ? ScalarType.Float32 : ScalarType.Float64;
        Layers = network.Detached(DType);
        Moments = NoMoments(network, expected);
    }

    /// <summary>Weights and biases in the precision of the pass.</summary>
    protected IReadOnlyList<(Tensor Weight, Tensor? Bias)> Layers { get; }

    /// <summary>float32 if weights and inputs are, otherwise float64.</summary>
    protected ScalarType DType { get; }

    /// <summary>Of D_l for every hidden layer; of φ'(z_L) for the last of a fully connected network, which needs no factor c.</summary>
    public IReadOnlyList<BlockMoments> Moments { get; }

    /// <summary>The pass of a network; its tensors live in the current dispose scope.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">The type of the inputs.</param>
    /// <param name="expected">The number of samples to come, where products of float32 may be computed in float32; 0 where they may not.</param>
    public static BackwardPass Of(Network network, ScalarType inputs, long expected) => network switch
    {
        Mlp mlp => new DensePass(mlp, inputs, expected),
        LayeredNetwork layered => new LayeredPass(layered, inputs, expected),
        _ => throw new ArgumentOutOfRangeException(nameof(network)),
    };

    /// <summary>Moments of no samples for every hidden layer.</summary>
    public static IReadOnlyList<BlockMoments> NoMoments(Network network, long expected = 0)
    {
        var shape = network.Shape;
        return [.. shape.Hidden.Select((k, l) => new BlockMoments(ClosedForm(network, l) ? 1 : shape.Outputs, k, network.Weights[0].device, shape.Positions(l), expected))];
    }

    /// <summary>Whether the moments of a hidden layer, counted from 0, are those of φ', from which C follows without the factor c.</summary>
    public static bool ClosedForm(Network network, int layer) => network is Mlp && layer == network.Shape.Hidden.Count - 1;

    /// <summary>Adds a block of samples, (b × d).</summary>
    public abstract void Add(Tensor x);
}
