using DeepNfa.Data;
using DeepNfa.Kernels;
using DeepNfa.Kernels.Convolution;
using DeepNfa.Records;
using FsCheck;
using FsCheck.Fluent;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Kernels;

/// <summary>The convolutional tangent kernel and the AGOP on patches against definitions, autograd and finite differences, over random small shapes.</summary>
public sealed class ConvolutionalKernelTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    private static Gen<(ConvolutionalTangentKernel Kernel, int Seed)> Cases() =>
        (from channels in Gen.Choose(1, 2)
         from height in Gen.Choose(2, 5)
         from width in Gen.Choose(2, 5)
         from patch in Gen.Choose(1, 3)
         from stride in Gen.Choose(1, 2)
         from padding in Gen.Choose(0, 1)
         from depth in Gen.Choose(0, 3)
         from average in Gen.Elements(false, true)
         from seed in Gen.Choose(0, 1 << 20)
         select (Kernel: new ConvolutionalTangentKernel(new(new(height, width, channels), patch, stride, padding), depth, average ? PatchReadout.Average : PatchReadout.Flatten), seed))
        .Where(c => Fits(c.Kernel));

    private static bool Fits(ConvolutionalTangentKernel kernel)
    {
        try
        {
            return kernel.Validated() is not null;
        }
        catch (UsageException)
        {
            return false;
        }
    }

    /// <summary>Whether patches of a single pixel are among the layout's: any two are parallel.</summary>
    private static bool OnTheCusp(ConvolutionalTangentKernel kernel) => kernel.Layout.Image.Channels == 1 && kernel.Layout.Patch <= 1 + kernel.Layout.Padding;

    /// <summary>sin² of the smallest angle between patches of two sets: gradients of the angle lose as many digits as it is small.</summary>
    private static double LeastSquaredSine(Tensor x, Tensor z, Metric metric)
    {
        var (a, b) = (x.flatten(0, 2), z.flatten(0, 2));
        var inner = a.matmul(metric.Values);
        var norms = (inner * a).sum(1).unsqueeze(1) * (b.matmul(metric.Values) * b).sum(1);
        return (1 - (inner.matmul(b.t()).square() / norms)).min().ToDouble();
    }

    private static int Pixels(ConvolutionalTangentKernel kernel) => kernel.Layout.Image.Height * kernel.Layout.Image.Width * kernel.Layout.Image.Channels;

    private static Metric RandomMetric(RandomStream random, int width)
    {
        var root = PatchOracle.Random(random, width, width);
        return new(root.matmul(root.t()) / width);
    }

    [Fact]
    public void The_kernel_equals_its_definition_written_in_loops() => Prop.ForAll(Cases().ToArbitrary(), c =>
    {
        using var scope = NewDisposeScope();
        var (kernel, random) = (c.Kernel, new Seed(c.Seed).Stream("patches"));
        Tensor x = PatchOracle.Random(random, 2, Pixels(kernel)), z = PatchOracle.Random(random, 3, Pixels(kernel));
        using var metric = RandomMetric(random, kernel.Layout.Width);
        var (gram, own, m) = (kernel.Gram(x, z, metric), kernel.Diagonal(x, metric), metric.ToMatrix());
        for (int i = 0; i < 2; i++)
        {
            Near(PatchOracle.Kernel(kernel, Patches(kernel, x[i]), Patches(kernel, x[i]), m), own[i].ToDouble(), 1e-7, c);
            for (int j = 0; j < 3; j++) Near(PatchOracle.Kernel(kernel, Patches(kernel, x[i]), Patches(kernel, z[j]), m), gram[i, j].ToDouble(), OnTheCusp(kernel) ? 1e-7 : 1e-10, c);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_gradients_and_the_agop_on_patches_are_those_of_autograd_on_unfolded_images() => Prop.ForAll(Cases().ToArbitrary(), c =>
    {
        using var scope = NewDisposeScope();
        var (kernel, random) = (c.Kernel, new Seed(c.Seed).Stream("patches"));
        Tensor x = PatchOracle.Random(random, 2, Pixels(kernel)), z = PatchOracle.Random(random, 3, Pixels(kernel)), alpha = PatchOracle.Random(random, 3, 2);
        using var metric = RandomMetric(random, kernel.Layout.Width);
        if (OnTheCusp(kernel)) return; // autograd divides 0 by 0
        var blocks = new PatchBlocks(kernel, metric, z);
        var centers = PatchOracle.Patches(kernel.Layout, z);
        double tolerance = Math.Max(1e-10, 1e-15 / LeastSquaredSine(PatchOracle.Patches(kernel.Layout, x), centers, metric));
        var expected = zeros(kernel.Layout.Width, kernel.Layout.Width, dtype: ScalarType.Float64);
        for (int i = 0; i < 2; i++)
        {
            var oracle = PatchOracle.Gradients(kernel, PatchOracle.Patches(kernel.Layout, x.narrow(0, i, 1))[0], centers, alpha, metric.Values); // (c × positions × d)
            var got = blocks.Gradients(x.narrow(0, i, 1), alpha)[TensorIndex.Colon, 0].transpose(0, 1).matmul(metric.Values);
            double scale = Math.Max(1, oracle.abs().max().ToDouble());
            Assert.True((got - oracle).abs().max().ToDouble() < tolerance * scale, $"image {i}: {(got - oracle).abs().max().ToDouble() / scale} in {c}");
            var flat = oracle.reshape(-1, kernel.Layout.Width);
            expected.add_(flat.t().matmul(flat));
        }
        var agop = blocks.Agop(x, alpha) * 2;
        Assert.True((agop - expected).norm().ToDouble() <= tolerance * Math.Max(1, expected.norm().ToDouble()), $"{(agop - expected).norm().ToDouble()} of {expected.norm().ToDouble()} in {c}");
        Assert.Equal(0, (agop - agop.t()).abs().max().ToDouble());
        Assert.True(linalg.eigvalsh(agop).min().ToDouble() >= -1e-10 * Math.Max(1, agop.norm().ToDouble()));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(PatchReadout.Flatten)]
    [InlineData(PatchReadout.Average)]
    public void At_training_images_too_the_gradients_are_those_of_central_differences_since_the_sides_of_the_cusp_cancel(PatchReadout readout)
    {
        var kernel = new ConvolutionalTangentKernel(new(new(4, 4, 2), 2), 2, readout).Validated();
        var random = new Seed(3).Stream("patches");
        Tensor z = PatchOracle.Random(random, 3, 32), alpha = PatchOracle.Random(random, 3, 2);
        using var metric = RandomMetric(random, 8);
        var got = new PatchBlocks(kernel, metric, z).Gradients(z, alpha).matmul(metric.Values); // (positions × images × c × d)
        double[,] m = metric.ToMatrix();
        double[][,,] centers = [.. Enumerable.Range(0, 3).Select(j => Patches(kernel, z[j]))];
        double F(double[,,] at, int c) => Enumerable.Range(0, 3).Sum(j => alpha[j, c].ToDouble() * PatchOracle.Kernel(kernel, at, centers[j], m));
        const double Step = 1e-5;
        for (int p = 0; p < 9; p += 4)
            for (int k = 0; k < 8; k += 3)
                for (int c = 0; c < 2; c++)
                {
                    var at = Patches(kernel, z[1]);
                    at[p / 3, p % 3, k] += Step;
                    double up = F(at, c);
                    at[p / 3, p % 3, k] -= 2 * Step;
                    Near((up - F(at, c)) / (2 * Step), got[p, 1, c, k].ToDouble(), 2e-5, (p, k, c));
                }
    }

    [Fact]
    public void The_patch_of_the_whole_image_at_depth_one_has_the_closed_form_of_one_hidden_layer()
    {
        var random = new Seed(4).Stream("patches");
        Tensor x = PatchOracle.Random(random, 5, 9), z = PatchOracle.Random(random, 4, 9);
        using var metric = RandomMetric(random, 9);
        var (s, a, b) = (x.matmul(metric.Values).matmul(z.t()), (x.matmul(metric.Values) * x).sum(1, keepdim: true), (z.matmul(metric.Values) * z).sum(1).unsqueeze(0));
        var closed = ((a * b - s.square()).sqrt() + 2 * s * (Math.PI - (s / (a * b).sqrt()).acos())) / Math.PI;
        foreach (var readout in Enum.GetValues<PatchReadout>())
            Assert.True(new ConvolutionalTangentKernel(new(new(3, 3, 1), 3), 1, readout).Gram(x, z, metric).allclose(closed, 1e-10, 1e-10), $"{readout}");
    }

    [Fact]
    public void It_is_symmetric_positive_semi_definite_linear_in_the_scale_of_M_and_knows_nothing_of_left_and_right()
    {
        var kernel = new ConvolutionalTangentKernel(new(new(5, 5, 2), 2), 3);
        var random = new Seed(5).Stream("patches");
        var x = PatchOracle.Random(random, 8, 50);
        using var plain = Metric.Identity(8, ScalarType.Float64, CPU);
        using var triple = new Metric(plain.Dense() * 3);
        var gram = kernel.Gram(x, x, plain);
        Assert.True(gram.allclose(gram.t(), 1e-12, 1e-12));
        Assert.True(linalg.eigvalsh(gram).min().ToDouble() > -1e-7 * gram.abs().max().ToDouble()); // √ε on the diagonal
        Assert.True(gram.diagonal().allclose(kernel.Diagonal(x, plain), 1e-7, 1e-7));
        Assert.True(kernel.Gram(x, x, triple).allclose(gram * 3, 1e-7, 1e-7));
        var mirrored = x.reshape(8, 2, 5, 5).flip(3).reshape(8, 50);
        Assert.True(kernel.Gram(mirrored, mirrored, plain).allclose(gram, 1e-7, 1e-7));
    }

    [Fact]
    public void With_the_mean_over_positions_a_pattern_counts_the_same_wherever_it_is()
    {
        var kernel = new ConvolutionalTangentKernel(new(new(13, 13, 1), 3), 2, PatchReadout.Average);
        var pattern = PatchOracle.Random(new Seed(6).Stream("patches"), 2, 2);
        Tensor At(int row, int column)
        {
            var image = zeros(13, 13, dtype: ScalarType.Float64);
            image.narrow(0, row, 2).narrow(1, column, 2).copy_(pattern);
            return image.reshape(1, 169);
        }
        using var metric = Metric.Identity(9, ScalarType.Float64, CPU);
        var far = At(4, 5); // so far from the rim that every window that sees it lies inside
        var same = kernel.Gram(far, cat([far, At(7, 4), At(6, 6)], 0), metric);
        Assert.True((same - same[0, 0]).abs().max().ToDouble() < 1e-7 * same[0, 0].ToDouble(), $"{same[0, 0].ToDouble()} {same[0, 1].ToDouble()} {same[0, 2].ToDouble()}");
        var flat = (kernel with { Readout = PatchReadout.Flatten }).Gram(far, cat([far, At(1, 1)], 0), metric);
        Assert.True(flat[0, 1].ToDouble() < 0.8 * flat[0, 0].ToDouble());
    }

    [Fact]
    public void Images_with_patches_of_zeros_have_finite_kernels_and_gradients_in_single_precision()
    {
        var kernel = new ConvolutionalTangentKernel(new(new(6, 6, 1), 2, 1, 1), 2);
        var x = PatchOracle.Random(new Seed(7).Stream("patches"), 4, 36).to(ScalarType.Float32);
        x.narrow(1, 0, 18).zero_();
        x.narrow(0, 3, 1).zero_();
        using var metric = Metric.Identity(4, ScalarType.Float32, CPU);
        var blocks = new PatchBlocks(kernel, metric, x);
        Assert.True(isfinite(kernel.Gram(x, x, metric)).all().ToBoolean());
        Assert.True(isfinite(blocks.Gradients(x, ones(4, 1))).all().ToBoolean());
        Assert.Equal(0, kernel.Diagonal(x, metric)[3].ToSingle());
    }

    [Fact]
    public void Blocks_side_by_side_give_the_whole_matrix_and_the_same_bits_for_any_number_of_threads()
    {
        var kernel = new ConvolutionalTangentKernel(new(new(6, 5, 1), 3), 2);
        var random = new Seed(8).Stream("patches");
        Tensor x = PatchOracle.Random(random, 300, 30).to(ScalarType.Float32), alpha = PatchOracle.Random(random, 300, 2), test = PatchOracle.Random(random, 150, 30).to(ScalarType.Float32);
        using var metric = Metric.Identity(9, ScalarType.Float32, CPU);
        var (whole, square) = (kernel.Gram(x, x, metric), empty(300, 300, dtype: ScalarType.Float64));
        var blocks = new PatchBlocks(kernel, metric, x);
        blocks.FillTriangle(square);
        Assert.True((square.triu() - whole.triu().to(ScalarType.Float64)).abs().max().ToDouble() < 1e-3 * whole.max().ToDouble());
        Assert.True((square.triu(1) - whole.triu(1).to(ScalarType.Float64)).abs().max().ToDouble() < 1e-6 * whole.max().ToDouble());
        Assert.True(blocks.Predict(test, alpha).allclose(kernel.Gram(test, x, metric).to(ScalarType.Float64).matmul(alpha), 1e-4, 1e-4));
        var agop = blocks.Agop(x, alpha);
        Assert.True(Enumerable.Range(0, 3).All(_ => blocks.Agop(x, alpha).Equals(agop)));
    }

    [Theory]
    [InlineData(5, 1, 0, 1, "patch: expected 1 to 4")]
    [InlineData(2, 0, 0, 1, "stride: expected at least 1")]
    [InlineData(2, 1, 2, 1, "padding: expected 0 to 1")]
    [InlineData(3, 1, 0, 2, "depth: expected at most 1: layer 2 looks at 2 × 2 positions with windows of 3")]
    [InlineData(2, 1, 0, -1, "Depth: expected 0 to 100")]
    public void What_cannot_be_is_refused_in_a_sentence(int patch, int stride, int padding, int depth, string sentence)
    {
        var kernel = new ConvolutionalTangentKernel(new(new(4, 4, 1), patch, stride, padding), depth);
        Assert.Contains(sentence, Assert.Throws<UsageException>(kernel.Validated).Message, StringComparison.OrdinalIgnoreCase);
    }

    private static double[,,] Patches(ConvolutionalTangentKernel kernel, Tensor image)
    {
        var layout = kernel.Layout;
        var patches = new double[layout.Rows, layout.Columns, layout.Width];
        for (int r = 0; r < layout.Rows; r++)
            for (int c = 0; c < layout.Columns; c++)
                for (int k = 0; k < layout.Width; k++)
                {
                    int channel = k / (layout.Patch * layout.Patch), row = (r * layout.Stride) + (k / layout.Patch % layout.Patch) - layout.Padding, column = (c * layout.Stride) + (k % layout.Patch) - layout.Padding;
                    if (row >= 0 && row < layout.Image.Height && column >= 0 && column < layout.Image.Width)
                        patches[r, c, k] = image[(((channel * layout.Image.Height) + row) * layout.Image.Width) + column].ToDouble();
                }
        return patches;
    }

    private static void Near(double expected, double got, double tolerance, object what) =>
        Assert.True(Math.Abs(expected - got) <= tolerance * Math.Max(1, Math.Abs(expected)), $"expected {expected}, got {got}: {what}");
}
