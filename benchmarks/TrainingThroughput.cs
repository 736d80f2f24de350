using System.Diagnostics;
using DeepNfa.Data;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Benchmarks;

/// <summary>Samples a second of the real trainer (shuffled batches, divergence check, state), start-up and evaluation excluded.</summary>
internal static class TrainingThroughput
{
    public static string Run(Func<string, string, string> option)
    {
        int[] widths = [.. option("--widths", "784,256,256,256,10").Split(',').Select(int.Parse)];
        int batch = int.Parse(option("--batch", "128")), steps = int.Parse(option("--steps", "64")), threads = torch.get_num_threads();
        var seed = new Seed(0);
        int samples = batch * 16;
        var stream = seed.Stream("benchmark");
        float[] inputs = [.. Enumerable.Range(0, samples * widths[0]).Select(_ => (float)stream.NextGaussian())];
        int[] labels = [.. Enumerable.Range(0, samples).Select(_ => stream.NextInt(widths[^1]))];
        using var set = LabeledSet.OfClasses("benchmark", inputs, labels, widths[^1]);
        using var network = new Mlp(new MlpShape(widths[0], widths[1..^1], widths[^1]), seed);
        using var state = new TrainingState(network);
        var plan = new TrainingPlan(int.MaxValue, batch, new Sgd(0.1));
        Trainer.TrainEpoch(state, set, plan, seed, default);
        long start = Stopwatch.GetTimestamp();
        int epochs = (steps + 15) / 16;
        for (int e = 0; e < epochs; e++) Trainer.TrainEpoch(state, set, plan, seed, default);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return FormattableString.Invariant($"{{\"samplesPerSecond\": {epochs * samples / seconds:0}, \"msPerStep\": {1000 * seconds / (epochs * 16):0.00}, \"threads\": {threads}}}");
    }
}
