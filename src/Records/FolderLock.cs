using System.Globalization;
using System.Text;

namespace DeepNfa.Records;

/// <summary>The right to write into a folder, held by one at a time. It ends with the process that holds it, whatever ends the process.</summary>
/// <remarks>The lock is the system's, on the file .lock, which stays: deleting it would let two hold it. The file .lock-holder is only what others are told, and says nothing while nobody holds the lock.</remarks>
public sealed class FolderLock : IDisposable
{
    private const string LockFile = ".lock";
    private const string HolderFile = ".lock-holder";
    private const string Process = "process ";

    private readonly string _folder;
    private readonly IFiles _files;
    private readonly IDisposable _held;

    private FolderLock(string folder, IFiles files, IDisposable held) => (_folder, _files, _held) = (folder, files, held);

    /// <summary>Takes the lock of a folder that is there.</summary>
    /// <exception cref="EnvironmentException">Another holds it, who is named; or the folder cannot be written.</exception>
    public static FolderLock Take(string folder, IFiles? files = null, TimeProvider? clock = null) =>
        TryTake(folder, files, clock) ?? throw new EnvironmentException($"'{folder}' is being written by {Holder(folder, files) ?? "another process"}, and a run has one writer. Wait until it ends, or choose another folder with --out.");

    /// <summary>Who was the last to take the lock of a folder and has not freed it, in words; null for nobody. One that was killed is told as well. The lock is not touched.</summary>
    public static string? Holder(string folder, IFiles? files = null)
    {
        files ??= DiskFiles.Instance;
        string holder = Path.Combine(folder, HolderFile);
        try
        {
            return files.FileExists(holder) ? Encoding.UTF8.GetString(files.ReadAllBytes(holder)).Trim() : null;
        }
        catch (DataException)
        {
            return null; // freed in this moment
        }
    }

    /// <summary>The same, but null for a process of this machine that is no longer there. Of another machine's process nobody here can say.</summary>
    public static string? LivingHolder(string folder, IFiles? files = null)
    {
        if (Holder(folder, files) is not { } holder)
            return null;
        string mine = $" on {Environment.MachineName} since ";
        int at = holder.IndexOf(mine, StringComparison.Ordinal);
        bool here = at > 0 && int.TryParse(holder[Process.Length..at], NumberStyles.None, CultureInfo.InvariantCulture, out int id) && !Exists(id);
        return here ? null : holder;
    }

    private static bool Exists(int process)
    {
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Takes the lock of a folder that is there; null where another holds it.</summary>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public static FolderLock? TryTake(string folder, IFiles? files = null, TimeProvider? clock = null)
    {
        files ??= DiskFiles.Instance;
        string holder = Path.Combine(folder, HolderFile);
        if (files.Lock(Path.Combine(folder, LockFile), "the lock of the run") is not { } held)
            return null;
        string me = string.Create(CultureInfo.InvariantCulture, $"{Process}{Environment.ProcessId} on {Environment.MachineName} since {(clock ?? TimeProvider.System).GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC\n");
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
