using System.Security.Cryptography;
using DeepNfa.Records;

namespace DeepNfa.Data.Download;

/// <summary>Brings a known set into a folder of its own.</summary>
/// <remarks>
/// Files get their final names only when they are whole and right, and the receipt is written last, so a reader never sees a part. A download that is interrupted leaves a part, and the next one continues
/// it. One process at a time works on a set; another one is told so.
/// </remarks>
/// <param name="set">The set.</param>
/// <param name="home">The folder that the set's folder is in.</param>
/// <param name="options">How patient the download is; the defaults if null.</param>
/// <param name="handler">What speaks to servers; the system's own if null. Not disposed.</param>
/// <param name="clock">The clock; the system's own if null.</param>
public sealed class SetDownload(KnownSet set, string home, DownloadOptions? options = null, HttpMessageHandler? handler = null, TimeProvider? clock = null)
{
    private const long UnpackingFactor = 20, UnpackingAllowance = 1L << 30; // no real archive of data packs more tightly
    private readonly string _folder = Path.Combine(home, set.Name);

    /// <summary>What was brought; null until the end.</summary>
    public Receipt? Receipt { get; private set; }

    /// <summary>Downloads, checks and unpacks; pulled to its end, the set is complete.</summary>
    /// <param name="stop">The user's wish to stop.</param>
    /// <exception cref="DataException">No mirror has a file right, an archive holds what it must not, or other files stand in the way.</exception>
    /// <exception cref="EnvironmentException">No mirror can be reached, the disk refuses or is too small, or another process is at it.</exception>
    /// <exception cref="OperationCanceledException">The user wants to stop; the next download continues where this one ended.</exception>
    public IEnumerable<DownloadProgress> Run(CancellationToken stop = default)
    {
        DiskFiles.Instance.CreateDirectory(_folder, $"the data set {set.Name}");
        using var alone = Lock();
        var before = Receipt.Read(_folder);
        if (before is not null && before.Holds(_folder))
        {
            Receipt = before;
            yield return new(set.Name, 0, 0, $"{set.Title} is already in {_folder}.");
            yield break;
        }
        RequireSpace();
        var (files, unpacked) = (new List<ReceivedFile>(), new SortedDictionary<string, long>(StringComparer.Ordinal));
        using var http = new HttpMessageInvoker(handler ?? SystemHandler(), disposeHandler: handler is null);
        foreach (var file in set.Files)
        {
            string target = Path.Combine(_folder, file.Name);
            var part = new PartFile(target);
            if (Present(file, target) is { } there)
            {
                files.Add(there);
                yield return new(file.Name, there.Bytes, there.Bytes, $"{file.Name} is already there{(file.Sha256 is null ? "" : ", and is the published one")}.");
                if (file.IsArchive) Add(Unpack(file, target, part));
                continue;
            }
            var download = new FileDownload(http, file, part, target, options ?? new(), clock ?? TimeProvider.System, stop);
            foreach (var progress in download.Run()) yield return progress;
            files.Add(new(file.Name, part.Length, download.Sha256!, download.From!, Kept: !file.IsArchive));
            if (file.Sha256 is null) yield return new(file.Name, part.Length, part.Length, $"{file.Name}: no verified hash is known. Its SHA-256 is {download.Sha256}; compare it with another source before you rely on it.");
            if (file.IsArchive)
            {
                yield return new(file.Name, part.Length, part.Length, $"Unpacking {file.Name}.");
                Add(Unpack(file, part.Path, part));
            }
            else part.Finish(target);
        }
        Receipt = new(set.Name, files, unpacked);
        Receipt.Write(_folder);

        void Add(IReadOnlyDictionary<string, long> more)
        {
            foreach (var (path, bytes) in more) unpacked[path] = bytes;
        }
    }

    /// <summary>A file that is there already, put there by hand or by a download that did not end, and is right.</summary>
    private static ReceivedFile? Present(KnownFile file, string path)
    {
        if (!File.Exists(path)) return null;
        string sha256;
        using (var stream = DiskFiles.Instance.OpenRead(path)) sha256 = Convert.ToHexStringLower(SHA256.HashData(stream));
        return file.Sha256 is null || file.Sha256 == sha256
            ? new(file.Name, new FileInfo(path).Length, sha256, "here before", Kept: true)
            : throw new DataException($"{path}: a file of that name is there and is not the published one: expected SHA-256 {file.Sha256}, got {sha256}. Move it away, and get the set again.");
    }

    /// <summary>Unpacks beside the final places, then moves; so that what is seen is whole.</summary>
    private SortedDictionary<string, long> Unpack(KnownFile file, string archive, PartFile part)
    {
        string beside = Path.Combine(_folder, ".unpacking");
        DeleteFolder(part, beside);
        long most = (UnpackingFactor * new FileInfo(archive).Length) + UnpackingAllowance;
        SortedDictionary<string, long> unpacked;
        try
        {
            unpacked = SafeArchive.Unpack(archive, file.Name, beside, file.UnpackAll ? null : file.Unpack, most);
        }
        catch (DataException)
        {
            DeleteFolder(part, beside);
            part.Discard(); // whatever it is, getting it again must begin anew
            throw;
        }
        part.Writing(() =>
        {
            foreach (string path in unpacked.Keys)
            {
                string to = Path.Combine(_folder, path);
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Move(Path.Combine(beside, path), to, overwrite: true);
            }
        });
        DeleteFolder(part, beside);
        part.Discard();
        return unpacked;
    }

    private static void DeleteFolder(PartFile part, string folder)
    {
        if (Directory.Exists(folder)) part.Writing(() => Directory.Delete(folder, recursive: true));
    }

    private void RequireSpace()
    {
        long need = set.Files.Sum(f => (f.Bytes ?? 0) * (f.IsArchive ? 3 : 1)), here = new DirectoryInfo(_folder).EnumerateFiles().Sum(f => f.Length);
        long free = new DriveInfo(Path.GetFullPath(_folder)).AvailableFreeSpace;
        if (need - here > free)
            throw new EnvironmentException(FormattableString.Invariant($"{set.Title} needs about {need / 1e6:0} MB in {_folder} while it is unpacked; {free / 1e6:0} MB are free. Free some space, or name another folder with {DataHome.Variable}."));
    }

    private FileStream Lock()
    {
        string path = Path.Combine(home, $".{set.Name}.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new EnvironmentException($"Another process is getting {set.Name} ('{path}' is locked). Wait until it is done; this one would only get the same.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException($"'{path}' cannot be written: {e.Message.TrimEnd('.')}. Name another folder with {DataHome.Variable}.", e);
        }
    }

    private static SocketsHttpHandler SystemHandler() => new() { ConnectTimeout = TimeSpan.FromSeconds(15), PooledConnectionLifetime = TimeSpan.FromMinutes(10) };
}
