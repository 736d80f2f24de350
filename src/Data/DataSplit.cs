using DeepNfa.Records;

namespace DeepNfa.Data;

/// <summary>What a network is trained on, and what it is validated on.</summary>
/// <param name="Train">The training samples.</param>
/// <param name="Validation">The validation samples, or null without any.</param>
/// <remarks>The split owns both sets and disposes them.</remarks>
public sealed record DataSplit(LabeledSet Train, LabeledSet? Validation) : IDisposable
{
    /// <summary>What is known of the data, as plain values; hashes of both sets together.</summary>
    public DataFacts Facts => new(
        Train.Name,
        Train.InputWidth,
        Train.Outputs,
        Train.Classification,
        Train.Samples,
        Validation?.Samples ?? 0,
        Train.Image,
        Train.Source,
        new SortedDictionary<string, string>(
            Train.Hashes.Concat(Validation?.Hashes ?? new Dictionary<string, string>()).DistinctBy(h => h.Key).ToDictionary(), StringComparer.Ordinal));

    /// <summary>Frees the tensors of both sets.</summary>
    public void Dispose()
    {
        Train.Dispose();
        Validation?.Dispose();
    }
}
