namespace DeepNfa.Data.Preparation;

/// <summary>Brings each column to [0, 1] by the least and the largest value of the training rows; validation rows may leave the interval. A constant column becomes 0.</summary>
public sealed record MinMax() : PreparationStep("min-max")
{
    internal override bool Fits => true;

    internal override Tables Apply(Tables data, Seed seed, int occurrence)
    {
        var (least, most) = ColumnMap.Extremes(data.Train, 1);
        if (Array.FindIndex(least, v => !float.IsFinite(v)) is >= 0 and int column)
            throw Unfit(data, "finite inputs", $"a missing one in column {column} (from 0)", "Put fill-mean before it.");
        return new ColumnMap([.. least.Select(v => (double)v)], [.. least.Zip(most, (low, high) => low == high ? 1 : 1 / ((double)high - low))], 1).ApplyTo(data);
    }
}
