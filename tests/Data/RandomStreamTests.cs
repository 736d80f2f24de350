using DeepNfa.Data;
using Xunit;

namespace DeepNfa.Tests.Data;

public sealed class RandomStreamTests
{
    // Expected numbers come from an independent implementation in exact integers, checked against the published first outputs of xoshiro256** from state 1, 2, 3, 4.
    // They never change: every recorded run depends on them.
    [Fact]
    public void First_words_of_a_stream_are_fixed_for_ever()
    {
        var stream = new Seed(0).Stream("init");
        Assert.Equal([0x491C710A8E12B6F6, 0xC6B4ECDDC91FE4F0, 0xB7986DCB66A4D6EE, 0x5E74E664E1C8E878], Draw(4, stream.NextUInt64));
        stream = new Seed(-1).Stream("shuffle", 7);
        Assert.Equal([0x418ABE85659E396D, 0x99DC84E831E5B589], Draw(2, stream.NextUInt64));
    }

    [Fact]
    public void First_numbers_of_each_kind_are_fixed_for_ever()
    {
        Assert.Equal([0.2855902338761307, 0.7761982003659109, 0.7171696302017552], Draw(3, new Seed(0).Stream("init").NextDouble));
        Assert.Equal([-0.7334620013594799, 0.9448304919806318, 1.4107819189735311, -0.8511917078290856], Draw(4, new Seed(0).Stream("init").NextGaussian));
        Assert.Equal([2, 3, 1, 8, 9, 5, 7, 4, 0, 6], new Seed(0).Stream("split").Permutation(10));
        var stream = new Seed(0).Stream("int");
        Assert.Equal([5, 5, 3, 5, 1, 1, 1, 0, 0, 5], Draw(10, () => stream.NextInt(6)));
    }

    [Fact]
    public void A_stream_asked_for_again_begins_again()
    {
        var seed = new Seed(42);
        Assert.Equal(Draw(100, seed.Stream("a", 3).NextUInt64), Draw(100, seed.Stream("a", 3).NextUInt64));
    }

    [Fact]
    public void Streams_of_other_seeds_names_and_indices_are_uncorrelated()
    {
        var streams = new[]
        {
            new Seed(0).Stream("init"), new Seed(1).Stream("init"), new Seed(0).Stream("inis"), new Seed(0).Stream("tini"), new Seed(0).Stream("init", 1), new Seed(1).Stream("init", 1),
        };
        const int n = 20_000;
        var drawn = streams.Select(s => Draw(n, s.NextGaussian)).ToArray();
        for (int i = 0; i < drawn.Length; i++)
            for (int j = 0; j < i; j++)
                Assert.InRange(drawn[i].Zip(drawn[j], (a, b) => a * b).Sum() / n, -5 / Math.Sqrt(n), 5 / Math.Sqrt(n));
    }

    [Fact]
    public void Uniform_numbers_have_the_moments_of_the_unit_interval()
    {
        var x = new double[100_000];
        new Seed(5).Stream("uniform").FillUniform(x);
        Assert.All(x, v => Assert.InRange(v, 0, 1 - 1e-16));
        Assert.Equal(0.5, x.Average(), 5 * Math.Sqrt(1.0 / 12 / x.Length));
        Assert.Equal(1.0 / 3, x.Average(v => v * v), 5 * Math.Sqrt(4.0 / 45 / x.Length));
    }

    [Fact]
    public void Gaussian_numbers_have_the_moments_and_the_tail_of_the_normal_distribution()
    {
        var x = new double[100_000];
        new Seed(5).Stream("gaussian").FillGaussian(x);
        double error = 5 / Math.Sqrt(x.Length);
        Assert.Equal(0, x.Average(), error);
        Assert.Equal(1, x.Average(v => v * v), error * Math.Sqrt(2));
        Assert.Equal(0, x.Average(v => v * v * v), error * Math.Sqrt(15));
        Assert.Equal(3, x.Average(v => v * v * v * v), error * Math.Sqrt(96));
        Assert.Equal(0.0455002638963584, x.Count(v => Math.Abs(v) > 2) / (double)x.Length, error * 0.21);
    }

    [Fact]
    public void Single_precision_fills_round_the_double_ones()
    {
        var (single, twice) = (new float[7], new double[7]);
        new Seed(1).Stream("fill").FillGaussian(single);
        new Seed(1).Stream("fill").FillGaussian(twice);
        Assert.Equal(twice.Select(v => (float)v), single);
        new Seed(1).Stream("fill").FillUniform(single, -2, 3);
        new Seed(1).Stream("fill").FillUniform(twice, -2, 3);
        Assert.Equal(twice.Select(v => (float)v), single);
    }

    [Theory]
    [InlineData(99_999)]
    [InlineData(100_000)]
    public void Numbers_of_24_bits_are_uniform_independent_and_below_1(int count)
    {
        var x = new float[count];
        new Seed(5).Stream("unit").FillUnit(x);
        Assert.All(x, v => Assert.InRange(v, 0, 1 - 1f / (1 << 24)));
        Assert.All(x, v => Assert.Equal(0, v * (1 << 24) % 1));
        double error = 5 / Math.Sqrt(count);
        Assert.Equal(0.5, x.Average(v => (double)v), error * Math.Sqrt(1.0 / 12));
        Assert.Equal(1.0 / 3, x.Average(v => (double)v * v), error * Math.Sqrt(4.0 / 45));
        // Neighbours come from the two halves of one word.
        Assert.Equal(0, x.Skip(1).Zip(x, (a, b) => (a - 0.5) * (b - 0.5)).Average(), error / 12);
    }

    [Fact]
    public void Whole_numbers_below_a_bound_are_equally_likely()
    {
        var stream = new Seed(9).Stream("bound");
        var counts = new int[7];
        for (int i = 0; i < 70_000; i++)
            counts[stream.NextInt(7)]++;
        Assert.All(counts, c => Assert.Equal(10_000, c, 5 * Math.Sqrt(10_000.0 * 6 / 7)));
    }

    [Fact]
    public void Every_order_of_three_items_is_equally_likely()
    {
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < 60_000; i++)
        {
            string order = string.Concat(new Seed(3).Stream("order", i).Permutation(3));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }
        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, c => Assert.Equal(10_000, c, 5 * Math.Sqrt(10_000.0 * 5 / 6)));
    }

    [Fact]
    public void A_permutation_holds_every_number_once()
    {
        Assert.Equal(Enumerable.Range(0, 1000), new Seed(2).Stream("order").Permutation(1000).Order());
        Assert.Empty(new Seed(2).Stream("order").Permutation(0));
    }

    [Fact]
    public void Empty_purposes_and_bounds_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Seed(0).Stream(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Seed(0).Stream("a").NextInt(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Seed(0).Stream("a").Permutation(-1));
    }

    private static T[] Draw<T>(int count, Func<T> next)
    {
        var values = new T[count];
        for (int i = 0; i < count; i++)
            values[i] = next();
        return values;
    }
}
