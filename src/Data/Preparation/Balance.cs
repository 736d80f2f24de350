using DeepNfa.Records;

namespace DeepNfa.Data.Preparation;

/// <summary>Keeps equally many rows of each class, drawn at random from stream "balance" and in random order: as many as the rarest class has, or <paramref name="Most"/> if that is less.</summary>
/// <param name="Most">The largest number of rows of a class; null for no bound. Training and validation rows are balanced each by themselves.</param>
public sealed record Balance(int? Most = null) : PreparationStep(Most is null ? "balance" : $"balance:{Most}")
{
    /// <summary>The largest number of rows of a class; null for no bound.</summary>
    /// <exception cref="UsageException">It is below 1.</exception>
    public int? Most { get; } = Most is { } most ? Require.AtLeast(most, 1, name: "balance") : null;

    internal override Tables Apply(Tables data, Seed seed, int occurrence)
    {
        RequireClasses(data);
        return new Tables(
            Balanced(data, data.Train, "training", seed.Stream("balance", 2 * occurrence)),
            data.Validation is null ? null : Balanced(data, data.Validation, "validation", seed.Stream("balance", (2 * occurrence) + 1)));
    }

    private SampleTable Balanced(Tables data, SampleTable table, string part, RandomStream random)
    {
        int[] left = [.. table.RowsByClass().Select(r => r.Count)];
        int each = Math.Min(left.Min(), Most ?? int.MaxValue);
        if (each == 0) throw Unfit(data, $"{part} rows of every class", $"none of class {Array.IndexOf(left, 0)}", "Choose the classes that have rows with classes:A:B:… before it.");
        Array.Fill(left, each);
        return table.Take([.. random.Permutation(table.Rows).Where(row => left[table.Class(row)]-- > 0)]);
    }
}
