using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Training;

public sealed class InitializationTests
{
    private static Mlp Network(string init, long seed = 0, params int[] hidden) =>
        new(new MlpShape(50, hidden.Length == 0 ? [80, 60] : hidden, 10), new Seed(seed), Initialization.Parse(init), ScalarType.Float64);

    [Theory]
    [InlineData("pytorch", 0.14142135623730950, 0.08164965809277260)] // bound 1/√50, sd bound/√3
    [InlineData("xavier", 0.21483446221182985, 0.12403473458920847)] // bound √(6/130)
    public void Uniform_weights_stay_within_their_bound_with_its_standard_deviation(string init, double bound, double sd)
    {
        using var scope = NewDisposeScope();
        using var network = Network(init);
        var w = network.Weights[0];
        Assert.InRange(w.abs().max().ToDouble(), 0.98 * bound, bound);
        Assert.InRange(w.std().ToDouble(), 0.97 * sd, 1.03 * sd);
    }

    [Fact]
    public void Gaussian_weights_have_scale_over_root_fan_in()
    {
        using var scope = NewDisposeScope();
        using var network = Network("gaussian:1.5");
        Assert.InRange(network.Weights[1].std().ToDouble(), 0.96 * 1.5 / Math.Sqrt(80), 1.04 * 1.5 / Math.Sqrt(80));
    }

    [Fact]
    public void Orthogonal_weights_have_orthonormal_rows_or_columns()
    {
        using var scope = NewDisposeScope();
        using var network = Network("orthogonal");
        var (tall, wide) = (network.Weights[0], network.Weights[1]); // (80×50), (60×80)
        Assert.True((tall.t().matmul(tall) - eye(50, dtype: ScalarType.Float64)).abs().max().ToDouble() < 1e-13);
        Assert.True((wide.matmul(wide.t()) - eye(60, dtype: ScalarType.Float64)).abs().max().ToDouble() < 1e-13);
    }

    [Fact]
    public void Balanced_layers_hold_each_others_products_and_one_spectrum()
    {
        using var scope = NewDisposeScope();
        using var network = Network("balanced:0.5", 4, 30, 40);
        for (int l = 0; l + 1 < network.Weights.Count; l++)
        {
            var (below, above) = (network.Weights[l], network.Weights[l + 1]);
            Assert.True((above.t().matmul(above) - below.matmul(below.t())).abs().max().ToDouble() < 1e-14);
        }
        var values = linalg.eigvalsh(network.Weights[^1].matmul(network.Weights[^1].t())).sqrt(); // (10)
        Assert.True((values - linspace(0.1, 0.5, 10, dtype: ScalarType.Float64)).abs().max().ToDouble() < 1e-12);
    }

    [Fact]
    public void The_papers_scale_acts_on_the_first_layer_alone()
    {
        using var scope = NewDisposeScope();
        using var scaled = Network("first-layer:0.01");
        using var plain = Network("pytorch");
        Assert.InRange(scaled.Weights[0].std().ToDouble(), 0.0097, 0.0103);
        Assert.True(scaled.Weights[1].eq(plain.Weights[1]).all().ToBoolean());
    }

    [Fact]
    public void Another_layer_or_width_shifts_no_other_layers_weights()
    {
        using var scope = NewDisposeScope();
        using var a = Network("pytorch", 3, 80, 60);
        using var b = Network("pytorch", 3, 80, 60, 60);
        Assert.True(a.Weights[0].eq(b.Weights[0]).all().ToBoolean());
        Assert.True(a.Weights[1].eq(b.Weights[1]).all().ToBoolean());
        using var other = Network("pytorch", 4, 80, 60);
        Assert.False(a.Weights[0].eq(other.Weights[0]).all().ToBoolean());
    }

    [Theory]
    [InlineData("he")]
    [InlineData("gaussian:-1")]
    [InlineData("first-layer")]
    [InlineData("pytorch:2")]
    public void A_wrong_name_or_scale_is_a_sentence(string name) => Assert.Throws<UsageException>(() => Initialization.Parse(name));
}
