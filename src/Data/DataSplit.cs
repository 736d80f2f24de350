using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Data;

/// <summary>What a network is trained on, and what it is validated on.</summary>
/// <param name="Train">The training samples.</param>
/// <param name="Validation">The validation samples, or null without any.</param>
/// <remarks>The split owns both sets and disposes them.</remarks>
public sealed record DataSplit(LabeledSet Train, LabeledSet? Validation) : IDisposable
{
    /// <summary>The steps that prepared the data, as text and in order; none for data as they were read or generated.</summary>
    public IReadOnlyList<string> Preparation { get; init; } = [];

    /// <summary>What is known of the data, as plain values; hashes of both sets together. The first call reads all values, for the hashes of the content.</summary>
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
            Train.Hashes.Concat(Validation?.Hashes ?? new Dictionary<string, string>()).DistinctBy(h => h.Key).ToDictionary(), StringComparer.Ordinal),
        Preparation.Count == 0 ? null : Preparation,
        Contents());

    /// <summary>This split on a device and in a precision; where that makes a copy, this one is disposed.</summary>
    /// <param name="device">The device; the CPU if null.</param>
    /// <param name="dtype">float32 or float64.</param>
    public DataSplit To(Device? device, ScalarType dtype)
    {
        if (device is null && dtype == Train.Inputs.dtype) return this;
        using (this) return new(Copy(Train), Validation is null ? null : Copy(Validation)) { Preparation = Preparation };
        LabeledSet Copy(LabeledSet set) => new(set.Name, set.Inputs.to(dtype, device ?? CPU, true), set.Targets.to(dtype, device ?? CPU, true))
        {
            Image = set.Image,
            Classification = set.Classification,
            Source = set.Source,
            Hashes = set.Hashes,
            Planted = set.Planted,
        };
    }

    private SortedDictionary<string, string> Contents()
    {
        var contents = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["train"] = Train.ContentHash };
        if (Validation is not null) contents["validation"] = Validation.ContentHash;
        return contents;
    }

    /// <summary>Frees the tensors of both sets.</summary>
    public void Dispose()
    {
        Train.Dispose();
        Validation?.Dispose();
    }
}
