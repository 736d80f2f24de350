using DeepNfa.Records;
using DeepNfa.Training;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>The spaces that a network leads its inputs through: what every layer makes of them.</summary>
/// <remarks>
/// Space 0 is the input, space l the output φ(z_l) of hidden layer l, space L + 1 the network's output. Pre-activations z_l = W_l h_{l−1} + b_l have the same number.
/// Weights are read detached, so that autograd passes through to the inputs alone and leaves nothing behind in the network.
/// </remarks>
public static class LayerSpaces
{
    // A block's activations stay in tens of megabytes, whatever n is.
    private const long BlockNumbers = 4L << 20;

    /// <summary>The number of spaces beyond the input: hidden layers and the output.</summary>
    public static int Count(Mlp network) => network.Weights.Count;

    /// <summary>The width of a space.</summary>
    /// <exception cref="UsageException">There is no such space.</exception>
    public static int Width(Mlp network, int space) =>
        RequireSpace(network, space, 0) == 0 ? network.Shape.Inputs : (int)network.Weights[space - 1].shape[0];

    /// <summary>Inputs as one space sees them, (n × k), of the type of the network's weights, in the current dispose scope.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">(n × d).</param>
    /// <param name="space">0 for the inputs themselves, up to L + 1 for the outputs.</param>
    /// <exception cref="UsageException">There is no such space, or the inputs have another width than the network.</exception>
    public static Tensor At(Mlp network, Tensor inputs, int space)
    {
        RequireSpace(network, space, 0);
        RequireInputs(network, inputs);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var dtype = network.Weights[0].dtype;
        if (space == 0) return inputs.to(dtype).alias().MoveToOuterDisposeScope();
        var weights = network.Detached();
        return cat([.. Blocks(network, inputs).Select(x => Forward(weights, network, x.to(dtype), space).Post)]).MoveToOuterDisposeScope();
    }

    /// <summary>Requires that a layer is there, from 1, or a space, from 0.</summary>
    internal static int RequireSpace(Mlp network, int layer, int first, string name = "layer")
    {
        int last = network.Weights.Count;
        return Require.InRange(layer, first, last, first == 0 ? $"0 is the input, {last} the output." : $"{last} is the output.", name);
    }

    /// <summary>Requires that a layer has a neuron, from 0.</summary>
    internal static int RequireNeuron(Mlp network, int layer, int neuron) =>
        Require.InRange(neuron, 0, (int)network.Weights[RequireSpace(network, layer, 1) - 1].shape[0] - 1, $"Layer {layer} has {network.Weights[layer - 1].shape[0]} neurons, counted from 0.", "neuron");

    internal static void RequireInputs(Mlp network, Tensor inputs) =>
        Require.Shape(inputs.shape, [-1, network.Shape.Inputs], "Give data of the network's own input width.", "inputs");

    /// <summary>z and φ(z) of one layer, (n × k) each; the output has no φ.</summary>
    internal static (Tensor Pre, Tensor Post) Forward(IReadOnlyList<(Tensor Weight, Tensor? Bias)> weights, Mlp network, Tensor x, int layer)
    {
        var z = ForwardPass.Through(network.Shape, weights, x).ElementAt(layer - 1).PreActivation; // (n×k)
        return (z, layer < weights.Count ? network.Shape.ActivationOf(layer - 1).Apply(z) : z);
    }

    /// <summary>Consecutive rows, few enough that all activations of a block are small.</summary>
    internal static IEnumerable<Tensor> Blocks(Mlp network, Tensor inputs)
    {
        long widest = Math.Max(network.Shape.Inputs, network.Weights.Max(w => w.shape[0])), size = Math.Max(1, BlockNumbers / widest);
        for (long start = 0; start < inputs.shape[0]; start += size) yield return inputs.narrow(0, start, Math.Min(size, inputs.shape[0] - start));
    }
}
