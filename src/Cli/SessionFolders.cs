using DeepNfa.Records;

namespace DeepNfa.Cli;

/// <summary>Which folder a command line gets: a new one, or the unfinished one of the same command.</summary>
internal static class SessionFolders
{
    /// <summary>The folder that was named, or else the last runs/NAME-N if it is unfinished, of the same command and nobody works on it, or the next free one.</summary>
    /// <exception cref="EnvironmentException">The named folder holds something else, or cannot be written.</exception>
    public static SessionFolder Obtain(RunSession wanted, string? named)
    {
        if (named is not null) return Named(wanted, named);
        string folder = Path.Combine("runs", wanted.Name);
        if (Last(folder) is { } last && IsUnfinished(last, wanted))
        {
            try
            {
                return SessionFolder.Open(last);
            }
            catch (EnvironmentException)
            {
                // Another works on it, or it cannot be written: a new folder will do.
            }
        }
        return SessionFolder.New(NextFree(folder), wanted);
    }

    /// <summary>The folder itself, or with the first number from 2 that nothing has yet: no run overwrites another.</summary>
    public static string NextFree(string folder) => Numbered(folder).First(f => !Path.Exists(f));

    /// <summary>Requires that a folder for the results of one command is new or empty.</summary>
    /// <exception cref="EnvironmentException">It holds something, which would be lost.</exception>
    public static void RequireEmpty(string folder)
    {
        if (DiskFiles.Instance.List(folder).MinBy(name => name.StartsWith('.')) is { } first)
            throw new EnvironmentException($"'{folder}' is not empty (it holds '{first}'), and what is there is never overwritten. Choose another folder with --out, such as --out {NextFree(folder)}.");
    }

    private static SessionFolder Named(RunSession wanted, string folder)
    {
        if (!SessionFolder.IsSession(folder)) return SessionFolder.New(folder, wanted);
        var there = SessionFolder.Read(folder);
        if (there.Finished)
            throw new EnvironmentException($"'{folder}' holds a run already, and a run is never overwritten. Choose another folder with --out, such as --out {NextFree(folder)}; 'deepnfa report {folder}' draws the one that is there.");
        if (wanted.DifferenceTo(there) is { } difference)
            throw new EnvironmentException($"'{folder}' holds an unfinished run of another command; this one asks for {difference}. 'deepnfa resume {folder}' goes on with what is there; or choose another folder with --out, such as --out {NextFree(folder)}.");
        return SessionFolder.Open(folder);
    }

    private static bool IsUnfinished(string folder, RunSession wanted)
    {
        try
        {
            return SessionFolder.IsSession(folder) && SessionFolder.Read(folder) is { Finished: false } there && wanted.DifferenceTo(there) is null;
        }
        catch (DataException)
        {
            return false; // damaged, or of a newer program: a new run begins beside it
        }
    }

    private static string? Last(string folder) => Numbered(folder).TakeWhile(Path.Exists).LastOrDefault();

    private static IEnumerable<string> Numbered(string folder)
    {
        string stem = Path.TrimEndingDirectorySeparator(folder);
        return Enumerable.Range(1, int.MaxValue - 1).Select(n => n == 1 ? stem : $"{stem}-{n}");
    }
}
