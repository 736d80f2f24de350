using System.Globalization;
using System.Text;

namespace DeepNfa.Records;

/// <summary>The right to write into a folder, held by one at a time. It ends with the process that holds it, whatever ends the process.</summary>
/// <remarks>The lock is the system's, on the file .lock, which stays: deleting it would let two hold it. The file .lock-holder is only what others are told, and says nothing while nobody holds the lock.</remarks>
public sealed class FolderLock : IDisposable
{
    private const string LockFile = ".lock";
    private const string HolderFile = ".lock-holder";

    private readonly string _folder;
    private readonly IFiles _files;
    private readonly IDisposable _held;

    private FolderLock(string folder, IFiles files, IDisposable held) => (_folder, _files, _held) = (folder, files, held);

    /// <summary>Takes the lock of a folder that is there.</summary>
    /// <exception cref="EnvironmentException">Another holds it, who is named; or the folder cannot be written.</exception>
    public static FolderLock Take(string folder, IFiles? files = null, TimeProvider? clock = null)
    {
        files ??= DiskFiles.Instance;
        string holder = Path.Combine(folder, HolderFile);
        if (files.Lock(Path.Combine(folder, LockFile), "the lock of the run") is not { } held)
            throw new EnvironmentException($"'{folder}' is being written by {(files.FileExists(holder) ? Encoding.UTF8.GetString(files.ReadAllBytes(holder)).Trim() : "another process")}, and a run has one writer. Wait until it ends, or choose another folder with --out.");
        string me = string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName} since {(clock ?? TimeProvider.System).GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC\n");
        try
        {
            files.Replace(holder, stream => stream.Write(Encoding.UTF8.GetBytes(me)), "the lock of the run");
        }
        catch
        {
            held.Dispose();
            throw;
        }
        return new FolderLock(folder, files, held);
    }

    /// <summary>Whether a name in a folder is one of the lock's own files.</summary>
    internal static bool Owns(string name) => name.StartsWith(LockFile, StringComparison.Ordinal);

    /// <summary>Frees the lock.</summary>
    public void Dispose()
    {
        try
        {
            _files.Delete(Path.Combine(_folder, HolderFile), "the lock of the run");
        }
        catch (EnvironmentException)
        {
            // The folder is gone or can no longer be written; what is left of the file tells nothing once the lock is free.
        }
        _held.Dispose();
    }
}
