using System.Diagnostics;
using DeepNfa.Ansatz;
using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Benchmarks;

/// <summary>Time, memory and flops of a whole measurement, beside the machine's rate of matrix products taken in the same process.</summary>
internal static class MeasurementTable
{
    private const int Repetitions = 3;

    public static void Write(TextWriter output)
    {
        double single = GemmRate(ScalarType.Float32), twice = GemmRate(ScalarType.Float64);
        output.WriteLine(FormattableString.Invariant($"{get_num_threads()} thread(s); 1024³ products at {single / 1e9:0} GFLOP/s in float32, {twice / 1e9:0} in float64; medians of {Repetitions}."));
        output.WriteLine("| network | floor, GFLOP | passes, s | × floor at the float32 rate | both centrings with nulls, s | one convention without null, s | peak, MB |\n|---|--:|--:|--:|--:|--:|--:|");
        foreach (var c in Case.All)
        {
            using var scope = NewDisposeScope();
            using var network = c.Network();
            var x = c.InputRows();
            double passes = Median(() => { using var inner = NewDisposeScope(); OutputGradients.Covariances(network, x); });
            double both = Median(() => Measure(network, x, [Convention.Default, Convention.Default with { Centered = true }], nulls: true));
            double one = Median(() => Measure(network, x, [Convention.Default], nulls: false));
            using var me = Process.GetCurrentProcess();
            output.WriteLine(FormattableString.Invariant($"| {c} | {c.FloorFlops() / 1e9:0.0} | {passes:0.00} | {passes * single / c.FloorFlops():0.00} | {both:0.00} | {one:0.00} | {me.PeakWorkingSet64 / 1e6:0} |"));
        }
    }

    /// <summary>The fastest of five square products, in flops a second.</summary>
    public static double GemmRate(ScalarType dtype)
    {
        using var scope = NewDisposeScope();
        const int Size = 1024;
        var a = ones(Size, Size, dtype: dtype);
        a.matmul(a);
        return 2.0 * Size * Size * Size / Enumerable.Range(0, 5).Min(_ => Seconds(() => a.matmul(a)));
    }

    public static double Seconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Median(Action action)
    {
        action();
        return Enumerable.Range(0, Repetitions).Select(_ => Seconds(action)).Order().ElementAt(Repetitions / 2);
    }

    private static void Measure(Training.Mlp network, Tensor x, IReadOnlyList<Convention> conventions, bool nulls)
    {
        using var probe = new AnsatzProbe(network, x, [], new ProbeOptions(conventions, int.MaxValue, nulls, Pictures: false));
        probe.Measure(0);
    }
}
