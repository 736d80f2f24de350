using DeepNfa.Data;
using DeepNfa.Features;
using DeepNfa.Records;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Features;

public sealed class FeatureComparisonTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Overlap_is_1_for_one_space_whatever_its_basis_0_for_orthogonal_ones_and_the_cosine_squared_for_lines()
    {
        var a = Gaussian("a", 6, 2);
        Assert.Equal(1, FeatureComparison.Overlap(a, a.matmul(Gaussian("mix", 2, 2))), 1e-12);
        var identity = eye(6, dtype: ScalarType.Float64);
        Assert.Equal(0, FeatureComparison.Overlap(identity.narrow(1, 0, 2), identity.narrow(1, 2, 2)), 1e-12);
        var line = tensor(new[] { 3.0, 4, 0, 0, 0, 0 }, [6, 1]);
        Assert.Equal(0.36, FeatureComparison.Overlap(line, identity.narrow(1, 0, 1)), 1e-12);
    }

    [Fact]
    public void Random_spaces_overlap_by_r_over_d()
    {
        var data = Gaussian("data", 3, 40);
        double mean = Enumerable.Range(0, 200).Average(i => FeatureComparison.Overlap(OrderedFeatures.Random(8, data, data, new Seed(i)).Directions!, OrderedFeatures.Random(8, data, data, new Seed(-1 - i)).Directions!));
        Assert.Equal(8.0 / 40, mean, 0.01);
    }

    [Fact]
    public void The_direction_that_the_target_depends_on_reads_out_at_rank_1_and_the_largest_variance_does_not()
    {
        Tensor train = Gaussian("train", 300, 6), test = Gaussian("test", 200, 6);
        foreach (var x in new[] { train, test }) x.select(1, 5).mul_(10); // the largest variance says nothing
        Tensor Classes(Tensor x) => stack([x.select(1, 2).gt(0), x.select(1, 2).le(0)], 1).to(ScalarType.Float64);
        var w = tensor(new[] { 0.0, 0, 1, 0, 0, 0 }, [6, 1]);
        using var components = PrincipalComponents.Of(train, 6);
        var compared = FeatureComparison.Of(
            [OrderedFeatures.Eigenvectors("AGOP", w.matmul(w.t()), 4, train, test), OrderedFeatures.Projections("PCA", components.Directions, train, test), new("labels", Classes(train), Classes(test))],
            Classes(train), Classes(test), classification: true, [1, 6]);
        Assert.InRange(compared.Scores[0, 0], 0.97, 1);
        Assert.InRange(compared.Scores[1, 0], 0.35, 0.65);
        Assert.InRange(compared.Scores[1, 1], 0.95, 1);
        Assert.Equal(1, compared.Scores[2, 0]);
        Assert.True(double.IsNaN(compared.Scores[0, 1])); // the matrix has rank 1
        Assert.Equal(["AGOP", "PCA"], compared.Spaces);
        Assert.Equal(1, compared.Overlaps[0][0, 0], 1e-12);
        Assert.InRange(compared.Overlaps[0][0, 1], 0, 0.05);
        Assert.True(double.IsNaN(compared.Overlaps[1][0, 1]));
        Assert.Equal([1.0 / 6, 1], compared.Chance);
    }

    [Fact]
    public void Units_of_a_Boltzmann_machine_come_by_the_variance_of_their_activity()
    {
        var weights = tensor(new[] { 0.1, 0, 5, 0, 0, 2 }, [3, 2]);
        using var machine = new RestrictedBoltzmannMachine(weights, zeros(2, dtype: ScalarType.Float64), zeros(3, dtype: ScalarType.Float64));
        var data = tensor(new[] { 0.0, 0, 1, 0, 0, 1, 1, 1 }, [4, 2]);
        var features = OrderedFeatures.Boltzmann(machine, 2, data, data);
        var h = machine.Transform(data);
        Assert.Equal(0, (features.Train - stack([h.select(1, 1), h.select(1, 2)], 1)).abs().max().ToDouble(), 1e-12);
        Assert.Equal(1, Math.Abs(features.Directions![0, 0].ToDouble()), 1e-3);
    }

    [Theory]
    [InlineData(1, "1")]
    [InlineData(3, "1 2 3")]
    [InlineData(100, "1 2 5 10 20 50 100")]
    [InlineData(256, "1 2 5 10 20 50 100 200 256")]
    public void Ranks_go_up_to_the_largest(int most, string ranks) => Assert.Equal(ranks, string.Join(' ', FeatureComparison.RanksTo(most)));

    [Fact]
    public void What_does_not_belong_together_is_refused()
    {
        Tensor x = Gaussian("x", 5, 3), y = Gaussian("y", 5, 1);
        Assert.Throws<UsageException>(() => FeatureComparison.Of([], y, y, false, [1]));
        Assert.Throws<UsageException>(() => FeatureComparison.Of([new("a", x, x), new("a", x, x)], y, y, false, [1]));
        Assert.Throws<UsageException>(() => FeatureComparison.Of([new("a", x, x.narrow(0, 0, 4))], y, y, false, [1]));
        Assert.Throws<UsageException>(() => FeatureComparison.Of([new("a", x, x)], y, y, false, [0]));
    }

    private static Tensor Gaussian(string name, int rows, int columns)
    {
        var values = new double[rows * columns];
        new Seed(17).Stream(name).FillGaussian(values.AsSpan());
        return tensor(values, [rows, columns]);
    }
}
