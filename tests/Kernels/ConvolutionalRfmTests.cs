using DeepNfa.Data;
using DeepNfa.Kernels;
using DeepNfa.Kernels.Convolution;
using DeepNfa.Records;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Kernels;

[Collection(Alone.Name)]
public sealed class ConvolutionalRfmTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    private static DataSplit Stars(int train, int test, int side = 9)
    {
        using var all = MovingStar.Generate(train + test, new Seed(1), side);
        return all.SplitCounts(train, test, new Seed(1));
    }

    private static ConvolutionalTangentKernel Kernel(DataSplit data, int patch, int depth = 1) => new(new(data.Train.Image!, patch), depth);

    private static List<ConvolutionalRfmIteration> Fit(ConvolutionalTangentKernel kernel, DataSplit data, ConvolutionalRfmPlan plan) => [.. ConvolutionalRfm.Fit(kernel, data, plan)];

    [Fact]
    public void With_one_patch_and_no_layer_it_is_the_recursive_feature_machine_of_the_linear_kernel()
    {
        using var data = Stars(30, 10, 7).To(null, ScalarType.Float64);
        var kernel = Kernel(data, 7, 0);
        var steps = Fit(kernel, data, new(1, 0.1));
        double first = steps[0].Machine.Metric.Values[0, 0].ToDouble(); // I over the largest |x|²
        Assert.Equal(1 / data.Train.Inputs.square().sum(1).max().ToDouble(), first, 12);
        using var start = new Metric(eye(data.Train.InputWidth, dtype: ScalarType.Float64) * first);
        var linear = RecursiveFeatureMachine.Fit(new LinearKernel(), data, new(1, 0.1) { Start = start }, new Seed(0)).ToList();
        Near(linear[0].Machine.Coefficients, steps[0].Machine.Coefficients, 1e-9);
        Near(linear[0].Machine.Predict(data.Validation!.Inputs), steps[0].Machine.Predict(data.Validation.Inputs), 1e-9);
        var m = linear[1].Machine.Metric.Values;
        Near(m / (data.Train.Inputs.matmul(m) * data.Train.Inputs).sum(1).max(), steps[1].Machine.Metric.Values, 1e-9);
        foreach (var step in linear) step.Machine.Dispose();
        foreach (var step in steps) step.Machine.Dispose();
    }

    [Fact]
    public void One_patch_over_unit_images_has_the_AGOP_that_the_recursive_feature_machine_takes_of_the_same_function()
    {
        // At M = I and |x| = 1 the gradient along the sphere is that of a kernel of the inner product alone, so both projected AGOPs agree.
        using var data = Stars(24, 0, 7).To(null, ScalarType.Float64);
        var x = data.Train.Inputs / data.Train.Inputs.norm(1, true);
        var alpha = PatchOracle.Random(new Seed(2).Stream("alpha"), 24, 2);
        using var identity = Metric.Identity(147, ScalarType.Float64, CPU);
        var gradients = new PatchBlocks(Kernel(data, 7), identity, x).Gradients(x, alpha)[0]; // (n × c × d)
        var s = x.matmul(x.t()).clamp(-1, 1);
        var slopes = ((Math.PI - s.acos()) * 2 + (s / (1 - s.square()).sqrt())).div(Math.PI); // d/ds of (√(1 − s²) + 2(π − arccos s)s)/π
        slopes = slopes.masked_fill(eye(24, dtype: ScalarType.Bool), 0); // an image with itself: the projection leaves nothing of it
        var expected = Projected(einsum("mn,nc,nd->mcd", slopes, alpha, x), x);
        Near(expected, Projected(gradients, x), 1e-9);
        static Tensor Projected(Tensor g, Tensor at) => g - (g * at.unsqueeze(1)).sum(2, true) * at.unsqueeze(1);
    }

    [Fact]
    public void One_update_finds_the_star_that_the_plain_kernel_misses()
    {
        using var data = Stars(50, 300, 32);
        var steps = Fit(Kernel(data, 11), data, new(1) { GradientImages = 20 });
        Assert.True(steps[1].Validation!.Accuracy > steps[0].Validation!.Accuracy + 0.1, $"{steps[0].Validation!.Accuracy} {steps[1].Validation!.Accuracy}");
        Assert.Equal(1, steps[1].Machine.Kernel.Diagonal(data.Train.Inputs, steps[1].Machine.Metric).max().ToDouble(), 1e-5);
        double[] channels = [.. steps[1].Machine.Metric.Top(1).Vectors[0].Chunk(121).Select(c => c.Sum(v => v * v))];
        Assert.True(channels[2] < 0.1, $"red {channels[0]}, green {channels[1]}, blue {channels[2]}"); // the star is yellow
        foreach (var step in steps) step.Machine.Dispose();
    }

    [Fact]
    public void A_second_fit_gives_the_same_bits_begun_with_the_metric_of_the_first_goes_on_with_it_and_leaves_no_tensor()
    {
        using var data = Stars(20, 10);
        var kernel = Kernel(data, 3, 2);
        long before = LiveTensors.Settled();
        var (once, twice) = (Fit(kernel, data, new(2)), Fit(kernel, data, new(2)));
        Assert.Equal(once[2].Machine.Metric.ToMatrix(), twice[2].Machine.Metric.ToMatrix());
        var rest = Fit(kernel, data, new(1) { Start = once[1].Machine.Metric });
        Near(once[2].Machine.Metric.Values, rest[1].Machine.Metric.Values, 1e-5);
        foreach (var step in once.Concat(twice).Concat(rest)) step.Machine.Dispose();
        Assert.Equal(before, LiveTensors.Settled());
    }

    [Fact]
    public void The_root_of_the_AGOP_is_what_power_one_half_takes()
    {
        using var data = Stars(20, 0);
        var kernel = Kernel(data, 3);
        var (whole, root) = (Fit(kernel, data, new(1)), Fit(kernel, data, new(1) { Power = 0.5 }));
        var square = root[1].Machine.Metric.Values.matmul(root[1].Machine.Metric.Values);
        Near(whole[1].Machine.Metric.Values / whole[1].Machine.Metric.Values.norm(), square / square.norm(), 1e-4);
        foreach (var step in whole.Concat(root)) step.Machine.Dispose();
    }

    [Fact]
    public void A_response_is_the_length_of_the_projection_of_each_patch()
    {
        var layout = new PatchLayout(new(4, 5, 2), 3, 1, 1).Validated();
        var random = new Seed(3).Stream("responses");
        Tensor image = PatchOracle.Random(random, 1, 40), u = PatchOracle.Random(random, 1, 18);
        u = u / u.norm();
        var map = layout.Responses(image, u);
        Assert.Equal([1, 1, 4, 5], map.shape);
        var projected = layout.Of(image)[2, 3, 0].matmul(u.t().matmul(u)); // z uuᵀ
        Assert.Equal(projected.norm().ToDouble(), map[0, 0, 2, 3].ToDouble(), 12);
    }

    [Fact]
    public void Images_of_another_shape_a_plan_out_of_range_and_a_stop_are_told_apart()
    {
        using var data = Stars(10, 0);
        Assert.Contains("9 × 9 pixels and 3 channel(s)", Assert.Throws<UsageException>(() => ConvolutionalRfm.Fit(new(new(new(9, 9, 1), 3)), data, new())).Message, StringComparison.Ordinal);
        var plan = Assert.Throws<UsageException>(() => ConvolutionalRfm.Fit(Kernel(data, 3), data, new(-1, -1) { Power = 2, GradientImages = 0 })).Message;
        Assert.Equal(4, plan.Split('\n').Length);
        using var narrow = Metric.Identity(9, ScalarType.Float32, CPU);
        Assert.Contains("patches of 27 numbers", Assert.Throws<UsageException>(() => ConvolutionalRfm.Fit(Kernel(data, 3), data, new() { Start = narrow })).Message, StringComparison.Ordinal);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => ConvolutionalRfm.Fit(Kernel(data, 3), data, new(), stop.Token).ToList());
    }

    private static void Near(Tensor expected, Tensor got, double tolerance)
    {
        using var scope = NewDisposeScope();
        Assert.True((expected - got).abs().max().ToDouble() <= tolerance * Math.Max(1e-3, expected.abs().max().ToDouble()), $"off by {(expected - got).abs().max().ToDouble()} of {expected.abs().max().ToDouble()}");
    }
}
