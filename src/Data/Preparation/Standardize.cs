namespace DeepNfa.Data.Preparation;

/// <summary>Brings each column to mean 0 and standard deviation 1 over the training rows, and applies the same numbers to the validation rows.</summary>
/// <param name="Channels">One mean and deviation for each channel of images instead of each column.</param>
/// <remarks>
/// <b>Formula.</b> x ↦ (x − μ)/σ with σ² = Σ(x − μ)²/n, n and not n − 1 in the denominator. <b>Numerics.</b> Two passes in double precision; a column that is constant over the
/// training rows becomes 0 there and is only shifted elsewhere.
/// </remarks>
public sealed record Standardize(bool Channels = false) : PreparationStep(Channels ? "standardize:channels" : "standardize")
{
    internal override bool Fits => true;

    internal override Tables Apply(Tables data, Seed seed, int occurrence)
    {
        int group = Channels ? RequireImage(data) is { } image ? image.Height * image.Width : 1 : 1;
        var (least, most) = ColumnMap.Extremes(data.Train, group);
        if (Array.FindIndex(least, v => !float.IsFinite(v)) is >= 0 and int column)
            throw Unfit(data, "finite inputs", $"a missing one in {(Channels ? "channel" : "column")} {column} (from 0)", "Put fill-mean before it.");
        double[] mean = Mean(data.Train, group, (value, _) => value);
        double[] variance = Mean(data.Train, group, (value, g) => (value - mean[g]) * (value - mean[g]));
        for (int g = 0; g < mean.Length; g++)
            if (least[g] == most[g]) (mean[g], variance[g]) = (least[g], 1); // exactly: the sums above have rounded
        return new ColumnMap(mean, [.. variance.Select(v => 1 / Math.Sqrt(v))], group).ApplyTo(data);
    }

    private static double[] Mean(SampleTable table, int group, Func<float, int, double> of)
    {
        var sums = new double[table.Width / group];
        for (int i = 0; i < table.Rows; i++)
        {
            Span<float> row = table.Input(i);
            for (int j = 0; j < row.Length; j++) sums[j / group] += of(row[j], j / group);
        }
        return [.. sums.Select(s => s / table.Rows / group)];
    }
}
