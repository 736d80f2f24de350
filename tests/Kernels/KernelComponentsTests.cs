using DeepNfa.Data;
using DeepNfa.Features;
using DeepNfa.Kernels;
using DeepNfa.Records;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Kernels;

public sealed class KernelComponentsTests
{
    [Fact]
    public void The_median_bandwidth_is_the_median_distance_of_pairs()
    {
        using var scope = NewDisposeScope();
        // Distances 1, 2, 3 on a line: the median is 2, and the kernel between the first two is e^(−1/8).
        var x = tensor(new[] { 0.0, 1, 3 }).unsqueeze(1);
        using var median = KernelComponents.OfMedianGaussian(x, 2);
        using var same = KernelComponents.Of(new GaussianKernel(2), x, 2);
        Assert.True(median.Transform(x).allclose(same.Transform(x), 1e-12, 1e-12));
        Assert.Throws<DataException>(() => KernelComponents.OfMedianGaussian(zeros(3, 1, dtype: ScalarType.Float64), 1));
    }

    [Fact]
    public void Components_of_the_linear_kernel_are_principal_components()
    {
        using var scope = NewDisposeScope();
        Tensor x = Gaussian("x", 30, 5), other = Gaussian("other", 7, 5);
        using var kernel = KernelComponents.Of(new LinearKernel(), x, 3);
        using var plain = PrincipalComponents.Of(x, 3);
        Near(plain.Variances, kernel.Variances);
        Assert.Equal(plain.TotalVariance, kernel.TotalVariance, 1e-10);
        var (expected, got) = (plain.Transform(other), kernel.Transform(other));
        Near(expected.abs(), got.abs()); // each up to its sign
        Near((expected * got).sign(), (expected * got).sign()[0].expand(7, 3));
    }

    [Fact]
    public void Components_of_the_quadratic_kernel_are_those_of_its_monomials()
    {
        using var scope = NewDisposeScope();
        var x = Gaussian("x", 40, 2);
        using var kernel = KernelComponents.Of(new PolynomialKernel(2, 0, 1), x, 3);
        // (x·z)² is the inner product of (x₁², √2x₁x₂, x₂²).
        var monomials = stack([x.select(1, 0).square(), x.select(1, 0) * x.select(1, 1) * Math.Sqrt(2), x.select(1, 1).square()], 1);
        using var plain = PrincipalComponents.Of(monomials, 3);
        double unit = kernel.TotalVariance / plain.TotalVariance; // whatever the kernel divides by
        Near(plain.Variances * unit, kernel.Variances);
    }

    [Theory]
    [InlineData("gaussian")]
    [InlineData("laplace")]
    public void Scores_of_the_sample_are_centred_uncorrelated_and_have_the_variances_told(string name)
    {
        using var scope = NewDisposeScope();
        var x = Gaussian("x", 25, 3);
        using var kernel = KernelComponents.Of(KernelNames.Parse(name, 2), x, 6);
        var scores = kernel.Transform(x);
        Near(zeros(6, dtype: ScalarType.Float64), scores.mean([0L]));
        Near(kernel.Variances.diag(), scores.t().matmul(scores) / 25);
    }

    [Fact]
    public void A_sample_gives_no_more_components_than_it_spans_and_other_columns_are_refused()
    {
        using var scope = NewDisposeScope();
        using var kernel = KernelComponents.Of(new LinearKernel(), Gaussian("x", 30, 2), 9);
        Assert.Equal([2L], kernel.Variances.shape);
        Assert.Throws<UsageException>(() => kernel.Transform(Gaussian("x", 4, 3)));
        Assert.Throws<UsageException>(() => KernelComponents.Of(new LinearKernel(), Gaussian("x", 4, 3), 0));
    }

    private static Tensor Gaussian(string name, int rows, int columns)
    {
        var values = new double[rows * columns];
        new Seed(13).Stream(name).FillGaussian(values.AsSpan());
        return tensor(values, [rows, columns]);
    }

    private static void Near(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.True((expected - actual).abs().max().ToDouble() < 1e-9, $"off by {(expected - actual).abs().max().ToDouble()}");
    }
}
