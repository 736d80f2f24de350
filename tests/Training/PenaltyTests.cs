using DeepNfa.Ansatz;
using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Tests.Ansatz;
using DeepNfa.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Training;

public sealed class PenaltyTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 7 })]
    [InlineData(new[] { 7, 5 })]
    [InlineData(new[] { 6, 5, 4 })]
    public void The_penalty_is_the_trace_of_the_agop_of_the_input(int[] hidden)
    {
        using var network = Networks.Random(6, hidden, 3, Activation.Sine, biases: true, seed: 2);
        var x = Networks.Gaussian(20, 6);
        Assert.Equal(Oracle.Agops(network, x, centered: false)[0].trace().ToDouble(), AgopPenalty.Of(network, x).ToDouble(), 1e-9);
    }

    [Theory]
    [InlineData(Activation.Tanh, new[] { 5 })]
    [InlineData(Activation.Quadratic, new[] { 5 })]
    [InlineData(Activation.Gelu, new[] { 5, 4 })]
    [InlineData(Activation.Sigmoid, new[] { 4, 4, 3 })]
    public void Its_gradient_is_that_of_finite_differences(Activation activation, int[] hidden)
    {
        const double Step = 1e-5;
        using var network = Networks.Random(4, hidden, 2, activation, biases: true, seed: 5);
        var x = Networks.Gaussian(9, 4);
        var gradients = autograd.grad([AgopPenalty.Of(network, x)], [.. network.Weights]);
        using var _ = no_grad();
        for (int l = 0; l < network.Weights.Count; l++)
        {
            var w = network.Weights[l].view(-1);
            for (int i = 0; i < w.shape[0]; i++)
            {
                // Richardson: the error of central differences falls from the second to the fourth order.
                double Difference(double h) { w[i].add_(h); double up = AgopPenalty.Of(network, x).ToDouble(); w[i].sub_(2 * h); double down = AgopPenalty.Of(network, x).ToDouble(); w[i].add_(h); return (up - down) / (2 * h); }
                double expected = (4 * Difference(Step * 10) - Difference(Step * 20)) / 3;
                Assert.Equal(expected, gradients[l].view(-1)[i].ToDouble(), 1e-8 * Math.Max(1, Math.Abs(expected)));
            }
        }
    }

    [Fact]
    public void Training_with_the_penalty_moves_along_loss_plus_penalty()
    {
        using var data = DataSources();
        using var network = Networks.Random(5, [6, 4], 1, Activation.Tanh, seed: 1);
        using var other = Networks.Random(5, [6, 4], 1, Activation.Tanh, seed: 1);
        var objective = LossKind.MeanSquaredError.Of(other.forward(data.Train.Inputs), data.Train.Targets) + (0.3 * AgopPenalty.Of(other, data.Train.Inputs));
        var gradients = autograd.grad([objective], [.. other.Weights]);
        foreach (var _ in Trainer.Run(network, data, new TrainingPlan(1, 100, new Sgd(0.1)) { AgopPenalty = 0.3 }, new Seed(1))) { }
        for (int l = 0; l < 3; l++) Assert.True(Networks.Difference(network.Weights[l], other.Weights[l] - (gradients[l] * 0.1)) < 1e-12);
    }

    [Fact]
    public void With_speed_limits_each_layer_moves_as_far_as_its_speed_says()
    {
        using var data = DataSources();
        using var network = Networks.Random(5, [6, 4], 1, Activation.Tanh, seed: 1);
        var before = network.Weights.Select(w => w.detach().clone()).ToList();
        foreach (var _ in Trainer.Run(network, data, new TrainingPlan(1, 100, new Sgd(0.1)) { SpeedLimit = new(2, 4, 0) }, new Seed(1))) { }
        using var off = no_grad();
        double[] moved = [.. network.Weights.Select((w, l) => (w - before[l]).norm().ToDouble())];
        Assert.Equal(0.1 / 4, moved[0], 1e-12);
        Assert.Equal(0.1 * 4, moved[1], 1e-12);
        Assert.Equal(0.1 / 4, moved[2], 1e-12);
    }

    [Fact]
    public void Wrong_penalties_and_speeds_are_refused()
    {
        Assert.Throws<UsageException>(() => new TrainingPlan(1, 1, new Sgd(0.1)) { AgopPenalty = -1 });
        Assert.Throws<UsageException>(() => new TrainingPlan(1, 1, new Sgd(0.1)) { SpeedLimit = new(1, 0) });
        using var data = DataSources();
        using var network = Networks.Random(5, [6], 1, Activation.Tanh);
        Assert.Throws<UsageException>(() => Trainer.Run(network, data, new TrainingPlan(1, 10, new Sgd(0.1)) { SpeedLimit = new(3) }, new Seed(1)).First());
    }

    private static DataSplit DataSources()
    {
        var x = Networks.Gaussian(30, 5);
        return new(new LabeledSet("sum of squares", x, x.square().sum(1, true)), null);
    }
}
