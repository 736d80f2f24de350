namespace DeepNfa.Records;

/// <summary>The one layer through which everything is read and written, so that tests can make any step fail.</summary>
/// <remarks><c>what</c> names in a few words what is written, such as "the correlations of epoch 10"; sentences of errors use it.
/// Writers throw <see cref="EnvironmentException"/> when the system refuses; readers throw <see cref="DataException"/> for what is not there.</remarks>
public interface IFiles
{
    /// <summary>Whether a file is there.</summary>
    bool FileExists(string path);

    /// <summary>Whether a folder is there.</summary>
    bool DirectoryExists(string path);

    /// <summary>The names, without the folder, of the files and folders in a folder, in ordinal order; none where there is no such folder.</summary>
    IReadOnlyList<string> List(string directory);

    /// <summary>A file's bytes.</summary>
    byte[] ReadAllBytes(string path);

    /// <summary>Opens a file for reading; the stream can seek.</summary>
    Stream OpenRead(string path);

    /// <summary>Makes a folder and those above it, where they are missing.</summary>
    void CreateDirectory(string path, string what);

    /// <summary>Adds bytes to the end of a file, which is made where it is missing, by one write. A refused write leaves the file as it was. What survives a power failure is what was flushed.</summary>
    void Append(string path, byte[] bytes, string what);

    /// <summary>Brings a file, and its entry in its folder, to the disk.</summary>
    void Flush(string path, string what);

    /// <summary>Replaces a file by what <paramref name="write"/> writes to a stream that can seek: readers see the old file or the new one, never a part, and the new one is on the disk on return. A device, such as /dev/null, is written to and stays what it is.</summary>
    void Replace(string path, Action<Stream> write, string what);

    /// <summary>Deletes a file; does nothing where it is missing.</summary>
    void Delete(string path, string what);

    /// <summary>Takes a lock that ends with the process, whatever ends it: on a file, which is made where it is missing and stays.</summary>
    /// <returns>What frees the lock; null where another holds it.</returns>
    IDisposable? Lock(string path, string what);
}
