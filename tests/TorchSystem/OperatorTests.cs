using TorchSharp;
using Xunit;
using static DeepNfa.Tests.TorchSystem.Values;
using static TorchSharp.torch;

namespace DeepNfa.Tests.TorchSystem;

public sealed class OperatorTests : InScope
{
    readonly Tensor a = Matrix(new double[,] { { 1, 2 }, { 3, 4 } });

    [Fact]
    public void Arithmetic_with_tensors_and_numbers()
    {
        Near([2, 4, 6, 8], a + a);
        Near([2, 3, 4, 5], a + 1);
        Near([0, -1, -2, -3], 1 - a);
        Near([1, 4, 9, 16], a * a);
        Near([12, 6, 4, 3], 12 / a);
        Near([0.5, 1, 1.5, 2], a / 2);
        Near([-1, -2, -3, -4], -a);
        Near([1, 0, 1, 0], a % 2);
        Near([1, 4, 9, 16], a.pow(2));
        Near([0, 1, 1, 2], a.div(2, RoundingMode.floor));
        Near([3, 4, 5, 6], a.add(a.new_one(), 2));
    }

    [Fact]
    public void In_place_forms_change_the_tensor_and_return_it()
    {
        var t = a.clone();
        Assert.Same(t, t.add_(1).mul_(2).sub_(2).div_(2));
        Near([1, 2, 3, 4], t);
        Near([3, 6, 9, 12], t.add_(a, 2));
        Near([4, 8, 12, 16], t.addcmul_(a, ones_like(a), 1));
        Near([5, 9, 13, 17], t.addcdiv_(a, a, 1));
        Near([5, 9, 10, 10], t.clamp_(5, 10));
        Near([0, 0, 10, 10], t.masked_fill_(t < 10, 0));
        Near([2, 2, 2, 2], t.fill_(4).sqrt_());
        Near([0, 0, 0, 0], t.zero_());
        Near([1, 2, 3, 4], t.copy_(a));
        Near([7, 10, 15, 22], t.addmm_(a, a, 0, 1));
        Near([4, 6, 9, 13], t.lerp_(a, tensor(0.5, dtype: float64)));
        Near([1, 0, 0, 0], t.lt_(6)); // a comparison in place keeps the type
        Near([0, 1, 1, 1], t.lt_(a - 0.5));
    }

    [Fact]
    public void Pointwise_functions()
    {
        Near([1, 4, 9, 16], a.square());
        Near([Math.E, Math.Exp(2), Math.Exp(3), Math.Exp(4)], a.exp(), 1e-10);
        Near([0, Math.Log(2), Math.Log(3), Math.Log(4)], a.log());
        Near([Math.Log(2), Math.Log(3), Math.Log(4), Math.Log(5)], log1p(a));
        Near([1, 0.5, 1.0 / 3, 0.25], a.reciprocal());
        Near([1, Math.Sqrt(0.5), 1 / Math.Sqrt(3), 0.5], a.rsqrt());
        Near([0.5, 1 / (1 + Math.Exp(2))], Vector(0, -2).sigmoid());
        Near([Math.Sin(1), Math.Cos(2), Math.Tanh(3)], stack([a[0, 0].sin(), a[0, 1].cos(), a[1, 0].tanh()]));
        Near([0, 0, 3], Vector(-1, 0, 3).relu());
        Near([-1, 0, 1], Vector(-5, 0, 3).sign());
        Near([5, 0, 3], abs(Vector(-5, 0, 3)));
        Near([0.8427007929497149], Vector(1).erf());
        Near([1, 2, -2], Vector(1.7, 2.2, -1.5).floor());
        Near([2, 2, -2], Vector(1.7, 2.2, -1.5).round());
        Near([2, 2, 3, 3], a.clamp(2, 3));
        Near([2, 2, 3, 4], clamp(a, 2));
    }

    [Fact]
    public void Comparisons_give_truth_values_of_each_element()
    {
        Assert.Equal([false, false, true, true], (a > 2).data<bool>().ToArray());
        Assert.Equal([0L, 1, 0, 0], Longs(a == 2));
        Assert.Equal([1L, 1, 0, 0], Longs(a.le(2)));
        Assert.Equal([0L, 0, 1, 1], Longs(2 < a));
        Near([1, 2, 0, 0], where(a > 2, zeros_like(a), a));
        Near([2, 2, 3, 4], maximum(a, full_like(a, 2)));
        Near([1, 2, 2, 2], minimum(a, full_like(a, 2)));
        Assert.True(a.allclose(a + 1e-9));
        Assert.False(a.allclose(a + 1e-3));
        Assert.True((a > 3).any().ToBoolean());
        Assert.False((a > 3).all().ToBoolean());
        Assert.True(isnan(Vector(double.NaN)).ToBoolean());
    }

    [Fact]
    public void Products_of_matrices_and_vectors()
    {
        Near([7, 10, 15, 22], a.matmul(a));
        Near([7, 10, 15, 22], mm(a, a));
        Near([5, 11], a.mv(Vector(1, 2)));
        Near([11], dot(Vector(1, 2), Vector(3, 4)));
        Near([3, 4, 6, 8], outer(Vector(1, 2), Vector(3, 4)));
        Near([7, 10, 15, 22, 7, 10, 15, 22], bmm(stack([a, a]), stack([a, a])));
        Near([7, 15, 10, 22], einsum("ij,jk->ki", a, a));
        Near([10, 14, 14, 20], einsum("ki,kj->ij", a, a));
        Near([5, 0, 13, 5], cdist(Matrix(new double[,] { { 3, 4 }, { 5, 12 } }), Matrix(new double[,] { { 0, 0 }, { 3, 4 } })).index_put_(tensor(5.0), 1, 1), 1e-6);
    }

