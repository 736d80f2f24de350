using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Tests.Data.Preparation;
using Xunit;

namespace DeepNfa.Tests.Data.Generators;

public sealed class FriedmanTests
{
    [Fact]
    public void Without_noise_it_is_the_function_of_the_first_five_coordinates()
    {
        using var set = Friedman.Generate(500, new Seed(3), dimension: 7, noise: 0);
        var expected = set.Inputs.Values().Chunk(7).Select(x => (float)((10 * Math.Sin(Math.PI * ((double)x[0] * x[1]))) + (20 * (x[2] - 0.5) * (x[2] - 0.5)) + (10 * x[3]) + (5 * x[4])));
        Assert.Equal(expected, set.Targets.Values(), (a, b) => Math.Abs(a - b) <= 2e-6f);
        Assert.All(set.Inputs.Values(), v => Assert.InRange(v, 0, 1));
    }

    [Fact]
    public void Its_sine_is_the_sine()
    {
        for (int k = 0; k <= 10_000; k++) Assert.Equal(10 * Math.Sin(Math.PI * (k / 10_000f)), Friedman.Mean([k / 10_000f, 1, 0.5f, 0, 0]), 4.5e-15);
    }

    [Fact]
    public void Noise_has_the_deviation_asked_for_and_does_not_move_the_inputs()
    {
        const int N = 10_000;
        using var noisy = Friedman.Generate(N, new Seed(1), noise: 2);
        using var plain = Friedman.Generate(N, new Seed(1), noise: 0);
        Assert.Equal(plain.Inputs.Values(), noisy.Inputs.Values());
        double[] difference = [.. noisy.Targets.Values().Zip(plain.Targets.Values(), (a, b) => (double)a - b)];
        Assert.Equal(0, difference.Average(), 5 * 2 / Math.Sqrt(N));
        Assert.Equal(4, difference.Average(e => e * e), 5 * 4 * Math.Sqrt(2.0 / N));
        Assert.Throws<UsageException>(() => Friedman.Generate(1, new Seed(0), dimension: 4));
    }

    [Fact]
    public void The_variance_explained_by_each_part_is_the_closed_form()
    {
        // Var(10 sin πx₁x₂) is that of Friedman's own integrals; the others: 20²·(1/80 − 1/144), 100/12, 25/12.
        const int N = 40_000;
        using var set = Friedman.Generate(N, new Seed(8), dimension: 5, noise: 0);
        double[] y = [.. set.Targets.Values().Select(v => (double)v)];
        double[][] x = [.. set.Inputs.Values().Chunk(5).Select(r => r.Select(v => (double)v).ToArray())];
        double Covariance(Func<double[], double> part) => x.Zip(y, (r, t) => part(r) * t).Average() - (x.Average(part) * y.Average());
        Assert.Equal(400.0 * ((1.0 / 80) - (1.0 / 144)), Covariance(r => 20 * (r[2] - 0.5) * (r[2] - 0.5)), 0.3);
        Assert.Equal(100.0 / 12, Covariance(r => 10 * r[3]), 0.4);
        Assert.Equal(25.0 / 12, Covariance(r => 5 * r[4]), 0.2);
    }
}
