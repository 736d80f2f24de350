using DeepNfa.Ansatz;
using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;
using FsCheck;
using FsCheck.Fluent;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Ansatz;

[Collection(Alone.Name)]
public sealed class LayeredTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Patch_agops_equal_the_unfolded_autograd_oracle_for_random_lists_of_layers()
    {
        var cases =
            from seed in Gen.Choose(0, 1 << 20)
            from side in Gen.Choose(3, 8)
            from wider in Gen.Choose(0, 2)
            from channels in Gen.Choose(1, 3)
            from outputs in Gen.Choose(1, 4)
            from samples in Gen.Choose(2, 6)
            from block in Gen.Choose(1, 7)
            from biases in Gen.Elements(true, false)
            select (seed, image: new ImageShape(side, side + wider, channels), outputs, samples, block, biases);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            using var scope = NewDisposeScope();
            string layers = LayeredNetworks.RandomList(new Seed(c.seed).Stream("layers"), c.image);
            using var network = LayeredNetworks.Of(layers, c.image, c.outputs, c.biases, c.seed);
            var x = Networks.Gaussian(c.samples, network.Shape.Inputs, c.seed);
            var covariances = OutputGradients.Covariances(network, x, c.block);
            var (raw, centered) = (LayeredNetworks.Agops(network, x, false), LayeredNetworks.Agops(network, x, true));
            Assert.Equal(raw.Count, covariances.Count);
            for (int l = 0; l < covariances.Count; l++)
            {
                var w = network.Weights[l];
                // Where an activation saturates, 1 − tanh² keeps no ten digits: what is left then is 1e-16 of the read-out's.
                // Where the weights are nearly orthogonal to all gradients, WᵀCW cancels: what is left has the rounding of its factors.
                double factors = w.square().sum().ToDouble() * covariances[l].Raw.norm().ToDouble();
                double scale = Math.Max(raw[l].norm().ToDouble(), Math.Max(1e-10 * raw[^1].norm().ToDouble(), 1e-5 * factors));
                Assert.True((w.t().matmul(covariances[l].Raw).matmul(w) - raw[l]).norm().ToDouble() < 1e-10 * scale, $"layer {l + 1} of {layers}, {c}");
                var agop = covariances[l].Centered is { } k ? w.t().matmul(k).matmul(w) : zeros_like(raw[l]);
                Assert.True((agop - centered[l]).norm().ToDouble() < 1e-10 * scale, $"centred, layer {l + 1} of {layers}, {c}");
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_dense_list_equals_the_fully_connected_network_of_its_weights()
    {
        using var mlp = Networks.Random(12, [7, 5], 3, Activation.Tanh, biases: true);
        using var layered = new LayeredNetwork(LayerGraph.Parse("flatten, dense:7, tanh, dense:5, tanh, dense", new(2, 3, 2), 3, biases: true), mlp.Weights, mlp.Biases);
        var x = Networks.Gaussian(9, 12);
        Assert.True(Networks.Difference(layered.forward(x), mlp.forward(x)) < 1e-15);
        foreach (var (a, b) in OutputGradients.Covariances(layered, x).Zip(OutputGradients.Covariances(mlp, x))) Assert.True(Networks.Difference(a.Raw, b.Raw) < 1e-12);
    }

    [Fact]
    public void Gradients_at_patches_add_up_to_the_finite_differences_of_pixels()
    {
        var image = new ImageShape(6, 5, 2);
        using var network = LayeredNetworks.Of("conv:3:3:2:1, tanh, max:2:1, flatten, dense:4, gelu, dense", image, 2, biases: true);
        var x = Networks.Gaussian(1, 60);
        var convolution = (Convolution)network.Shape.Nodes[0].Kind;
        // Every pixel goes to several patches: its derivative is the sum of theirs, which fold adds up.
        var patches = Patches(network, x);
        var folded = nn.functional.fold(patches.transpose(1, 2), (6, 5), (3, 3), padding: (1, 1), stride: (2, 2)).flatten(1); // (outputs×pixels)
        Assert.Equal(3, convolution.Kernel);
        const double Step = 1e-6;
        for (int pixel = 0; pixel < 60; pixel += 7)
        {
            using var scope = NewDisposeScope();
            var moved = x.clone();
            moved[0, pixel] = moved[0, pixel] + Step;
            var back = x.clone();
            back[0, pixel] = back[0, pixel] - Step;
            var difference = (network.forward(moved) - network.forward(back)) / (2 * Step);
            Assert.True((difference.flatten() - folded.select(1, pixel)).abs().max().ToDouble() < 1e-7, $"pixel {pixel}");
        }

        // ∂f/∂patch of every output, (outputs × places × d), through the layers' own way back.
        static Tensor Patches(LayeredNetwork network, Tensor x)
        {
            var layers = network.Detached();
            var outputs = network.Through(layers, x);
            var gradient = eye(network.Shape.Outputs, dtype: ScalarType.Float64).unsqueeze(0);
            for (int i = network.Shape.Nodes.Count - 1; i > 0; i--)
            {
                var node = network.Shape.Nodes[i];
                gradient = node.Kind.Back(gradient, outputs[node.From], node.Weighted is { } w ? layers[w].Weight : null);
            }
            return gradient[0].flatten(2).transpose(1, 2).matmul(network.Weights[0].detach());
        }
    }

    [Fact]
    public void Outputs_that_go_back_in_parts_give_the_moments_of_all_at_once()
    {
        // 70 outputs of maps of 4 × 96 × 96 are more than fit at once.
        var image = new ImageShape(96, 96, 1);
        using var network = LayeredNetworks.Of("conv:4:3:1:1, tanh, mean:8, conv:3:3, tanh, flatten, dense", image, 70);
        var x = Networks.Gaussian(3, 96 * 96);
        var covariances = OutputGradients.Covariances(network, x);
        var (raw, centered) = (LayeredNetworks.Agops(network, x, false), LayeredNetworks.Agops(network, x, true));
        for (int l = 0; l < covariances.Count; l++)
        {
            var w = network.Weights[l];
            Assert.True(Networks.Difference(w.t().matmul(covariances[l].Raw).matmul(w), raw[l]) < 1e-12);
            if (covariances[l].Centered is { } k) Assert.True(Networks.Difference(w.t().matmul(k).matmul(w), centered[l]) < 1e-12);
        }
    }

    [Fact]
    public void A_measurement_in_parts_equals_the_whole_and_single_precision_is_near()
    {
        var image = new ImageShape(8, 8, 1);
        using var network = LayeredNetworks.Of("conv:4:3:1:1, relu, max:2, conv:5:3, relu, flatten, dense", image, 3);
        var x = Networks.Gaussian(30, 64);
        var whole = OutputGradients.Covariances(network, x);
        var merged = OutputGradients.Merged(network, [OutputGradients.Sums(network, x.narrow(0, 0, 11), 30), OutputGradients.Sums(network, x.narrow(0, 11, 19), 30)]);
        using var single = new LayeredNetwork(network.Shape, [.. network.Weights.Select(w => w.to(ScalarType.Float32))]);
        var rough = OutputGradients.Covariances(single, x.to(ScalarType.Float32));
        for (int l = 0; l < whole.Count; l++)
        {
            Assert.True(Networks.Difference(merged[l].Raw, whole[l].Raw) < 1e-13);
            Assert.True(Networks.Difference(rough[l].Raw, whole[l].Raw) < 1e-5);
        }
    }

    [Fact]
    public void A_probe_measures_every_layer_with_its_null_and_its_update()
    {
        using var network = LayeredNetworks.Of("conv:4:3:1:1, relu, max:2, conv:5:3, relu, flatten, dense", new(8, 8, 2), 3);
        using var probe = new AnsatzProbe(network, Networks.Gaussian(30, 128), seed: default);
        using (no_grad()) network.Weights[0].mul_(1.5);
        var record = probe.Measure(1);
        Assert.Equal([1, 2, 3], record.Correlations.Select(c => c.Layer).Distinct());
        Assert.All(record.Correlations.Where(c => c.Measure is Measures.NfmAgop or Measures.NullRotated or Measures.Excess), c => Assert.True(double.IsFinite(c.Value)));
        Assert.Equal(1, record.Correlations.Single(c => c.Measure == Measures.NfmInitial && c.Layer == 1).Value, 1e-9);
        Assert.Equal(18, record.Pictures[0].Width);
    }
}
