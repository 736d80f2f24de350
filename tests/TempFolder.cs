namespace DeepNfa.Tests;

/// <summary>An empty folder that goes, with all it holds, when the test ends.</summary>
/// <param name="inMemory">Whether it lies in memory where the system has such a place, for tests with thousands of flushed writes.</param>
internal sealed class TempFolder(bool inMemory = false) : IDisposable
{
    public string Path { get; } = inMemory && Directory.Exists("/dev/shm") ? Directory.CreateDirectory($"/dev/shm/deepnfa-test-{Guid.NewGuid():N}").FullName : Directory.CreateTempSubdirectory("deepnfa-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, byte[] content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
