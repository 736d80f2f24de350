namespace DeepNfa.Data.Preparation;

/// <summary>What a fitted step learned: x ↦ (x − offset)·factor, one pair for each group of columns.</summary>
/// <param name="Offsets">One a group.</param>
/// <param name="Factors">One a group.</param>
/// <param name="GroupWidth">How many neighbouring columns make a group: 1, or the pixels of a channel.</param>
internal sealed record ColumnMap(double[] Offsets, double[] Factors, int GroupWidth)
{
    /// <summary>Changes all rows of all tables.</summary>
    public Tables ApplyTo(Tables data)
    {
        foreach (var table in data.Each)
        {
            for (int i = 0; i < table.Rows; i++)
            {
                Span<float> row = table.Input(i);
                for (int j = 0; j < row.Length; j++) row[j] = (float)((row[j] - Offsets[j / GroupWidth]) * Factors[j / GroupWidth]);
            }
        }
        return data;
    }

    /// <summary>Least and largest value of each group over the rows of a table.</summary>
    public static (float[] Least, float[] Most) Extremes(SampleTable table, int groupWidth)
    {
        var (least, most) = (new float[table.Width / groupWidth], new float[table.Width / groupWidth]);
        Array.Fill(least, float.PositiveInfinity);
        Array.Fill(most, float.NegativeInfinity);
        for (int i = 0; i < table.Rows; i++)
        {
            Span<float> row = table.Input(i);
            for (int j = 0; j < row.Length; j++)
            {
                ref float low = ref least[j / groupWidth], high = ref most[j / groupWidth];
                (low, high) = (Math.Min(low, row[j]), Math.Max(high, row[j])); // both pass NaN on
            }
        }
        return (least, most);
    }
}
