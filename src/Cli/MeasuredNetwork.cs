using System.Diagnostics;
using DeepNfa.Algebra;
using DeepNfa.Ansatz;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Cli;

/// <summary>A network to measure with its probe inputs: shapes are known at once, arrays are read when they are asked for.</summary>
internal sealed class MeasuredNetwork
{
    private readonly Func<torch.Device?, (Network Network, List<torch.Tensor> Initial, torch.Tensor Inputs, double InitialFactor)> _load;
    private readonly IReadOnlyList<(long Rows, long Columns)> _shapes;
    private readonly long _samples;
    private readonly long _width;
    private readonly double _gradients; // numbers of the gradients of one layer that a pass through convolutions holds at once
    private readonly int _bytes;

    private MeasuredNetwork(IReadOnlyList<(long, long)> shapes, (long Samples, long Width) inputs, int bytes, string activation, Func<torch.Device?, (Network, List<torch.Tensor>, torch.Tensor, double)> load, NetworkShape? layers = null)
    {
        ((_samples, _width), _shapes, _bytes, Activation, _load) = (inputs, shapes, bytes, activation, load);
        _gradients = layers is LayerGraph graph ? OutputGradients.NumbersAtOnce(graph) : 0;
    }

    /// <summary>The activation's name, or several with commas.</summary>
    public string Activation { get; }

    /// <summary>A network from files: one array a file, or all in one.</summary>
    /// <param name="network">Where its weights and biases are.</param>
    /// <param name="initial">Where the weights before training are; none for none.</param>
    /// <param name="inputs">The file of the probe inputs; null for none.</param>
    /// <param name="activations">One activation, or one a hidden layer.</param>
    /// <exception cref="DataException">A file is missing or damaged, or the arrays do not fit each other.</exception>
    public static MeasuredNetwork OfFiles(NetworkArrays network, IReadOnlyList<FileArray> initial, string? inputs, string[] activations)
    {
        var kinds = activations.Select(Activations.Parse).ToList();
        var (weights, biases) = (network.Weights, network.Biases);
        var shapes = weights.Select(w => w.MatrixShape()).ToList();
        var probe = inputs is null ? null : FileArray.Alone(inputs, "inputs", "X", "x");
        var (samples, width) = Samples(probe, shapes[0].Columns, $"the columns of {weights[0].InWords}");
        if (initial.Count > 0 && !initial.Select(w => w.MatrixShape()).SequenceEqual(shapes))
            throw new DataException($"--initial-weights: expected matrices of the shapes of the weights, {Words(shapes)}; got {Words(initial.Select(w => w.MatrixShape()))}.");
        var (dtype, bytes) = TypeOf(weights.Concat(probe is null ? [] : [probe]).Select(f => f.ElementType));
        return new(shapes, (samples, width), bytes, string.Join(',', activations), device =>
        {
            using var scope = torch.NewDisposeScope();
            List<torch.Tensor> matrices = [.. weights.Select(w => Read(w, dtype, device))];
            List<torch.Tensor>? vectors = biases.Count == 0 ? null : [.. biases.Select((b, l) => b is null ? torch.zeros([shapes[l].Rows], dtype: dtype, device: device) : Read(b, dtype, device))];
            return (new Mlp(matrices, kinds[0], vectors, kinds.Count == 1 ? null : kinds), [.. initial.Select(w => Read(w, dtype, device).DetachFromDisposeScope())], Rows(probe, width, dtype, device), 1);
        });
    }

    /// <summary>A network of layers, convolutions among them, from one file.</summary>
    /// <param name="network">Its file.</param>
    /// <param name="initial">The file of the weights before training; null for none.</param>
    /// <param name="probe">The probe inputs; null for none.</param>
    /// <exception cref="DataException">The inputs are no images of the network's.</exception>
    public static MeasuredNetwork OfLayers(LayeredFile network, LayeredFile? initial, FileArray? probe)
    {
        var (graph, image) = (network.Graph, network.Graph.Image);
        var inputs = Samples(probe, graph.Inputs, $"images of {image.Height} × {image.Width} with {image.Channels} channel(s)");
        var (dtype, bytes) = TypeOf(network.ElementTypes.Concat(probe is null ? [] : [probe.ElementType]));
        return new([.. graph.WeightShapes().Select(s => ((long)s.Rows, (long)s.Columns))], inputs, bytes, graph.Facts(Initialization.PyTorch).Activation, device =>
        {
            using var scope = torch.NewDisposeScope();
            torch.Tensor On(torch.Tensor tensor) => device is null ? tensor : tensor.to(device);
            var (weights, biases) = network.Read(dtype);
            List<torch.Tensor> before = [.. (initial?.Read(dtype).Weights ?? []).Select(w => On(w).DetachFromDisposeScope())];
            return (new LayeredNetwork(graph, [.. weights.Select(On)], biases is null ? null : [.. biases.Select(On)]), before, Rows(probe, inputs.Width, dtype, device), 1);
        }, graph);
    }

    /// <summary>A network from a checkpoint of a run, with the run's own probe set.</summary>
    /// <exception cref="DataException">The folder is no run, has no such checkpoint, or its data are not to be had.</exception>
    public static MeasuredNetwork OfRun(string folder, int? epoch, string? data)
    {
        var recorded = RecordedNetwork.Open(folder, epoch, data);
        var (manifest, probeSamples) = (recorded.Manifest, recorded.Settings.ProbeSamples);
        var shapes = recorded.Shape.WeightShapes().Select(s => ((long)s.Rows, (long)s.Columns)).ToList();
        return new(shapes, (Math.Min(probeSamples, manifest.Data.TrainSamples), recorded.Shape.Inputs), sizeof(float), manifest.Network.Activation, device =>
        {
            var (network, initial, split, initialFactor) = recorded.Load(device);
            using (split) return (network, initial, split.Train.Take(probeSamples).Inputs, initialFactor);
        }, recorded.Shape);
    }

