using System.Text.Json;
using DeepNfa.Records;

namespace DeepNfa.Data.Download;

/// <summary>What a download left in a set's folder: where each file came from and what it is. Written last, so that a folder without one is not complete.</summary>
/// <param name="Set">The set's name.</param>
/// <param name="Files">What was downloaded.</param>
/// <param name="Unpacked">Bytes of every file that came out of archives, by its path in the folder.</param>
public sealed record Receipt(string Set, IReadOnlyList<ReceivedFile> Files, IReadOnlyDictionary<string, long> Unpacked)
{
    private const string FileName = "downloaded.json";

    /// <summary>Whether a folder has one.</summary>
    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <summary>The receipt of a folder; null where there is none, or none that can be read.</summary>
    public static Receipt? Read(string folder)
    {
        try
        {
            return Exists(folder) ? JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, FileName)), KnownSetsJson.Default.Receipt) : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null; // the download is done again, and writes a new one
        }
    }

    /// <summary>Whether the folder still holds what the receipt says, by length.</summary>
    internal bool Holds(string folder) =>
        Unpacked.All(u => new FileInfo(Path.Combine(folder, u.Key)) is { Exists: true } file && file.Length == u.Value)
        && Files.Where(f => f.Kept).All(f => new FileInfo(Path.Combine(folder, f.Name)) is { Exists: true } file && file.Length == f.Bytes);

    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    internal void Write(string folder) =>
        DiskFiles.Instance.Replace(Path.Combine(folder, FileName), stream => JsonSerializer.Serialize(stream, this, KnownSetsJson.Default.Receipt), "what was downloaded");
}

/// <summary>A file that was downloaded.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its SHA-256.</param>
/// <param name="From">Its address.</param>
/// <param name="Kept">Whether it is in the folder; archives are not kept.</param>
public sealed record ReceivedFile(string Name, long Bytes, string Sha256, string From, bool Kept);
