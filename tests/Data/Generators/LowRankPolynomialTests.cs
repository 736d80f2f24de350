using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Tests.Data.Preparation;
using Xunit;

namespace DeepNfa.Tests.Data.Generators;

public sealed class LowRankPolynomialTests
{
    // y = 2 z₀z₁ − z₂³ + 5
    private static readonly Monomial[] s_terms = [new(2, 0, 1), new(-1, 2, 2, 2), new(5)];

    [Fact]
    public void Of_coordinates_it_is_the_polynomial_and_its_gradient()
    {
        var target = LowRankPolynomial.OfCoordinates(5, s_terms);
        float[] x = [3, -1, 2, 100, 100];
        Assert.Equal(2 * 3 * -1 - 8 + 5, target.Evaluate(x));
        Assert.Equal([-2, 6, -12, 0, 0], target.Gradient(x));
        Assert.Equal((5, 3), (target.Dimension, target.Rank));
        Assert.Equal("2*x1*x2 + -1*x3*x3*x3 + 5", target.ToString());
    }

    [Fact]
    public void Directions_are_orthonormal_and_the_gradient_lies_in_their_span()
    {
        var target = LowRankPolynomial.OfDirections(30, new Seed(3), s_terms);
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 3; j++) Assert.Equal(i == j ? 1 : 0, Dot(target.Direction(i), target.Direction(j)), 1e-14);
        float[] x = [.. Enumerable.Range(0, 30).Select(i => MathF.Sin(i))];
        double[] gradient = target.Gradient(x), rest = [.. gradient];
        for (int j = 0; j < 3; j++)
        {
            double share = Dot(gradient, target.Direction(j));
            for (int i = 0; i < 30; i++) rest[i] -= share * target.Direction(j)[i];
        }
        Assert.True(Dot(gradient, gradient) > 1e-3);
        Assert.Equal(0, Dot(rest, rest), 1e-20);
    }

    [Fact]
    public void The_gradient_is_the_slope()
    {
        var target = LowRankPolynomial.OfDirections(6, new Seed(1), s_terms);
        float[] x = [0.5f, -1, 2, 0.25f, 1, -0.5f];
        double[] gradient = target.Gradient(x);
        for (int i = 0; i < 6; i++)
        {
            float[] up = [.. x], down = [.. x];
            (up[i], down[i]) = (x[i] + 0.0009765625f, x[i] - 0.0009765625f); // 2⁻¹⁰: exact in float32
            Assert.Equal((target.Evaluate(up) - target.Evaluate(down)) / 0.001953125, gradient[i], 1e-5);
        }
    }

    [Fact]
    public void Its_agop_under_gaussian_inputs_is_the_closed_form_rotated()
    {
        // E∇p∇pᵀ for p = 2z₀z₁ − z₂³ + 5: diag(4, 4, 9·E z⁴ = 27), no cross terms.
        var target = LowRankPolynomial.OfDirections(4, new Seed(5), s_terms);
        const int N = 40_000;
        using var set = target.Generate(N, new Seed(5));
        double[,] agop = new double[3, 3];
        foreach (float[] x in set.Inputs.Values().Chunk(4))
        {
            double[] g = target.Gradient(x), z = [.. Enumerable.Range(0, 3).Select(j => Dot(g, target.Direction(j)))];
            for (int i = 0; i < 3; i++)
                for (int j = 0; j < 3; j++) agop[i, j] += z[i] * z[j] / N;
        }
        double[] exact = [4, 4, 27], bound = [5 * Math.Sqrt(32.0 / N), 5 * Math.Sqrt(32.0 / N), 5 * Math.Sqrt(81 * 105.0 / N)]; // five standard errors
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 3; j++) Assert.Equal(i == j ? exact[i] : 0, agop[i, j], Math.Max(bound[i], bound[j]));
    }

    [Fact]
    public void Samples_hold_its_values_on_the_shared_inputs_of_the_seed()
    {
        var target = LowRankPolynomial.OfDirections(3, new Seed(9), new Monomial(1, 0, 1));
        using var set = target.Generate(50, new Seed(4));
        using var product = SyntheticTargets.Product(50, 3, new Seed(4));
        Assert.Equal(product.Inputs.Values(), set.Inputs.Values());
        Assert.Equal(set.Inputs.Values().Chunk(3).Select(x => (float)target.Evaluate(x)), set.Targets.Values());
    }

    [Fact]
    public void Polynomials_that_cannot_be_are_refused()
    {
        Assert.Throws<UsageException>(() => LowRankPolynomial.OfCoordinates(3));
        Assert.Throws<UsageException>(() => LowRankPolynomial.OfCoordinates(3, new Monomial(1, 3)));
        Assert.Throws<UsageException>(() => LowRankPolynomial.OfCoordinates(3, new Monomial(1, -1)));
        Assert.Throws<UsageException>(() => LowRankPolynomial.OfCoordinates(3, new Monomial(double.NaN, 1)));
        Assert.Throws<UsageException>(() => LowRankPolynomial.OfCoordinates(2, new Monomial(1, 0)).Evaluate([1]));
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
