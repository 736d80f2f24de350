using DeepNfa.Data;
using DeepNfa.Records;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Data.Generators;

public sealed class LinearMapTests
{
    [Theory]
    [InlineData(6, 4)]
    [InlineData(3, 5)]
    [InlineData(4, 1)]
    public void The_targets_are_a_linear_map_with_the_spectrum_told(int inputs, int outputs)
    {
        using var scope = NewDisposeScope();
        using var set = LinearMap.Generate(50, inputs, outputs, new Seed(3));
        var (x, y) = (set.Inputs.to(ScalarType.Float64), set.Targets.to(ScalarType.Float64));
        var gram = x.t().matmul(x);
        var a = linalg.eigh(gram) is var (values, vectors) ? (vectors / values).matmul(vectors.t()).matmul(x.t()).matmul(y) : gram; // least squares, (d×c)
        Assert.True((x.matmul(a) - y).abs().max().ToDouble() < 1e-6);
        int rank = Math.Min(inputs, outputs);
        var spectrum = linalg.eigvalsh(a.t().matmul(a)).clamp_min(0).sqrt().flip(0).narrow(0, 0, rank).flip(0);
        var expected = rank == 1 ? ones(1, dtype: ScalarType.Float64) : linspace(0.2, 1, rank, dtype: ScalarType.Float64);
        Assert.True((spectrum - expected).abs().max().ToDouble() < 1e-5);
    }

    [Fact]
    public void Sizes_below_one_are_refused() => Assert.Throws<UsageException>(() => LinearMap.Generate(5, 0, 1, new Seed(0)));
}
