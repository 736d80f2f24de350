using System.Diagnostics;
using DeepNfa.Ansatz;
using DeepNfa.Data;
using DeepNfa.Training;

namespace DeepNfa.Benchmarks;

/// <summary>What the rivals add to a measurement: 784-512×3-10 on 5,000 drawn digits, each choice measured in turn, several rounds.</summary>
internal static class RivalCost
{
    private const int Images = 5000;

    public static void Write(TextWriter output, int samples, int rounds)
    {
        var seed = new Seed(0);
        using var digits = DrawnDigits.Generate(Images, seed);
        using var split = digits.SplitCounts(Images, 0, seed);
        using var network = new Mlp(new MlpShape(784, [512, 512, 512], 10), seed);
        var plan = new TrainingPlan(3, 128, new Sgd(0.1, WeightDecay: 1e-4));
        Rivals[] choices = [Rivals.None, .. Enum.GetValues<Rivals>().Where(r => r is not (Rivals.None or Rivals.All)), Rivals.All];
        var probes = choices.Select(r => new AnsatzProbe(network, split.Train.Inputs, new ProbeOptions(Samples: samples) { Rivals = r, Objective = new(split.Train, plan) })).ToList();
        var last = Trainer.Run(network, split, plan, seed).Last();
        var times = choices.Select(_ => new List<double>()).ToList();
        for (int round = 0; round < rounds + 1; round++)
            for (int i = 0; i < choices.Length; i++)
            {
                var before = Process.GetCurrentProcess().TotalProcessorTime;
                probes[i].Measure(last);
                if (round > 0) times[i].Add((Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds); // the first round compiles
            }
        foreach (var probe in probes) probe.Dispose();
        output.WriteLine("rivals,processor_seconds,times_plain");
        double[] ratios = [.. times.Select(t => Median(t.Select((v, round) => v / times[0][round])))];
        for (int i = 0; i < choices.Length; i++) output.WriteLine(FormattableString.Invariant($"{choices[i].ToString().ToLowerInvariant()},{Median(times[i]):0.000},{ratios[i]:0.00}"));
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}
