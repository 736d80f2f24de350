using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Features;
using DeepNfa.Records;
using DeepNfa.Tests.Ansatz;
using DeepNfa.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Features;

public sealed class ActivationMaximizationTests
{
    private static readonly MaximizationOptions s_ball = new() { Rule = AscentRule.Normalized, Rate = 1, Steps = 80, Radius = 2.5, Starts = 2 };

    [Fact]
    public void A_linear_neuron_on_a_ball_is_maximized_by_its_weights_at_the_radius()
    {
        using var scope = NewDisposeScope();
        using var network = Networks.Random(12, [], 3);
        for (int neuron = 0; neuron < 3; neuron++)
        {
            var w = network.Weights[0][neuron].detach();
            double length = w.norm().ToDouble();
            var maximum = ActivationMaximization.Of(network, [Objective.Output(network, neuron)], s_ball, new Seed(3))[0];
            Assert.Equal(2.5 * length, maximum.Value, 1e-12 * length);
            float[] expected = [.. (w * (2.5 / length)).data<double>().ToArray().Select(v => (float)v)];
            Assert.Equal(expected, maximum.Input); // r·w/‖w‖, to single precision
            Assert.Equal(2, maximum.Values.Length);
        }
    }

    [Fact]
    public void A_quadratic_form_on_a_ball_is_maximized_by_its_top_eigenvector()
    {
        using var scope = NewDisposeScope();
        var rows = Networks.Gaussian(6, 9);
        using var network = new Mlp([rows, ones(1, 6, dtype: ScalarType.Float64)], Activation.Quadratic); // f(x) = xᵀWᵀWx
        var spectrum = Spectrum.Of(rows.t().matmul(rows));
        double top = spectrum.Values[-1].ToDouble();
        var maximum = ActivationMaximization.Of(network, [Objective.Output(network, 0)], s_ball with { Steps = 2000 }, new Seed(0))[0];
        Assert.Equal(2.5 * 2.5 * top, maximum.Value, 1e-9 * top);
        double cosine = spectrum.Vectors.narrow(1, 8, 1).squeeze(1).dot(tensor(maximum.Input, dtype: ScalarType.Float64)).ToDouble() / 2.5;
        Assert.Equal(1, Math.Abs(cosine), 1e-6);
    }

    [Fact]
    public void The_norm_of_a_linear_layer_is_maximized_by_its_top_right_singular_vector()
    {
        using var scope = NewDisposeScope();
        using var network = Networks.Of(Activation.Identity, Networks.Gaussian(7, 9), Networks.Gaussian(2, 7, 8));
        double top = Math.Sqrt(Spectrum.Of(network.Weights[0].detach().t().matmul(network.Weights[0].detach())).Values[-1].ToDouble());
        var maximum = ActivationMaximization.Of(network, [Objective.LayerNorm(1)], s_ball with { Steps = 2000 }, new Seed(0))[0];
        Assert.Equal(2.5 * top, maximum.Value, 1e-8);
    }

    [Fact]
    public void A_direction_in_a_linear_layer_is_maximized_by_its_pull_back_to_the_input()
    {
        using var scope = NewDisposeScope();
        using var network = Networks.Of(Activation.Identity, Networks.Gaussian(7, 9), Networks.Gaussian(4, 7, 8), Networks.Gaussian(2, 4, 9));
        var v = Networks.Gaussian(4, 1, 11).squeeze(1);
        var pulled = network.Weights[0].detach().t().matmul(network.Weights[1].detach().t()).mv(v); // W_1ᵀW_2ᵀv
        var maximum = ActivationMaximization.Of(network, [Objective.Direction(2, v.data<double>().ToArray())], s_ball, new Seed(0))[0];
        Assert.Equal(2.5 * pulled.norm().ToDouble(), maximum.Value, 1e-9);
    }

    [Fact]
    public void A_linear_neuron_in_the_box_of_the_data_takes_the_upper_end_where_its_weight_is_positive_and_the_lower_elsewhere()
    {
        using var scope = NewDisposeScope();
        using var network = Networks.Random(5, [], 1);
        var data = Networks.Gaussian(40, 5);
        data.narrow(1, 2, 1).fill_(0.7); // a constant pixel
        double[] low = data.amin([0L]).data<double>().ToArray(), high = data.amax([0L]).data<double>().ToArray(), w = network.Weights[0][0].detach().data<double>().ToArray();
        var maximum = ActivationMaximization.Of(network, [Objective.Output(network, 0)], new() { BoxOfData = true, Steps = 300 }, new Seed(0), data)[0];
        for (int j = 0; j < 5; j++) Assert.Equal(w[j] > 0 ? high[j] : low[j], maximum.Input[j], 1e-6);
        Assert.Equal(0.7, maximum.Input[2], 1e-6);
        Assert.True(maximum.Value >= ActivationMaximization.Values(network, [Objective.Output(network, 0)], data).Cast<double>().Max(), "no sample reaches the corner of the box");
    }

