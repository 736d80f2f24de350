using System.Formats.Tar;
using System.IO.Compression;
using DeepNfa.Records;

namespace DeepNfa.Data.Download;

/// <summary>Unpacks archives (.zip, .tar.gz, .tgz) whose content is not trusted.</summary>
/// <remarks>
/// Only regular files come out, and only below the target folder: a name that is absolute, has ".." or a backslash or a drive in it, a link or a device anywhere in the archive refuses the whole
/// archive before or while nothing outside the target was touched. What comes out is bounded in bytes and in number.
/// </remarks>
internal static class SafeArchive
{
    private const int MostFiles = 20_000;

    /// <summary>Unpacks an archive into a folder that is made for it.</summary>
    /// <param name="archive">The file.</param>
    /// <param name="format">The name whose ending tells the format.</param>
    /// <param name="folder">The folder, empty or not there.</param>
    /// <param name="wanted">The files that are wanted, and their places in the folder; null for all, where they stand.</param>
    /// <param name="mostBytes">The most bytes that may come out.</param>
    /// <returns>The length of each file that came out, by its place in the folder.</returns>
    /// <exception cref="DataException">The archive is damaged, holds what it must not, or lacks a wanted file.</exception>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public static SortedDictionary<string, long> Unpack(string archive, string format, string folder, IReadOnlyDictionary<string, string>? wanted, long mostBytes)
    {
        var unpacked = new SortedDictionary<string, long>(StringComparer.Ordinal);
        try
        {
            int count = 0;
            long left = mostBytes;
            foreach (var (name, content) in format.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? ZipEntries(archive) : TarEntries(archive))
            {
                RequireInside(archive, name);
                if (++count > MostFiles) throw new DataException($"{archive}: the archive holds more than {MostFiles} files; expected fewer. It is not what it should be; get it again.");
                if (wanted is not null && !wanted.ContainsKey(name)) continue;
                string target = wanted is null ? name : wanted[name];
                if (!unpacked.TryAdd(target, Write(archive, content, Path.Combine(folder, target), ref left)))
                    throw new DataException($"{archive}: the archive holds '{name}' twice; expected each file once. It is not what it should be; get it again.");
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException or FormatException or ArgumentException or OverflowException)
        {
            throw new DataException($"{archive}: the archive is damaged ({e.Message.TrimEnd('.')}). Get it again.", e);
        }
        var missing = wanted?.Values.Where(v => !unpacked.ContainsKey(v)).ToList() ?? [];
        if (missing.Count > 0) throw new DataException($"{archive}: the archive lacks {string.Join(", ", missing)}. It is not what it should be; get it again.");
        if (unpacked.Count == 0) throw new DataException($"{archive}: the archive holds no file. It is not what it should be; get it again.");
        return unpacked;
    }

    private static IEnumerable<(string Name, Stream Content)> ZipEntries(string archive)
    {
        using var zip = ZipFile.OpenRead(archive);
        foreach (var entry in zip.Entries)
        {
            RequireInside(archive, entry.FullName);
            const int TypeBits = 0xF000, Regular = 0x8000, Folder = 0x4000;
            int type = (entry.ExternalAttributes >> 16) & TypeBits; // what Unix archivers write there; 0 elsewhere
            if (type is not (0 or Regular or Folder)) throw Forbidden(archive, entry.FullName, "a link or a device");
            if (entry.FullName.EndsWith('/') || type == Folder) continue;
            using var content = entry.Open();
            yield return (entry.FullName, content);
        }
    }

    private static IEnumerable<(string Name, Stream Content)> TarEntries(string archive)
    {
        using var file = File.OpenRead(archive);
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(unzipped);
        while (Next(tar) is { } entry)
        {
            if (entry.EntryType is TarEntryType.GlobalExtendedAttributes) continue;
            string name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
            if (entry.EntryType is TarEntryType.Directory)
            {
                if (name.Length > 0) RequireInside(archive, name);
                continue;
            }
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile)) throw Forbidden(archive, name, $"of type {entry.EntryType}");
            if (name.EndsWith('/')) throw Forbidden(archive, name, "a file with the name of a folder");
            yield return (name, entry.DataStream ?? Stream.Null);
        }
    }

    /// <summary>The next entry; a header whose sizes do not fit is damage, which the reader calls an invalid operation.</summary>
    private static TarEntry? Next(TarReader tar)
    {
        try
        {
            return tar.GetNextEntry();
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    private static void RequireInside(string archive, string name)
    {
        string[] parts = name.TrimEnd('/').Split('/');
        if (parts.Any(p => p is "" or "." or "..") || name.AsSpan().ContainsAny('\\', ':', '\0'))
            throw Forbidden(archive, name, "outside the folder that it is unpacked to");
    }

    private static DataException Forbidden(string archive, string name, string why) =>
        new($"{archive}: the archive holds '{name.Replace("\0", "\\0", StringComparison.Ordinal)}', which is {why}; expected plain files below one folder. It was not unpacked. Get it from elsewhere.");

    private static long Write(string archive, Stream content, string path, ref long left)
    {
        DiskFiles.Instance.CreateDirectory(Path.GetDirectoryName(path)!, "what an archive holds");
        using var file = OpenNew(archive, path);
        var buffer = new byte[1 << 16];
        long length = 0;
        for (int got; (got = content.Read(buffer)) > 0; length += got)
        {
            if ((left -= got) < 0) throw new DataException($"{archive}: more comes out of the archive than it can honestly hold. It was not unpacked. Get it from elsewhere.");
            Writing(path, () => file.Write(buffer, 0, got));
        }
        Writing(path, () => file.Flush(flushToDisk: true));
        return length;
    }

    private static FileStream OpenNew(string archive, string path)
    {
        try
        {
            return new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new DataException($"{archive}: two files of the archive have the place '{path}'. It is not what it should be; get it again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(path, e);
        }
    }

    private static void Writing(string path, Action write)
    {
        try
        {
            write();
        }
        catch (IOException e)
        {
            throw Refused(path, e);
        }
    }

    private static EnvironmentException Refused(string path, Exception e) =>
        new($"'{path}' cannot be written: {e.Message.TrimEnd('.')}. Free some space, or name another folder with {DataHome.Variable}.", e);
}
