using DeepNfa.Records;
using DeepNfa.Training;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>How the neurons of one layer answer to a sample.</summary>
/// <param name="Layer">The layer, counted from 1; the last is the output.</param>
/// <param name="Mean">The mean of each neuron's pre-activation z, (k).</param>
/// <param name="Deviation">Its standard deviation, (k), with n in the denominator.</param>
/// <param name="OutputDeviation">The standard deviation of its output φ(z), (k).</param>
/// <param name="ActiveShare">The share of samples with φ(z) &gt; 0, (k): with ReLU, those that the neuron answers to at all.</param>
/// <param name="BestSamples">The rows with the largest z, (k × m), best first; equal ones in the order of the sample.</param>
/// <param name="BestValues">Their z, (k × m).</param>
/// <param name="Dead">Whether the neuron's output φ(z) is the same for every sample, (k): nothing after it can tell samples apart by it.</param>
public sealed record LayerResponses(int Layer, double[] Mean, double[] Deviation, double[] OutputDeviation, double[] ActiveShare, int[,] BestSamples, double[,] BestValues, bool[] Dead)
{
    /// <summary>The responses of every layer, first to last, from one forward pass in blocks.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">(n × d), n at least 1.</param>
    /// <param name="best">How many of the best samples are kept of every neuron; fewer where the sample is smaller.</param>
    /// <exception cref="UsageException">The inputs have another width than the network, or nothing is asked for.</exception>
    public static IReadOnlyList<LayerResponses> Of(Mlp network, Tensor inputs, int best = 8)
    {
        LayerSpaces.RequireInputs(network, inputs);
        Require.AtLeast(best, 1);
        int samples = Require.AtLeast((int)inputs.shape[0], 1, "Give at least one sample.", "samples");
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var weights = network.Detached();
        var layers = weights.Select((w, l) => new Running((int)w.Weight.shape[0], Math.Min(best, samples), w.Weight.device)).ToList();
        long start = 0;
        foreach (var block in LayerSpaces.Blocks(network, inputs))
        {
            using var inner = NewDisposeScope();
            var passes = ForwardPass.Through(network.Shape, weights, block.to(weights[0].Weight.dtype)).ToList();
            for (int l = 0; l < passes.Count; l++) layers[l].Add(passes[l].PreActivation, l + 1 < passes.Count ? passes[l + 1].Input : passes[l].PreActivation, start);
            start += block.shape[0];
        }
        return [.. layers.Select((r, l) => r.Done(l + 1, samples))];
    }

    /// <summary>What is known of a layer after some blocks.</summary>
    private sealed class Running(int width, int best, Device device)
    {
        private readonly Moments _pre = new(width, device), _post = new(width, device);
        private readonly Tensor _active = zeros(width, dtype: ScalarType.Float64, device: device);
        private Tensor? _low, _high, _values, _rows;

        public void Add(Tensor z, Tensor h, long start)
        {
            var exact = z.to(ScalarType.Float64);
            _pre.Add(exact);
            _post.Add(h.to(ScalarType.Float64));
            _active.add_(h.gt(0).to(ScalarType.Float64).sum(0L));
            Replace(ref _low, _low is null ? h.amin([0L]) : minimum(_low, h.amin([0L])));
            Replace(ref _high, _high is null ? h.amax([0L]) : maximum(_high, h.amax([0L])));
            var values = exact.t(); // (k×b)
            var rows = arange(start, start + z.shape[0], ScalarType.Int64, z.device).unsqueeze(0).expand(width, z.shape[0]);
            if (_values is not null) (values, rows) = (cat([_values, values], 1), cat([_rows!, rows], 1));
            var (sorted, order) = values.sort(dim: 1, descending: true, stable: true);
            long kept = Math.Min(best, values.shape[1]);
            Replace(ref _values, sorted.narrow(1, 0, kept).contiguous());
            Replace(ref _rows, rows.gather(1, order.narrow(1, 0, kept)));
        }

        public LayerResponses Done(int layer, int samples)
        {
            return new(
                layer, Numbers(_pre.Mean(samples)), Numbers(_pre.Deviation(samples)), Numbers(_post.Deviation(samples)), Numbers(_active / samples),
                Table(_rows!.to(ScalarType.Float64), v => (int)v), Table(_values!, v => v), [.. Numbers(_high! - _low!).Select(r => r == 0)]);
        }

        private static void Replace(ref Tensor? kept, Tensor value)
        {
            kept?.Dispose();
            kept = value.MoveToOuterDisposeScope();
        }

        private static double[] Numbers(Tensor values) => values.to(ScalarType.Float64).cpu().data<double>().ToArray();

        private T[,] Table<T>(Tensor values, Func<double, T> of)
        {
            double[] flat = Numbers(values.contiguous());
            var table = new T[width, best];
            for (int i = 0; i < width; i++)
                for (int j = 0; j < best; j++) table[i, j] = of(flat[(i * best) + j]);
            return table;
        }
    }

    /// <summary>Mean and deviation of columns that come in blocks.</summary>
    private sealed class Moments(int width, Device device)
    {
        private readonly Tensor _sum = zeros(width, dtype: ScalarType.Float64, device: device);
        private readonly Tensor _squares = zeros(width, dtype: ScalarType.Float64, device: device);
        private Tensor? _shift; // the first block's mean, so that the variance does not cancel

        public void Add(Tensor block)
        {
            _shift ??= block.mean([0L]).MoveToOuterDisposeScope();
            var centred = block - _shift;
            _sum.add_(centred.sum(0L));
            _squares.add_(centred.square().sum(0L));
        }

        public Tensor Mean(int samples) => (_sum / samples) + _shift!;

        public Tensor Deviation(int samples) => ((_squares / samples) - (_sum / samples).square()).clamp_min(0).sqrt();
    }
}