    [Fact]
    public void With_a_gaussian_prior_the_maximum_of_a_linear_neuron_is_its_ridge_solution()
    {
        using var scope = NewDisposeScope();
        using var network = Networks.Random(6, [], 1);
        var data = Networks.Gaussian(200, 6).matmul(Networks.Gaussian(6, 6, 2));
        // d/du of w·Au/σ − (p/2)‖u‖² vanishes at u = Aᵀw/(σp), A = V√Λ: x = m + C w/(σp), and σ² = wᵀCw.
        var centred = data - data.mean([0L]);
        var w = network.Weights[0][0].detach();
        var cw = centred.t().matmul(centred.mv(w)) / 200;
        double deviation = Math.Sqrt(w.dot(cw).ToDouble());
        var expected = data.mean([0L]) + cw / (deviation * 0.5);
        var maximum = ActivationMaximization.Of(network, [Objective.Output(network, 0)], new() { PriorComponents = 6, Prior = 0.5, Steps = 4000, Rate = 0.01 }, new Seed(0), data)[0];
        Assert.Equal(w.dot(expected).ToDouble(), maximum.Value, 1e-3 * deviation);
        Assert.True((tensor(maximum.Input, dtype: ScalarType.Float64) - expected).norm().ToDouble() < 1e-2 * expected.norm().ToDouble());
    }

    [Fact]
    public void A_blur_keeps_even_images_and_variation_counts_every_pair_of_neighbours()
    {
        using var scope = NewDisposeScope();
        var image = new ImageShape(3, 4, 2);
        var even = full([2, 24], 0.3, ScalarType.Float64);
        Assert.True(ImageTransform.Blur(even, image, 0.8).allclose(even));
        Assert.Equal(0, ImageTransform.TotalVariation(even, image).sum().ToDouble());
        var one = zeros(1, 24, dtype: ScalarType.Float64);
        one[0, 5] = 1; // row 1, column 1 of the first channel: four neighbours
        Assert.Equal(4, ImageTransform.TotalVariation(one, image).item<double>());
        one[0, 5] = 0;
        one[0, 12] = 1; // a corner of the second
        Assert.Equal(2, ImageTransform.TotalVariation(one, image).item<double>());
    }

    [Fact]
    public void A_shift_moves_pixels_a_right_angle_turns_them_and_nothing_comes_from_outside()
    {
        using var scope = NewDisposeScope();
        var image = new ImageShape(3, 3, 1);
        var x = arange(1, 10, ScalarType.Float64).unsqueeze(0);
        double[] Of(Tensor t) => [.. t.contiguous().data<double>().ToArray().Select(v => Math.Round(v, 12))];
        Assert.Equal([0, 0, 0, 1, 2, 3, 4, 5, 6], Of(ImageTransform.Affine(x, image, 1, 0, 0, 1)));
        Assert.Equal([0, 1, 2, 0, 4, 5, 0, 7, 8], Of(ImageTransform.Affine(x, image, 0, 1, 0, 1)));
        Assert.Equal([3, 6, 9, 2, 5, 8, 1, 4, 7], Of(ImageTransform.Affine(x, image, 0, 0, -Math.PI / 2, 1)));
        Assert.Equal(5, Of(ImageTransform.Affine(x, image, 0, 0, 0.4, 2))[4]);
    }

    [Fact]
    public void Every_regularizer_together_still_finds_more_than_the_start_and_equal_seeds_find_equal_inputs()
    {
        using var scope = NewDisposeScope();
        using var network = Networks.Random(36, [20, 20], 3);
        var image = new ImageShape(6, 6, 1);
        var data = Networks.Gaussian(60, 36);
        var options = new MaximizationOptions { Image = image, L2 = 1e-3, TotalVariation = 1e-3, BlurEvery = 4, Jitter = 1, Rotation = 5, Scaling = 0.05, BoxOfData = true, Steps = 60, Start = AscentStart.Data };
        Objective[] objectives = [Objective.Neuron(2, 3), Objective.Output(network, 1), Objective.LayerNorm(1)];
        var (first, second) = (ActivationMaximization.Of(network, objectives, options, new Seed(5), data), ActivationMaximization.Of(network, objectives, options, new Seed(5), data));
        var best = ActivationMaximization.Values(network, objectives, data);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(first[i].Input, second[i].Input);
            Assert.Equal(first[i].Values.Max(), first[i].Value);
            Assert.True(first[i].Value > Enumerable.Range(0, 60).Average(p => best[i, p]), $"objective {i} reaches {first[i].Value}");
        }
        // What is found for one kind does not depend on what else is asked for.
        Assert.Equal(first[1].Input, ActivationMaximization.Of(network, [objectives[1]], options, new Seed(5), data)[0].Input);
    }

    [Theory]
    [InlineData(0, 0, "layer: expected 1 to 3; got 0")]
    [InlineData(4, 0, "layer: expected 1 to 3; got 4")]
    [InlineData(2, 5, "neuron: expected 0 to 4; got 5")]
    [InlineData(3, -1, "neuron: expected 0 to 1; got -1")]
    public void A_neuron_or_layer_that_is_not_there_is_refused_with_the_range(int layer, int neuron, string sentence)
    {
        using var network = Networks.Random(4, [6, 5], 2);
        var error = Assert.Throws<UsageException>(() => ActivationMaximization.Of(network, [Objective.Neuron(layer, neuron)], new(), new Seed(0)));
        Assert.StartsWith(sentence, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_do_not_fit_are_all_named()
    {
        using var network = Networks.Random(4, [6], 2);
        var error = Assert.Throws<UsageException>(() => ActivationMaximization.Of(network, [Objective.LayerNorm(1)], new() { Steps = 0, Rate = -1, Jitter = 1, PriorComponents = 3, Radius = 1 }, new Seed(0)));
        foreach (string name in new[] { "steps", "rate", "prior", "data", "image" }) Assert.Contains($"{name}: expected", error.Message, StringComparison.Ordinal);
    }
}
