using System.Text.Json;
using DeepNfa.Records;

namespace DeepNfa.Tests.Records;

/// <summary>Small records whose every number is exact in single precision.</summary>
internal static class RunSamples
{
    public static RunManifest Manifest => new(
        RunManifest.CurrentSchema,
        "product",
        new NetworkFacts(3, [4, 4], 2, "relu", false, "pytorch"),
        new DataFacts("tiny", 3, 2, true, 10, 5, new ImageShape(1, 3, 1), "made in the test", new Dictionary<string, string> { ["b"] = "02", ["a"] = "01" }),
        7,
        JsonSerializer.SerializeToElement(new { rate = 0.1, hidden = new[] { 4, 4 } }),
        "deepnfa run product --seed 7",
        new Dictionary<string, string> { ["libtorch"] = "2", ["deepnfa"] = "1" },
        new Dictionary<string, string> { ["os"] = "any", ["cores"] = "2" });

    public static EpochMetrics Classified(int epoch) => new(epoch, new SplitMetrics(1 / 3.0, 0.75, null), new SplitMetrics(Math.PI, 0.5, null), TimeSpan.FromTicks(1234567 + epoch));

    public static EpochMetrics Regressed(int epoch) => new(epoch, new SplitMetrics(1e-300, null, -0.25), null, TimeSpan.FromTicks(1));

    public static ProbeRecord Probe(int epoch, int layers = 2) => new(
        epoch,
        Enumerable.Range(1, layers).SelectMany(layer => new[]
        {
            new Correlation(epoch, layer, Measures.NfmAgop, Convention.Default, 1000, 0.1 + (0.2 * layer)),
            new Correlation(epoch, layer, Measures.NullRotated, new Convention(1 / 3.0, true, SimilarityKind.Cosine, true), 10, double.NaN, 0.125),
        }).ToArray(),
        Enumerable.Range(1, layers).Select(layer => Picture(layer, 3)).ToArray(),
        TimeSpan.FromTicks(987654321));

    public static LayerPicture Picture(int layer, int width)
    {
        var vectors = new double[2, width];
        var pooled = new double[2, 2];
        for (int i = 0; i < width; i++)
            (vectors[0, i], vectors[1, i]) = (i + 0.5, -i);
        (pooled[0, 0], pooled[0, 1], pooled[1, 0], pooled[1, 1]) = (1, 2, 3, layer);
        double[] diagonal = Enumerable.Range(0, width).Select(i => i / 7.0).ToArray();
        return new LayerPicture(layer, 4, width, layer == 2, [2 / 3.0, 0.1], [3, 1e-17], diagonal, diagonal, vectors, vectors, pooled, pooled) { Filters = layer == 1 ? vectors : new double[0, 0] };
    }

    /// <summary>All of a record but wall-clock figures and pictures, as text that can be compared.</summary>
    public static string Text(RunRecord run) =>
        string.Join("\n", run.Epochs.Select(e => $"{e with { Elapsed = default }}")) + "\n" + string.Join("\n", run.Correlations);
}
