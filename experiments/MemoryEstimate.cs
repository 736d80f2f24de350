using DeepNfa.Ansatz;
using DeepNfa.Records;
using DeepNfa.Training;

namespace DeepNfa.Experiments;

/// <summary>What a training with its measurements takes of memory at its peak, before it begins.</summary>
/// <remarks>
/// <b>Formula.</b> base + 4·data + 8·weights + 36·k²·(layers measured at once): data are held as read, as a tensor and as the splits' copies, with the garbage of reading them;
/// weights as themselves, gradient, W⁰, two slots and the arrays of a checkpoint; a measured layer as some thirty-six float64 matrices of its width k. Tangent kernels
/// on m samples take 8·m²·(2·layers + 3) and for the gradients behind them 24·m·outputs·k.
/// <b>Numerics.</b> Fitted to measured peaks, which docs/reliability.md compares with it: within 30 % on the catalogue.
/// </remarks>
public static class MemoryEstimate
{
    // The runtime, libtorch, OpenBLAS and the page.
    private const double Base = 260e6;

    /// <summary>Bytes at the peak.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="shapes">The networks, of which one at a time is held.</param>
    /// <param name="data">The data.</param>
    /// <param name="threads">Threads of tensor operations.</param>
    public static double Bytes(NetworkSettings settings, IEnumerable<NetworkShape> shapes, DataFacts data, int threads)
    {
        double size = settings.Precision == "float64" ? sizeof(double) : sizeof(float);
        double samples = (double)(data.TrainSamples + data.ValidationSamples) * (data.Inputs + data.Outputs);
        return Base + (4 * size * samples) + shapes.Max(shape => OfNetwork(shape, size, threads) + OfKernels(settings, shape, data.TrainSamples));
    }

    /// <summary>Refuses what does not fit.</summary>
    /// <exception cref="EnvironmentException">The estimate is beyond the free memory, or a layer beyond what an array holds.</exception>
    internal static void Require(NetworkSettings settings, IReadOnlyList<NetworkShape> shapes, DataFacts data, int threads)
    {
        double need = Bytes(settings, shapes, data, threads), free = FreeMemory.Bytes(), most = shapes.Max(s => s.WeightShapes().Max(w => (double)w.Rows * w.Columns));
        if (need <= free && most <= Array.MaxLength) return;
        var largest = shapes.MaxBy(s => OfNetwork(s, sizeof(float), threads))!;
        throw new EnvironmentException(FormattableString.Invariant($"The network {largest.Inputs}-{string.Join('-', largest.Hidden)}-{largest.Outputs} on {data.Name} needs about {need / 1e9:0.0} GB of memory; {free / 1e9:0.0} GB are free, and one layer may have {Array.MaxLength} weights. Make its hidden layers narrower (--hidden, or --set networks=…), take fewer samples (--train-samples, or --set trainSamples=…), or measure with fewer threads (--threads 1){(settings.MeasuredRivals().HasFlag(Rivals.Kernel) ? " or the tangent kernel on fewer samples (--set kernelSamples=…)" : "")}."));
    }

    /// <summary>Refuses generated data that do not fit, before they are generated.</summary>
    /// <exception cref="EnvironmentException">The estimate is beyond the free memory, or the samples beyond what an array holds.</exception>
    internal static void RequireSamples(double samples, int width)
    {
        double need = Base + (4 * sizeof(float) * samples * width), free = FreeMemory.Bytes();
        if (need > free || samples * width > Array.MaxLength)
            throw new EnvironmentException(FormattableString.Invariant($"{samples} samples of {width} inputs need about {need / 1e9:0.0} GB of memory; {free / 1e9:0.0} GB are free, and one set may have {Array.MaxLength} numbers. Take fewer samples (--train-samples, or --set trainSamples=…)."));
    }

    private static double OfKernels(NetworkSettings settings, NetworkShape shape, int samples)
    {
        if (!settings.MeasuredRivals().HasFlag(Rivals.Kernel)) return 0;
        double m = Math.Min(settings.KernelSamples, samples);
        return sizeof(double) * m * ((m * (2 * shape.Layers + 3)) + (3.0 * shape.Outputs * shape.WeightShapes().Max(w => w.Rows)));
    }

    private static double OfNetwork(NetworkShape shape, double size, int threads)
    {
        var weights = shape.WeightShapes().Select(s => (Rows: (double)s.Rows, Columns: (double)s.Columns)).ToList();
        double widest = weights.Max(w => w.Rows);
        return (8 * size * weights.Sum(w => w.Rows * w.Columns)) + (sizeof(double) * weights.Max(w => w.Rows * w.Columns))
            + (36 * sizeof(double) * widest * widest * Math.Min(Math.Min(threads, weights.Count), 4));
    }
}
