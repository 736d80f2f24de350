using System.Security.Cryptography;
using DeepNfa.Records;

namespace DeepNfa.Data.Download;

/// <summary>A file while it is downloaded: "NAME.part" beside its final place, and in "NAME.part.from" the address and version that it is part of.</summary>
internal sealed class PartFile(string target)
{
    private readonly string _from = target + ".part.from";

    public string Path { get; } = target + ".part";

    /// <summary>The bytes that are here.</summary>
    public long Length => new FileInfo(Path) is { Exists: true } file ? file.Length : 0;

    /// <summary>The version (ETag or date) that the part belongs to, if it came from this address.</summary>
    public string? VersionFrom(string url) =>
        File.Exists(_from) && File.ReadAllText(_from).Split('\n') is [var address, var version] && address == url && version.Length > 0 ? version : null;

    /// <summary>Notes where the next bytes come from.</summary>
    public void Note(string url, string? version) => Writing(() => File.WriteAllText(_from, $"{url}\n{version}"));

    /// <summary>Opens the part to be continued at a position; what is beyond it goes.</summary>
    public FileStream OpenAt(long position)
    {
        FileStream? file = null;
        Writing(() =>
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            file = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
            file.SetLength(position);
            file.Seek(0, SeekOrigin.End);
        });
        return file!;
    }

    /// <summary>Does what may be refused by the disk.</summary>
    /// <exception cref="EnvironmentException">It was.</exception>
    public void Writing(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException($"'{Path}' cannot be written: {e.Message.TrimEnd('.')}. What is there is kept; free some space, or name another folder with {DataHome.Variable}, and get it again.", e);
        }
    }

    /// <summary>SHA-256 of the bytes that are here.</summary>
    public string Sha256()
    {
        using var file = File.OpenRead(Path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>Throws away what is here.</summary>
    public void Discard() => Writing(() =>
    {
        File.Delete(Path);
        File.Delete(_from);
    });

    /// <summary>Gives the finished part its final name.</summary>
    public void Finish(string to) => Writing(() =>
    {
        File.Move(Path, to, overwrite: true);
        File.Delete(_from);
    });
}
