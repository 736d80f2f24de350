using DeepNfa.Data;
using DeepNfa.Kernels;
using DeepNfa.Records;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Kernels;

public sealed class KernelFactTests : IDisposable
{
    private static readonly IKernel[] s_kernels = [new LaplaceKernel(1.5), new GaussianKernel(2), new RationalQuadraticKernel(1, 2), new PolynomialKernel(2, 0, 3), new LinearKernel()];
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly RandomStream _random = new Seed(12).Stream("fact");

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void It_is_the_sum_of_the_losses_gradients_times_the_inputs()
    {
        var (x, alpha, root) = (Random(30, 3), Random(30, 2), Random(3, 3));
        foreach (var kernel in s_kernels)
        {
            using var metric = new Metric(root.matmul(root.t()));
            bool distances = kernel.Argument == KernelArgument.SquaredDistance;
            var block = empty(30, 30, dtype: ScalarType.Float64);
            bool equal = new KernelGeometry(kernel, metric, x, x).Fill(block, 0, 0);
            KernelGeometry.Slopes(kernel, block, equal);
            if (distances) block.diagonal().fill_(0);
            var fact = KernelFact.Of(metric, block, x, alpha, distances);
            // Σᵢ,c α_ic ∇f_c(xᵢ) xᵢᵀ, from gradients formed one by one, (n×c×d).
            var loss = (kernel.Gradients(x, x, alpha, metric) * alpha.unsqueeze(2)).sum(1); // (n×d)
            var expected = loss.t().matmul(x);
            Assert.True(fact.allclose(expected, 1e-9, 1e-9 * expected.abs().max().ToDouble()), kernel.Name);
        }
    }

    [Fact]
    public void A_machine_that_learns_by_it_finds_the_coordinates_that_matter_and_predicts_better_for_it()
    {
        using var set = SyntheticTargets.Product(700, 15, new Seed(2));
        using var data = set.SplitCounts(500, 200, new Seed(2)).To(null, ScalarType.Float64);
        var steps = RecursiveFeatureMachine.Fit(new LaplaceKernel(8), data, new RfmPlan(4, 1e-3) { Update = MetricUpdate.Fact }, new Seed(0)).ToList();
        double Share(RfmIteration step) => (step.Machine.Metric.Dense().diagonal().narrow(0, 0, 2).sum() / step.Machine.Metric.Dense().trace()).ToDouble();
        Assert.Equal(2.0 / 15, Share(steps[0]), 1e-12);
        Assert.InRange(Share(steps[^1]), 0.5, 1);
        Assert.True(steps[^1].Validation!.R2 > steps[0].Validation!.R2 + 0.2, $"R² {steps[0].Validation!.R2} to {steps[^1].Validation!.R2}");
        foreach (var step in steps) step.Machine.Dispose();
    }

    [Fact]
    public void What_it_has_no_form_for_is_refused()
    {
        Assert.Throws<UsageException>(() => new RfmPlan { Update = MetricUpdate.Fact, Centered = true }.Validated());
        Assert.Throws<UsageException>(() => new RfmPlan { Update = MetricUpdate.Fact, Power = 0.5 }.Validated());
        using var set = SyntheticTargets.Product(60, 5, new Seed(2));
        using var data = set.SplitCounts(40, 20, new Seed(2)).To(null, ScalarType.Float64);
        var plan = new RfmPlan(1, 1e-3) { Update = MetricUpdate.Fact, Direct = false, Centers = 20 };
        Assert.Contains("as a whole", Assert.Throws<EnvironmentException>(() => RecursiveFeatureMachine.Fit(new LaplaceKernel(8), data, plan, new Seed(0)).ToList()).Message, StringComparison.Ordinal);
    }

    private Tensor Random(params long[] shape)
    {
        var values = new double[shape.Aggregate((a, b) => a * b)];
        _random.FillGaussian(values.AsSpan());
        return tensor(values, shape, dtype: ScalarType.Float64);
    }
}
