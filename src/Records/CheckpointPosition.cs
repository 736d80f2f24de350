using System.Globalization;

namespace DeepNfa.Records;

/// <summary>Where in a training a checkpoint was taken; in the order of training.</summary>
/// <param name="Epoch">Epochs that were complete.</param>
/// <param name="Batch">Batches of the next epoch that were done; 0 between two epochs.</param>
public readonly record struct CheckpointPosition(int Epoch, int Batch) : IComparable<CheckpointPosition>
{
    private const string Stem = "epoch-", Middle = "-batch-", Extension = ".npz";

    /// <summary>The name of the checkpoint's file, such as "epoch-000012.npz" or "epoch-000012-batch-000345.npz".</summary>
    internal string FileName => string.Create(CultureInfo.InvariantCulture, $"{Stem}{Epoch:D6}{(Batch > 0 ? $"{Middle}{Batch:D6}" : "")}{Extension}");

    /// <inheritdoc/>
    public int CompareTo(CheckpointPosition other) => (Epoch, Batch).CompareTo((other.Epoch, other.Batch));

    /// <summary>In words, such as "epoch 12, batch 345".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"epoch {Epoch}{(Batch > 0 ? $", batch {Batch}" : "")}");

    /// <summary>The position in a file's name; null where it is no name of a checkpoint.</summary>
    internal static CheckpointPosition? Parse(string fileName)
    {
        if (!fileName.StartsWith(Stem, StringComparison.Ordinal) || !fileName.EndsWith(Extension, StringComparison.Ordinal) || fileName.Length < Stem.Length + Extension.Length)
            return null;
        string[] parts = fileName[Stem.Length..^Extension.Length].Split(Middle);
        return parts.Length <= 2 && Number(parts[0]) is { } epoch && (parts.Length == 1 ? 0 : Number(parts[1])) is { } batch ? new(epoch, batch) : null;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>Earlier in training.</summary>
    public static bool operator <(CheckpointPosition left, CheckpointPosition right) => left.CompareTo(right) < 0;

    /// <summary>Later in training.</summary>
    public static bool operator >(CheckpointPosition left, CheckpointPosition right) => left.CompareTo(right) > 0;

    /// <summary>Earlier in training, or the same.</summary>
    public static bool operator <=(CheckpointPosition left, CheckpointPosition right) => left.CompareTo(right) <= 0;

    /// <summary>Later in training, or the same.</summary>
    public static bool operator >=(CheckpointPosition left, CheckpointPosition right) => left.CompareTo(right) >= 0;
}
