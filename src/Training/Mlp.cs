using DeepNfa.Data;
using DeepNfa.Records;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepNfa.Training;

/// <summary>A fully connected network f(x) = W_{L+1} φ(W_L … φ(W_1 x + b_1) …) + b_{L+1}.</summary>
/// <remarks>
/// Shapes: inputs (n × d), outputs (n × c), W_l (k_l × d_l). Without hidden layers f(x) = W_1 x.
/// Weights are drawn by <see cref="Initialization"/> from the streams "init/weight" (or "init/basis") and "init/bias" of the seed, the layer being the index.
/// </remarks>
public sealed class Mlp : nn.Module<Tensor, Tensor>
{
    private readonly List<Parameter> _weights = [];
    private readonly List<Parameter> _biases = [];

    /// <summary>A network with freshly drawn weights.</summary>
    /// <param name="shape">Its widths and activation.</param>
    /// <param name="seed">The seed of its weights.</param>
    /// <param name="initialization">How weights are drawn; PyTorch's default if null.</param>
    /// <param name="dtype">float32 for training, float64 where exact answers are compared.</param>
    /// <param name="device">Where the weights live; the CPU if null.</param>
    public Mlp(MlpShape shape, Seed seed, Initialization? initialization = null, ScalarType dtype = ScalarType.Float32, Device? device = null)
        : base(nameof(Mlp))
    {
        Shape = shape;
        Initialization = initialization ?? Initialization.PyTorch;
        int layer = 0;
        foreach (var (rows, columns) in shape.WeightShapes())
        {
            layer++;
            Register(_weights, $"W{layer}", Initialization.Weights(shape, layer, rows, columns, seed), [rows, columns], dtype, device);
            if (shape.Biases) Register(_biases, $"b{layer}", Initialization.Biases(rows, columns, seed.Stream("init/bias", layer)), [rows], dtype, device);
        }
    }

    /// <summary>A network with weights that were trained anywhere.</summary>
    /// <param name="weights">W_1 … W_{L+1}, each (out × in), chaining; the network shares their memory, which may be large.</param>
    /// <param name="activation">Activation of the hidden layers.</param>
    /// <param name="biases">b_1 … b_{L+1}, or null for none.</param>
    /// <param name="activations">An activation for each hidden layer where they differ.</param>
    /// <exception cref="DataException">The weights do not chain, or a bias has another length than its weights have rows.</exception>
    public Mlp(IReadOnlyList<Tensor> weights, Activation activation, IReadOnlyList<Tensor>? biases = null, IReadOnlyList<Activation>? activations = null)
        : base(nameof(Mlp))
    {
        Shape = ShapeOf(weights, activation, biases) with { Activations = activations };
        Initialization = Initialization.PyTorch;
        for (int l = 0; l < weights.Count; l++)
        {
            Register(_weights, $"W{l + 1}", weights[l]);
            if (biases is not null) Register(_biases, $"b{l + 1}", biases[l]);
        }
    }

    /// <summary>Widths and activation.</summary>
    public MlpShape Shape { get; }

    /// <summary>How the weights were drawn.</summary>
    public Initialization Initialization { get; }

    /// <summary>W_1 … W_{L+1}, each (k_l × d_l); owned by the network.</summary>
    public IReadOnlyList<Tensor> Weights => _weights;

    /// <summary>b_1 … b_{L+1}, each (k_l); empty without biases; owned by the network.</summary>
    public IReadOnlyList<Tensor> Biases => _biases;

    /// <summary>Weights first, then biases: the order of optimizer state and checkpoints.</summary>
    internal IEnumerable<(string Name, Parameter Value)> NamedParameters()
    {
        for (int l = 0; l < _weights.Count; l++) yield return ($"W{l + 1}", _weights[l]);
        for (int l = 0; l < _biases.Count; l++) yield return ($"b{l + 1}", _biases[l]);
    }

    /// <summary>The outputs (n × c) for inputs (n × d).</summary>
    public override Tensor forward(Tensor input)
    {
        var layers = _weights.Select((w, l) => ((Tensor)w, _biases.Count > 0 ? (Tensor?)_biases[l] : null)).ToList();
        return ForwardPass.Through(Shape, layers, input).Last().PreActivation;
    }

    /// <summary>Copies of the weights as they are now, (k_l × d_l) each, outside every dispose scope; the caller disposes them.</summary>
    public IReadOnlyList<Tensor> CopyWeights() => [.. _weights.Select(w => w.detach().clone().DetachFromDisposeScope())];

    private void Register(List<Parameter> list, string name, double[] values, long[] shape, ScalarType dtype, Device? device)
    {
        using var scope = NewDisposeScope();
        Register(list, name, tensor(values, shape, dtype: dtype, device: device));
    }

    private void Register(List<Parameter> list, string name, Tensor value)
    {
        var parameter = new Parameter(value.detach());
        parameter.DetachFromDisposeScope();
        register_parameter(name, parameter);
        list.Add(parameter);
    }

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
