using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>The page of runs that go on: rewritten where something new was measured, seldom enough to cost a twentieth of the time at most.</summary>
/// <remarks>It is a file that reads itself anew in a browser; nothing is served. It has no figures for papers, and of long runs only some epochs. A page that cannot be written is left alone: the run matters more.</remarks>
/// <param name="folder">The folder of the page.</param>
/// <param name="clock">The clock; the machine's by default.</param>
/// <param name="files">The file layer; the machine's by default.</param>
public sealed class LivePage(string folder, TimeProvider? clock = null, IFiles? files = null)
{
    /// <summary>No page is written sooner than this after the start, so that short runs have none before their last.</summary>
    public static readonly TimeSpan First = TimeSpan.FromSeconds(2);

    /// <summary>After a page that took t to write there is none for this many times t.</summary>
    public const int Rest = 20;

    private const long FilmBytes = 1_000_000;
    private static readonly TimeSpan s_leastRefresh = TimeSpan.FromSeconds(3), s_mostRefresh = TimeSpan.FromSeconds(60);

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly IFiles _files = files ?? DiskFiles.Instance;
    private readonly long _start = (clock ?? TimeProvider.System).GetTimestamp();
    private int _shown;
    private long _written;
    private TimeSpan _cost;
    private bool _failed;

    /// <summary>Whether a page was written that reads itself anew.</summary>
    public bool Written => _written != 0;

    /// <summary>Rewrites the page if it is time and a run has been measured since it was written last.</summary>
    /// <param name="runs">The folders of the runs so far.</param>
    /// <returns>Whether the page was written.</returns>
    public bool Update(IReadOnlyList<string> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        bool early = Written ? _clock.GetElapsedTime(_written) < Rest * _cost : _clock.GetElapsedTime(_start) < First;
        if (_failed || early || runs.Count == 0)
            return false;
        int measured = runs.Sum(r => _files.List(Path.Combine(r, "probes")).Count);
        return measured > _shown && Write(runs, measured, Written ? _clock.GetElapsedTime(_written) : s_leastRefresh);
    }

    /// <summary>Leaves a page that says how far the runs came and no longer reads itself anew, if one does; for runs that end before their time.</summary>
    /// <param name="runs">The folders of the runs.</param>
    public void Close(IReadOnlyList<string> runs)
    {
        if (Written && !_failed)
            Write(runs, _shown, null);
    }

    private bool Write(IReadOnlyList<string> runs, int measured, TimeSpan? since)
    {
        long start = _clock.GetTimestamp();
        try
        {
            var records = runs.Select(r => RunFolder.Open(r, _files).Load()).ToList();
            TimeSpan? refresh = since is { } s ? TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(s.TotalSeconds), s_leastRefresh.TotalSeconds, s_mostRefresh.TotalSeconds)) : null;
            Report.WritePage(records, folder, new PageOptions { RunFolders = [.. runs.Select(Relative)], Refresh = refresh, FilmBytes = FilmBytes }, _files);
        }
        catch (Exception e) when (e is EnvironmentException or DataException)
        {
            _failed = true;         // the run itself says what is wrong with its folder
            return false;
        }
        // A page is some megabytes of text that nobody needs until the next one; without this, long runs grow with every page.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        (_shown, _written) = (measured, _clock.GetTimestamp());
        _cost = _clock.GetElapsedTime(start, _written);
        return true;
    }

    private string Relative(string run) => Path.GetRelativePath(folder, run) is var path && path == "." ? "" : path.Replace(Path.DirectorySeparatorChar, '/');
}
