using DeepNfa.Data;
using DeepNfa.Data.Checks;
using DeepNfa.Data.Readers;
using DeepNfa.Tests.Data.Preparation;
using Xunit;

namespace DeepNfa.Tests.Data.Checks;

public sealed class SetCheckTests
{
    [Fact]
    public void Duplicates_are_counted_within_and_between_the_parts()
    {
        // Row 2 repeats row 0 with its class, row 3 with another; two of the three test rows are training rows.
        using var data = Loaded(
            LabeledSet.OfClasses("a", [1, 2, 3, 4, 1, 2, 1, 2, 5, 6], [0, 1, 0, 1, 1], 2),
            LabeledSet.OfClasses("a", [1, 2, 7, 8, 3, 4], [0, 0, 0], 2));
        var check = SetCheck.Of(data);
        Assert.Equal((2, 1, 0, 2), (check.Train.Duplicates, check.Train.Contradictions, check.Test!.Duplicates, check.SharedRows));
        Assert.Equal([new("0", 2, 3), new("1", 3, 0)], check.Classes);
    }

    [Fact]
    public void A_row_that_differs_in_one_bit_is_no_duplicate()
    {
        using var data = Loaded(Sets.Rows([1, 2], [1, MathF.BitIncrement(2)]));
        Assert.Equal(0, SetCheck.Of(data).Train.Duplicates);
    }

    [Fact]
    public void Ranges_means_and_constant_columns_are_those_of_what_is_not_missing()
    {
        using var data = Loaded(new("a", TorchSharp.torch.tensor([1f, 7, float.NaN, float.NaN, 7, float.NaN, 4, 7, float.NaN], [3, 3]), TorchSharp.torch.tensor([-1f, 2, 0], [3, 1]))) with { FeatureNames = ["age", "pet", "none"] };
        var check = SetCheck.Of(data);
        Assert.Equal((1.0, 7.0, 26.0 / 5), (check.Train.Least, check.Train.Most, check.Train.Mean));
        Assert.Equal((-1.0, 2.0, 4L), (check.Train.TargetLeast, check.Train.TargetMost, check.Train.Missing));
        Assert.Equal(["pet", "none"], check.ConstantColumns);
        Assert.Equal([new("age", 1), new("none", 3)], check.MissingColumns);
        Assert.Empty(check.Classes);
    }

    [Fact]
    public void Columns_without_names_count_from_1()
    {
        using var data = Loaded(Sets.Rows([1, 5], [2, 5]));
        Assert.Equal(["2"], SetCheck.Of(data).ConstantColumns);
    }

    private static LoadedData Loaded(LabeledSet train, LabeledSet? test = null) => new(train, test) { Recognized = "a test" };
}
