using System.Diagnostics;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Experiments;

/// <summary>How long a training with its measurements takes on this machine, before it begins.</summary>
/// <remarks>
/// <b>Formula.</b> Training: 6 flops a weight and sample (one pass forward, two back) and 2 more for the metrics of an epoch, at the speed of matrix products, and a fixed cost a step and layer.
/// Measuring: products 2n·c·Σk_l k_{l+1} + n·c·Σk_l² and some hundred k³ for the spectra with those of their nulls, a layer and probed epoch; the conventions share their passes but not their nulls.
/// <b>Numerics.</b> Fitted to measured times of this program, which docs/clusters.md compares with it: good to a factor of two on a machine that does nothing else.
/// </remarks>
public static class TimeEstimate
{
    private const double StartSeconds = 1.2; // runtime, libtorch and page
    private const double StepSeconds = 8e-5; // of a layer: calls, optimizer, what is not a product
    private const double LayerSeconds = 8e-3; // of a measured layer, whatever its width
    private const double SpectraFlops = 150; // in k³ of a layer and convention

    /// <summary>Seconds of one network.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="shape">The network.</param>
    /// <param name="data">The data.</param>
    /// <param name="flops">Floating-point operations a second, of <see cref="Speed"/>.</param>
    public static double Seconds(NetworkSettings settings, NetworkShape shape, DataFacts data, double flops)
    {
        double weights = shape.WeightShapes().Sum(w => (double)w.Rows * w.Columns), samples = data.TrainSamples, all = samples + data.ValidationSamples;
        double steps = Math.Ceiling(samples / settings.Batch);
        double epoch = (((6 * samples) + (2 * all)) * weights / flops) + (steps * shape.Layers * StepSeconds);
        double probeSamples = Math.Min(settings.ProbeSamples, samples);
        double probes = Enumerable.Range(0, settings.Epochs + 1).Count(settings.Probes);
        return StartSeconds + (settings.Epochs * epoch) + (probes * Probe(shape, probeSamples, settings.Measured().Count, flops));
    }

    /// <summary>Floating-point operations a second of matrix products now, by a short trial with the threads that are set.</summary>
    public static double Speed(ScalarType dtype)
    {
        const int Size = 384, Repeats = 4;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (a, b) = (ones(Size, Size, dtype: dtype), ones(Size, Size, dtype: dtype));
        double best = double.PositiveInfinity;
        for (int i = 0; i < Repeats; i++)
        {
            long start = Stopwatch.GetTimestamp();
            a.matmul(b)[0, 0].ToDouble();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return 2.0 * Size * Size * Size / best;
    }

    private static double Probe(NetworkShape shape, double samples, int conventions, double flops)
    {
        double work = 0;
        for (int l = 0; l < shape.Hidden.Count; l++)
        {
            double k = shape.Hidden[l], above = l + 1 < shape.Hidden.Count ? shape.Hidden[l + 1] : 0;
            work += (2 * samples * shape.Outputs * k * (above + (k / 2))) + (SpectraFlops * conventions * k * k * k);
        }
        return (2 * work / flops) + (shape.Layers * conventions * LayerSeconds); // in double precision: half the speed
    }
}
