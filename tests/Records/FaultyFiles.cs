using DeepNfa.Records;

namespace DeepNfa.Tests.Records;

/// <summary>
/// The disk, whose write number <paramref name="failAt"/> (from 0) fails after a share of its bytes; an append leaves them behind, as after a power failure.
/// Where it <paramref name="dies"/>, all later writes fail too, so what is left is what a process killed in that write leaves.
/// </summary>
internal sealed class FaultyFiles(int failAt, double share, bool dies = false) : IFiles
{
    private readonly DiskFiles _disk = DiskFiles.Instance;

    public int Writes { get; private set; }

    public bool FileExists(string path) => _disk.FileExists(path);

    public bool DirectoryExists(string path) => _disk.DirectoryExists(path);

    public IReadOnlyList<string> List(string directory) => _disk.List(directory);

    public byte[] ReadAllBytes(string path) => _disk.ReadAllBytes(path);

    public Stream OpenRead(string path) => _disk.OpenRead(path);

    public void CreateDirectory(string path, string what)
    {
        if (!_disk.DirectoryExists(path))
            Write(() => _disk.CreateDirectory(path, what));
    }

    public void Append(string path, byte[] bytes, string what)
    {
        Write(() => _disk.Append(path, bytes, what), () => _disk.Append(path, bytes[..(int)(share * bytes.Length)], what));
    }

    public void Replace(string path, Action<Stream> write, string what) => Write(() => _disk.Replace(path, write, what), () => File.WriteAllBytes(path + ".tmp", [1]));

    public void Flush(string path, string what) => Write(() => _disk.Flush(path, what));

    public IDisposable? Lock(string path, string what) => _disk.Lock(path, what);

    public void Delete(string path, string what) => Write(() => _disk.Delete(path, what));

    private void Write(Action write, Action? partly = null)
    {
        int number = Writes++;
        if (dies && number > failAt)
            throw new EnvironmentException("The process is dead.");
        if (number == failAt)
        {
            partly?.Invoke();
            throw new EnvironmentException("The disk is full.");
        }
        write();
    }
}
