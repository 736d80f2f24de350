using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Tests.Data.Preparation;
using Xunit;

namespace DeepNfa.Tests.Data.Generators;

public sealed class BooleanTargetsTests
{
    [Fact]
    public void Sparse_parity_is_the_sum_of_the_support_modulo_2_or_the_product_of_its_signs()
    {
        int[] support = [7, 2, 5];
        using var bits = SparseParity.Generate(300, 9, support, new Seed(1));
        using var signs = SparseParity.Generate(300, 9, support, new Seed(1), BitCoding.Signs);
        float[][] rows = [.. bits.Inputs.Values().Chunk(9)];
        Assert.All(rows.SelectMany(r => r), v => Assert.True(v is 0 or 1));
        Assert.Equal(rows.Select(r => support.Sum(j => r[j]) % 2), bits.Targets.Values());
        Assert.Equal(bits.Inputs.Values().Select(v => 1 - (2 * v)), signs.Inputs.Values());
        Assert.Equal(bits.Targets.Values().Select(v => 1 - (2 * v)), signs.Targets.Values());
    }

    [Fact]
    public void No_product_of_fewer_coordinates_correlates_with_the_parity()
    {
        const int N = 20_000;
        using var set = SparseParity.Generate(N, 4, [0, 1, 2], new Seed(0), BitCoding.Signs);
        float[][] rows = [.. set.Inputs.Values().Chunk(4)];
        float[] y = set.Targets.Values();
        for (int subset = 0; subset < 16; subset++)
        {
            double correlation = rows.Zip(y, (x, t) => Enumerable.Range(0, 4).Where(j => (subset >> j & 1) != 0).Aggregate((double)t, (p, j) => p * x[j])).Average();
            Assert.Equal(subset == 7 ? 1 : 0, correlation, subset == 7 ? 0 : 5 / Math.Sqrt(N));
        }
    }

    [Fact]
    public void A_support_that_cannot_be_is_refused()
    {
        foreach (int[] support in new int[][] { [], [0, 0], [4], [-1] })
            Assert.Contains("different coordinates from 0 to 3", Assert.Throws<UsageException>(() => SparseParity.Generate(1, 4, support, new Seed(0))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Xor_without_spread_is_the_product_of_signs_and_its_noise_knows_nothing_of_the_class()
    {
        const int N = 20_000;
        using var set = XorClusters.Generate(N, new Seed(1), dimension: 4, spread: 0);
        float[][] rows = [.. set.Inputs.Values().Chunk(4)];
        int[] labels = set.Labels();
        Assert.All(rows, x => Assert.True(Math.Abs(x[0]) == 1 && Math.Abs(x[1]) == 1));
        Assert.Equal(rows.Select(x => x[0] * x[1] > 0 ? 0 : 1), labels);
        for (int j = 2; j < 4; j++)
        {
            Assert.Equal(1, rows.Average(x => (double)x[j] * x[j]), 5 * Math.Sqrt(2.0 / N));
            Assert.Equal(0, rows.Zip(labels, (x, c) => x[j] * (c - 0.5)).Average(), 5 * 0.5 / Math.Sqrt(N));
        }
    }

    [Fact]
    public void Xor_spreads_about_its_corners()
    {
        const int N = 20_000;
        using var set = XorClusters.Generate(N, new Seed(2), spread: 0.25);
        double square = set.Inputs.Values().Average(v => (Math.Abs(v) - 1.0) * (Math.Abs(v) - 1.0)); // 4σ from the axis: |v| is the distance from the corner's sign
        Assert.Equal(0.0625, square, 0.0025);
        Assert.Throws<UsageException>(() => XorClusters.Generate(1, new Seed(0), dimension: 1));
        Assert.Throws<UsageException>(() => XorClusters.Generate(1, new Seed(0), spread: -1));
    }

    [Fact]
    public void Staircase_adds_the_products_of_the_first_coordinates()
    {
        using var set = Staircase.Generate(200, 6, 3, new Seed(1));
        float[][] rows = [.. set.Inputs.Values().Chunk(6)];
        Assert.All(rows.SelectMany(r => r), v => Assert.True(v is 1 or -1));
        Assert.Equal(rows.Select(x => x[0] + (x[0] * x[1]) + (x[0] * x[1] * x[2])), set.Targets.Values());
        using var parity = SparseParity.Generate(200, 6, [0], new Seed(1), BitCoding.Signs);
        using var first = Staircase.Generate(200, 6, 1, new Seed(1));
        Assert.Equal(parity.ContentHash, first.ContentHash);
        Assert.Throws<UsageException>(() => Staircase.Generate(1, 3, 4, new Seed(0)));
    }
}
