using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Training;

/// <summary>A fully connected layer, z = Wh + b, of a row of numbers.</summary>
/// <param name="Neurons">Rows of W; 0 stands for the network's outputs.</param>
public sealed record Dense(int Neurons) : LayerKind
{
    /// <summary>Rows of W; 0 stands for the network's outputs.</summary>
    public int Neurons { get; } = Require.AtLeast(Neurons, 0, "Leave it out for as many as there are outputs.", "dense");

    /// <inheritdoc/>
    public override string Text => Joined("dense", (Neurons, 0));

    /// <inheritdoc/>
    public override FeatureSize Output(FeatureSize input) => input.IsRow ? FeatureSize.Row(Neurons) : throw Refused("a row of numbers, after 'flatten' or 'mean'", input);

    /// <inheritdoc/>
    public override (int Rows, int Columns)? WeightShape(FeatureSize input) => (Neurons, input.Channels);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input, Tensor? weight, Tensor? bias) => nn.functional.linear(input, weight!, bias);

    /// <inheritdoc/>
    public override Tensor Back(Tensor gradient, Tensor input, Tensor? weight) => gradient.matmul(weight!);
}

/// <summary>Maps as one row of numbers, channel after channel, row by row.</summary>
public sealed record Flatten : LayerKind
{
    /// <inheritdoc/>
    public override string Text => "flatten";

    /// <inheritdoc/>
    public override FeatureSize Output(FeatureSize input) => FeatureSize.Row(input.Numbers);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input, Tensor? weight, Tensor? bias) => input.flatten(1);

    /// <inheritdoc/>
    public override Tensor Back(Tensor gradient, Tensor input, Tensor? weight) => gradient.view([gradient.shape[0], gradient.shape[1], .. input.shape[1..]]);
}

/// <summary>An activation φ, entry by entry.</summary>
/// <param name="Function">φ.</param>
public sealed record Activated(Activation Function) : LayerKind
{
    /// <inheritdoc/>
    public override string Text => Function.Name();

    /// <inheritdoc/>
    public override FeatureSize Output(FeatureSize input) => input;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor input, Tensor? weight, Tensor? bias) => Function.Apply(input);

    /// <inheritdoc/>
    public override Tensor Back(Tensor gradient, Tensor input, Tensor? weight) => gradient * Function.Derivative(input).unsqueeze(1);
}

/// <summary>The sum of two layers' outputs: the end of a residual block.</summary>
/// <param name="Other">The name of the layer that is added to the one before.</param>
/// <remarks>Gradients go back to both; the graph brings them to the other one.</remarks>
public sealed record Added(string Other) : LayerKind
{
    /// <inheritdoc/>
    public override string Text => $"add:{Other}";

    /// <inheritdoc/>
    public override FeatureSize Output(FeatureSize input) => input;

    /// <summary>The sum is formed by the graph, which knows the other layer.</summary>
    public override Tensor Forward(Tensor input, Tensor? weight, Tensor? bias) => input.alias();

    /// <inheritdoc/>
    public override Tensor Back(Tensor gradient, Tensor input, Tensor? weight) => gradient.alias();
}
