using DeepNfa.Records;

namespace DeepNfa.Data.Preparation;

/// <summary>Takes a share of the rows for validation, at random from stream "split": as near as whole rows allow the same share of every class. Both parts are in random order.</summary>
/// <param name="Share">The share for validation, in (0, 1).</param>
/// <remarks>
/// The number of validation rows is the share of all rows, rounded; each class gives its own share rounded down, and the rest comes from the classes that were rounded down by most, the first
/// of equals. Without classes the rows are dealt plainly, as <see cref="LabeledSet.Split"/> does. Data with an official split keep it: there the step is an error.
/// </remarks>
public sealed record StratifiedSplit(double Share) : PreparationStep(FormattableString.Invariant($"split:{Share}"))
{
    /// <summary>The share for validation.</summary>
    /// <exception cref="UsageException">It is not in (0, 1).</exception>
    public double Share { get; } = Share is > 0 and < 1 ? Share : throw new UsageException(FormattableString.Invariant($"split: expected a share between 0 and 1; got {Share}."));

    internal override bool Deals => true;

    internal override Tables Apply(Tables data, Seed seed, int occurrence)
    {
        if (data.Validation is not null)
            throw Unfit(data, "data without a split", $"an official split with {data.Validation.Rows} validation rows", "Leave it out, or put merge before it to split anew.");
        var table = data.Train;
        int[] order = seed.Stream("split").Permutation(table.Rows);
        int[] left = Quotas(table);
        if (left.Sum() is var taken && (taken == 0 || taken == table.Rows))
            throw Unfit(data, "rows for both parts", $"{table.Rows} rows", "Give more rows or another share.");
        var validation = new List<int>();
        var train = new List<int>();
        foreach (int row in order) (left[Group(table, row)]-- > 0 ? validation : train).Add(row);
        return new Tables(table.Take(train), table.Take(validation));
    }

    private static int Group(SampleTable table, int row) => table.Classification ? table.Class(row) : 0;

    /// <summary>The validation rows of each class, by largest remainders.</summary>
    private int[] Quotas(SampleTable table)
    {
        double[] exact = [.. (table.Classification ? table.RowsByClass().Select(r => r.Count) : [table.Rows]).Select(count => Share * count)];
        int[] quotas = [.. exact.Select(e => (int)e)];
        int missing = (int)Math.Round(Share * table.Rows) - quotas.Sum();
        foreach (int group in Enumerable.Range(0, exact.Length).OrderByDescending(g => exact[g] - quotas[g]).Take(Math.Max(0, missing))) quotas[group]++;
        return quotas;
    }
}
