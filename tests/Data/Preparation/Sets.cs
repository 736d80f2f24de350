using DeepNfa.Data;
using DeepNfa.Data.Preparation;
using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Data.Preparation;

/// <summary>Small sets and plans for the tests of steps.</summary>
internal static class Sets
{
    /// <summary>A plan from text on sets that are disposed with it.</summary>
    public static DataSplit Prepared(string plan, LabeledSet train, LabeledSet? validation = null, long seed = 0)
    {
        using var data = new DataSplit(train, validation);
        return PreparationPlan.Parse(plan).Apply(data, new Seed(seed));
    }

    /// <summary>Rows with the row's number as the only target.</summary>
    public static LabeledSet Rows(params float[][] rows) =>
        LabeledSet.OfTargets("rows", [.. rows.SelectMany(r => r)], [.. Enumerable.Range(0, rows.Length).Select(i => (float)i)]);

    /// <summary>One input a row, the row's number, and its class.</summary>
    public static LabeledSet Classes(int classes, params int[] labels) =>
        LabeledSet.OfClasses("classes", [.. Enumerable.Range(0, labels.Length).Select(i => (float)i)], labels, classes);

    /// <summary>One image a row.</summary>
    public static LabeledSet Images(ImageShape shape, params float[][] rows) => Rows(rows) with { Image = shape };

    public static float[] Values(this Tensor tensor) => tensor.data<float>().ToArray();

    /// <summary>The class of each row.</summary>
    public static int[] Labels(this LabeledSet set) => [.. set.Targets.Values().Chunk(set.Outputs).Select(t => Array.IndexOf(t, 1f))];
}
