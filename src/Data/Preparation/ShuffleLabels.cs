namespace DeepNfa.Data.Preparation;

/// <summary>Gives training rows the targets of other training rows, in an order drawn from stream "shuffle-labels": the negative control, in which there is nothing to learn but by heart. Validation rows keep theirs.</summary>
public sealed record ShuffleLabels() : PreparationStep("shuffle-labels")
{
    internal override Tables Apply(Tables data, Seed seed, int occurrence)
    {
        var table = data.Train;
        float[] targets = [.. table.Targets];
        int[] order = seed.Stream("shuffle-labels", occurrence).Permutation(table.Rows);
        for (int i = 0; i < order.Length; i++) targets.AsSpan(order[i] * table.Outputs, table.Outputs).CopyTo(table.Target(i));
        return data;
    }
}
