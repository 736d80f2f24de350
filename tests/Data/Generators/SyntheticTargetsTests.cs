using DeepNfa.Data;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Data;

public sealed class SyntheticTargetsTests
{
    [Fact]
    public void Product_targets_are_the_product_of_the_first_two_coordinates()
    {
        using var set = SyntheticTargets.Product(samples: 2000, dimension: 5, new Seed(0));
        float[] x = set.Inputs.data<float>().ToArray(), y = set.Targets.data<float>().ToArray();
        Assert.Equal((2000, 5, 1, false), (set.Samples, set.InputWidth, set.Outputs, set.Classification));
        Assert.Equal(x.Chunk(5).Select(row => row[0] * row[1]), y);
    }

    [Fact]
    public void Product_inputs_are_the_stream_inputs_row_by_row_so_that_more_samples_keep_the_earlier_ones()
    {
        var expected = new float[12];
        new Seed(7).Stream("inputs").FillGaussian(expected.AsSpan());
        using var few = SyntheticTargets.Product(4, 3, new Seed(7));
        using var many = SyntheticTargets.Product(9, 3, new Seed(7));
        Assert.Equal(expected, few.Inputs.data<float>().ToArray());
        Assert.Equal(expected, many.Inputs.data<float>().ToArray()[..12]);
    }

    [Fact]
    public void Product_has_no_linear_part()
    {
        using var set = SyntheticTargets.Product(20_000, 3, new Seed(1));
        float[] y = set.Targets.data<float>().ToArray();
        float[][] rows = [.. set.Inputs.data<float>().ToArray().Chunk(3)];
        for (int k = 0; k < 3; k++)
            Assert.Equal(0, rows.Zip(y, (x, t) => (double)x[k] * t).Average(), 5 * Math.Sqrt(3.0 / 20_000));
        Assert.Equal(1, y.Average(t => (double)t * t), 5 * Math.Sqrt(80.0 / 20_000));
    }

    [Fact]
    public void Product_needs_two_coordinates_and_a_sample()
    {
        Assert.Throws<UsageException>(() => SyntheticTargets.Product(10, 1, new Seed(0)));
        Assert.Throws<UsageException>(() => SyntheticTargets.Product(0, 2, new Seed(0)));
    }

    [Fact]
    public void Gated_product_is_the_product_where_the_sixth_coordinate_is_positive_and_shares_the_inputs_of_its_seed()
    {
        using var set = SyntheticTargets.GatedProduct(500, 8, new Seed(2));
        using var plain = SyntheticTargets.Product(500, 8, new Seed(2));
        float[][] rows = [.. set.Inputs.data<float>().ToArray().Chunk(8)];
        Assert.Equal(rows.Select(x => x[5] > 0 ? x[0] * x[1] : 0), set.Targets.data<float>().ToArray());
        Assert.Equal(plain.Inputs.data<float>().ToArray().Select(v => 0.5f * v), rows.SelectMany(r => r), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Throws<UsageException>(() => SyntheticTargets.GatedProduct(10, 5, new Seed(0)));
        Assert.Throws<UsageException>(() => SyntheticTargets.GatedProduct(10, 6, new Seed(0), deviation: 0));
    }
}
