using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Kernels;
using DeepNfa.Records;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Kernels;

public sealed class RecursiveFeatureMachineTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly List<KernelMachine> _machines = [];

    public void Dispose()
    {
        foreach (var machine in _machines) machine.Dispose();
        _scope.Dispose();
    }

    [SharedFact("golden/rfm1_poly")]
    public void The_reference_fit_is_reproduced_in_double_precision()
    {
        string folder = SharedFactAttribute.Find("golden/rfm1_poly");
        Tensor Read(string name) => Npy.Read(Path.Combine(folder, name + ".npy")).ToTensor();
        using var data = new DataSplit(new("poly", Read("x"), Read("y")), null);
        foreach (var step in RecursiveFeatureMachine.Fit(new LaplaceKernel(3), data, new(4, 1e-3), new Seed(0)))
        {
            using var machine = step.Machine;
            Near(Read($"M{step.Iteration}"), machine.Metric.Dense(), 1e-7);
            Near(Read($"alpha{step.Iteration}"), machine.Coefficients, 1e-6);
            Near(Read($"pred_test{step.Iteration}"), machine.Predict(Read("x_test")), 1e-6);
        }
    }

    [Fact]
    public void A_step_of_the_linear_machine_is_known()
    {
        using var data = Product(40, 3, ScalarType.Float64);
        var steps = RecursiveFeatureMachine.Fit(new LinearKernel(), data, new(1, 0.1), new Seed(0)).ToList();
        var (x, y) = (data.Train.Inputs, data.Train.Targets);
        var weights = linalg.solve(x.t().matmul(x) + (0.1 * eye(3, dtype: ScalarType.Float64)), x.t().matmul(y)); // ridge regression: Xᵀα
        Near(weights.matmul(weights.t()), steps[1].Machine.Metric.Dense(), 1e-9);
        foreach (var step in steps) step.Machine.Dispose();
    }

    [Fact]
    public void With_all_points_as_centres_the_iterative_solver_finds_the_direct_machine()
    {
        using var data = Product(200, 4, ScalarType.Float64);
        var direct = Last(data, new(2, 0.01) { Direct = true });
        var iterative = Last(data, new(2, 0.01) { Direct = false, Centers = 200 });
        Assert.Equal("nystrom-cg", iterative.Solve.Solver);
        Near(direct.Machine.Metric.Values, iterative.Machine.Metric.Values, 1e-3);
        Near(direct.Machine.Predict(data.Train.Inputs), iterative.Machine.Predict(data.Train.Inputs), 1e-3);
        Assert.Equal(direct.Train.R2!.Value, iterative.Train.R2!.Value, 1e-3);
        direct.Machine.Dispose();
        iterative.Machine.Dispose();
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void An_output_without_a_target_does_not_stop_the_iterative_solver_for_the_others(ScalarType type)
    {
        using var data = Product(200, 4, type);
        using var wider = new DataSplit(new("wider", data.Train.Inputs.alias(), cat([data.Train.Targets, zeros_like(data.Train.Targets)], 1)), null);
        var (one, two) = (Last(data, new(0, 0.01) { Direct = false, Centers = 100 }), Last(wider, new(0, 0.01) { Direct = false, Centers = 100 }));
        Assert.Equal(one.Solve.Residual, two.Solve.Residual, 1e-5);
        Assert.Equal(one.Train.Loss, 2 * two.Train.Loss, 1e-4 * one.Train.Loss);
        one.Machine.Dispose();
        two.Machine.Dispose();
    }

    [Fact]
    public void Too_little_memory_for_the_whole_matrix_switches_to_fewer_centres_and_says_so()
    {
        using var data = Product(400, 4, ScalarType.Float32);
        var last = Last(data, new(1, 0.01) { Memory = 500_000 });
        Assert.InRange(last.Solve.Centers, 50, 399);
        Assert.Contains("solved iteratively", Assert.Single(last.Solve.Notes), StringComparison.Ordinal);
        Assert.True(last.Train.R2 > 0.5);
        last.Machine.Dispose();
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Equal_rows_without_ridge_are_told_with_what_was_done(ScalarType dtype)
    {
        using var whole = Product(60, 3, dtype);
        var x = whole.Train.Inputs.clone();
        x[59].copy_(x[0]);
        using var data = new DataSplit(new("twins", x, whole.Train.Targets.clone()), null);
        var step = RecursiveFeatureMachine.Fit(new LaplaceKernel(5), data, new(0, 0), new Seed(0)).Single();
        Assert.Contains("1 pair of training rows are equal", step.Solve.Notes[0], StringComparison.Ordinal);
        Assert.Contains("the ridge was raised", step.Solve.Notes[^1], StringComparison.Ordinal);
        Assert.True(step.Solve.Residual < 1e-3 && step.Solve.Ridge > 0);
        step.Machine.Dispose();
    }

    [Fact]
    public void Without_ridge_the_machine_interpolates()
    {
        using var data = Product(100, 3, ScalarType.Float64);
        var step = RecursiveFeatureMachine.Fit(new LaplaceKernel(5), data, new(0, 0), new Seed(0)).Single();
        Near(data.Train.Targets, step.Machine.Predict(data.Train.Inputs), 1e-9);
        Assert.Empty(step.Solve.Notes);
        step.Machine.Dispose();
    }

    [Fact]
    public void Powers_scales_and_diagonals_of_M_are_what_they_say()
    {
        using var data = Product(100, 3, ScalarType.Float64);
        var plain = Last(data, new(1)).Machine.Metric.Values;
        Near(Spectrum.Of(plain).Power(0.5), Last(data, new(1) { Power = 0.5 }).Machine.Metric.Values, 1e-9);
        Near(plain * 3 / plain.trace(), Last(data, new(1) { Scale = MetricScale.Trace }).Machine.Metric.Values, 1e-9);
        Near(plain / plain.max(), Last(data, new(1) { Scale = MetricScale.Max }).Machine.Metric.Values, 1e-9);
        Near(plain.diagonal(), Last(data, new(1) { Diagonal = true }).Machine.Metric.Values, 1e-9);
        var few = Last(data, new(1) { GradientPoints = 60 }).Machine.Metric.Values;
        Assert.False(few.allclose(plain, 1e-3));
        Near(plain, few, 0.5);
    }

    [Fact]
    public void With_the_median_as_bandwidth_the_scale_of_the_inputs_does_not_matter()
    {
        using var data = Product(100, 3, ScalarType.Float64);
        using var larger = new DataSplit(new("larger", data.Train.Inputs * 1000, data.Train.Targets.clone()), null);
        var (a, b) = (Last(data, new(2) { MedianBandwidth = true }), Last(larger, new(2) { MedianBandwidth = true }));
        Near(a.Machine.Predict(data.Train.Inputs), b.Machine.Predict(larger.Train.Inputs), 1e-8);
    }

    [Fact]
    public void Asked_to_stop_it_begins_no_iteration_and_leaves_those_before_as_they_are()
    {
        using var data = Product(40, 3, ScalarType.Float64);
        using var stop = new CancellationTokenSource();
        var steps = new List<RfmIteration>();
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var step in RecursiveFeatureMachine.Fit(new LaplaceKernel(3), data, new(4, 1e-3), new Seed(0), stop.Token))
            {
                steps.Add(step);
                if (step.Iteration == 1) stop.Cancel();
            }
        });
        Assert.Equal([0, 1], steps.Select(s => s.Iteration));
        using var predicted = steps[1].Machine.Predict(data.Train.Inputs);
        Assert.Equal(40, predicted.shape[0]);
        foreach (var step in steps) step.Machine.Dispose();
    }

    [Fact]
    public void Early_stop_ends_two_iterations_after_the_best()
    {
        using var train = Product(60, 3, ScalarType.Float64);
        var targets = new double[60];
        new Seed(1).Stream("noise").FillGaussian(targets.AsSpan());
        using var noise = new DataSplit(train.Train, new("noise", train.Train.Inputs.clone(), tensor(targets, [60, 1])));
        var steps = Kept(RecursiveFeatureMachine.Fit(new LaplaceKernel(5), noise, new(40) { EarlyStop = true }, new Seed(0))).ToList();
        int best = steps.MinBy(s => s.Validation!.Loss)!.Iteration;
        Assert.Equal(best + 2, steps[^1].Iteration);
    }

    [Fact]
    public void Probabilities_are_the_nearest_point_of_the_simplex()
    {
        var p = KernelMachine.Probabilities(tensor(new[] { 0.2, 0.5, 0.3, 2, 0, 0, 0.6, 0.6, -1 }, [3, 3]));
        Assert.True(p.allclose(tensor(new[] { 0.2, 0.5, 0.3, 1, 0, 0, 0.5, 0.5, 0 }, [3, 3]), 0, 1e-12));
    }

    [Fact]
    public void One_class_NaN_and_a_constant_target_are_sentences()
    {
        using var one = new DataSplit(LabeledSet.OfClasses("one", [1, 2, 3], [1, 1, 1], 2), null);
        Assert.Contains("of one class", Assert.Throws<DataException>(() => RecursiveFeatureMachine.Fit(new LaplaceKernel(1), one, new(), new Seed(0))).Message, StringComparison.Ordinal);
        using var bad = new DataSplit(new("bad", tensor(new[] { 1, float.NaN }, [2, 1]), ones(2, 1)), null);
        Assert.Contains("NaN", Assert.Throws<DataException>(() => RecursiveFeatureMachine.Fit(new LaplaceKernel(1), bad, new(), new Seed(0))).Message, StringComparison.Ordinal);
        using var zero = new DataSplit(new("zero", tensor(new[] { 1f, 2 }, [2, 1]), zeros(2, 1)), null);
        Assert.Contains("have the same targets", Assert.Throws<DataException>(() => RecursiveFeatureMachine.Fit(new LaplaceKernel(1), zero, new(1), new Seed(0))).Message, StringComparison.Ordinal);
        using var equal = new DataSplit(new("equal", ones(2, 1), tensor(new[] { 1f, 2 }, [2, 1])), null); // rows that no metric tells apart
        Assert.Contains("AGOP is zero", Assert.Throws<DataException>(() => Kept(RecursiveFeatureMachine.Fit(new LaplaceKernel(1), equal, new(1), new Seed(0))).ToList()).Message, StringComparison.Ordinal);
        Assert.Contains("ridge: expected", Assert.Throws<UsageException>(() => RecursiveFeatureMachine.Fit(new LaplaceKernel(1), zero, new(-1, -1), new Seed(0))).Message, StringComparison.Ordinal);
    }

    private RfmIteration Last(DataSplit data, RfmPlan plan)
    {
        return Kept(RecursiveFeatureMachine.Fit(new LaplaceKernel(2), data, plan, new Seed(3))).Last();
    }

    /// <summary>The same iterations, whose machines are disposed with the test.</summary>
    private IEnumerable<RfmIteration> Kept(IEnumerable<RfmIteration> steps)
    {
        foreach (var step in steps)
        {
            _machines.Add(step.Machine);
            yield return step;
        }
    }

    private static DataSplit Product(int samples, int dimension, ScalarType dtype) => new DataSplit(SyntheticTargets.Product(samples, dimension, new Seed(7)), null).To(null, dtype);

    private static void Near(Tensor expected, Tensor actual, double tolerance) =>
        Assert.True((expected - actual).norm().ToDouble() <= tolerance * expected.norm().ToDouble(), $"relative error {(expected - actual).norm().ToDouble() / expected.norm().ToDouble():e1}");
}
