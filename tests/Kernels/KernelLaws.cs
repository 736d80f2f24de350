using DeepNfa.Data;
using DeepNfa.Kernels;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Kernels;

public sealed class LaplaceKernelTests() : KernelLaws<LaplaceKernel>(new(1.7));

public sealed class GaussianKernelTests() : KernelLaws<GaussianKernel>(new(1.7));

public sealed class SharpKernelTests() : KernelLaws<ExponentialPowerKernel>(new(1.7, 0.7));

public sealed class ExponentialPowerKernelTests() : KernelLaws<ExponentialPowerKernel>(new(1.7, 1.5));

public sealed class MaternKernelTests() : KernelLaws<MaternKernel>(new(1.7));

public sealed class RationalQuadraticKernelTests() : KernelLaws<RationalQuadraticKernel>(new(1.7, 0.8));

public sealed class QuadraticKernelTests() : KernelLaws<PolynomialKernel>(new(2, 0, 3));

public sealed class PolynomialKernelTests() : KernelLaws<PolynomialKernel>(new(3, 1));

public sealed class LinearKernelTests() : KernelLaws<LinearKernel>(new());

/// <summary>What every kernel obeys; a new kernel is one line above.</summary>
public abstract class KernelLaws<T>(T kernel) : IDisposable
    where T : IKernel
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly RandomStream _random = new Seed(5).Stream("kernel-laws");

    public void Dispose()
    {
        _scope.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Its_name_parses_to_itself()
    {
        var parsed = KernelNames.Parse(kernel.Name, kernel.Bandwidth ?? 1);
        Assert.Equal((kernel.GetType(), kernel.Name, kernel.Bandwidth), (parsed.GetType(), parsed.Name, parsed.Bandwidth));
        Assert.Equal(kernel.Bandwidth is null ? null : 3.0, kernel.WithBandwidth(3).Bandwidth);
    }

    [Fact]
    public void Its_matrix_is_symmetric_and_positive_semi_definite()
    {
        var x = Random(12, 4);
        using var metric = RandomMetric(4);
        var k = kernel.Gram(x, x, metric);
        Assert.True(k.allclose(k.t(), 0, 1e-12));
        Assert.True(linalg.eigvalsh(k).min().ToDouble() > -1e-10 * k.abs().max().ToDouble());
    }

    [Fact]
    public void In_the_metric_I_it_is_the_plain_kernel_of_distance_or_inner_product()
    {
        var (x, z) = (Random(5, 3), Random(4, 3));
        using var identity = Metric.Identity(3, ScalarType.Float64, CPU);
        var expected = kernel.Argument == KernelArgument.SquaredDistance ? (x.unsqueeze(1) - z.unsqueeze(0)).square().sum(2) : x.matmul(z.t());
        kernel.Values(expected);
        Assert.True(kernel.Gram(x, z, identity).allclose(expected, 1e-12, 1e-12));
    }

    [Fact]
    public void A_metric_is_a_change_of_coordinates()
    {
        var (x, z, a) = (Random(5, 3), Random(4, 3), Random(3, 3));
        using var metric = new Metric(a.matmul(a.t()));
        using var identity = Metric.Identity(3, ScalarType.Float64, CPU);
        Assert.True(kernel.Gram(x, z, metric).allclose(kernel.Gram(x.matmul(a), z.matmul(a), identity), 1e-10, 1e-12));
    }

    [Fact]
    public void A_diagonal_metric_is_the_dense_one()
    {
        var (x, z, alpha, m) = (Random(5, 3), Random(4, 3), Random(4, 2), Random(3).square());
        using var diagonal = new Metric(m);
        using var dense = new Metric(m.diag());
        Assert.True(kernel.Gram(x, z, diagonal).allclose(kernel.Gram(x, z, dense), 1e-12, 1e-12));
        Assert.True(kernel.Gradients(x, z, alpha, diagonal).allclose(kernel.Gradients(x, z, alpha, dense), 1e-10, 1e-12));
    }

    [Fact]
    public void Gradients_equal_finite_differences()
    {
        var (x, z, alpha) = (Random(3, 4), Random(6, 4), Random(6, 2));
        using var metric = RandomMetric(4);
        var gradients = kernel.Gradients(x, z, alpha, metric); // (3×2×4)
        const double Step = 1e-5;
        for (int k = 0; k < 4; k++)
        {
            var move = zeros(1, 4, dtype: ScalarType.Float64);
            move[0, k] = Step;
            var difference = (kernel.Gram(x + move, z, metric) - kernel.Gram(x - move, z, metric)).matmul(alpha) / (2 * Step); // (3×2)
            Assert.True(gradients.select(2, k).allclose(difference, 1e-6, 1e-7), $"coordinate {k}");
        }
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Equal_rows_far_from_the_origin_have_the_kernel_of_zero_and_finite_gradients(ScalarType dtype)
    {
        if (kernel.Argument == KernelArgument.InnerProduct) return;
        var x = (Random(6, 4) + 100).to(dtype);
        x[5].copy_(x[0]);
        using var metric = Metric.Identity(4, dtype, CPU);
        var k = kernel.Gram(x, x.clone(), metric);
        Assert.Equal(1, k[0, 5].ToDouble());
        Assert.Equal([1, 1, 1, 1, 1, 1], k.diagonal().to(ScalarType.Float64).clone().data<double>().ToArray());
        // What the equal rows leave out is zero in the limit: without their columns nothing changes.
        var alpha = Random(6, 1).to(dtype);
        var without = alpha.clone();
        without[0] = 0;
        without[5] = 0;
        double tolerance = dtype == ScalarType.Float32 ? 1e-3 : 1e-10;
        Assert.True(kernel.Gradients(x, x.clone(), alpha, metric)[0].allclose(kernel.Gradients(x, x.clone(), without, metric)[0], tolerance, tolerance));
    }

    [Fact]
    public void A_bandwidth_of_zero_and_inputs_of_another_width_are_refused_with_a_sentence()
    {
        if (kernel.Bandwidth is not null)
            Assert.Contains("a positive finite number", Assert.Throws<DeepNfa.Records.UsageException>(() => kernel.WithBandwidth(0)).Message, StringComparison.Ordinal);
        using var metric = Metric.Identity(3, ScalarType.Float64, CPU);
        Assert.Contains("expected (n × 3)", Assert.Throws<DeepNfa.Records.UsageException>(() => kernel.Gram(Random(2, 4), Random(2, 4), metric)).Message, StringComparison.Ordinal);
    }

    private Tensor Random(params long[] shape)
    {
        var values = new double[shape.Aggregate(1L, (a, b) => a * b)];
        _random.FillGaussian(values.AsSpan());
        return tensor(values, shape);
    }

    private Metric RandomMetric(long width)
    {
        var a = Random(width, width);
        return new(a.matmul(a.t()) / width);
    }
}
