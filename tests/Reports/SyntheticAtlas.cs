using DeepNfa.Records;

namespace DeepNfa.Tests.Reports;

/// <summary>Atlases that look like real ones, in closed form.</summary>
internal static class SyntheticAtlas
{
    public static FeatureAtlas Create(ImageShape? image = null, int width = 12, int hidden = 2, int neurons = 20, bool plane = false, string title = "64-20×2-3 on digits", int[]? dead = null)
    {
        int d = image is { } i ? i.Height * i.Width * i.Channels : width;
        float[] Vector(double a, double b) => [.. Enumerable.Range(0, d).Select(j => (float)SyntheticRun.Wave(a, b, j))];
        float[] Sample(int s) => [.. Vector(s, 7).Select(v => (v + 1) / 2)];
        var layers = Enumerable.Range(1, hidden + 1).Select(layer =>
        {
            int count = layer > hidden ? 3 : neurons;
            int[] live = [.. Enumerable.Range(0, count).Except(layer == 1 ? dead ?? [] : [])];
            return new AtlasLayer(layer, count, layer > hidden, [.. live.Select(n => new AtlasNeuron(n, Vector(layer, n), new(1 + n, count - n, 0.5, 1.0 / layer, 0.2, image is null ? double.NaN : 0.9), [n % 12, (n + 1) % 12, (n + 2) % 12], [3, 2, 1])
            {
                Maximizing = Sample(100 + n),
                Reached = 3.5,
                Near = [(n + 3) % 12, (n + 4) % 12],
                Alike = [.. live.Where(o => o != n).Take(2)],
                AlikeCorrelations = [.. live.Where(o => o != n).Take(2).Select(_ => 0.5)],
            })], [.. (layer == 1 ? dead : null) ?? []]);
        }).ToList();
        var spaces = Enumerable.Range(0, hidden + 2).Select(s => new AtlasSpace(s, s == 0 ? "input" : s > hidden ? "output" : $"layer {s}", s == 0 ? d : neurons, 0.9, 0.8 + (0.05 * s), 3.0 / (s + 1), 0.1 * s, s == 0 ? double.NaN : 1.0 / s, s == 0 ? double.NaN : 0.2, s == 0 || image is null ? double.NaN : 0.9)).ToList();
        return new FeatureAtlas(
            title, "run of a test, epoch 1, seed 0", "deepnfa visualize runs/test", image, ["class 0", "class 1", "class 2"], layers, spaces,
            [new("weights of layer 1", "largest norms", [Vector(1, 1), Vector(1, 2)]), new("principal components", "of the samples", [Vector(2, 1), Vector(2, 2)])],
            [new(0, 0, [.. spaces.Select(s => new[] { 3, 6, 4 })]), new(1, 2, [.. spaces.Select(s => new[] { 4, 7, 5 })])],
            new([.. Enumerable.Range(0, 12).Select(Sample)], [.. Enumerable.Range(0, 12).Select(s => s % 3)], [.. Enumerable.Range(0, 12)], 0, 1),
            [("seed", "0")], ["A sentence for the reader."])
        {
            Plane = plane ? new(1.5, [("layer 1, neuron 0", 1, new double[,] { { 1, -1 }, { 1, -1 } }), ("output for class 0", 2, new double[,] { { 1, 0 }, { 0, 1 } })], new double[,] { { 1, 1 }, { -1, 1 } }, [0, 1]) : null,
        };
    }
}
