using DeepNfa.Data;
using DeepNfa.Experiments.Atlas;
using DeepNfa.Training;
using Xunit;

namespace DeepNfa.Tests.Experiments;

public sealed class AtlasTests
{
    [SharedFact("data/mnist")]
    [Trait("Tier", "All")]
    public void Every_output_of_a_network_that_reads_mnist_is_driven_above_its_best_training_image()
    {
        var seed = new Seed(0);
        using var data = MnistFolder.Load(SharedFactAttribute.Find("data"), 4000, 1000);
        using var network = new Mlp(new MlpShape(784, [128, 128], 10), seed);
        foreach (var metrics in Trainer.Run(network, data, new TrainingPlan(Epochs: 10, BatchSize: 64, Optimizer: new Sgd(LearningRate: 1)), seed)) Assert.True(double.IsFinite(metrics.Train.Loss));
        var atlas = new AtlasBuilder(network, data, new AtlasOptions(AtlasParts.All) { Image = data.Train.Image }, seed).Build(("net", "test", "test"));
        Assert.All(atlas.Layers[^1].Neurons, n => Assert.True(n.Reached > n.BestValues[0], $"output {n.Index} reaches {n.Reached}, the best image {n.BestValues[0]}"));
        // The best images of an output are of its class, and so are those that the output sees beside what maximizes it.
        Assert.All(atlas.Layers[^1].Neurons, n => Assert.True(n.Best.Count(b => atlas.Examples.Classes[b] == n.Index) >= 6, $"output {n.Index}"));
        Assert.True(atlas.Layers[^1].Neurons.Count(n => n.Near.Count(b => atlas.Examples.Classes[b] == n.Index) >= 6) >= 8);
        // Classes come apart layer by layer, and neurons become less linear.
        Assert.True(atlas.Spaces[2].Silhouette > atlas.Spaces[1].Silhouette && atlas.Spaces[1].Silhouette > atlas.Spaces[0].Silhouette);
        Assert.True(atlas.Spaces[2].Linearity < atlas.Spaces[1].Linearity);
        Assert.True(atlas.Spaces[2].ProbeScore > atlas.Spaces[0].ProbeScore + 0.05);
        Assert.True(atlas.Spaces[0].NeighbourAccuracy > 0.85);
        Assert.Contains(atlas.Notices, n => n.Contains("inputs are the same in every training sample", StringComparison.Ordinal));
    }
}
