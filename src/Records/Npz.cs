using System.IO.Compression;

namespace DeepNfa.Records;

/// <summary>Reads and writes NumPy's .npz format: a zip archive of .npy files.</summary>
public static class Npz
{
    private const string Extension = ".npy";

    /// <summary>Reads all arrays of a file by name, in the order of the file.</summary>
    /// <exception cref="DataException">The file is missing, damaged, or holds what is not read.</exception>
    public static IReadOnlyDictionary<string, NpyArray> Read(string path, IFiles? files = null)
    {
        using Stream stream = (files ?? DiskFiles.Instance).OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads all arrays by name, in the order of the archive; entries that are no .npy files are passed over. <paramref name="name"/> is what errors call the archive.</summary>
    /// <exception cref="DataException">The content is damaged, or an array is none that is read.</exception>
    public static IReadOnlyDictionary<string, NpyArray> Read(Stream stream, string name)
    {
        var arrays = new OrderedDictionary<string, NpyArray>();
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                if (!entry.FullName.EndsWith(Extension, StringComparison.Ordinal))
                    continue;
                CheckSum(entry);
                using Stream content = entry.Open();
                arrays[entry.FullName[..^Extension.Length]] = Npy.Read(content, $"{name}: {entry.FullName}");
            }
        }
        catch (InvalidDataException e)
        {
            throw new DataException($"'{name}' is no sound .npz file: {e.Message.TrimEnd('.')}. Write it again with numpy.savez.", e);
        }
        return arrays.Count > 0 ? arrays : throw new DataException($"'{name}' holds no array: expected entries that end with .npy. Write it with numpy.savez.");
    }

    /// <summary>Writes arrays in the given order; equal arrays give equal bytes.</summary>
    /// <param name="stream">Where to write to; it stays open.</param>
    /// <param name="arrays">Names, where "/" makes a group, and arrays.</param>
    /// <param name="compress">Whether to deflate. Floating-point numbers hardly shrink, so by default they are stored, which is fast.</param>
    /// <exception cref="UsageException">Two arrays have one name.</exception>
    public static void Write(Stream stream, IEnumerable<(string Name, NpyArray Array)> arrays, bool compress = false)
    {
        var names = new HashSet<string>();
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach ((string name, NpyArray array) in arrays)
        {
            Require.That(names.Add(name), "arrays", "a name of its own for each array", $"'{name}' twice");
            ZipArchiveEntry entry = archive.CreateEntry(name + Extension, compress ? CompressionLevel.Optimal : CompressionLevel.NoCompression);
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero); // the zip format's zero
            using Stream content = entry.Open();
            Npy.Write(content, array);
        }
    }

    // The framework's reader does not compare check sums, and a flipped bit in a weight is not seen otherwise.
    private static void CheckSum(ZipArchiveEntry entry)
    {
        using Stream content = entry.Open();
        var buffer = new byte[1 << 16];
        uint crc = 0;
        for (int got; (got = content.Read(buffer)) > 0;)
            crc = Crc32.Update(crc, buffer.AsSpan(0, got));
        if (crc != entry.Crc32)
            throw new InvalidDataException($"the check sum of {entry.FullName} is {crc:x8}, and {entry.Crc32:x8} was written");
    }
}
