using static TorchSharp.torch;

namespace DeepNfa.Training;

/// <summary>One layer on the way of inputs through a network.</summary>
/// <param name="Index">The layer, counted from 0.</param>
/// <param name="Input">h, (n × d_l).</param>
/// <param name="PreActivation">z = Wh + b, (n × k_l); of the last layer the outputs.</param>
public readonly record struct LayerPass(int Index, Tensor Input, Tensor PreActivation);

/// <summary>Inputs on their way through a network, layer by layer.</summary>
public static class ForwardPass
{
    /// <summary>Weights and biases without their gradients, in the current dispose scope.</summary>
    /// <param name="network">The network.</param>
    /// <param name="dtype">The type to compute in; the network's own if null.</param>
    public static IReadOnlyList<(Tensor Weight, Tensor? Bias)> Detached(this Network network, ScalarType? dtype = null)
    {
        return [.. network.Weights.Select((w, l) => (Of(w), network.Biases.Count > 0 ? Of(network.Biases[l]) : null))];

        Tensor Of(Tensor parameter) => dtype is { } type ? parameter.detach().to(type) : parameter.detach();
    }

    /// <summary>The layers first to last, as the caller pulls; an activation is applied when the layer above is asked for. Autograd can differentiate it.</summary>
    /// <param name="shape">The network's widths and activations.</param>
    /// <param name="layers">Weights and biases.</param>
    /// <param name="input">(n × d), of the type of the weights.</param>
    public static IEnumerable<LayerPass> Through(MlpShape shape, IReadOnlyList<(Tensor Weight, Tensor? Bias)> layers, Tensor input)
    {
        for (int l = 0; l < layers.Count; l++)
        {
            if (l > 0) input = shape.ActivationOf(l - 1).Apply(input);
            var z = nn.functional.linear(input, layers[l].Weight, layers[l].Bias); // (n×k_l)
            yield return new(l, input, z);
            input = z;
        }
    }

    /// <summary>φ'(z_l) of every hidden layer, (n × k_l).</summary>
    public static List<Tensor> Slopes(MlpShape shape, IReadOnlyList<(Tensor Weight, Tensor? Bias)> layers, Tensor input) =>
        [.. Through(shape, layers, input).Take(shape.Hidden.Count).Select(p => shape.ActivationOf(p.Index).Derivative(p.PreActivation))];
}
