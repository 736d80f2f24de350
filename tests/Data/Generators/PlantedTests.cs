using DeepNfa.Data;
using Xunit;

namespace DeepNfa.Tests.Data.Generators;

/// <summary>What generators say of the directions that their targets depend on.</summary>
public sealed class PlantedTests
{
    private static readonly Seed s_seed = new(3);

    public static TheoryData<string, int> Sets => new()
    {
        { "product", 2 }, { "gated product", 3 }, { "parity", 3 }, { "staircase", 4 }, { "friedman", 5 }, { "xor", 2 }, { "coordinates", 2 }, { "directions", 2 }, { "teacher", 3 }, { "linear map", 2 },
    };

    [Theory]
    [MemberData(nameof(Sets))]
    public void Planted_directions_are_orthonormal_survive_a_split_and_go_with_the_labels(string name, int count)
    {
        using var set = Drawn(name);
        Assert.Equal(count, set.Planted.Count);
        Assert.All(set.Planted, v => Assert.Equal(12, v.Length));
        for (int i = 0; i < count; i++)
            for (int j = 0; j < count; j++)
                Assert.Equal(i == j ? 1 : 0, set.Planted[i].Zip(set.Planted[j], (a, b) => a * b).Sum(), 1e-9);
        using var split = set.SplitCounts(10, 5, s_seed);
        Assert.Equal(set.Planted, split.Validation!.Planted);
        using var doubled = split.To(null, TorchSharp.torch.ScalarType.Float64);
        Assert.Equal(set.Planted, doubled.Train.Planted);
        using var shuffled = set.WithShuffledLabels(s_seed);
        Assert.Empty(shuffled.Planted);
    }

    private static LabeledSet Drawn(string name) => name switch
    {
        "product" => SyntheticTargets.Product(20, 12, s_seed),
        "gated product" => SyntheticTargets.GatedProduct(20, 12, s_seed),
        "parity" => SparseParity.Generate(20, 12, [1, 4, 9], s_seed),
        "staircase" => Staircase.Generate(20, 12, 4, s_seed),
        "friedman" => Friedman.Generate(20, s_seed, 12),
        "xor" => XorClusters.Generate(20, s_seed, 12),
        "coordinates" => LowRankPolynomial.OfCoordinates(12, new Monomial(1, 0, 1)).Generate(20, s_seed),
        "directions" => LowRankPolynomial.OfDirections(12, s_seed, new Monomial(1, 0, 1)).Generate(20, s_seed),
        "teacher" => TeacherNetwork.Draw(12, [3], 1, TeacherActivation.Relu, s_seed).Generate(20, s_seed),
        _ => LinearMap.Generate(20, 12, 2, s_seed),
    };
}
