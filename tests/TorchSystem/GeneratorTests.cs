using TorchSharp;
using Xunit;
using static DeepNfa.Tests.TorchSystem.Values;
using static TorchSharp.torch;

namespace DeepNfa.Tests.TorchSystem;

public sealed class GeneratorTests : InScope
{
    [Fact]
    public void Equal_seeds_draw_equal_numbers_and_other_seeds_others()
    {
        float[] Draw(ulong seed)
        {
            using var g = new Generator(seed);
            return [.. Of(randn([3], generator: g)), .. Of(rand([3], generator: g)), .. Of(randint(1000, [3], generator: g)), .. Of(randperm(20, generator: g)), .. Of(zeros(3).uniform_(0, 1, g)), .. Of(zeros(3).normal_(0, 1, g)), .. Of(full([3], 0.5).bernoulli(g))];
        }
        Assert.Equal(Draw(7), Draw(7));
        Assert.NotEqual(Draw(7), Draw(8));
    }

    [Fact]
    public void A_state_brings_back_its_place_in_the_stream()
    {
        using var g = new Generator(1);
        _ = rand([5], generator: g);
        var state = g.get_state();
        var first = Of(rand([4], generator: g));
        Assert.NotEqual(first, Of(rand([4], generator: g)));
        g.set_state(state);
        Assert.Equal(first, Of(rand([4], generator: g)));
        Assert.Equal(1, g.initial_seed());
    }

    [Fact]
    public void Streams_do_not_disturb_each_other()
    {
        using Generator a = new(3), b = new(3), noise = new(4);
        var alone = Of(rand([4], generator: a));
        _ = rand([9], generator: noise);
        Assert.Equal(alone, Of(rand([4], generator: b)));
    }

    [Fact]
    public void Draws_lie_where_they_should()
    {
        using var g = new Generator(5);
        var whole = Longs(randint(-2, 3, [1000], generator: g));
        Assert.Equal([-2L, -1, 0, 1, 2], whole.Distinct().Order());
        Assert.Equal(Enumerable.Range(0, 50).Select(k => (long)k), Longs(randperm(50, generator: g)).Order());
        Assert.InRange(randn([10000], dtype: float64, generator: g).std().ToDouble(), 0.97, 1.03);
        Assert.InRange(zeros(10000).uniform_(2, 4, g).mean().ToDouble(), 2.95, 3.05);
        Assert.Equal(ScalarType.Float64, randn([1], dtype: float64, generator: g).dtype);
        Assert.Equal([2L, 3], randn(2, 3, generator: g).shape);
    }
}
