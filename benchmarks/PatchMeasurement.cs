using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using DeepNfa.Algebra;
using DeepNfa.Ansatz;
using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Benchmarks;

/// <summary>All layers of a network with four convolutions measured on images of 32 × 32 × 3, alternating with the published route in PyTorch on the same arrays.</summary>
internal static class PatchMeasurement
{
    private const string Layers = "conv:16:3:1:1,relu,conv:32:3:1:1,relu,max:2,conv:32:3:1:1,relu,conv:64:3:1:1,relu,max:2,flatten,dense:10";

    public static void Write(TextWriter output, string data, int images, int rounds, string python)
    {
        var shape = LayerGraph.Parse(Layers, new ImageShape(32, 32, 3), 10);
        using var network = shape.Create(new Seed(0));
        using var inputs = Images(data, images);
        string file = Path.Combine(Path.GetTempPath(), $"deepnfa-patches-{Environment.ProcessId}.npz");
        using (var stream = File.Create(file))
            Npz.Write(stream, [.. network.Weights.Select((w, l) => ($"W{l + 1}", w.detach().ToNpy())), ("inputs", inputs.reshape(images, 3, 32, 32).ToNpy()), ("layers", NpyArray.Of<byte>(Encoding.UTF8.GetBytes(Layers)))]);
        try
        {
            Run(output, network, inputs, rounds, python, file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Run(TextWriter output, LayeredNetwork network, torch.Tensor inputs, int rounds, string python, string file)
    {
        Convention[] conventions = [Convention.Default with { Power = 1 }, Convention.Default];
        var (ours, theirs, ratios, apart) = (new List<double>(), new List<double>(), new List<double>(), 0.0);
        for (int i = 0; i < rounds; i++)
        {
            long start = Stopwatch.GetTimestamp();
            using var probe = new AnsatzProbe(network, inputs, new ProbeOptions(conventions, int.MaxValue, Nulls: false, Pictures: false));
            var record = probe.Measure(0);
            ours.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            var peer = Peer(python, file);
            theirs.Add(peer.Seconds);
            ratios.Add(peer.Seconds / ours[^1]);
            for (int l = 0; l < peer.Correlations.Length; l++)
                for (int c = 0; c < conventions.Length; c++)
                    apart = Math.Max(apart, Math.Abs(peer.Correlations[l][c] - record.Correlations.Single(r => r.Measure == Measures.NfmAgop && r.Layer == l + 1 && r.Convention == conventions[c]).Value));
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{network.Shape.Text}: {inputs.shape[0]} images, {torch.get_num_threads()} thread(s), medians of {rounds}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ours {Median(ours):0.00} s; published route {Median(theirs):0.00} s; ratio {Median(ratios):0.0} ({ratios.Min():0.0} to {ratios.Max():0.0}); correlations differ by at most {apart:0.0e+0}"));
    }

    private static torch.Tensor Images(string data, int count)
    {
        if (data.Length > 0)
        {
            using var read = DeepNfa.Data.Readers.DataFiles.Open(data).Train;
            return read.Inputs.narrow(0, 0, count).clone();
        }
        var stream = new Seed(0).Stream("benchmark");
        return torch.tensor([.. Enumerable.Range(0, count * 3072).Select(_ => (float)stream.NextDouble())], [count, 3072]);
    }

    private static Found Peer(string python, string file)
    {
        const string Script = "benchmarks/patch_peer.py";
        using var process = Process.Start(new ProcessStartInfo(python, [Script, file, torch.get_num_threads().ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? JsonSerializer.Deserialize<Found>(text, JsonSerializerOptions.Web)! : throw new EnvironmentException($"{Script} failed; it needs Python with NumPy and PyTorch, and the repository as current folder.");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private sealed record Found(double Seconds, double[][] Correlations);
}
