using DeepNfa.Ansatz;
using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Reports;
using DeepNfa.Training;

namespace DeepNfa.Tests.Examples;

/// <summary>The library in ten lines, as the README shows it; <see cref="TenLinesTests"/> holds the two together.</summary>
internal static class TenLines
{
#pragma warning disable format // the columns are the README's
    /// <summary>The README's lines, in their full size.</summary>
    public static void Full()
    {
        #region readme
        var seed    = new Seed(0);
        var plan    = new TrainingPlan(Epochs: 500, BatchSize: 128, Optimizer: new Sgd(LearningRate: 0.1));
        var data    = SyntheticTargets.Product(samples: 2000, dimension: 100, seed).Split(train: 0.8, validation: 0.1, seed);
        var network = new Mlp(new MlpShape(inputs: 100, hidden: [1024, 1024, 1024], outputs: 1), seed);
        var probe   = new AnsatzProbe(network, data.Train.Inputs);             // remembers W₀
        using var run = RunFolder.Create("runs/product", RunManifest.Of("product", network.Shape, plan, seed, data.Facts));
        foreach (var metrics in Trainer.Run(network, data, plan, seed))        // epoch 0 is the initialization
        {
            run.Append(metrics);
            if (metrics.Epoch % 10 == 0) run.Append(probe.Measure(metrics.Epoch));
        }
        Report.Write(run.Load(), "runs/product");
        #endregion
    }

    /// <summary>The same lines in a size for tests.</summary>
    public static void Small(string folder)
    {
        #region small
        var seed    = new Seed(0);
        var plan    = new TrainingPlan(Epochs: 2, BatchSize: 128, Optimizer: new Sgd(LearningRate: 0.1));
        var data    = SyntheticTargets.Product(samples: 60, dimension: 100, seed).Split(train: 0.8, validation: 0.1, seed);
        var network = new Mlp(new MlpShape(inputs: 100, hidden: [8, 8, 8], outputs: 1), seed);
        var probe   = new AnsatzProbe(network, data.Train.Inputs);             // remembers W₀
        using var run = RunFolder.Create(folder, RunManifest.Of("product", network.Shape, plan, seed, data.Facts));
        foreach (var metrics in Trainer.Run(network, data, plan, seed))        // epoch 0 is the initialization
        {
            run.Append(metrics);
            if (metrics.Epoch % 2 == 0) run.Append(probe.Measure(metrics.Epoch));
        }
        Report.Write(run.Load(), folder);
        #endregion
    }
#pragma warning restore format
}
