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
        InArchive(stream, name, entry => arrays[NameOf(entry)] = ReadEntry(entry, name));
        return arrays;
    }

    /// <summary>The arrays' names, shapes and types, in the order of the archive.</summary>
    internal static IReadOnlyList<ArrayEntry> Entries(Stream stream, string name)
    {
        var entries = new List<ArrayEntry>();
        InArchive(stream, name, entry =>
        {
            using Stream content = entry.Open();
            var (shape, type) = Npy.ShapeAndType(content, $"{name}: {entry.FullName}");
            entries.Add(new(NameOf(entry), shape, type));
        });
        return entries;
    }

    /// <summary>Reads one array.</summary>
    internal static NpyArray ReadOne(Stream stream, string name, string array)
    {
        NpyArray? found = null;
        InArchive(stream, name, entry =>
        {
            if (NameOf(entry) == array) found = ReadEntry(entry, name);
        });
        return found ?? throw new DataException($"'{name}' holds no array '{array}'.");
    }

    private static string NameOf(ZipArchiveEntry entry) => entry.FullName[..^Extension.Length];

    private static NpyArray ReadEntry(ZipArchiveEntry entry, string name)
    {
        CheckSum(entry);
        using Stream content = entry.Open();
        return Npy.Read(content, $"{name}: {entry.FullName}");
    }

    /// <summary>Shows every entry that is a .npy file; the archive's own faults become sentences.</summary>
    private static void InArchive(Stream stream, string name, Action<ZipArchiveEntry> each)
    {
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.Entries.Any(e => e.FullName.EndsWith("data.pkl", StringComparison.Ordinal))) throw ArrayFile.Pickled(name);
            var arrays = archive.Entries.Where(e => e.FullName.EndsWith(Extension, StringComparison.Ordinal)).ToList();
            if (arrays.Count == 0) throw new DataException($"'{name}' holds no array: expected entries that end with .npy. Write it with numpy.savez.");
            RequireNoBomb(arrays, stream, name);
            arrays.ForEach(each);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException or IOException and not FileNotFoundException)
        {
            throw new DataException($"'{name}' is no sound .npz file: {e.Message.TrimEnd('.')}. Restore it from a copy, or write it again: a run's by repeating the run, others with numpy.savez.", e);
        }
    }

    /// <summary>Refuses an archive that claims to unpack to hundreds of times its size: numbers never pack so tightly.</summary>
    private static void RequireNoBomb(List<ZipArchiveEntry> arrays, Stream stream, string name)
    {
        const long AlwaysAllowed = 64 << 20, LargestRatio = 300;
        double claimed = arrays.Sum(e => (double)e.Length);
        if (stream.CanSeek && claimed > Math.Max(AlwaysAllowed, LargestRatio * stream.Length))
            throw new DataException($"'{name}' claims to unpack to {claimed:0} bytes, more than {LargestRatio} times its {stream.Length}; expected arrays of numbers, which never pack so tightly. Save it with numpy.savez if it is trusted.");
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
        long left = entry.Length;
        for (int got; (got = content.Read(buffer)) > 0;)
        {
            if ((left -= got) < 0)
                throw new InvalidDataException($"{entry.FullName} unpacks to more than the {entry.Length} bytes that the archive claims");
            crc = Crc32.Update(crc, buffer.AsSpan(0, got));
        }
        if (crc != entry.Crc32)
            throw new InvalidDataException($"the check sum of {entry.FullName} is {crc:x8}, and {entry.Crc32:x8} was written");
    }
}
