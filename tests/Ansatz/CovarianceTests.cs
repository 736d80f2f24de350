using DeepNfa.Ansatz;
using DeepNfa.Records;
using DeepNfa.Training;
using FsCheck;
using FsCheck.Fluent;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Ansatz;

[Collection(Alone.Name)]
public sealed class CovarianceTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Every_layer_equals_the_autograd_oracle_for_random_shapes_activations_and_batch_sizes()
    {
        var cases =
            from inputs in Gen.Choose(1, 9)
            from hidden in Gen.Choose(1, 8).ArrayOf().Where(h => h.Length <= 4)
            from outputs in Gen.Choose(1, 5)
            from samples in Gen.Choose(2, 13)
            from block in Gen.Choose(1, 15)
            from activation in Gen.Elements(Enum.GetValues<Activation>())
            from biases in Gen.Elements(true, false)
            from seed in Gen.Choose(0, 1 << 20)
            select (inputs, hidden, outputs, samples, block, activation, biases, seed);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            using var scope = NewDisposeScope();
            using var network = Networks.Random(c.inputs, c.hidden, c.outputs, c.activation, c.biases, c.seed);
            var x = Networks.Gaussian(c.samples, c.inputs, c.seed);
            var covariances = OutputGradients.Covariances(network, x, c.block);
            var (raw, centered) = (Oracle.Agops(network, x, false), Oracle.Agops(network, x, true));
            for (int l = 0; l < covariances.Count; l++)
            {
                var w = network.Weights[l];
                Assert.True(Networks.Difference(w.t().matmul(covariances[l].Raw).matmul(w), raw[l]) < 1e-12, $"layer {l + 1} of {c}");
                var agop = covariances[l].Centered is { } k ? w.t().matmul(k).matmul(w) : zeros_like(raw[l]);
                Assert.True(((agop - centered[l]).norm() / (raw[l].norm() + 1e-300)).ToDouble() < 1e-12, $"centred, layer {l + 1} of {c}");
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_linear_network_has_its_end_to_end_map_squared_for_any_data_and_no_centred_agop()
    {
        using var network = Networks.Random(6, [5, 4], 3, Activation.Identity);
        var w = network.Weights;
        var map = w[2].matmul(w[1]);
        var c = OutputGradients.Covariances(network, Networks.Gaussian(11, 6));
        Assert.True(Networks.Difference(c[0].Raw, map.t().matmul(map)) < 1e-13);
        Assert.All(c, layer => Assert.Null(layer.Centered));
    }

    [Fact]
    public void One_hidden_relu_layer_on_gaussian_inputs_tends_to_its_closed_form()
    {
        // P_ij = a_i a_j (π − θ_ij)/2π with θ_ij the angle between rows i and j: the probability that both units are active.
        var w = Networks.Gaussian(4, 3, 1);
        var a = Networks.Gaussian(1, 4, 2);
        using var network = Networks.Of(Activation.Relu, w, a);
        double[] errors = [.. new[] { 1_000, 16_000 }.Select(n =>
        {
            var c = OutputGradients.Covariances(network, Networks.Gaussian(n, 3, 3))[0].Raw;
            var unit = w / w.norm(1, true);
            var angles = unit.matmul(unit.t()).clamp(-1, 1).acos();
            var exact = a.t().matmul(a) * ((Math.PI - angles) / (2 * Math.PI));
            return Networks.Difference(c, exact);
        })];
        Assert.True(errors[1] < 0.03, $"{errors[1]}");
        Assert.True(errors[1] < errors[0] / 2, "the error falls as n^(−1/2): a factor 4 is expected for 16 times the samples");
    }

    [Fact]
    public void A_single_index_quadratic_has_four_times_its_squared_weight_outer_product_under_unit_second_moment()
    {
        // f = (w·x)², ∇f = 2(w·x)w, AGOP = 4 mean((w·x)²) wwᵀ.
        var w = Networks.Gaussian(1, 5, 4);
        using var network = Networks.Of(Activation.Quadratic, w, ones(1, 1, dtype: ScalarType.Float64));
        var x = Networks.Gaussian(20, 5);
        var c = OutputGradients.Covariances(network, x)[0].Raw;
        Assert.Equal(4 * x.matmul(w.t()).square().mean().ToDouble(), c.ToDouble(), 12);
    }

    [Fact]
    public void Block_size_changes_nothing_beyond_rounding_even_with_a_large_mean()
    {
        using var network = Networks.Random(8, [7, 6], 3, Activation.Quadratic);
        var x = Networks.Gaussian(50, 8) + 100; // mean² / variance = 1e4
        var whole = OutputGradients.Covariances(network, x, 50);
        foreach (int block in new[] { 1, 7, 49 })
        {
            var parts = OutputGradients.Covariances(network, x, block);
            for (int l = 0; l < 2; l++)
            {
                Assert.True(Networks.Difference(parts[l].Raw, whole[l].Raw) < 1e-13);
                Assert.True(Networks.Difference(parts[l].Centered!, whole[l].Centered!) < 1e-12);
            }
        }
    }

    [Fact]
    public void Equal_calls_give_equal_bits()
    {
        using var network = Networks.Random(20, [30, 30], 4);
        var x = Networks.Gaussian(64, 20);
        var (a, b) = (OutputGradients.Covariances(network, x), OutputGradients.Covariances(network, x));
        Assert.All(a.Zip(b), p => Assert.True(p.First.Raw.eq(p.Second.Raw).all().ToBoolean()));
    }

    [Fact]
    public void Inputs_of_another_width_are_refused_with_both_numbers()
    {
        using var network = Networks.Random(6, [5], 2);
        var e = Assert.Throws<DataException>(() => OutputGradients.Covariances(network, Networks.Gaussian(3, 7)));
        Assert.Contains("6", e.Message, StringComparison.Ordinal);
        Assert.Contains("7", e.Message, StringComparison.Ordinal);
    }
}
