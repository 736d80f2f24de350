namespace DeepNfa.Records;

/// <summary>The files of this machine.</summary>
/// <remarks>What was written is flushed to the disk; the entry of a new or renamed file in its folder is left to the system's journal,
/// so a power failure can bring back the file as it was before the last replacement, but never a part of one.</remarks>
public sealed class DiskFiles : IFiles
{
    private DiskFiles()
    {
    }

    /// <summary>The one instance; it holds no state.</summary>
    public static DiskFiles Instance { get; } = new();

    /// <inheritdoc/>
    public bool FileExists(string path) => File.Exists(path);

    /// <inheritdoc/>
    public bool DirectoryExists(string path) => Directory.Exists(path);

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string directory) =>
        !Directory.Exists(directory)
            ? []
            : Reading(directory, () => Directory.EnumerateFileSystemEntries(directory).Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal).ToArray());

    /// <inheritdoc/>
    public byte[] ReadAllBytes(string path) => Reading(path, () => File.ReadAllBytes(path));

    /// <inheritdoc/>
    public Stream OpenRead(string path) => Reading(path, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    /// <inheritdoc/>
    public void CreateDirectory(string path, string what) => Writing(path, what, () => Directory.CreateDirectory(path));

    /// <inheritdoc/>
    public void Append(string path, byte[] bytes, string what) => Writing(path, what, () =>
    {
        using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
        long length = stream.Length;
        stream.Seek(0, SeekOrigin.End);
        try
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            // A full disk may have taken the first part of the rows.
            stream.SetLength(length);
            throw;
        }
    });

    /// <inheritdoc/>
    public void Replace(string path, Action<Stream> write, string what) => Writing(path, what, () =>
    {
        string temporary = path + ".tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            DeleteQuietly(temporary);
            throw;
        }
    });

    /// <inheritdoc/>
    public void Delete(string path, string what) => Writing(path, what, () => File.Delete(path));

    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The error that led here is the one to report; the next replacement overwrites the leftover.
        }
    }

    private static T Reading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException($"'{path}' is not there. Check the path.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException($"'{path}' cannot be read: {Reason(path, e)}.", e);
        }
    }

    private static void Writing(string path, string what, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException($"Could not write {what} to '{path}': {Reason(path, e)}. What was written before is safe. {Remedy(e)}", e);
        }
    }

    private static bool IsFull(Exception e) => e.HResult is 28 or 122 or unchecked((int)0x80070070) or unchecked((int)0x80070027); // ENOSPC, EDQUOT and Windows' two

    private static string Remedy(Exception e) => IsFull(e)
        ? "Free some space, then resume the run, or choose another folder with --out."
        : "Make the folder writable, or choose another one with --out.";

    private static string Reason(string path, Exception e)
    {
        if (IsFull(e))
            return "the disk is full";
        if (e.HResult == 30) // EROFS
            return "the file system is read-only";
        for (string? above = Path.GetDirectoryName(Path.GetFullPath(path)); above is not null; above = Path.GetDirectoryName(above))
        {
            if (File.Exists(above))
                return $"'{above}' is a file where a folder is needed";
        }
        if (Directory.Exists(path))
            return "a folder of that name is there";
        return e is UnauthorizedAccessException ? "permission is denied" : e.Message.TrimEnd('.');
    }
}
