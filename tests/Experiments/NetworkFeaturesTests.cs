using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Experiments;
using DeepNfa.Kernels;
using DeepNfa.Records;
using DeepNfa.Training;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Experiments;

public sealed class NetworkFeaturesTests
{
    private const int Width = 6, Samples = 50;

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.5)]
    [InlineData(0.25)]
    public void M_that_is_the_power_of_the_networks_own_AGOP_is_like_it_at_every_power(double power)
    {
        using var scope = NewDisposeScope();
        using var network = new Mlp(new MlpShape(Width, [9], 2, biases: true), new Seed(1), dtype: ScalarType.Float64);
        var (weights, x) = (network.Weights[0].detach(), Inputs());
        // ReLU, one hidden layer: the gradient of output c at x is Σ_k v_ck 1[h_k > 0] w_k.
        var on = (x.matmul(weights.t()) + network.Biases[0].detach()).gt(0).to(ScalarType.Float64);
        var agop = zeros(Width, Width, dtype: ScalarType.Float64);
        for (int c = 0; c < 2; c++)
        {
            var gradients = (on * network.Weights[1].detach()[c]).matmul(weights); // (n×d)
            agop = agop + (gradients.t().matmul(gradients) / Samples);
        }
        using var features = new NetworkFeatures(network, [weights], 0.5, x, null, new RfmPlan { Power = power });
        using var metric = new Metric(Spectrum.Of(agop).Power(power));
        var rows = features.Compare(3, metric);
        Assert.Equal(4 * 2 * new[] { 0.5, 1, power }.Distinct().Count(), rows.Count);
        Assert.All(rows.Where(r => r.Matrix == MachineLikeness.Agop), r => Assert.Equal(1, r.Value, 1e-9));
        // W − W/2 is W/2: what training changed is like WᵀW itself, whatever the scale.
        foreach (var row in rows.Where(r => r.Matrix == MachineLikeness.Update))
            Assert.Equal(rows.First(r => r.Matrix == MachineLikeness.Nfm && r.Convention == row.Convention).Value, row.Value, 1e-12);
        Assert.All(rows, r => Assert.True(r.Iteration == 3 && r.NullSd > 0 && Math.Abs(r.Inputs) <= 1));
    }

    [Fact]
    public void A_network_on_columns_as_they_are_is_compared_as_a_function_of_the_columns_that_the_machine_scales()
    {
        using var scope = NewDisposeScope();
        using var network = new Mlp(new MlpShape(Width, [], 3), new Seed(2), dtype: ScalarType.Float64); // linear: its AGOP is WᵀW at any inputs
        var columns = new ColumnScale([.. Enumerable.Range(0, Width).Select(j => 10.0 * j)], [.. Enumerable.Range(0, Width).Select(j => Math.Pow(4, j))]);
        var scaled = network.Weights[0].detach() / tensor(columns.Scale.ToArray());
        var x = Inputs();
        columns.Apply(x);
        using var features = new NetworkFeatures(network, [], 1, x, columns, new RfmPlan());
        using var metric = new Metric(scaled.t().matmul(scaled));
        var rows = features.Compare(0, metric).Where(r => r.Convention.Power == 1).ToList();
        Assert.Equal([MachineLikeness.Nfm, MachineLikeness.Nfm, MachineLikeness.Agop, MachineLikeness.Agop], rows.Select(r => r.Matrix));
        Assert.All(rows, r => Assert.Equal(1, r.Value, 1e-9));
        using var asItIs = new NetworkFeatures(network, [], 1, x, null, new RfmPlan());
        Assert.All(asItIs.Compare(0, metric).Where(r => r.Convention.Power == 1), r => Assert.True(r.Value < 0.9, $"{r}"));
    }

    [Fact]
    public void A_diagonal_metric_is_compared_with_diagonals()
    {
        using var scope = NewDisposeScope();
        using var network = new Mlp(new MlpShape(Width, [7], 1), new Seed(3), dtype: ScalarType.Float64);
        using var features = new NetworkFeatures(network, [], 1, Inputs(), null, new RfmPlan { Diagonal = true });
        using var metric = new Metric(network.Weights[0].detach().square().sum(0L));
        Assert.All(features.Compare(0, metric).Where(r => r.Matrix == MachineLikeness.Nfm && r.Convention.Power == 1), r => Assert.Equal(1, r.Value, 1e-12));
    }

    internal static Tensor Inputs()
    {
        var values = new double[Samples * Width];
        new Seed(9).Stream("test").FillGaussian(values);
        return tensor(values, [Samples, Width]);
    }
}

/// <summary>Alone, since it counts the live tensors of the process.</summary>
[Collection(Alone.Name)]
public sealed class NetworkFeaturesLifetimeTests
{
    [Fact]
    public void Comparing_leaves_no_tensor_behind()
    {
        using var network = new Mlp(new MlpShape(6, [7], 2), new Seed(4));
        using var x = NetworkFeaturesTests.Inputs();
        var columns = ColumnScale.Standard(x);
        long before = LiveTensors.Settled();
        for (int i = 0; i < 5; i++)
        {
            using var features = new NetworkFeatures(network, [network.Weights[0]], 1, x, columns, new RfmPlan { Power = 0.3 });
            using var metric = Metric.Identity(6, ScalarType.Float32, CPU);
            features.Compare(0, metric);
        }
        Assert.Equal(before, LiveTensors.Settled());
    }
}
