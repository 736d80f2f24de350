using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Tests.Ansatz;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Algebra;

public sealed class SpectrumTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    // 256 takes the way of aliased columns; ranks of 0 and 40 leave a null space that its extra row must stay out of.
    [Theory, InlineData(255, 255), InlineData(256, 256), InlineData(256, 40), InlineData(256, 0), InlineData(257, 40)]
    public void Eigenvectors_are_orthonormal_and_give_the_matrix_back(int width, int rank)
    {
        var factor = Networks.Gaussian(Math.Max(rank, 1), width);
        var matrix = rank == 0 ? zeros(width, width, dtype: ScalarType.Float64) : factor.t().matmul(factor);
        var spectrum = Spectrum.Of(matrix);
        Assert.Equal([width, width], spectrum.Vectors.shape);
        Assert.True((spectrum.Vectors.t().matmul(spectrum.Vectors) - eye(width, dtype: ScalarType.Float64)).abs().max().ToDouble() < 1e-12);
        Assert.True((spectrum.Power(1) - matrix).abs().max().ToDouble() <= 1e-12 * matrix.norm().ToDouble());
        Assert.Equal(rank, spectrum.Rank);
        Assert.True((spectrum.Values - Spectrum.ValuesOf(matrix)).abs().max().ToDouble() <= 1e-12 * matrix.norm().ToDouble());
    }

    [Fact]
    public void Negative_eigenvalues_of_an_estimate_are_zero_and_the_others_are_kept_whatever_the_width_is()
    {
        var stream = new Seed(3).Stream("test");
        var basis = linalg.qr(Networks.Gaussian(256, 256)).Q;
        double[] values = [.. Enumerable.Range(0, 256).Select(i => i == 0 ? -5 : stream.NextGaussian())];
        var spectrum = Spectrum.Of((basis * tensor(values)).matmul(basis.t()));
        double[] expected = [.. values.Select(v => Math.Max(v, 0)).Order()];
        Assert.All(expected.Zip(spectrum.Values.data<double>().ToArray()), p => Assert.Equal(p.First, p.Second, 1e-12));
    }
}
