using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Kernels;
using DeepNfa.Records;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Kernels;

public sealed class MetricLikenessTests
{
    private const int Width = 12, Draws = 2000;

    [Theory]
    [InlineData(SimilarityKind.Pearson)]
    [InlineData(SimilarityKind.Cosine)]
    public void The_null_is_the_mean_and_spread_over_rotations_of_the_inputs(SimilarityKind kind)
    {
        using var scope = NewDisposeScope();
        var (m, b) = (Definite(3, seed: 1), Definite(5, seed: 2) + 0.2); // a mean entry, which the two similarities treat differently
        var likeness = MetricLikeness.Of(m, b, kind);
        double[] values = [.. Enumerable.Range(0, Draws).Select(i =>
        {
            using var inner = NewDisposeScope();
            var turn = HaarRotation.Of(Gaussian(Width * Width, 100 + i), Width);
            return MetricLikeness.Of(turn.matmul(m).matmul(turn.t()), b, kind).Value;
        })];
        AssertMoments(values, likeness);
    }

    [Theory]
    [InlineData(SimilarityKind.Pearson)]
    [InlineData(SimilarityKind.Cosine)]
    public void Of_a_diagonal_metric_it_is_that_over_orders_of_the_entries(SimilarityKind kind)
    {
        using var scope = NewDisposeScope();
        var (m, b) = (tensor(Gaussian(Width, 3)).square(), tensor(Gaussian(Width, 4)).square());
        double[] values = [.. Enumerable.Range(0, Draws).Select(i => MetricLikeness.Of(m.index_select(0, tensor(new Seed(i).Stream("order").Permutation(Width))), b, kind).Value)];
        AssertMoments(values, MetricLikeness.Of(m, b, kind));
    }

    [Theory]
    [InlineData(SimilarityKind.Pearson)]
    [InlineData(SimilarityKind.Cosine)]
    public void A_matrix_is_like_itself_at_any_scale_and_the_identity_is_its_own_null(SimilarityKind kind)
    {
        using var scope = NewDisposeScope();
        var m = Definite(4, seed: 5);
        Assert.Equal(1, MetricLikeness.Of(7 * m, m, kind).Value, 1e-12);
        var plain = MetricLikeness.Of(eye(Width, dtype: ScalarType.Float64), m, kind);
        Assert.Equal(plain.Value, plain.Null, 1e-12);
        Assert.Equal(0, plain.NullSd, 1e-7);
        Assert.True(double.IsNaN(MetricLikeness.Of(m, zeros_like(m), kind).Value));
    }

    private static void AssertMoments(double[] values, MetricLikeness expected)
    {
        double mean = values.Average(), sd = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        // Pearson's denominator is taken at its mean, which shifts the null by less than its spread over the width.
        Assert.InRange(expected.Null, mean - (4 * sd / Math.Sqrt(Draws)) - (sd / Width), mean + (4 * sd / Math.Sqrt(Draws)) + (sd / Width));
        Assert.InRange(expected.NullSd / sd, 0.9, 1.1);
    }

    private static Tensor Definite(int rank, long seed)
    {
        var f = tensor(Gaussian(rank * Width, seed), [rank, Width]);
        return f.t().matmul(f);
    }

    private static double[] Gaussian(int count, long seed)
    {
        var values = new double[count];
        new Seed(seed).Stream("test").FillGaussian(values);
        return values;
    }
}
