namespace DeepNfa.Records;

/// <summary>The folder of one command line: its session.json, and the run, or the folders of the runs, that came of it. Locked from its beginning to its disposal.</summary>
public sealed class SessionFolder : IDisposable
{
    private const string SessionFile = "session.json";

    private readonly IFiles _files;
    private readonly TimeProvider? _clock;
    private FolderLock? _lock;

    private SessionFolder(string path, RunSession session, IFiles files, TimeProvider? clock, FolderLock? @lock) => (Path, Session, _files, _clock, _lock) = (path, session, files, clock, @lock);

    /// <summary>The folder's path, as it was given.</summary>
    public string Path { get; }

    /// <summary>What was asked for.</summary>
    public RunSession Session { get; private set; }

    /// <summary>Whether the folder has been made.</summary>
    public bool HasBegun => _lock is not null;

    /// <summary>Whether a folder holds a session.</summary>
    public static bool IsSession(string path, IFiles? files = null) => (files ?? DiskFiles.Instance).FileExists(System.IO.Path.Combine(path, SessionFile));

    /// <summary>The session of a folder, whoever works on it.</summary>
    /// <exception cref="DataException">There is none, or it cannot be understood.</exception>
    public static RunSession Read(string path, IFiles? files = null)
    {
        files ??= DiskFiles.Instance;
        if (!IsSession(path, files))
            throw new DataException(RunFolder.IsRun(path, files)
                ? $"'{path}' cannot be resumed: it holds a run without a {SessionFile}, so it was written by another program or by an older deepnfa. Repeat the run; its manifest.json names the command."
                : $"'{path}' is nothing to resume: expected a folder with a {SessionFile}. Point at a folder that 'deepnfa run' or 'deepnfa train' has written.");
        string file = System.IO.Path.Combine(path, SessionFile);
        return RunSession.Parse(files.ReadAllBytes(file), file);
    }

    /// <summary>A new session, of which nothing is on the disk before <see cref="Begin"/>.</summary>
    /// <exception cref="EnvironmentException">The folder holds files already.</exception>
    public static SessionFolder New(string path, RunSession session, IFiles? files = null, TimeProvider? clock = null)
    {
        files ??= DiskFiles.Instance;
        RunFolder.RequireFree(path, files);
        return new SessionFolder(path, session, files, clock, @lock: null);
    }

    /// <summary>Makes the folder of a new session, once all that can be checked before has been; does nothing for one that has begun.</summary>
    /// <exception cref="EnvironmentException">The folder holds files by now, another writes into it, or it cannot be written.</exception>
    public void Begin()
    {
        if (_lock is not null)
            return;
        RunFolder.RequireFree(Path, _files);
        _files.CreateDirectory(Path, "the run");
        FolderLock held = FolderLock.Take(Path, _files, _clock);
        try
        {
            RunFolder.RequireFree(Path, _files); // another may have begun before the lock was ours
            if (IsSession(Path, _files))
                throw new EnvironmentException($"'{Path}' was begun by another process. 'deepnfa resume' goes on with it; or choose another folder with --out.");
            Write();
            _lock = held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Opens a session to go on with it.</summary>
    /// <exception cref="DataException">There is none, or it cannot be understood.</exception>
    /// <exception cref="EnvironmentException">Another writes into it, or it cannot be written.</exception>
    public static SessionFolder Open(string path, IFiles? files = null, TimeProvider? clock = null)
    {
        files ??= DiskFiles.Instance;
        Read(path, files); // what is no session is not locked
        FolderLock held = FolderLock.Take(path, files, clock);
        try
        {
            return new SessionFolder(path, Read(path, files), files, clock, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Marks the session as done.</summary>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public void Finish()
    {
        Session = Session with { Finished = true };
        Write();
    }

    /// <summary>Frees the folder's lock.</summary>
    public void Dispose() => _lock?.Dispose();

    /// <summary>Whether a name in a folder is one of the session's own files.</summary>
    internal static bool Owns(string name) => name.StartsWith(SessionFile, StringComparison.Ordinal);

    private void Write() => _files.Replace(System.IO.Path.Combine(Path, SessionFile), stream => stream.Write(Session.ToBytes()), "the session");
}
