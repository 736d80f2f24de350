namespace DeepNfa.Data.Preparation;

/// <summary>Puts the mean of its column, over the training rows that have one, in the place of every missing input (NaN).</summary>
public sealed record FillMean() : PreparationStep("fill-mean")
{
    internal override bool Fits => true;

    internal override Tables Apply(Tables data, Seed seed, int occurrence)
    {
        var (sums, counts) = (new double[data.Train.Width], new int[data.Train.Width]);
        for (int i = 0; i < data.Train.Rows; i++)
        {
            Span<float> row = data.Train.Input(i);
            for (int j = 0; j < row.Length; j++)
                if (!float.IsNaN(row[j])) (sums[j], counts[j]) = (sums[j] + row[j], counts[j] + 1);
        }
        if (Array.IndexOf(counts, 0) is >= 0 and int empty)
            throw Unfit(data, "a value in each column of the training rows", $"none in column {empty} (from 0)", "Leave the column out when reading.");
        foreach (var table in data.Each)
        {
            for (int i = 0; i < table.Inputs.Length; i++)
                if (float.IsNaN(table.Inputs[i])) table.Inputs[i] = (float)(sums[i % table.Width] / counts[i % table.Width]);
        }
        return data;
    }
}
