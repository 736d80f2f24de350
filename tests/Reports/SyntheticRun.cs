using System.Text.Json;
using DeepNfa.Records;

namespace DeepNfa.Tests.Reports;

/// <summary>Runs that look like real ones, in closed form: the same on every machine to the six digits that are kept.</summary>
internal static class SyntheticRun
{
    public static RunRecord Create(int hidden = 3, int width = 64, ImageShape? image = null, int inputs = 20, int pooled = 12, int[]? probed = null, string data = "MNIST", long seed = 0, double strength = 1, bool classification = true)
    {
        probed ??= [0, 1, 2, 3, 5, 10, 15, 20, 30, 40];
        int d = image is { } i ? i.Height * i.Width * i.Channels : inputs, outputs = classification ? 10 : 1, last = probed[^1];
        var network = new NetworkFacts(d, [.. Enumerable.Repeat(width, hidden)], outputs, "relu", false, "pytorch");
        var facts = new DataFacts(data, d, outputs, classification, 10000, 1000, image, "made for tests", new Dictionary<string, string> { ["train.gz"] = "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609" });
        var settings = JsonSerializer.SerializeToElement(new { epochs = last, batch = 128, optimizer = "sgd", rate = 0.1, momentum = 0, loss = "mse", probeEvery = 10, probeSamples = 1000 });
        var manifest = new RunManifest(RunManifest.CurrentSchema, "quickstart", network, facts, seed, settings, $"deepnfa run quickstart --seed {seed}",
            new Dictionary<string, string> { ["deepnfa"] = "0.1.0", ["dotnet"] = "10.0.0", ["libtorch"] = "2.6.0" },
            new Dictionary<string, string> { ["os"] = "Linux", ["cpu"] = "two cores of a kind", ["cores"] = "2", ["device"] = "cpu" });
        var epochs = Enumerable.Range(0, last + 1).Select(e => Metrics(e, classification)).ToList();
        var correlations = probed.SelectMany(e => Enumerable.Range(1, hidden + 1).SelectMany(l => Rows(e, l, hidden, seed, strength))).ToList();
        return new RunRecord(manifest, epochs, correlations, [new Timing(1, "train", 0.5)], probed, e => [.. Enumerable.Range(1, hidden + 1).Select(l => Picture(l, l == hidden + 1 ? outputs : width, l == 1 ? d : width, l == hidden + 1, pooled, last == 0 ? 0 : (double)e / last, l == 1 ? image : null))]);
    }

    /// <summary>Smooth noise in [−1, 1] that depends on all its arguments.</summary>
    public static double Wave(double a, double b, double c = 0) => Math.Sin(12.9898 * a + 78.233 * b + 37.719 * c + Math.Sin(4.1 * a - 1.7 * b + 0.3 * c));

    private static double Round(double v) => Math.Round(v, 6);

    private static EpochMetrics Metrics(int epoch, bool classification)
    {
        SplitMetrics Split(double lag, double floor) => new(Round(0.09 * Math.Exp(-epoch * lag) + floor), classification ? Round(0.97 - 8 * floor - 0.85 * Math.Exp(-epoch * lag * 2.5)) : null, classification ? null : Round(0.98 - 20 * floor - 1.0 * Math.Exp(-epoch * lag * 2)));
        return new EpochMetrics(epoch, Split(0.16, 0.0015), Split(0.15, 0.006), TimeSpan.FromSeconds(0.5));
    }

