using System.Runtime.InteropServices;

namespace DeepNfa.Records;

/// <summary>The files of this machine.</summary>
/// <remarks>A replaced file is flushed before it is renamed, and its folder after: what a replacement returned from survives a power failure. Folders cannot be flushed on Windows, whose journal does it.</remarks>
public sealed partial class DiskFiles : IFiles
{
    /// <summary>What the name of a file ends with while its replacement is written; a process that was killed leaves such files.</summary>
    internal const string Temporary = ".tmp";

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
        }
        catch (IOException)
        {
            // A full disk may have taken the first part of the rows.
            stream.SetLength(length);
            throw;
        }
    });

    /// <inheritdoc/>
    public void Flush(string path, string what) => Writing(path, what, () =>
    {
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0))
            stream.Flush(flushToDisk: true);
        FlushFolder(path);
    });

    /// <inheritdoc/>
    public void Replace(string path, Action<Stream> write, string what) => Writing(path, what, () =>
    {
        if (IsDevice(path))
        {
            WriteTo(path, write);
            return;
        }
        string temporary = path + Temporary;
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
            FlushFolder(path);
        }
        catch
        {
            DeleteQuietly(temporary);
            throw;
        }
    });

    /// <inheritdoc/>
    public void Delete(string path, string what) => Writing(path, what, () => File.Delete(path));

    /// <inheritdoc/>
    public IDisposable? Lock(string path, string what)
    {
        FileStream? held = null;
        // Without sharing, .NET takes flock(2) on Unix and a share mode on Windows; both end with the process.
        Writing(path, what, () =>
        {
            try
            {
                held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException e) when (File.Exists(path) && e is not (FileNotFoundException or DirectoryNotFoundException) && IsShared(e))
            {
                // Another holds it.
            }
        });
        return held;
    }

    /// <summary>Whether a path names what the system keeps below /dev, such as /dev/null and /dev/stdout: a rename would put a file in its place, for every program of the machine.</summary>
    private static bool IsDevice(string path) =>
        !OperatingSystem.IsWindows() && Path.GetFullPath(path) is var full
        && full.StartsWith("/dev/", StringComparison.Ordinal) && !full.StartsWith("/dev/shm/", StringComparison.Ordinal) && File.Exists(full);

    private static void WriteTo(string device, Action<Stream> write)
    {
        using var whole = new MemoryStream(); // a device cannot seek
        write(whole);
        using var stream = new FileStream(device, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        whole.WriteTo(stream);
    }

    /// <summary>Brings a file's entry in its folder to the disk.</summary>
    private static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        int folder = Open(Path.GetDirectoryName(Path.GetFullPath(path))!, 0); // .NET opens no folders
        if (folder < 0)
            return; // a folder that may be written but not read cannot be flushed either
        try
        {
            // EINVAL: a file system that does not flush folders. Others are those of a failing disk.
            if (FSync(folder) != 0 && Marshal.GetLastPInvokeError() is not 22 and var error)
                throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
        }
        finally
        {
            _ = Close(folder);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);

    // EWOULDBLOCK of Linux and of macOS, and Windows' sharing violation.
    private static bool IsShared(Exception e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);

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
        return e is UnauthorizedAccessException ? "permission is denied" : e is DirectoryNotFoundException or FileNotFoundException ? "its folder is gone" : e.Message.TrimEnd('.');
    }
}