    /// <summary>Reads everything to a device (the CPU if null), checks that it is finite, and tells how long that took.</summary>
    /// <exception cref="DataException">An array holds NaN or infinity, or the weights do not chain.</exception>
    public (Network Network, List<torch.Tensor> Initial, torch.Tensor Inputs, double InitialFactor, TimeSpan Elapsed) Load(torch.Device? device)
    {
        long start = Stopwatch.GetTimestamp();
        var (network, initial, inputs, initialFactor) = _load(device);
        foreach (var (name, tensor) in network.Weights.Select((w, l) => ($"weights of layer {l + 1}", w)).Concat(network.Biases.Select((b, l) => ($"bias of layer {l + 1}", (torch.Tensor)b))).Append(("inputs", inputs)).Concat(initial.Select((w, l) => ($"initial weights of layer {l + 1}", w))))
        {
            using var scope = torch.NewDisposeScope();
            if (!torch.isfinite(tensor.sum()).ToBoolean() && !torch.isfinite(tensor).all().ToBoolean())
                throw new DataException($"{name}: expected finite numbers; NaN or infinity is among them. A correlation with them is undefined.");
        }
        return (network, initial, inputs, initialFactor, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>Refuses what would not fit into the memory of the machine, before anything is read.</summary>
    /// <exception cref="EnvironmentException">The estimate is beyond the free memory.</exception>
    public void RequireMemory(int conventions, bool matrices)
    {
        double need = Estimate(matrices), free = FreeMemory.Bytes();
        if (need > free)
        {
            string help = matrices && Estimate(false) <= free ? "Leave out --matrices, which needs d × d numbers a matrix."
                : need - (2.0 * _bytes * _samples * _width) < free ? "Give fewer samples in --inputs."
                : "Its weights alone need more: use a machine with more memory, or a narrower network.";
            throw new EnvironmentException($"measure: {conventions} convention(s) of this network need about {need / 1e9:0.0} GB of memory; {free / 1e9:0.0} GB are free. {help}");
        }
    }

    /// <summary>Shapes, samples and the memory that measuring will take.</summary>
    public string Describe(bool matrices) => $"{Words(_shapes)}, {_samples} samples, {Activation}: about {Estimate(matrices) / 1e6:0} MB of memory, {FreeMemory.Bytes() / 1e6:0} MB are free";

    // Some four arrays in the type of the pass, and three in float64 for the products.
    private double Gradients => ((4 * _bytes) + (3 * sizeof(double))) * _gradients;

    // The runtime and libtorch; inputs and weights as read, as tensors and as the pass holds them; the largest weight in float64; the gradients that convolutions pass back; some sixteen matrices of each layer that is measured at once.
    private double Estimate(bool matrices)
    {
        double numbers = ((double)_samples * _width) + _shapes.Sum(s => (double)s.Rows * s.Columns), widest = _shapes.Max(s => s.Rows);
        double dense = matrices ? 3.0 * sizeof(double) * _shapes.Max(s => s.Columns) * _shapes.Max(s => s.Columns) : 0;
        int atOnce = Math.Min(Math.Min(torch.get_num_threads(), _shapes.Count), 4);
        return 215_000_000 + (3 * _bytes * numbers) + (2 * sizeof(double) * _shapes.Max(s => (double)s.Rows * s.Columns)) + (16 * sizeof(double) * widest * widest * atOnce) + Gradients + dense;
    }

    /// <summary>The number of samples and their width.</summary>
    private static (long Samples, long Width) Samples(FileArray? probe, long width, string why)
    {
        var (samples, got) = probe?.SampleShape() ?? (0, width);
        if (got != width) throw new DataException($"inputs: expected (n × {width}), {why}; got ({samples} × {got}) in {probe!.InWords}.");
        return probe is null || samples > 0 ? (samples, width) : throw new DataException($"inputs: expected at least 1 sample; got none, ({samples} × {got}), in {probe.InWords}.");
    }

    /// <summary>float32 where all is, otherwise float64, and the bytes of a number.</summary>
    private static (torch.ScalarType DType, int Bytes) TypeOf(IEnumerable<Type> elements) =>
        elements.All(t => t == typeof(float) || t == typeof(Half)) ? (torch.ScalarType.Float32, sizeof(float)) : (torch.ScalarType.Float64, sizeof(double));

    /// <summary>The probe inputs as rows of numbers, outside every dispose scope.</summary>
    private static torch.Tensor Rows(FileArray? probe, long width, torch.ScalarType dtype, torch.Device? device) =>
        (probe is null ? torch.empty(0, width, dtype: dtype) : Read(probe, dtype, device).reshape(-1, width)).DetachFromDisposeScope();

    private static torch.Tensor Read(FileArray array, torch.ScalarType dtype, torch.Device? device)
    {
        const long Large = 32 << 20;
        var tensor = array.Read().ToTensor(dtype);
        if (tensor.numel() > Large / sizeof(float)) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true); // the array is now in the tensor, and the next file may be as large
        return device is null ? tensor : tensor.to(device);
    }

    private static string Words(IEnumerable<(long Rows, long Columns)> shapes) => string.Join(", ", shapes.Select(s => $"({s.Rows} × {s.Columns})"));
}
