using TorchSharp;
using Xunit;
using static DeepNfa.Tests.TorchSystem.Values;
using static TorchSharp.torch;

namespace DeepNfa.Tests.TorchSystem;

public sealed class LinearAlgebraTests : InScope
{
    readonly Tensor s = Matrix(new double[,] { { 4, 2 }, { 2, 3 } });
    readonly Tensor tall = Matrix(new double[,] { { 3, 0 }, { 0, 2 }, { 0, 0 } });

    [Fact]
    public void Factors_multiply_back()
    {
        var (values, vectors) = linalg.eigh(s);
        Assert.True((vectors * values).matmul(vectors.t()).allclose(s));
        Assert.True(values.allclose(linalg.eigvalsh(s)));
        var l = linalg.cholesky(s);
        Near([2, 0, 1, Math.Sqrt(2)], l);
        Near([2, 0, 1, Math.Sqrt(2)], linalg.cholesky_ex(s).L);
        var (q, r) = linalg.qr(tall + 1);
        Assert.Equal([3L, 2], q.shape);
        Assert.True(q.matmul(r).allclose(tall + 1));
        Assert.Equal([3L, 3], linalg.qr(tall, linalg.QRMode.Complete).Q.shape);
        var (u, d, vh) = linalg.svd(tall + 1, fullMatrices: false);
        Assert.True((u * d).matmul(vh).allclose(tall + 1));
        Near([3, 2], linalg.svdvals(tall));
    }

    [Fact]
    public void Solutions_satisfy_their_equations()
    {
        var b = Matrix(new double[,] { { 8 }, { 7 } });
        Near([1.25, 1.5], linalg.solve(s, b));
        Near([0.375, -0.25, -0.25, 0.5], linalg.inv(s));
        Near([4, 7], linalg.solve_triangular(Matrix(new double[,] { { 2, 0 }, { 0, 1 } }), b, upper: false));
        Near([8.0 / 3, 3.5], linalg.lstsq(tall, Matrix(new double[,] { { 8 }, { 7 }, { 5 } })).Solution);
        Near([1.0 / 3, 0, 0, 0, 0.5, 0], linalg.pinv(tall));
    }

    [Fact]
    public void Norms_determinants_and_ranks()
    {
        Near([Math.Sqrt(13)], linalg.norm(tall));
        Near([3], linalg.norm(tall, 2));
        Near([5], linalg.norm(tall, "nuc"));
        Near([3, 2], linalg.vector_norm(tall, 2, [0]));
        Near([8], linalg.det(s));
        var (sign, log) = linalg.slogdet(s);
        Near([1], sign);
        Near([Math.Log(8)], log);
        Assert.Equal(2, linalg.matrix_rank(tall).ToInt32());
        Assert.Equal(1, linalg.matrix_rank(ones([3, 3], dtype: float64)).ToInt32());
    }

    [Fact]
    public void Failures_are_libtorchs_own_sentences_without_a_backtrace()
    {
        var failure = Assert.ThrowsAny<System.Runtime.InteropServices.ExternalException>(() => linalg.cholesky(-s));
        Assert.Contains("not positive-definite", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("frame #", failure.Message, StringComparison.Ordinal);
        Assert.Contains("shapes cannot be multiplied", Assert.ThrowsAny<System.Runtime.InteropServices.ExternalException>(() => tall.matmul(tall)).Message, StringComparison.Ordinal);
    }
}
