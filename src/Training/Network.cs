using DeepNfa.Data;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace DeepNfa.Training;

/// <summary>A network f that can be trained and measured: a fully connected <see cref="Mlp"/> or a <see cref="LayeredNetwork"/>.</summary>
/// <remarks>
/// Inputs are (n × d), images flattened channel by channel; outputs (n × c). Weights are matrices W_l (k_l × d_l), those of convolutions too, so optimizers, checkpoints and
/// measurements know one kind. They are drawn by <see cref="Training.Initialization"/> from the streams "init/weight" (or "init/basis") and "init/bias" of the seed, the layer being the index.
/// </remarks>
public abstract class Network : nn.Module<Tensor, Tensor>
{
    private readonly List<Parameter> _weights = [];
    private readonly List<Parameter> _biases = [];

    private protected Network(string name, NetworkShape shape, Seed seed, Initialization? initialization, ScalarType dtype, Device? device)
        : base(name)
    {
        Initialization = initialization ?? Initialization.PyTorch;
        int layer = 0;
        foreach (var (rows, columns) in shape.WeightShapes())
        {
            layer++;
            Register(_weights, $"W{layer}", Initialization.Weights(shape, layer, rows, columns, seed), [rows, columns], dtype, device);
            if (shape.Biases) Register(_biases, $"b{layer}", Initialization.Biases(rows, columns, seed.Stream("init/bias", layer)), [rows], dtype, device);
        }
    }

    private protected Network(string name, IReadOnlyList<Tensor> weights, IReadOnlyList<Tensor>? biases)
        : base(name)
    {
        Initialization = Initialization.PyTorch;
        for (int l = 0; l < weights.Count; l++)
        {
            Register(_weights, $"W{l + 1}", weights[l]);
            if (biases is not null) Register(_biases, $"b{l + 1}", biases[l]);
        }
    }

    /// <summary>Widths and layers.</summary>
    public abstract NetworkShape Shape { get; }

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
    public abstract override Tensor forward(Tensor input);

    /// <summary>The layers with weights first to last, as the caller pulls, each with what it takes and makes of every sample, as rows of numbers; maps are flattened.</summary>
    /// <param name="layers">Weights and biases.</param>
    /// <param name="input">(n × d), of the type of the weights.</param>
    public abstract IEnumerable<LayerPass> LayerByLayer(IReadOnlyList<(Tensor Weight, Tensor? Bias)> layers, Tensor input);

    /// <summary>Copies of the weights as they are now, (k_l × d_l) each, outside every dispose scope; the caller disposes them.</summary>
    public IReadOnlyList<Tensor> CopyWeights() => [.. _weights.Select(w => w.detach().clone().DetachFromDisposeScope())];

    /// <summary>Weights and biases as they are, for a pass that autograd may differentiate.</summary>
    private protected IReadOnlyList<(Tensor Weight, Tensor? Bias)> Pairs() => [.. _weights.Select((w, l) => ((Tensor)w, _biases.Count > 0 ? (Tensor?)_biases[l] : null))];

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
}
