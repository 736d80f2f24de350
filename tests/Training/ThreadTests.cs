using DeepNfa.Ansatz;
using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Training;

/// <summary>How far results depend on the number of threads, which is the whole process's: nothing else runs beside these tests.</summary>
[Collection(Alone.Name)]
public sealed class ThreadTests
{
    [Fact]
    public void The_first_epoch_agrees_with_one_and_two_threads()
    {
        var (one, two) = (OnThreads(1, Train), OnThreads(2, Train));
        Assert.Equal(one[1].Train.Loss, two[1].Train.Loss, 1e-4);
        Assert.Equal(one[1].Validation!.Loss, two[1].Validation!.Loss, 1e-4);
        Assert.NotEqual(one[0].Train.Loss, one[1].Train.Loss);

        static List<EpochMetrics> Train()
        {
            using var data = Digits();
            using var network = new Mlp(new MlpShape(784, [256, 256], 10), new Seed(3));
            return [.. Trainer.Run(network, data, new TrainingPlan(1, 64, new Sgd(0.5)), new Seed(3))];
        }
    }

    [Fact]
    public void A_measurement_of_the_same_weights_agrees_with_one_and_two_threads()
    {
        using var data = Digits();
        using var network = new Mlp(new MlpShape(784, [256, 256], 10), new Seed(3));
        foreach (var _ in Trainer.Run(network, data, new TrainingPlan(1, 64, new Sgd(0.5)), new Seed(3))) { }
        using var probe = new AnsatzProbe(network, data.Train.Inputs, [], new ProbeOptions(Samples: 200));
        var (one, two) = (OnThreads(1, () => probe.Measure(1)), OnThreads(2, () => probe.Measure(1)));
        Assert.NotEmpty(one.Correlations);
        Assert.All(one.Correlations.Zip(two.Correlations), pair =>
        {
            var (a, b) = pair;
            Assert.Equal(a with { Value = 0, Sd = null }, b with { Value = 0, Sd = null });
            Assert.True(Math.Abs(a.Value - b.Value) <= 1e-6 || (double.IsNaN(a.Value) && double.IsNaN(b.Value)), $"{a.Measure} of layer {a.Layer}: {a.Value} against {b.Value}");
        });
    }

    private static DataSplit Digits()
    {
        using var digits = DrawnDigits.Generate(700, new Seed(5));
        return digits.SplitCounts(600, 100, new Seed(5));
    }

    private static T OnThreads<T>(int threads, Func<T> work)
    {
        int before = get_num_threads();
        set_num_threads(threads);
        try
        {
            return work();
        }
        finally
        {
            set_num_threads(before);
        }
    }
}
