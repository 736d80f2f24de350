using DeepNfa.Ansatz;
using DeepNfa.Reports;
using static TorchSharp.torch;

namespace DeepNfa.Benchmarks;

/// <summary>Cost against samples and against layers: straight lines, and memory that does not grow with samples.</summary>
internal static class Scaling
{
    public static void Write(TextWriter output, string folder)
    {
        int[] samples = [1000, 2000, 4000, 8000, 15000, 30000, 60000], depths = [1, 2, 3, 4, 5, 6];
        output.WriteLine("samples,layers,seconds,peak_mb");
        double[] bySamples = [.. samples.Select(n => Timed(output, new Case(784, 256, 3, 10, n)))];
        double[] byDepth = [.. depths.Select(d => Timed(output, new Case(784, 256, d, 10, 4000)))];
        var figure = new Figure("scaling", "Cost of one pass over all layers, 784-256×L-10",
        [
            new Panel("Three layers", new Axis("Samples / 1000", Min: 0), new Axis("Seconds", Min: 0), [new Line(null, [.. samples.Select(n => n / 1000.0)], bySamples, Palette.Categories[0])]),
            new Panel("4,000 samples", new Axis("Hidden layers", Min: 0), new Axis("", Min: 0), [new Line(null, [.. depths.Select(d => (double)d)], byDepth, Palette.Categories[0])]),
        ])
        {
            Columns = 2,
            Subtitle = $"{get_num_threads()} thread(s), float32, ten outputs",
        };
        Directory.CreateDirectory(folder);
        if (Renderers.Choose("auto").Renderer is { } renderer) renderer.Render([figure], folder, [FigureFormat.Png, FigureFormat.Svg]);
    }

    private static double Timed(TextWriter output, Case c)
    {
        using var scope = NewDisposeScope();
        using var network = c.Network();
        var x = c.InputRows();
        GC.Collect();
        double seconds = Enumerable.Range(0, 3).Min(_ => MeasurementTable.Seconds(() => { using var inner = NewDisposeScope(); OutputGradients.Covariances(network, x); }));
        using var me = System.Diagnostics.Process.GetCurrentProcess();
        output.WriteLine(FormattableString.Invariant($"{c.Samples},{c.Depth},{seconds:0.000},{me.PeakWorkingSet64 / 1e6:0}"));
        return seconds;
    }
}
