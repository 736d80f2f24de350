namespace DeepNfa.Data.Readers;

/// <summary>What is said of a file besides its content.</summary>
internal static class FileNames
{
    /// <summary>The name without folder and without endings, such as "iris" for iris.csv.gz.</summary>
    public static string Stem(string path)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) name = name[..^3];
        return Path.GetFileNameWithoutExtension(name) is { Length: > 0 } stem ? stem : name;
    }

    /// <summary>SHA-256 of files as they are stored, by their names without folder.</summary>
    public static IReadOnlyDictionary<string, string> Hashes(params IEnumerable<string> paths)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string path in paths) hashes[Path.GetFileName(path)] = ContentStream.Sha256(path);
        return hashes;
    }
}
