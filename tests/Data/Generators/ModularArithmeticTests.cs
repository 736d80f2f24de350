using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Tests.Data.Preparation;
using Xunit;

namespace DeepNfa.Tests.Data.Generators;

public sealed class ModularArithmeticTests
{
    [Theory]
    [InlineData(ModularOperation.Add)]
    [InlineData(ModularOperation.Subtract)]
    [InlineData(ModularOperation.Multiply)]
    [InlineData(ModularOperation.Divide)]
    public void Every_pair_occurs_once_with_the_result_that_solves_its_equation(ModularOperation operation)
    {
        const int P = 13;
        using var table = ModularArithmetic.Table(operation, P);
        int[] labels = table.Labels();
        var pairs = new HashSet<(int, int)>();
        foreach (var (row, c) in table.Inputs.Values().Chunk(2 * P).Zip(labels))
        {
            Assert.Equal(2, row.Sum());
            int a = Array.IndexOf(row, 1f), b = Array.IndexOf(row, 1f, P) - P;
            Assert.InRange(a, 0, P - 1);
            Assert.InRange(b, operation == ModularOperation.Divide ? 1 : 0, P - 1);
            Assert.True(pairs.Add((a, b)));
            Assert.Equal(0, operation switch
            {
                ModularOperation.Add => (a + b - c) % P,
                ModularOperation.Subtract => (c + b - a) % P,
                ModularOperation.Multiply => ((a * b) - c) % P,
                _ => ((c * b) - a) % P,
            });
        }
        Assert.Equal(operation == ModularOperation.Divide ? P * (P - 1) : P * P, pairs.Count);
    }

    [Fact]
    public void The_split_of_the_literature_has_its_sizes_and_deals_every_pair_once()
    {
        using var data = ModularArithmetic.Split(ModularOperation.Add, 61, 0.5, new Seed(0));
        Assert.Equal((1860, 1861, 122, 61), (data.Train.Samples, data.Validation!.Samples, data.Train.InputWidth, data.Train.Outputs));
        var seen = data.Train.Inputs.Values().Chunk(122).Concat(data.Validation.Inputs.Values().Chunk(122)).Select(r => (Array.IndexOf(r, 1f), Array.IndexOf(r, 1f, 61))).ToHashSet();
        Assert.Equal(61 * 61, seen.Count);
        using var divided = ModularArithmetic.Split(ModularOperation.Divide, 61, 0.5, new Seed(0));
        Assert.Equal(61 * 60, divided.Train.Samples + divided.Validation!.Samples);
    }

    [Fact]
    public void Tables_that_cannot_be_are_refused()
    {
        Assert.Contains("a prime", Assert.Throws<UsageException>(() => ModularArithmetic.Table(ModularOperation.Divide, 9)).Message, StringComparison.Ordinal);
        Assert.Throws<UsageException>(() => ModularArithmetic.Table(ModularOperation.Divide, 4));
        Assert.Throws<UsageException>(() => ModularArithmetic.Table(ModularOperation.Add, 1));
        Assert.Throws<UsageException>(() => ModularArithmetic.Split(ModularOperation.Add, 5, 1, new Seed(0)));
        Assert.Throws<DataException>(() => ModularArithmetic.Split(ModularOperation.Add, 2, 0.1, new Seed(0)));
        foreach (int prime in new[] { 2, 3, 5, 59, 97 })
            using (ModularArithmetic.Table(ModularOperation.Divide, prime)) { }
    }
}
