using DeepNfa.Records;

namespace DeepNfa.Data.Preparation;

/// <summary>Keeps the first rows; all, where there are no more.</summary>
/// <param name="Train">The most training rows, at least 1.</param>
/// <param name="Validation">The most validation rows, at least 1; null for all.</param>
public sealed record Limit(int Train, int? Validation = null) : PreparationStep(Validation is null ? $"limit:{Train}" : $"limit:{Train}:{Validation}")
{
    /// <summary>The most training rows.</summary>
    /// <exception cref="UsageException">It is below 1.</exception>
    public int Train { get; } = Require.AtLeast(Train, 1, name: "limit");

    /// <summary>The most validation rows; null for all.</summary>
    /// <exception cref="UsageException">It is below 1.</exception>
    public int? Validation { get; } = Validation is { } rows ? Require.AtLeast(rows, 1, name: "limit") : null;

    internal override Tables Apply(Tables data, Seed seed, int occurrence) =>
        new(First(data.Train, Train), data.Validation is null ? null : First(data.Validation, Validation ?? int.MaxValue));

    private static SampleTable First(SampleTable table, int most) => table.Rows <= most ? table : table.Take([.. Enumerable.Range(0, most)]);
}
