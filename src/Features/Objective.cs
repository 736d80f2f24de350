using DeepNfa.Records;
using DeepNfa.Training;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>What activation maximization maximizes: one number that a network computes of an input.</summary>
/// <remarks>Layers count from 1, the last being the output; neurons and classes from 0.</remarks>
public sealed record Objective
{
    private Objective(int layer, bool preActivation, int? neuron, double[]? direction) => (Layer, PreActivation, NeuronIndex, Along) = (layer, preActivation, neuron, direction);

    /// <summary>The layer whose values are looked at.</summary>
    public int Layer { get; }

    /// <summary>Whether it is z that is looked at and not φ(z). A gradient of φ may vanish where that of z does not.</summary>
    public bool PreActivation { get; }

    /// <summary>The neuron; null where all of the layer matter.</summary>
    public int? NeuronIndex { get; }

    internal double[]? Along { get; }

    /// <summary>One neuron of any layer: z_i, or φ(z_i).</summary>
    public static Objective Neuron(int layer, int neuron, bool preActivation = true) => new(layer, preActivation, neuron, null);

    /// <summary>One output of the network, such as that of a class.</summary>
    public static Objective Output(Mlp network, int output) => Neuron(network.Weights.Count, output);

    /// <summary>‖φ(z)‖₂ of a whole layer, whose gradient is the activation itself: what DeepDream ascends.</summary>
    public static Objective LayerNorm(int layer, bool preActivation = false) => new(layer, preActivation, null, null);

    /// <summary>⟨v, φ(z)⟩ for a direction v of a layer, (k), such as an eigenvector of its AGOP or a difference of class means.</summary>
    public static Objective Direction(int layer, double[] direction, bool preActivation = false)
    {
        ArgumentNullException.ThrowIfNull(direction);
        Require.Finite(direction);
        return new(layer, preActivation, null, [.. direction]);
    }

    /// <summary>Requires that the network has what is maximized.</summary>
    internal void Check(Mlp network)
    {
        LayerSpaces.RequireSpace(network, Layer, 1);
        if (NeuronIndex is { } neuron) LayerSpaces.RequireNeuron(network, Layer, neuron);
        if (Along is { } v) Require.That(v.Length == LayerSpaces.Width(network, Layer), "direction", $"{LayerSpaces.Width(network, Layer)} numbers, the width of layer {Layer}", v.Length);
    }

    /// <summary>Whether both can be computed from the same values by the same kind of formula.</summary>
    internal (int, bool, bool) Kind => (Layer, PreActivation, NeuronIndex is null && Along is null);

    /// <summary>The value of each row's objective, (b), all of one kind.</summary>
    /// <param name="values">z or φ(z) of the layer, (b × k).</param>
    /// <param name="selector">What <see cref="Selector"/> made of the objectives; null for norms.</param>
    internal static Tensor Values(Tensor values, Tensor? selector) => selector is null ? values.square().sum(1L).clamp_min(1e-30).sqrt() : (values * selector).sum(1L);

    /// <summary>One direction a row, (b × k); null for norms.</summary>
    internal static Tensor? Selector(IReadOnlyList<Objective> objectives, int width, ScalarType dtype, Device device)
    {
        if (objectives[0].Kind.Item3) return null;
        var rows = new double[(long)objectives.Count * width];
        for (int i = 0; i < objectives.Count; i++)
        {
            if (objectives[i].NeuronIndex is { } neuron) rows[((long)i * width) + neuron] = 1;
            else objectives[i].Along!.CopyTo(rows.AsSpan(i * width));
        }
        return tensor(rows, [objectives.Count, width], dtype: dtype, device: device);
    }
}
