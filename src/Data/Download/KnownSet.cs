namespace DeepNfa.Data.Download;

/// <summary>A data set that can be downloaded.</summary>
/// <param name="Name">What <c>data get</c> calls it, and the name of its folder.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Contents">What it holds, in a sentence.</param>
/// <param name="Licence">Its terms, or that none are stated.</param>
/// <param name="Citation">Whom to cite.</param>
/// <param name="Files">The files to download.</param>
public sealed record KnownSet(string Name, string Title, string Contents, string Licence, string Citation, IReadOnlyList<KnownFile> Files)
{
    /// <summary>The bytes to download; null where the size of a file is not known.</summary>
    public long? Bytes => Files.All(f => f.Bytes is not null) ? Files.Sum(f => f.Bytes) : null;

    /// <summary>Whether every file has a hash that was verified.</summary>
    public bool Verified => Files.All(f => f.Sha256 is not null);

    /// <summary>Whether a folder holds the set, as it was downloaded or put there by hand.</summary>
    public bool IsIn(string folder) => Files.All(f => f.Targets.All(t => File.Exists(Path.Combine(folder, t)))) && (Files.All(f => !f.UnpackAll) || Receipt.Exists(folder));
}

/// <summary>A file of a known set: as it is, or an archive that is unpacked.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mirrors">Where it is, in the order in which they are asked.</param>
/// <param name="Bytes">Its length; null if not known.</param>
/// <param name="Sha256">Its SHA-256 in hex; null where none was verified, in which case what comes is told.</param>
/// <param name="HashFrom">Where the hash was verified.</param>
/// <param name="Unpack">For an archive, the files in it that are wanted, and where in the set's folder they go; null to keep the file as it is.</param>
/// <param name="UnpackAll">Whether all files of an archive are wanted, where they stand in it.</param>
public sealed record KnownFile(
    string Name,
    IReadOnlyList<Mirror> Mirrors,
    long? Bytes = null,
    string? Sha256 = null,
    string? HashFrom = null,
    IReadOnlyDictionary<string, string>? Unpack = null,
    bool UnpackAll = false)
{
    /// <summary>Whether the file is an archive that is unpacked and not kept.</summary>
    public bool IsArchive => UnpackAll || Unpack is not null;

    /// <summary>The files that the set's folder holds in the end, as far as they are known beforehand.</summary>
    public IReadOnlyList<string> Targets => Unpack is not null ? [.. Unpack.Values] : UnpackAll ? [] : [Name];
}

/// <summary>A place that serves a file.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Tried">Whether it has been seen to serve the file; where it has not, only the hash says so.</param>
public sealed record Mirror(string Url, bool Tried);