    private static IEnumerable<Correlation> Rows(int epoch, int layer, int hidden, long seed, double strength)
    {
        Correlation Row(string measure, double value, double? sd = null) => new(epoch, layer, measure, Convention.Default, 1000, Round(value), sd);
        double depth = hidden < 2 ? 0 : (layer - 1.0) / (hidden - 1), grown = strength * (1 - Math.Exp(-epoch / 9.0)), noise = 0.006 * Wave(epoch, layer, seed);
        if (layer > hidden)
        {
            yield return Row(Measures.NfmAgop, 0.97);
            yield break;
        }
        double rotated = 0.85 - 0.1 * depth - (0.13 - 0.05 * depth) * (1 - Math.Exp(-epoch / 4.0)) + noise;
        double excess = (0.3 + 0.14 * depth) * grown - (layer == 2 && epoch == 0 ? 0.03 : 0) + 0.02 * Wave(layer, epoch, 1 + seed);
        yield return Row(Measures.NfmAgop, rotated + excess * (1 - rotated));
        yield return Row(Measures.NullRotated, rotated, Round(0.004 + 0.003 * depth));
        yield return Row(Measures.Excess, excess);
        yield return Row(Measures.Dual, (0.25 + 0.22 * depth) * grown + 0.01 * Wave(layer, epoch, 2));
        yield return Row(Measures.UpdateAgop, epoch == 0 ? double.NaN : (0.3 + 0.35 * (1 - Math.Exp(-epoch / 25.0)) + 0.12 * depth) * Math.Min(1, 0.4 + strength));
        yield return Row(Measures.NfmInitial, Math.Exp(-epoch / 60.0));
        yield return Row(Measures.TopOverlap, 0.3 + (0.4 + 0.15 * depth) * grown + 0.5 * noise);
    }

    private static LayerPicture Picture(int layer, int rows, int width, bool readout, int pooled, double progress, ImageShape? image)
    {
        int n = Math.Min(rows, width), block = Math.Min(pooled, width);
        double Focus(int j, double sharp) => image == null
            ? 0.02 + Math.Exp(-j / (3.0 / (0.2 + sharp))) + 0.005 * (1 + Wave(j, layer))
            : Bump(j, image, sharp);
        double[] Spectrum(double power, double flat) => [.. Enumerable.Range(1, n).Select(i => Round(3 * (Math.Pow(i, -power * (0.2 + progress)) + flat * (1 - i / (n + 4.0)))))];
        double[] Diagonal(double sharp) => [.. Enumerable.Range(0, width).Select(j => Round(Focus(j, sharp)))];
        double[,] Vectors(double phase) => Fill(8, width, (v, j) => image == null ? Math.Exp(-Math.Pow(j - v, 2) / 2.0) * (v % 2 == 0 ? 1 : -1) + 0.05 * Wave(j, v) : Pattern(v, j, image, phase));
        double[,] Pooled(double sharp) => Fill(block, block, (i, j) =>
            (i == j ? 1 : 0) + progress * sharp * (0.5 * Math.Cos(0.5 * i) * Math.Cos(0.5 * j) + 0.3 * Math.Sin(0.23 * i + layer) * Math.Sin(0.23 * j + layer)) + 0.08 * (Wave(Math.Min(i, j), Math.Max(i, j), layer) + sharp * Wave(Math.Max(i, j), Math.Min(i, j), 3)));
        return new LayerPicture(layer, rows, width, readout, Spectrum(1.0, 0.25), Spectrum(2.4, 0.02), Diagonal(progress), Diagonal(1.4 * progress), Vectors(0), Vectors(0.25), Pooled(0.8), Pooled(1));
    }

    private static double Bump(int j, ImageShape image, double sharp)
    {
        double y = (j / image.Width % image.Height + 0.5) / image.Height - 0.5, x = (j % image.Width + 0.5) / image.Width - 0.5;
        return 0.3 + sharp * Math.Exp(-(3 * x * x + 2 * y * y + x * y) * 8) * (1 + 0.3 * Math.Cos(18 * x + 9 * y)) + 0.04 * Wave(x * 40, y * 40);
    }

    private static double Pattern(int v, int j, ImageShape image, double phase)
    {
        double y = (j / image.Width % image.Height + 0.5) / image.Height - 0.5, x = (j % image.Width + 0.5) / image.Width - 0.5, turn = 0.8 * v, channel = j / (image.Width * image.Height);
        return Math.Exp(-(x * x + y * y) * 12) * Math.Cos((6 + 2 * v) * (x * Math.Cos(turn) + y * Math.Sin(turn)) + 0.7 * v + phase + channel) + 0.05 * phase * Wave(x * 50, y * 50, v);
    }

    private static double[,] Fill(int rows, int columns, Func<int, int, double> value)
    {
        var m = new double[rows, columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                m[i, j] = Round(value(i, j));
        return m;
    }
}
