using System.Security.Cryptography;
using DeepNfa.Data.Download;
using DeepNfa.Records;

namespace DeepNfa.Cli;

/// <summary>The one path that a run folder holds and that leaves it: that of its data, which <c>resume</c> goes back to.</summary>
/// <remarks>
/// A run folder may have come from anywhere, so its path is followed only to files that the folder's manifest already knows by their SHA-256: they are hashed before any of them is
/// interpreted, they are ordinary files, and what cannot be checked that way is to be named again with <c>--data</c>. Whoever made the folder learns nothing, and nothing is shown of a file that he did not have.
/// </remarks>
internal static class RecordedData
{
    /// <summary>Whether recorded data are no path but a name of the program's own: built in, or a known set in the user's cache.</summary>
    public static bool IsName(string? data) => data is null or "digits" or "product" or "builtin" || KnownSets.All.Any(s => s.Name == data);

    /// <summary>Requires that the data at a recorded path are those that the run was begun on.</summary>
    /// <param name="folder">The folder of the session.</param>
    /// <param name="path">The recorded path: a file, or a folder of files.</param>
    /// <exception cref="DataException">They cannot be told to be; the sentence asks for <c>--data</c>.</exception>
    public static void Require(string folder, string path)
    {
        string again = $"Name the data with --data to go on: deepnfa resume {CommandText.Quoted(folder)} --data PATH";
        var hashes = Hashes(folder);
        if (hashes.Count == 0)
            throw new DataException($"'{folder}' was begun on '{path}', a path outside it, and tells no hash of the files there; a path that is read from a file is not followed unchecked. {again}");
        bool alone = hashes.Count == 1 && Path.GetFileName(path) == hashes.First().Key;
        foreach (var (name, hash) in hashes)
        {
            string file = alone ? path : Path.Combine(path, name);
            if (name != Path.GetFileName(name) || name.EndsWith(" images)", StringComparison.Ordinal))
                throw new DataException($"'{folder}' was begun on '{path}', a path outside it, whose files cannot be checked one by one; a path that is read from a file is not followed unchecked. {again}");
            if (!IsOrdinary(file))
                throw new DataException($"'{folder}' was begun on '{path}', a path outside it; expected an ordinary file '{file}' there, got none. {again}");
            if (HashOf(file) != hash)
                throw new DataException($"'{folder}' was begun on '{path}', a path outside it, and '{file}' is no longer the file that its manifest.json tells (SHA-256 {hash}). Restore it. {again}");
        }
    }

    /// <summary>Requires that nothing in a folder is a link: what goes on with a run writes and deletes there, and a link would lead that elsewhere.</summary>
    /// <exception cref="DataException">Something is; the sentence names it.</exception>
    public static void RequireNoLinks(string folder)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (entry.LinkTarget is { } target)
                throw new DataException($"'{entry.FullName}' is a link to '{target}'; expected a run folder that holds its files itself, since going on with it writes and deletes there. Put the file or folder in the place of the link.");
            if (entry is DirectoryInfo) RequireNoLinks(entry.FullName);
        }
    }

    /// <summary>The hashes that the manifests of all runs of a session tell, which are of the same data.</summary>
    private static Dictionary<string, string> Hashes(string folder)
    {
        var runs = Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Prepend(folder).Where(r => RunFolder.IsRun(r));
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string run in runs)
            foreach (var (name, hash) in RunFolder.Open(run).Manifest.Data.Hashes) hashes[name] = hash;
        return hashes;
    }

    /// <summary>Whether it is a file with something in it: pipes and devices, which would be waited for or read for ever, have no length.</summary>
    private static bool IsOrdinary(string file)
    {
        try
        {
            return File.Exists(file) && new FileInfo(File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file) is { Exists: true, Length: > 0 };
        }
        catch (IOException)
        {
            return false; // links in a circle
        }
    }

    private static string HashOf(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"'{file}' cannot be read: {e.Message.TrimEnd('.')}. Name the data with --data.", e);
        }
    }
}
