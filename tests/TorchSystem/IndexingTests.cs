using TorchSharp;
using Xunit;
using static DeepNfa.Tests.TorchSystem.Values;
using static TorchSharp.torch;

namespace DeepNfa.Tests.TorchSystem;

public sealed class IndexingTests : InScope
{
    readonly Tensor t = arange(24).reshape(2, 3, 4);

    [Fact]
    public void Numbers_choose_from_the_front()
    {
        Assert.Equal([2L, 3, 4], t.shape);
        Assert.Equal([3L, 4], t[1].shape);
        Assert.Equal([20L, 21, 22, 23], Longs(t[1, 2]));
        Assert.Equal(23, t[1, 2, 3].ToInt32());
        Assert.Equal(23, t[-1, -1, -1].ToInt32());
    }

    [Fact]
    public void Slices_ellipses_and_new_dimensions()
    {
        Assert.Equal([0L, 4, 8, 12, 16, 20], Longs(t[TensorIndex.Ellipsis, 0]));
        Assert.Equal([1L, 3], Longs(t[0, 0, TensorIndex.Slice(1, null, 2)]));
        Assert.Equal([2L, 2, 4], t[TensorIndex.Colon, 1..].shape);
        Assert.Equal([22L, 23], Longs(t[1, 2, ^2..]));
        Assert.Equal([1L, 2, 3, 4], t[TensorIndex.None].shape);
        Assert.Equal([2L, 3, 4, 1], t[TensorIndex.Ellipsis, TensorIndex.None].shape);
        Assert.Equal([2L, 1, 3], t[TensorIndex.Colon, TensorIndex.None, TensorIndex.Colon, 0].shape);
    }

    [Fact]
    public void Tensors_choose_in_their_dimension()
    {
        Assert.Equal([1L, 1, 0], Longs(tensor(new[] { 0L, 1 })[tensor(new[] { 1L, 1, 0 })]));
        Assert.Equal([8L, 0, 20, 12], Longs(t[TensorIndex.Colon, TensorIndex.Tensor(tensor(new[] { 2L, 0 })), 0]));
        Assert.Equal([0L, 23], Longs(t[tensor(new[] { 0L, 1 }), tensor(new[] { 0L, 2 }), tensor(new[] { 0L, 3 })]));
        Assert.Equal([22L, 23], Longs(t[t > 21]));
        Assert.Equal([1L, 3, 5], Longs(arange(6).reshape(3, 2)[TensorIndex.Colon, TensorIndex.Tensor(tensor(new[] { false, true }))]));
        Assert.Equal([12L, 16, 20], Longs(t[TensorIndex.Tensor(tensor(new[] { false, false, false, true, true, true }, [2, 3])), 0]));
    }

    [Fact]
    public void Assignments_write_into_the_tensor()
    {
        var m = zeros(2, 3);
        m[0] = tensor(new[] { 1f, 2, 3 });
        m[1, 2] = 9;
        m[TensorIndex.Colon, 0] = tensor(5f);
        Assert.Equal([5f, 2, 3, 5, 0, 9], Of(m));
        m[m > 4] = -1f;
        Assert.Equal([-1f, 2, 3, -1, 0, -1], Of(m));
        m[TensorIndex.Single(1), TensorIndex.Tensor(tensor(new[] { 0L, 2 }))] = tensor(new[] { 7f, 8 });
        Assert.Equal([-1f, 2, 3, 7, 0, 8], Of(m));
    }

    [Fact]
    public void An_index_outside_is_refused_with_a_sentence() =>
        Assert.Contains("out of range", Assert.ThrowsAny<Exception>(() => t[2]).Message, StringComparison.Ordinal);
}