    [Fact]
    public void Sums_means_and_spreads()
    {
        Near([10], a.sum());
        Near([4, 6], a.sum(0L));
        Near([3, 7], a.sum([-1]));
        Assert.Equal([2L, 1], a.sum(1, keepdim: true).shape);
        Near([2.5], a.mean());
        Near([2, 3], a.mean([0L]));
        Near([Math.Sqrt(5.0 / 3)], a.std());
        Near([2, 2], a.var(0));
        Near([1, 1], a.var([0], unbiased: false));
        Near([Math.Sqrt(30)], a.norm());
        Near([10], a.norm(1f));
        Near([Math.Sqrt(10), Math.Sqrt(20)], a.norm(0, false, 2));
        Near([Math.Log(Math.E + Math.Exp(2)), Math.Log(Math.Exp(3) + Math.Exp(4))], a.logsumexp(1));
        Near([5], a.trace());
        Near([24], a.prod());
        Assert.Equal(10, (a > 0).sum().ToInt32() + a[1].sum().ToInt32() - 1);
    }

    [Fact]
    public void Extremes_and_orders()
    {
        Near([4], a.max());
        var (values, places) = a.max(0);
        Near([3, 4], values);
        Assert.Equal([1L, 1], Longs(places));
        Near([1, 3], a.min(1).values);
        Assert.Equal(3, a.argmax().ToInt32());
        Assert.Equal([0L, 0], Longs(a.argmin(1)));
        Near([2, 4], a.amax([1L]));
        Near([1, 3, 6], Vector(1, 2, 3).cumsum(0));
        Near([5, 4], topk(Vector(4, 1, 5), 2).values);
        Assert.Equal([1L, 0, 2], Longs(Vector(4, 1, 5).sort().Indices));
        Near([5, 4, 1], sort(Vector(4, 1, 5), descending: true).values);
        Assert.Equal([1L, 0, 2], Longs(argsort(Vector(4, 1, 5))));
        Assert.Equal([1L, 2, 0, 1], Longs(bincount(tensor(new[] { 1L, 0, 1, 3 }))));
        Assert.Equal([0L, 1, 3], Longs(tensor(new[] { 1L, 0, 1, 3 }).unique().output));
    }

    [Fact]
    public void Views_share_their_elements()
    {
        var t = a.clone();
        t.view(4).slice(0, 0, 4, 2).zero_();
        Near([0, 2, 0, 4], t);
        t.t()[1].fill_(9);
        Near([0, 9, 0, 9], t);
        t.flatten().narrow(0, 1, 1).mul_(2);
        Near([0, 18, 0, 9], t);
    }

    [Fact]
    public void Shapes_are_rearranged()
    {
        var t = arange(6).reshape(2, 3);
        Assert.Equal([3L, 2], t.T.shape);
        Assert.Equal([0L, 3, 1, 4, 2, 5], Longs(t.mT));
        Assert.Equal([3L, 1, 2], t.unsqueeze(0).permute(2, 0, 1).shape);
        Assert.Equal([2L, 3], t.unsqueeze(1).squeeze(1).shape);
        Assert.Equal([2L, 2, 3], t.expand(2, 2, 3).shape);
        Assert.Equal([4L, 3], t.repeat(2, 1).shape);
        Assert.Equal([1L, 4], Longs(t.select(1, 1)));
        Assert.Equal([2L, 0], Longs(t[0].index_select(0, tensor(new[] { 2L, 0 }))));
        Assert.Equal([1L, 3], Longs(t.gather(1, tensor(new[] { 1L, 0 }, [2, 1]))));
        Assert.Equal([[2L, 2], [2L, 1]], t.split(2, 1).Select(p => p.shape));
        Assert.Equal(3, t.chunk(3, 1).Length);
        Assert.Equal([2L, 2, 2], t.unfold(1, 2, 1).shape);
        Assert.Equal([4L, 3], cat([t, t]).shape);
        Assert.Equal([2L, 3, 2], stack([t, t], -1).shape);
        Assert.Equal([0L, 0, 0, 3, 4, 0], Longs(t.tril()));
        Assert.Equal([0L, 1, 2, 0, 4, 5], Longs(triu(t)));
        Assert.Equal([0L, 4], Longs(t.diag()));
        Assert.Equal([2L, 1, 0, 5, 4, 3], Longs(t.flip(1)));
        Assert.Equal([3L, 1], t.stride());
        Assert.False(t.t().is_contiguous());
        Assert.True(t.t().contiguous().is_contiguous());
        Assert.Equal(6, t.numel());
        Assert.Equal(3, t.size(-1));
    }

    [Fact]
    public void Scattered_writes()
    {
        Near([1, 0, 5], zeros(3, dtype: float64).index_add_(0, tensor(new[] { 0L, 2, 2 }), Vector(1, 2, 3), 1));
        Near([0, 7, 0], zeros(3, dtype: float64).index_copy_(0, tensor(new[] { 1L }), Vector(7)));
        Near([0, 0, 4], zeros(3, dtype: float64).scatter_(0, tensor(new[] { 2L }), Vector(4)));
        Near([0, 5, 0], zeros(3, dtype: float64).scatter_add_(0, tensor(new[] { 1L, 1 }), Vector(2, 3)));
    }
}

static class NewOne
{
    public static Tensor new_one(this Tensor like) => ones_like(like);
}
