using DeepNfa.Data;
using DeepNfa.Features;
using DeepNfa.Records;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Features;

public sealed class LinearProbeTests
{
    [Theory]
    [InlineData(30, 5)]
    [InlineData(5, 30)]
    public void A_probe_solves_the_normal_equations_of_centred_ridge_regression(int n, int d)
    {
        using var scope = NewDisposeScope();
        var (x, y) = (Gaussian("x", n, d), Gaussian("y", n, 2));
        using var probe = LinearProbe.Fit(x, y, ridge: 0.3);
        var (xc, yc) = (x - x.mean([0L]), y - y.mean([0L]));
        double lambda = 0.3 * xc.square().sum().ToDouble() / Math.Min(n, d);
        var expected = linalg.solve(xc.t().matmul(xc) + (lambda * eye(d, dtype: ScalarType.Float64)), xc.t().matmul(yc));
        Near(expected, probe.Weights);
        Near(y.mean([0L]) - x.mean([0L]).matmul(expected), probe.Bias);
    }

    [Fact]
    public void The_ridge_is_the_one_that_predicts_each_row_best_from_the_others()
    {
        using var scope = NewDisposeScope();
        var (x, noise) = (Gaussian("x", 12, 8), Gaussian("noise", 12, 1));
        var y = x.matmul(Gaussian("map", 8, 1)) + (2 * noise);
        using var probe = LinearProbe.Fit(x, y);
        var xc = x - x.mean([0L]);
        double unit = xc.square().sum().ToDouble() / 8;
        double best = Enumerable.Range(-9, 12).Select(p => Math.Pow(10, p)).MinBy(l => LeftOut(x, y, l * unit));
        Assert.Equal(best, probe.Ridge);
        Assert.InRange(best, 1e-3, 1e2); // noise wants some
    }

    [Fact]
    public void Linear_targets_are_read_out_exactly()
    {
        using var scope = NewDisposeScope();
        var x = Gaussian("x", 40, 6);
        var y = x.matmul(Gaussian("map", 6, 3)) + 5;
        using var probe = LinearProbe.Fit(x, y);
        Assert.True(probe.Score(x, y, classification: false).R2 > 1 - 1e-12);
    }

    [Fact]
    public void XOR_cannot_be_read_out_of_its_inputs_but_of_their_product()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new double[] { 0, 0, 0, 1, 1, 0, 1, 1 }, [4, 2]).repeat(10, 1);
        var label = (x.select(1, 0) - x.select(1, 1)).abs();
        var y = stack([1 - label, label], 1);
        using var inputs = LinearProbe.Fit(x, y);
        Assert.InRange(inputs.Score(x, y, classification: true).Accuracy!.Value, 0, 0.75);
        var product = cat([x, x.select(1, 0).mul(x.select(1, 1)).unsqueeze(1)], 1);
        using var features = LinearProbe.Fit(product, y);
        Assert.Equal(1, features.Score(product, y, classification: true).Accuracy);
    }

    [Fact]
    public void Constant_and_repeated_features_change_nothing()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (Gaussian("x", 20, 4), Gaussian("y", 20, 1));
        using var plain = LinearProbe.Fit(x, y, ridge: 0);
        using var more = LinearProbe.Fit(cat([x, ones(20, 1, dtype: ScalarType.Float64), x], 1), y, ridge: 0);
        Near(plain.Predict(x), more.Predict(cat([x, ones(20, 1, dtype: ScalarType.Float64), x], 1)));
        using var constant = LinearProbe.Fit(ones(20, 3), y);
        Near(y.mean([0L]).expand(20, 1), constant.Predict(ones(20, 3)));
    }

    [Fact]
    public void Shapes_that_do_not_belong_together_and_numbers_that_are_none_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<UsageException>(() => LinearProbe.Fit(ones(4, 2), ones(3, 1)));
        Assert.Throws<UsageException>(() => LinearProbe.Fit(ones(1, 2), ones(1, 1)));
        Assert.Throws<UsageException>(() => LinearProbe.Fit(ones(4, 2), ones(4, 1), ridge: -1));
        Assert.Throws<DataException>(() => LinearProbe.Fit(tensor(new[] { 1, double.NaN }, [2, 1]), ones(2, 1)));
        using var probe = LinearProbe.Fit(ones(4, 2), ones(4, 1));
        Assert.Throws<UsageException>(() => probe.Predict(ones(4, 3)));
    }

    /// <summary>The leave-one-out error by leaving rows out, one after the other; λ stays, the centre is that of the other rows.</summary>
    private static double LeftOut(Tensor x, Tensor y, double lambda)
    {
        double sum = 0;
        int n = (int)x.shape[0], d = (int)x.shape[1];
        var augmented = cat([x, ones(n, 1, dtype: ScalarType.Float64)], 1);
        var penalty = eye(d + 1, dtype: ScalarType.Float64) * lambda;
        penalty[d, d] = 0; // the constant is free
        for (int i = 0; i < n; i++)
        {
            long[] others = [.. Enumerable.Range(0, n).Where(j => j != i).Select(j => (long)j)];
            var (a, b) = (augmented.index_select(0, tensor(others)), y.index_select(0, tensor(others)));
            var theta = linalg.solve(a.t().matmul(a) + penalty, a.t().matmul(b));
            sum += (y[i] - augmented[i].matmul(theta)).square().sum().ToDouble();
        }
        return sum;
    }

    private static Tensor Gaussian(string name, int rows, int columns)
    {
        var values = new double[rows * columns];
        new Seed(3).Stream(name).FillGaussian(values.AsSpan());
        return tensor(values, [rows, columns]);
    }

    private static void Near(Tensor expected, Tensor actual) =>
        Assert.True((expected - actual).abs().max().ToDouble() < 1e-9, $"off by {(expected - actual).abs().max().ToDouble()}");
}
