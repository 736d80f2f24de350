using DeepNfa.Data;
using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Training;

/// <summary>A network of a <see cref="LayerGraph"/>: convolutions, pooling, dense layers, residual sums.</summary>
public sealed class LayeredNetwork : Network
{
    /// <summary>A network with freshly drawn weights; the fan-in of a filter is the numbers of its patch.</summary>
    /// <param name="shape">Its layers.</param>
    /// <param name="seed">The seed of its weights.</param>
    /// <param name="initialization">How weights are drawn; PyTorch's default if null.</param>
    /// <param name="dtype">float32 for training, float64 where exact answers are compared.</param>
    /// <param name="device">Where the weights live; the CPU if null.</param>
    public LayeredNetwork(LayerGraph shape, Seed seed, Initialization? initialization = null, ScalarType dtype = ScalarType.Float32, Device? device = null)
        : base(nameof(LayeredNetwork), shape, seed, initialization, dtype, device)
    {
        Shape = shape;
    }

    /// <summary>A network with weights that were trained anywhere.</summary>
    /// <param name="shape">Its layers.</param>
    /// <param name="weights">One for each layer with weights, in order: (k × d), or the filters as PyTorch has them, (k × channels × kernel × kernel).</param>
    /// <param name="biases">One for each layer with weights, or null for none.</param>
    /// <exception cref="DataException">The weights or biases are not those of the layers.</exception>
    public LayeredNetwork(LayerGraph shape, IReadOnlyList<Tensor> weights, IReadOnlyList<Tensor>? biases = null)
        : base(nameof(LayeredNetwork), Matrices(shape, weights, biases), biases)
    {
        Shape = shape;
    }

    /// <summary>The layers.</summary>
    public override LayerGraph Shape { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => Through(Pairs(), input)[^1];

    /// <inheritdoc/>
    public override IEnumerable<LayerPass> LayerByLayer(IReadOnlyList<(Tensor Weight, Tensor? Bias)> layers, Tensor input)
    {
        var outputs = Through(layers, input);
        return Shape.Nodes.Index().Where(n => n.Item.Weighted is not null)
            .Select(n => new LayerPass(n.Item.Weighted!.Value, n.Item.From < 0 ? input : outputs[n.Item.From].flatten(1), outputs[n.Index].flatten(1)));
    }

    /// <summary>The outputs of all layers, first to last; autograd can differentiate them.</summary>
    /// <param name="layers">Weights and biases of the layers that have some.</param>
    /// <param name="input">(n × d), of the type of the weights.</param>
    public IReadOnlyList<Tensor> Through(IReadOnlyList<(Tensor Weight, Tensor? Bias)> layers, Tensor input)
    {
        var outputs = new List<Tensor>(Shape.Nodes.Count);
        var images = AsMaps(input);
        foreach (var node in Shape.Nodes)
        {
            var (weight, bias) = node.Weighted is { } w ? layers[w] : (null, null);
            var from = node.From < 0 ? images : outputs[node.From];
            outputs.Add(node.Other is { } other ? from + outputs[other] : node.Kind.Forward(from, weight, bias));
        }
        return outputs;
    }

    /// <summary>Rows of numbers as the maps that they are, (n × channels × height × width).</summary>
    public Tensor AsMaps(Tensor input) => input.reshape(FeatureSize.Of(Shape.Image).Dimensions(input.shape[0]));

    private static List<Tensor> Matrices(LayerGraph shape, IReadOnlyList<Tensor> weights, IReadOnlyList<Tensor>? biases)
    {
        var expected = shape.Weighted.Zip(shape.WeightShapes()).ToList();
        if (weights.Count != expected.Count) throw new DataException($"weights: expected {expected.Count}, one for each of {string.Join(", ", expected.Select(e => $"'{e.First.Kind.Text}'"))}; got {weights.Count}.");
        if (biases is not null && biases.Count != expected.Count) throw new DataException($"biases: expected {expected.Count}, one for each layer with weights; got {biases.Count}.");
        var matrices = new List<Tensor>();
        for (int l = 0; l < expected.Count; l++)
        {
            var (node, (rows, columns)) = expected[l];
            long[] got = weights[l].shape;
            bool fits = got.SequenceEqual([rows, columns]) || (node.Kind is Convolution { Kernel: var q } && got.SequenceEqual([rows, node.Input.Channels, q, q]));
            if (!fits) throw new DataException($"weights of layer {l + 1}, '{node.Kind.Text}' on {node.Input}: expected ({rows} × {columns}){(node.Kind is Convolution { Kernel: var side } ? $" or ({rows} × {node.Input.Channels} × {side} × {side})" : "")}; got ({string.Join(" × ", got)}).");
            if (biases is not null && (biases[l].shape is not [var length] || length != rows)) throw new DataException($"bias of layer {l + 1}, '{node.Kind.Text}': expected {rows} values; got ({string.Join(" × ", biases[l].shape)}).");
            matrices.Add(weights[l].reshape(rows, columns));
        }
        return matrices;
    }
}
