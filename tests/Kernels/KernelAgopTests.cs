using DeepNfa.Data;
using DeepNfa.Kernels;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Kernels;

/// <summary>Both forms of the AGOP of a kernel machine against the mean outer product of gradients, formed one by one.</summary>
public sealed class KernelAgopTests : IDisposable
{
    private static readonly IKernel[] s_kernels = [new LaplaceKernel(1.5), new GaussianKernel(2), new ExponentialPowerKernel(1.5, 1.3), new MaternKernel(1.5), new RationalQuadraticKernel(1, 2), new PolynomialKernel(2, 0, 3), new LinearKernel()];
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly RandomStream _random = new Seed(11).Stream("agop");

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Both_forms_equal_the_definition_for_every_kernel_centred_or_not_full_or_diagonal()
    {
        var (x, z, alpha, root) = (Random(7, 3), Random(300, 3), Random(300, 2), Random(3, 3));
        foreach (var kernel in s_kernels)
            foreach (bool diagonal in new[] { false, true })
                foreach (bool centered in new[] { false, true })
                    foreach (bool pairs in new[] { false, true })
                        foreach (var points in new[] { x, z })
                        {
                            using var inner = NewDisposeScope();
                            using var metric = new Metric(diagonal ? root.square().sum(0L) : root.matmul(root.t()));
                            var slopes = Slopes(kernel, metric, points, z);
                            var agop = new KernelAgop(kernel.Argument == KernelArgument.SquaredDistance, centered, diagonal).Of(metric, slopes, points, z, alpha, pairs);
                            var gradients = kernel.Gradients(points, z, alpha, metric);
                            var expected = Definition(gradients, centered);
                            Assert.True(agop.allclose(diagonal ? expected.diagonal() : expected, 1e-9, 1e-9 * Definition(gradients, false).abs().max().ToDouble()), $"{kernel.Name}, diagonal {diagonal}, centred {centered}, pairs {pairs}, {points.shape[0]} points");
                        }
    }

    [Fact]
    public void Points_moved_together_have_the_same_agop_for_a_kernel_of_the_distance_in_single_precision()
    {
        var (z, alpha) = (Random(200, 4), Random(200, 1));
        var kernel = new LaplaceKernel(2);
        using var metric = Metric.Identity(4, ScalarType.Float64, CPU);
        using var single = Metric.Identity(4, ScalarType.Float32, CPU);
        var exact = Definition(kernel.Gradients(z, z, alpha, metric), false);
        var moved = (z + 10).to(ScalarType.Float32);
        foreach (bool pairs in new[] { false, true })
        {
            var agop = new KernelAgop(true, false, false).Of(single, Slopes(kernel, single, moved, moved), moved, moved, alpha.to(ScalarType.Float32), pairs);
            Assert.True((agop.to(ScalarType.Float64) - exact).norm().ToDouble() < 1e-4 * exact.norm().ToDouble(), $"pairs {pairs}");
        }
    }

    [Fact]
    public void The_linear_machine_has_one_gradient_so_its_agop_is_known_and_zero_when_centred()
    {
        var (x, alpha) = (Random(50, 3), Random(50, 2));
        using var metric = new Metric(Random(3).square());
        var gradient = metric.Times(alpha.t().matmul(x)); // (2×3)
        var slopes = ones(50, 50, dtype: ScalarType.Float64);
        foreach (bool pairs in new[] { false, true })
        {
            using var dense = new Metric(metric.Dense());
            Assert.True(new KernelAgop(false, false, false).Of(dense, slopes, x, x, alpha, pairs).allclose(gradient.t().matmul(gradient), 1e-10, 1e-10));
            Assert.True(new KernelAgop(false, true, false).Of(dense, slopes, x, x, alpha, pairs).abs().max().ToDouble() < 1e-10 * gradient.square().sum().ToDouble());
        }
    }

    [Fact]
    public void The_agop_is_symmetric_to_the_last_bit_in_single_precision_or_iterations_would_drift_apart()
    {
        var (x, alpha, root) = (Random(300, 20).to(ScalarType.Float32), Random(300, 2).to(ScalarType.Float32), Random(20, 20).to(ScalarType.Float32));
        using var metric = new Metric(root.matmul(root.t()) / 20);
        foreach (bool pairs in new[] { false, true })
        {
            var agop = new KernelAgop(true, true, false).Of(metric, Slopes(new LaplaceKernel(3), metric, x, x), x, x, alpha, pairs);
            Assert.Equal(0, (agop - agop.t()).abs().max().ToDouble());
        }
    }

    [Fact]
    public void The_cheaper_form_is_taken()
    {
        var agop = new KernelAgop(true, false, false);
        Assert.False(agop.PrefersPairs(4000, 4000, 100, 1, same: true));
        Assert.True(agop.PrefersPairs(5000, 5000, 784, 10, same: true));
        Assert.True(new KernelAgop(false, true, false).PrefersPairs(1860, 1860, 122, 61, same: true));
    }

    [Fact]
    public void The_square_of_a_symmetric_kernel_gives_products_solutions_and_slopes_of_the_whole_matrices()
    {
        var (x, a) = (Random(300, 3), Random(300, 2));
        x[299].copy_(x[3]); // a pair of equal rows in different blocks
        using var metric = new Metric(Random(3).square());
        foreach (var kernel in s_kernels)
        {
            using var inner = NewDisposeScope();
            var square = empty(300, 300, dtype: ScalarType.Float64);
            var symmetric = new SymmetricKernel(kernel, metric, x, square);
            var k = kernel.Gram(x, x, metric);
            Assert.Equal(kernel.Argument == KernelArgument.SquaredDistance ? 1 : 0, symmetric.EqualPairs);
            Assert.True(symmetric.Times(a).allclose(k.matmul(a), 1e-9, 1e-9), kernel.Name);
            foreach (double ridge in new[] { 0.5, 2 })
            {
                Assert.True(symmetric.Factor(ridge));
                Assert.True((k + (ridge * eye(300, dtype: ScalarType.Float64))).matmul(symmetric.Solve(a)).allclose(a, 1e-7, 1e-7), kernel.Name);
            }
            Assert.True(symmetric.Slopes().allclose(Slopes(kernel, metric, x, x), 1e-9, 1e-9), kernel.Name);
        }
    }

    private static Tensor Slopes(IKernel kernel, Metric metric, Tensor x, Tensor z)
    {
        var block = empty(x.shape[0], z.shape[0], dtype: x.dtype);
        bool equal = new KernelGeometry(kernel, metric, x, z).Fill(block, 0, 0);
        KernelGeometry.Slopes(kernel, block, equal);
        return block;
    }

    private static Tensor Definition(Tensor gradients, bool centered)
    {
        var g = centered ? gradients - gradients.mean([0L], keepdim: true) : gradients; // (p×c×d)
        return einsum("pcd,pce->de", g, g) / g.shape[0];
    }

    private Tensor Random(params long[] shape)
    {
        var values = new double[shape.Aggregate(1L, (a, b) => a * b)];
        _random.FillGaussian(values.AsSpan());
        return tensor(values, shape);
    }
}
