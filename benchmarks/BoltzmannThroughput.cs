using DeepNfa.Data;
using DeepNfa.Features;
using TorchSharp;

namespace DeepNfa.Benchmarks;

/// <summary>Samples a second of contrastive divergence on sparse random images, scores excluded; the settings are those of benchmarks/rbm_peer.py.</summary>
internal static class BoltzmannThroughput
{
    public static string Run(Func<string, string, string> option)
    {
        int inputs = int.Parse(option("--inputs", "784")), hidden = int.Parse(option("--hidden", "256")), batch = int.Parse(option("--batch", "10")), samples = int.Parse(option("--samples", "5000")), epochs = int.Parse(option("--epochs", "2")), steps = int.Parse(option("--gibbs", "1"));
        var seed = new Seed(0);
        var stream = seed.Stream("benchmark");
        float[] values = [.. Enumerable.Range(0, samples * inputs).Select(_ => stream.NextDouble() < 0.2 ? 1f : 0f)];
        using var data = torch.tensor(values, [samples, inputs]);
        var plan = new BoltzmannPlan(hidden, 0.06, batch, int.MaxValue) { GibbsSteps = steps, DataBias = false };
        using var state = new BoltzmannState(data, plan, seed);
        ContrastiveDivergence.TrainEpoch(state, data, plan, seed, default);
        double seconds = 0;
        for (int e = 0; e < epochs; e++)
        {
            state.Elapsed = default;
            ContrastiveDivergence.TrainEpoch(state, data, plan, seed, default);
            seconds += state.Elapsed.TotalSeconds;
        }
        return FormattableString.Invariant($"{{\"samplesPerSecond\": {epochs * samples / seconds:0}, \"usPerStep\": {1e6 * seconds / (epochs * ((samples + batch - 1) / batch)):0}, \"threads\": {torch.get_num_threads()}}}");
    }
}
