using DeepNfa.Features;
using DeepNfa.Records;
using DeepNfa.Tests.Ansatz;
using DeepNfa.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Features;

public sealed class LayerFeatureTests
{
    [Theory]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Quadratic)]
    public void Mean_gradients_and_their_linearity_are_those_of_autograd_at_every_layer(Activation activation)
    {
        using var scope = NewDisposeScope();
        using var network = Networks.Random(7, [6, 5, 4], 3, activation, biases: true);
        var x = Networks.Gaussian(11, 7);
        var found = MeanGradients.Of(network, x);
        for (int layer = 1; layer <= 4; layer++)
            for (int neuron = 0; neuron < LayerSpaces.Width(network, layer); neuron++)
            {
                var at = x.clone().requires_grad_();
                var z = LayerSpaces.Forward(network.Detached(), network, at, layer).Pre;
                var gradients = autograd.grad([z.narrow(1, neuron, 1).sum()], [at])[0]; // (n×d)
                var mean = gradients.mean([0L]);
                Assert.True(mean.allclose(found[layer - 1].Mean[neuron], 1e-10, 1e-12), $"layer {layer}, neuron {neuron}");
                double energy = gradients.square().sum(1L).mean().ToDouble();
                if (energy > 0) Assert.Equal(mean.square().sum().ToDouble() / energy, found[layer - 1].Linearity[neuron], 1e-10);
                else Assert.Equal(double.NaN, found[layer - 1].Linearity[neuron]);
            }
        foreach (var layer in found) layer.Dispose();
    }

    [Fact]
    public void Every_neuron_of_a_linear_network_is_linear()
    {
        using var network = Networks.Random(7, [6, 5], 3, Activation.Identity);
        using var x = Networks.Gaussian(11, 7);
        foreach (var layer in MeanGradients.Of(network, x))
        {
            Assert.All(layer.Linearity, l => Assert.Equal(1, l, 1e-12));
            layer.Dispose();
        }
    }

    [Fact]
    public void The_shape_of_a_single_pixel_is_sparse_and_small_and_that_of_an_even_image_is_neither()
    {
        var image = new ImageShape(5, 8, 2);
        var one = new float[80];
        one[3 * 8 + 2] = -2;
        Assert.Equal(new DirectionShape(1, 0), DirectionShape.Of(one, image));
        var even = new float[80];
        Array.Fill(even, 0.5f);
        var shape = DirectionShape.Of(even, image);
        Assert.Equal(0, shape.Sparsity, 1e-12);
        Assert.Equal(1, shape.Extent, 1e-12);
        Assert.Equal(double.NaN, DirectionShape.Of(even).Extent);
        Assert.Equal(new DirectionShape(double.NaN, double.NaN), DirectionShape.Of(new float[80], image));
        // Two opposite corners are farther apart than even energy.
        var corners = new float[80];
        (corners[0], corners[39]) = (1, -1);
        Assert.True(DirectionShape.Of(corners, image).Extent > 1.4);
    }

    [Fact]
    public void Responses_are_those_of_a_plain_loop_whatever_the_blocks_and_dead_neurons_are_named()
    {
        using var scope = NewDisposeScope();
        var first = Networks.Gaussian(4, 3).abs();
        first[1] = tensor([-1.0, -1.0, -1.0], dtype: ScalarType.Float64); // never active on positive inputs
        using var network = Networks.Of(Activation.Relu, first, Networks.Gaussian(2, 4, 3));
        var x = Networks.Gaussian(50, 3).abs();
        var found = LayerResponses.Of(network, x, best: 3);
        var z = x.matmul(first.t());
        for (int i = 0; i < 4; i++)
        {
            double[] own = z.narrow(1, i, 1).contiguous().data<double>().ToArray();
            int[] order = [.. Enumerable.Range(0, 50).OrderByDescending(p => own[p]).Take(3)];
            Assert.Equal(order, Enumerable.Range(0, 3).Select(j => found[0].BestSamples[i, j]));
            Assert.Equal(own.Average(), found[0].Mean[i], 1e-12);
            Assert.Equal(Math.Sqrt(own.Average(v => v * v) - (own.Average() * own.Average())), found[0].Deviation[i], 1e-10);
            Assert.Equal(own.Count(v => v > 0) / 50.0, found[0].ActiveShare[i], 1e-12);
        }
        Assert.Equal([false, true, false, false], found[0].Dead);
        Assert.Equal(2, found.Count);
        Assert.Equal(1, LayerResponses.Of(network, x.narrow(0, 0, 1), best: 3)[0].BestSamples.GetLength(1));
    }

    [Fact]
    public void Spaces_are_the_layers_of_a_forward_pass_and_others_are_refused_with_their_range()
    {
        using var scope = NewDisposeScope();
        using var network = Networks.Random(4, [6], 2);
        var x = Networks.Gaussian(5, 4);
        Assert.True(LayerSpaces.At(network, x, 0).allclose(x));
        Assert.True(LayerSpaces.At(network, x, 1).allclose(x.matmul(network.Weights[0].detach().t()).relu()));
        Assert.True(LayerSpaces.At(network, x, 2).allclose(network.forward(x).detach()));
        Assert.StartsWith("layer: expected 0 to 2; got 3. 0 is the input, 2 the output.", Assert.Throws<UsageException>(() => LayerSpaces.At(network, x, 3)).Message, StringComparison.Ordinal);
        Assert.Contains("(n × 4)", Assert.Throws<UsageException>(() => LayerSpaces.At(network, x.t(), 1)).Message, StringComparison.Ordinal);
    }
}
