using DeepNfa.Data;
using DeepNfa.Features;
using DeepNfa.Records;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Features;

public sealed class PrincipalComponentsTests
{
    [Theory]
    [InlineData(40, 6)]
    [InlineData(6, 40)]
    public void Directions_are_orthonormal_and_reach_the_variances_told(int n, int d)
    {
        using var scope = NewDisposeScope();
        var x = Samples(n, d);
        using var components = PrincipalComponents.Of(x, 4);
        Near(eye(4, dtype: ScalarType.Float64), components.Directions.t().matmul(components.Directions));
        var scores = components.Transform(x);
        Near(zeros(4, dtype: ScalarType.Float64), scores.mean([0L]));
        Near(components.Variances.diag(), scores.t().matmul(scores) / n);
        Assert.Equal((x - x.mean([0L])).square().sum().ToDouble() / n, components.TotalVariance, 1e-10);
    }

    [Fact]
    public void Covariance_and_gram_matrix_give_the_same_components()
    {
        using var scope = NewDisposeScope();
        var x = Samples(9, 10);
        using var wide = PrincipalComponents.Of(x, 3);
        using var tall = PrincipalComponents.Of(cat([x, x], 0), 3);
        Near(wide.Directions, tall.Directions);
        Near(wide.Variances, tall.Variances);
    }

    [Fact]
    public void A_sample_gives_no_more_components_than_it_spans()
    {
        using var scope = NewDisposeScope();
        var line = arange(5, dtype: ScalarType.Float64).unsqueeze(1) * tensor(new[] { 3.0, -4.0 });
        using var components = PrincipalComponents.Of(line, 2);
        Near(tensor(new[] { -0.6, 0.8 }).unsqueeze(1), components.Directions);
        Near(tensor(new[] { 50.0 }), components.Variances);
    }

    [Fact]
    public void Other_columns_and_no_components_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<UsageException>(() => PrincipalComponents.Of(Samples(5, 3), 0));
        using var components = PrincipalComponents.Of(Samples(5, 3), 1);
        Assert.Throws<UsageException>(() => components.Transform(Samples(5, 4)));
    }

    private static Tensor Samples(int n, int d)
    {
        var values = new double[n * d];
        new Seed(7).Stream("samples").FillGaussian(values.AsSpan());
        return tensor(values).reshape(n, d);
    }

    private static void Near(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.True((expected - actual).abs().max().ToDouble() < 1e-10, $"off by {(expected - actual).abs().max().ToDouble()}");
    }
}
