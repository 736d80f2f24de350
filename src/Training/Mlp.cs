using DeepNfa.Data;
using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Training;

/// <summary>A fully connected network f(x) = W_{L+1} φ(W_L … φ(W_1 x + b_1) …) + b_{L+1}.</summary>
/// <remarks>
/// Shapes: inputs (n × d), outputs (n × c), W_l (k_l × d_l). Without hidden layers f(x) = W_1 x.
/// </remarks>
public sealed class Mlp : Network
{
    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="shape">Its widths and activation.</param>
    /// <param name="seed">The seed of its weights.</param>
    /// <param name="initialization">How weights are drawn; PyTorch's default if null.</param>
    /// <param name="dtype">float32 for training, float64 where exact answers are compared.</param>
    /// <param name="device">Where the weights live; the CPU if null.</param>
    public Mlp(MlpShape shape, Seed seed, Initialization? initialization = null, ScalarType dtype = ScalarType.Float32, Device? device = null)
        : base(nameof(Mlp), shape, seed, initialization, dtype, device)
    {
        Shape = shape;
    }

    /// <summary>A network with weights that were trained anywhere.</summary>
    /// <param name="weights">W_1 … W_{L+1}, each (out × in), chaining; the network shares their memory, which may be large.</param>
    /// <param name="activation">Activation of the hidden layers.</param>
    /// <param name="biases">b_1 … b_{L+1}, or null for none.</param>
    /// <param name="activations">An activation for each hidden layer where they differ.</param>
    /// <exception cref="DataException">The weights do not chain, or a bias has another length than its weights have rows.</exception>
    public Mlp(IReadOnlyList<Tensor> weights, Activation activation, IReadOnlyList<Tensor>? biases = null, IReadOnlyList<Activation>? activations = null)
        : this(ShapeOf(weights, activation, biases) with { Activations = activations }, weights, biases)
    {
    }

    private Mlp(MlpShape shape, IReadOnlyList<Tensor> weights, IReadOnlyList<Tensor>? biases)
        : base(nameof(Mlp), weights, biases)
    {
        Shape = shape;
    }

    /// <summary>Widths and activation.</summary>
    public override MlpShape Shape { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => ForwardPass.Through(Shape, Pairs(), input).Last().PreActivation;

    /// <inheritdoc/>
    public override IEnumerable<LayerPass> LayerByLayer(IReadOnlyList<(Tensor Weight, Tensor? Bias)> layers, Tensor input) => ForwardPass.Through(Shape, layers, input);

    private static MlpShape ShapeOf(IReadOnlyList<Tensor> weights, Activation activation, IReadOnlyList<Tensor>? biases)
    {
        if (weights.Count == 0) throw new DataException("weights: expected at least one matrix; got none.");
        for (int l = 0; l < weights.Count; l++)
        {
            long[] shape = weights[l].shape;
            if (shape.Length != 2) throw new DataException($"weights of layer {l + 1}: expected a matrix (out × in); got {shape.Length} dimensions.");
            if (l > 0 && shape[1] != weights[l - 1].shape[0])
                throw new DataException($"weights of layer {l + 1}: expected {weights[l - 1].shape[0]} columns, the rows of layer {l}; got ({shape[0]} × {shape[1]}). Give weights as (out × in), first layer first.");
        }
        if (biases is not null && biases.Count != weights.Count) throw new DataException($"biases: expected {weights.Count}, one a layer; got {biases.Count}.");
        for (int l = 0; biases is not null && l < biases.Count; l++)
            if (biases[l].shape is not [var length] || length != weights[l].shape[0])
                throw new DataException($"bias of layer {l + 1}: expected {weights[l].shape[0]} values, one a row of the weights; got ({string.Join(" × ", biases[l].shape)}).");
        return new MlpShape((int)weights[0].shape[1], [.. weights.SkipLast(1).Select(w => (int)w.shape[0])], (int)weights[^1].shape[0], activation, biases is not null);
    }
}
