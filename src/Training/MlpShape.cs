using DeepNfa.Data;
using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Training;

/// <summary>The shape of a fully connected network f(x) = W_{L+1} φ(W_L … φ(W_1 x)), with or without biases.</summary>
/// <remarks>No hidden layer is allowed: the network is then linear. Biases are off by default, as in Radhakrishnan et al.; docs/algorithms.md gives all defaults and their reasons.</remarks>
public sealed record MlpShape : NetworkShape
{
    /// <summary>A shape from its widths.</summary>
    /// <param name="inputs">Input width d.</param>
    /// <param name="hidden">Width of each hidden layer, first to last.</param>
    /// <param name="outputs">Output width c.</param>
    /// <param name="activation">Activation of the hidden layers.</param>
    /// <param name="biases">Whether every layer, the read-out included, has a bias.</param>
    /// <exception cref="UsageException">A width is below 1; all of them are named.</exception>
    public MlpShape(int inputs, IReadOnlyList<int> hidden, int outputs, Activation activation = Activation.Relu, bool biases = false)
    {
        var wrong = new List<string>();
        if (inputs < 1) wrong.Add($"inputs: expected a width of at least 1; got {inputs}");
        for (int i = 0; i < hidden.Count; i++)
            if (hidden[i] < 1) wrong.Add($"hidden layer {i + 1}: expected a width of at least 1; got {hidden[i]}");
        if (outputs < 1) wrong.Add($"outputs: expected a width of at least 1; got {outputs}");
        if (wrong.Count > 0) throw new UsageException($"{string.Join("; ", wrong)}. Give widths such as --hidden 256,256.");
        (Inputs, Hidden, Outputs, Activation, Biases) = (inputs, [.. hidden], outputs, activation, biases);
    }

    /// <summary>Input width d.</summary>
    public override int Inputs { get; }

    /// <summary>Width of each hidden layer, first to last.</summary>
    public override IReadOnlyList<int> Hidden { get; }

    /// <summary>Output width c.</summary>
    public override int Outputs { get; }

    /// <summary>Activation of the hidden layers, unless <see cref="Activations"/> says otherwise.</summary>
    public Activation Activation { get; }

    /// <summary>An activation for each hidden layer where they differ; null where all have <see cref="Activation"/>.</summary>
    /// <exception cref="UsageException">Their number is not that of the hidden layers.</exception>
    public IReadOnlyList<Activation>? Activations
    {
        get;
        init => field = value is null || value.Count == Hidden.Count
            ? value
            : throw new UsageException($"activations: expected one, or one for each of the {Hidden.Count} hidden layers; got {value.Count}.");
    }

    /// <summary>The activation of a hidden layer, counted from 0.</summary>
    public Activation ActivationOf(int hidden) => Activations?[hidden] ?? Activation;

    /// <summary>Whether every layer has a bias.</summary>
    public override bool Biases { get; }

    /// <summary>(rows, columns) of each weight matrix, first to last.</summary>
    public override IEnumerable<(int Rows, int Columns)> WeightShapes()
    {
        int columns = Inputs;
        foreach (int rows in Hidden.Append(Outputs))
        {
            yield return (rows, columns);
            columns = rows;
        }
    }

    /// <summary>The shape as plain values for a manifest.</summary>
    public override NetworkFacts Facts(Initialization initialization) => new(Inputs, Hidden, Outputs, Activation.Name(), Biases, initialization.Name);

    /// <inheritdoc/>
    public override Mlp Create(Seed seed, Initialization? initialization = null, ScalarType dtype = ScalarType.Float32, Device? device = null) => new(this, seed, initialization, dtype, device);
}
