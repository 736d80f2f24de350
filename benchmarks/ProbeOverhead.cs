using DeepNfa.Ansatz;
using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;

namespace DeepNfa.Benchmarks;

/// <summary>What measuring 1,000 samples after every epoch costs beside the epoch: 784-1024×5-10 on 60,000 images.</summary>
internal static class ProbeOverhead
{
    public static void Write(TextWriter output, string data, int epochs)
    {
        var seed = new Seed(0);
        using var split = data.Length > 0 ? MnistFolder.Load(data, 60000, 0) : Digits(seed);
        using var network = new Mlp(new MlpShape(784, [1024, 1024, 1024, 1024, 1024], 10), seed);
        IReadOnlyList<Convention> both = [Convention.Default, Convention.Default with { Centered = true }];
        using var all = new AnsatzProbe(network, split.Train.Inputs, new ProbeOptions(both));
        using var two = new AnsatzProbe(network, split.Train.Inputs, new ProbeOptions(both, Nulls: false, Pictures: false));
        using var one = new AnsatzProbe(network, split.Train.Inputs, new ProbeOptions(Nulls: false, Pictures: false));
        output.WriteLine("epoch,train_seconds,two_conventions_nulls_pictures_seconds,two_conventions_seconds,one_convention_seconds");
        foreach (var metrics in Trainer.Run(network, split, new TrainingPlan(epochs, 128, new Sgd(1, WeightDecay: 1e-4)), seed))
            output.WriteLine(FormattableString.Invariant($"{metrics.Epoch},{metrics.Elapsed.TotalSeconds:0.00},{all.Measure(metrics).Elapsed.TotalSeconds:0.00},{two.Measure(metrics).Elapsed.TotalSeconds:0.00},{one.Measure(metrics).Elapsed.TotalSeconds:0.00}"));
    }

    private static DataSplit Digits(Seed seed)
    {
        using var digits = DrawnDigits.Generate(60000, seed);
        return digits.SplitCounts(60000, 0, seed);
    }
}
