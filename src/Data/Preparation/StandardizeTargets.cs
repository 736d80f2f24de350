namespace DeepNfa.Data.Preparation;

/// <summary>Brings each regression target to mean 0 and standard deviation 1 over the training rows, and applies the same numbers to the validation rows; R² and correlations do not change by it.</summary>
/// <remarks>
/// <b>Formula.</b> y ↦ (y − μ)/σ with σ² = Σ(y − μ)²/n. <b>Numerics.</b> Two passes in double precision; a target that is constant over the training rows is only shifted.
/// </remarks>
public sealed record StandardizeTargets() : PreparationStep("standardize-targets")
{
    internal override bool Fits => true;

    internal override Tables Apply(Tables data, Seed seed, int occurrence)
    {
        if (data.Train.Classification) throw Unfit(data, "numbers as targets", "classes", "Leave it out.");
        double[] mean = Mean(data.Train, (value, _) => value), variance = Mean(data.Train, (value, k) => (value - mean[k]) * (value - mean[k]));
        foreach (var table in data.Each)
        {
            for (int i = 0; i < table.Rows; i++)
            {
                Span<float> row = table.Target(i);
                for (int k = 0; k < row.Length; k++) row[k] = (float)((row[k] - mean[k]) / (variance[k] > 0 ? Math.Sqrt(variance[k]) : 1));
            }
        }
        return data;
    }

    private static double[] Mean(SampleTable table, Func<float, int, double> of)
    {
        var sums = new double[table.Outputs];
        for (int i = 0; i < table.Rows; i++)
        {
            Span<float> row = table.Target(i);
            for (int k = 0; k < row.Length; k++) sums[k] += of(row[k], k);
        }
        return [.. sums.Select(s => s / table.Rows)];
    }
}
