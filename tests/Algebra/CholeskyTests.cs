using DeepNfa.Algebra;
using DeepNfa.Data;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Algebra;

public sealed class CholeskyTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(600)]
    public void The_factor_multiplies_back_solves_and_leaves_the_upper_triangle_alone(int n)
    {
        var a = PositiveDefinite(n);
        var work = a.tril() + full(n, n, 7.0, dtype: ScalarType.Float64).triu(1);
        Assert.True(Cholesky.Factor(work));
        var l = work.tril();
        Assert.True(l.matmul(l.t()).allclose(a, 1e-12, 1e-10));
        Assert.True(work.triu(1).eq(7).sum().ToInt64() == (long)n * (n - 1) / 2);
        var b = Gaussian(n, 3);
        Assert.True(a.matmul(Cholesky.Solve(work, b)).allclose(b, 1e-9, 1e-10));
        Assert.InRange(Cholesky.Condition(work), 1 - 1e-12, linalg.cond(a).ToDouble() * (1 + 1e-9));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(500)]
    public void A_matrix_that_is_not_positive_definite_is_told(int n)
    {
        var a = PositiveDefinite(n);
        a[n - 1, n - 1] = -1;
        Assert.False(Cholesky.Factor(a));
    }

    private static Tensor PositiveDefinite(int n)
    {
        var g = Gaussian(n, n);
        return g.matmul(g.t()).add_(eye(n, dtype: ScalarType.Float64));
    }

    private static Tensor Gaussian(int rows, int columns)
    {
        var values = new double[rows * columns];
        new Seed(rows).Stream("cholesky").FillGaussian(values.AsSpan());
        return tensor(values, [rows, columns]);
    }
}
