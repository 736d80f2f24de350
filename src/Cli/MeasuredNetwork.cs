using System.Diagnostics;
using DeepNfa.Algebra;
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
    private readonly int _bytes;

    private MeasuredNetwork(IReadOnlyList<(long, long)> shapes, long samples, int bytes, string activation, Func<torch.Device?, (Network, List<torch.Tensor>, torch.Tensor, double)> load)
    {
        (_shapes, _samples, _bytes, Activation, _load) = (shapes, samples, bytes, activation, load);
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
        var (samples, width) = probe?.MatrixShape() ?? (0, shapes[0].Columns);
        if (width != shapes[0].Columns) throw new DataException($"inputs: expected (n × {shapes[0].Columns}), the columns of {weights[0].InWords}; got ({samples} × {width}) in {probe!.InWords}.");
        if (probe is not null && samples < 1) throw new DataException($"inputs: expected at least 1 sample; got none, ({samples} × {width}), in {probe.InWords}.");
        if (initial.Count > 0 && !initial.Select(w => w.MatrixShape()).SequenceEqual(shapes))
            throw new DataException($"--initial-weights: expected matrices of the shapes of the weights, {Words(shapes)}; got {Words(initial.Select(w => w.MatrixShape()))}.");
        bool wide = weights.Concat(probe is null ? [] : [probe]).Any(f => f.ElementType != typeof(float) && f.ElementType != typeof(Half));
        var dtype = wide ? torch.ScalarType.Float64 : torch.ScalarType.Float32;
        return new(shapes, samples, wide ? sizeof(double) : sizeof(float), string.Join(',', activations), device =>
        {
            using var scope = torch.NewDisposeScope();
            List<torch.Tensor> matrices = [.. weights.Select(w => Read(w, dtype, device))];
            List<torch.Tensor>? vectors = biases.Count == 0 ? null : [.. biases.Select((b, l) => b is null ? torch.zeros([shapes[l].Rows], dtype: dtype, device: device) : Read(b, dtype, device))];
            return (new Mlp(matrices, kinds[0], vectors, kinds.Count == 1 ? null : kinds), [.. initial.Select(w => Read(w, dtype, device).DetachFromDisposeScope())], (probe is null ? torch.empty(0, width, dtype: dtype) : Read(probe, dtype, device)).DetachFromDisposeScope(), 1);
        });
    }

    /// <summary>A network from a checkpoint of a run, with the run's own probe set.</summary>
    /// <exception cref="DataException">The folder is no run, has no such checkpoint, or its data are not to be had.</exception>
    public static MeasuredNetwork OfRun(string folder, int? epoch, string? data)
    {
        var recorded = RecordedNetwork.Open(folder, epoch, data);
        var (manifest, probeSamples) = (recorded.Manifest, recorded.Settings.ProbeSamples);
        var shapes = recorded.Shape.WeightShapes().Select(s => ((long)s.Rows, (long)s.Columns)).ToList();
        return new(shapes, Math.Min(probeSamples, manifest.Data.TrainSamples), sizeof(float), manifest.Network.Activation, device =>
        {
            var (network, initial, split, initialFactor) = recorded.Load(device);
            using (split) return (network, initial, split.Train.Take(probeSamples).Inputs, initialFactor);
        });
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
                : need - (2.0 * _bytes * _samples * _shapes[0].Columns) < free ? "Give fewer samples in --inputs."
                : "Its weights alone need more: use a machine with more memory, or a narrower network.";
            throw new EnvironmentException($"measure: {conventions} convention(s) of this network need about {need / 1e9:0.0} GB of memory; {free / 1e9:0.0} GB are free. {help}");
        }
    }

    /// <summary>Shapes, samples and the memory that measuring will take.</summary>
    public string Describe(bool matrices) => $"{Words(_shapes)}, {_samples} samples, {Activation}: about {Estimate(matrices) / 1e6:0} MB of memory, {FreeMemory.Bytes() / 1e6:0} MB are free";

    // The runtime and libtorch; inputs and weights as read, as tensors and as the pass holds them; the largest weight in float64; some sixteen matrices of each layer that is measured at once.
    private double Estimate(bool matrices)
    {
        double numbers = ((double)_samples * _shapes[0].Columns) + _shapes.Sum(s => (double)s.Rows * s.Columns), widest = _shapes.Max(s => s.Rows);
        double dense = matrices ? 3.0 * sizeof(double) * _shapes.Max(s => s.Columns) * _shapes.Max(s => s.Columns) : 0;
        int atOnce = Math.Min(Math.Min(torch.get_num_threads(), _shapes.Count), 4);
        return 215_000_000 + (3 * _bytes * numbers) + (2 * sizeof(double) * _shapes.Max(s => (double)s.Rows * s.Columns)) + (16 * sizeof(double) * widest * widest * atOnce) + dense;
    }

    private static torch.Tensor Read(FileArray array, torch.ScalarType dtype, torch.Device? device)
    {
        const long Large = 32 << 20;
        var tensor = array.Read().ToTensor(dtype);
        if (tensor.numel() > Large / sizeof(float)) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true); // the array is now in the tensor, and the next file may be as large
        return device is null ? tensor : tensor.to(device);
    }

    private static string Words(IEnumerable<(long Rows, long Columns)> shapes) => string.Join(", ", shapes.Select(s => $"({s.Rows} × {s.Columns})"));
}
