using System.Text;

namespace DeepNfa.Records;

/// <summary>The folder of a run: what is recorded while it goes on, and the only door to its files.</summary>
/// <remarks>manifest.json · epochs.csv, correlations.csv, timings.csv · probes/epoch-NNNNNN.npz · checkpoints/epoch-NNNNNN.npz.
/// The rows of one append are one write, and what makes a record count is written last. No file but timings.csv holds wall-clock figures, so equal runs give equal bytes.
/// Rows are flushed to the disk by the next checkpoint and on disposal: what a power failure takes is what a resumed run computes again.
/// Nothing but the lock is held open between appends. One writer at a time: whoever makes the folder, or first writes into one that was opened, holds its <see cref="FolderLock"/> until disposal.</remarks>
public sealed class RunFolder : IDisposable
{
    private const string ManifestFile = "manifest.json";
    private const string EpochsFile = "epochs.csv";
    private const string TimingsFile = "timings.csv";
    private const string CorrelationsFile = "correlations.csv";
    private const string ProbesFolder = "probes";
    private const string CheckpointsFolder = "checkpoints";

    private readonly IFiles _files;
    private readonly TimeProvider _clock;
    private readonly HashSet<string> _sound = []; // the CSV files whose last line is known to be whole
    private readonly HashSet<string> _unflushed = [];
    private readonly bool _lockedOutside;
    private FolderLock? _lock;
    private bool _begun; // whether its manifest has been seen on the disk
    private int? _lastEpoch;

    private RunFolder(string path, RunManifest manifest, IFiles? files, TimeProvider? clock, bool lockedOutside) =>
        (Path, Manifest, _files, _clock, _lockedOutside) = (path, manifest, files ?? DiskFiles.Instance, clock ?? TimeProvider.System, lockedOutside);

    /// <summary>The folder's path, as it was given.</summary>
    public string Path { get; }

    /// <summary>What was known before the run began.</summary>
    public RunManifest Manifest { get; }

    /// <summary>Makes a folder for a new run and writes its manifest.</summary>
    /// <param name="path">The folder; it may exist if it is empty.</param>
    /// <param name="manifest">What is known before the run begins.</param>
    /// <param name="files">The file layer; the machine's by default.</param>
    /// <param name="clock">The clock of <see cref="Timed"/>; the machine's by default.</param>
    /// <param name="lockedOutside">Whether the caller holds the folder's lock already.</param>
    /// <exception cref="EnvironmentException">The folder holds files already, is being written by another, or cannot be written.</exception>
    public static RunFolder Create(string path, RunManifest manifest, IFiles? files = null, TimeProvider? clock = null, bool lockedOutside = false)
    {
        var run = new RunFolder(path, manifest, files, clock, lockedOutside);
        RequireFree(path, run._files);
        run._files.CreateDirectory(path, "the run");
        try
        {
            run.HoldLock();
            RequireFree(path, run._files); // another may have made a run of it before the lock was ours
            run.Replace(ManifestFile, Manifests.ToBytes(manifest), "the manifest");
            run._begun = true;
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    /// <summary>Opens the folder of a run for reading and for more appends.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="files">The file layer; the machine's by default.</param>
    /// <param name="clock">The clock of <see cref="Timed"/>; the machine's by default.</param>
    /// <param name="lockedOutside">Whether the caller holds the folder's lock already.</param>
    /// <exception cref="DataException">The folder is no run, or its manifest cannot be understood.</exception>
    public static RunFolder Open(string path, IFiles? files = null, TimeProvider? clock = null, bool lockedOutside = false)
    {
        files ??= DiskFiles.Instance;
        if (!IsRun(path, files))
            throw new DataException($"'{path}' is no run: expected a folder with a {ManifestFile}. Point at a folder that 'deepnfa run' or 'deepnfa train' has written.");
        string manifest = System.IO.Path.Combine(path, ManifestFile);
        return new RunFolder(path, Manifests.Parse(files.ReadAllBytes(manifest), manifest), files, clock, lockedOutside) { _begun = true };
    }

    /// <summary>Requires that a folder is not there or holds nothing but what a session puts there before its run.</summary>
    /// <exception cref="EnvironmentException">It holds a run or other files.</exception>
    internal static void RequireFree(string path, IFiles files)
    {
        if (IsRun(path, files))
            throw new EnvironmentException($"'{path}' holds a run already, and a run is never overwritten. Choose another folder with --out, such as --out {FreePath(path, files)}.");
        if (files.List(path).FirstOrDefault(n => !FolderLock.Owns(n) && !SessionFolder.Owns(n) && !TaskFailure.Owns(n) && n != ManifestFile + DiskFiles.Temporary) is { } first)
            throw new EnvironmentException($"'{path}' is not empty (it holds '{first}'); a run needs a folder of its own. Choose another one with --out, such as --out {FreePath(path, files)}.");
    }

    /// <summary>Whether a folder holds a run.</summary>
    public static bool IsRun(string path, IFiles? files = null) => (files ?? DiskFiles.Instance).FileExists(System.IO.Path.Combine(path, ManifestFile));

    /// <summary>Records an epoch.</summary>
    /// <exception cref="UsageException">The epoch is not after the last one recorded.</exception>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public void Append(EpochMetrics metrics)
    {
        _lastEpoch ??= RunTables.Epochs(Read(EpochsFile), [], Full(EpochsFile)) is [.., var last] ? last.Epoch : -1;
        Require.AtLeast(metrics.Epoch, _lastEpoch.Value + 1, "Epochs are recorded once and in order; rewind the run to record one again.");
        AppendTiming(new Timing(metrics.Epoch, "train", metrics.Elapsed.TotalSeconds));
        AppendRows(EpochsFile, RunTables.EpochsHeader, RunTables.Rows(metrics), $"the metrics of epoch {metrics.Epoch}");
        _lastEpoch = metrics.Epoch;
    }

    /// <summary>Records a measurement; correlations that belong to no picture, and none at all, are fine.</summary>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public void Append(ProbeRecord probe)
    {
        Require.AtLeast(probe.Epoch, 0);
        string rows = RunTables.Rows(probe.Correlations);
        if (probe.Pictures.Count > 0)
            ReplacePictures(probe);
        AppendTiming(new Timing(probe.Epoch, "measure", probe.Elapsed.TotalSeconds));
        if (rows.Length > 0)
            AppendRows(CorrelationsFile, RunTables.CorrelationsHeader, rows, $"the correlations of epoch {probe.Epoch}");
    }

    /// <summary>Records a wall-clock figure.</summary>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public void AppendTiming(Timing timing)
    {
        Require.AtLeast(timing.Epoch, 0);
        AppendRows(TimingsFile, RunTables.TimingsHeader, RunTables.Rows(timing), $"the timings of epoch {timing.Epoch}");
    }

    /// <summary>Does a piece of work and records how long it took.</summary>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public T Timed<T>(int epoch, string phase, Func<T> work)
    {
        long start = _clock.GetTimestamp();
        T result = work();
        AppendTiming(new Timing(epoch, phase, _clock.GetElapsedTime(start).TotalSeconds));
        return result;
    }

    /// <summary>The epochs whose end has a checkpoint, ascending.</summary>
    public IReadOnlyList<int> Checkpoints() => [.. AllCheckpoints().Where(p => p.Batch == 0).Select(p => p.Epoch)];

    /// <summary>The arrays of the checkpoint at the end of an epoch by name, in the order in which they were written.</summary>
    /// <exception cref="DataException">There is no such checkpoint, or it is damaged.</exception>
    public IReadOnlyDictionary<string, NpyArray> ReadWeights(int epoch)
    {
        if (!_files.FileExists(Full(CheckpointFile(new(epoch, 0)))))
            throw new DataException($"'{Path}' has no checkpoint of epoch {epoch}. It has those of {(Checkpoints() is { Count: > 0 } there ? $"epoch {string.Join(", ", there)}" : "no epoch")}.");
        return ReadCheckpoint(new(epoch, 0));
    }

    /// <summary>Writes a checkpoint, or replaces it, after all rows have reached the disk.</summary>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public void WriteCheckpoint(CheckpointPosition position, IReadOnlyList<(string Name, NpyArray Array)> arrays)
    {
        Require.AtLeast(position.Epoch, 0);
        Require.AtLeast(position.Batch, 0);
        string what = $"the checkpoint of {position}";
        HoldLock();
        FlushRows(what);
        _files.CreateDirectory(Full(CheckpointsFolder), what);
        _files.Replace(Full(CheckpointFile(position)), stream => Npz.Write(stream, arrays), what);
    }

    /// <summary>Every checkpoint, in the order of training.</summary>
    public IReadOnlyList<CheckpointPosition> AllCheckpoints() => [.. _files.List(Full(CheckpointsFolder)).Select(CheckpointPosition.Parse).OfType<CheckpointPosition>().Order()];

    /// <summary>The arrays of a checkpoint by name.</summary>
    /// <exception cref="DataException">There is no such checkpoint, or it is damaged.</exception>
    public IReadOnlyDictionary<string, NpyArray> ReadCheckpoint(CheckpointPosition position) => Npz.Read(Full(CheckpointFile(position)), _files);

    /// <summary>Deletes all checkpoints but the last ones.</summary>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public void KeepCheckpoints(int last)
    {
        HoldLock();
        foreach (CheckpointPosition earlier in AllCheckpoints().SkipLast(last))
            _files.Delete(Full(CheckpointFile(earlier)), "the checkpoints");
    }

    /// <summary>Writes a file of any content, or replaces it; for figures and reports.</summary>
    /// <exception cref="UsageException">The path leaves the folder.</exception>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public void WriteFile(string relativePath, byte[] content)
    {
        string root = System.IO.Path.GetFullPath(Path);
        string full = System.IO.Path.GetFullPath(relativePath, root);
        bool inside = full.StartsWith(System.IO.Path.TrimEndingDirectorySeparator(root) + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);
        Require.That(inside && relativePath.Length > 0, nameof(relativePath), "a path inside the run's folder", $"'{relativePath}'", "Write other files with another tool.");
        Replace(System.IO.Path.GetRelativePath(root, full), content, "a file of the run");
    }

    /// <summary>Drops everything that was recorded after an epoch, so that a run resumed from that epoch's checkpoint comes to the same bytes as one that was never interrupted.</summary>
    /// <param name="epoch">The last epoch whose records stay; −1 for none.</param>
    /// <param name="checkpoint">The last checkpoint that stays; that of the end of the epoch if null.</param>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public void RewindTo(int epoch, CheckpointPosition? checkpoint = null)
    {
        HoldLock();
        foreach ((string file, string header) in new[] { (EpochsFile, RunTables.EpochsHeader), (CorrelationsFile, RunTables.CorrelationsHeader), (TimingsFile, RunTables.TimingsHeader) })
        {
            byte[] content = Read(file);
            if (content.Length > 0)
                Replace(file, RunTables.Until(epoch, content, header, Full(file)), $"{file} up to epoch {epoch}");
        }
        foreach (int later in ProbedEpochs().Where(e => e > epoch))
            _files.Delete(Full(Probe(later)), $"the end of epoch {epoch}");
        foreach (CheckpointPosition later in AllCheckpoints().Where(p => p > (checkpoint ?? new(epoch, 0))))
            _files.Delete(Full(CheckpointFile(later)), $"the end of epoch {epoch}");
        foreach (string folder in new[] { "", ProbesFolder, CheckpointsFolder })
            foreach (string torn in _files.List(Full(folder)).Where(n => n.EndsWith(DiskFiles.Temporary, StringComparison.Ordinal)))
                _files.Delete(Full(System.IO.Path.Combine(folder, torn)), "what an interrupted write left");
        _lastEpoch = null;
    }

    /// <summary>Reads the run. The last rows of a run that was interrupted within a write are passed over.</summary>
    /// <exception cref="DataException">A file is damaged; the message names it and the line.</exception>
    public RunRecord Load()
    {
        // The run may go on meanwhile: what is written later is read earlier, so that nothing seems to lack what it rests on.
        int[] probedBefore = ProbedEpochs();
        var correlations = RunTables.Correlations(Read(CorrelationsFile), Full(CorrelationsFile));
        int[] probed = ProbedEpochs();
        byte[] epochRows = Read(EpochsFile);
        List<Timing> timings = RunTables.Timings(Read(TimingsFile), Full(TimingsFile));
        var epochs = RunTables.Epochs(epochRows, timings, Full(EpochsFile));
        return new RunRecord(Manifest, epochs, correlations, timings, probed, ReadPictures)
        {
            Damage = [.. Lacking(epochs, correlations, timings, probedBefore, probed)],
            ArrayOf = file => _files.FileExists(Full(file)) ? Npy.Read(Full(file), _files) : null,
        };
    }

    /// <summary>Brings the last rows to the disk and frees the lock.</summary>
    public void Dispose()
    {
        try
        {
            FlushRows("the last rows");
        }
        catch (EnvironmentException) when (_unflushed.Count > 0)
        {
            // Whoever disposes because of an error has that one to tell; rows that did not arrive are computed again by a resumed run.
        }
        _lock?.Dispose();
        _lock = null;
    }

    private static string CheckpointFile(CheckpointPosition position) => System.IO.Path.Combine(CheckpointsFolder, position.FileName);

    private static string Probe(int epoch) => System.IO.Path.Combine(ProbesFolder, new CheckpointPosition(epoch, 0).FileName);

    private static string FreePath(string path, IFiles files)
    {
        string stem = System.IO.Path.TrimEndingDirectorySeparator(path);
        return Enumerable.Range(2, int.MaxValue - 2).Select(i => $"{stem}-{i}").First(p => !files.DirectoryExists(p) && !files.FileExists(p));
    }

    private string Full(string relativePath) => System.IO.Path.Combine(Path, relativePath);

    private byte[] Read(string file) => _files.FileExists(Full(file)) ? _files.ReadAllBytes(Full(file)) : [];

    private int[] ProbedEpochs() => [.. _files.List(Full(ProbesFolder)).Select(CheckpointPosition.Parse).OfType<CheckpointPosition>().Where(p => p.Batch == 0).Select(p => p.Epoch).Order()];

    /// <summary>What other files say that must be there and is not, by the order of the appends: times, then loss, then pictures, then correlations. A run that was killed between two of them lacks nothing.</summary>
    private IEnumerable<string> Lacking(List<EpochMetrics> epochs, List<Correlation> correlations, List<Timing> timings, int[] probedBefore, int[] probed)
    {
        int[] measured = [.. correlations.Select(c => c.Epoch).Distinct()];
        if (measured.Except(epochs.Select(e => e.Epoch)).ToList() is [var unscored, ..])
            yield return Sentence(EpochsFile, $"loss and score of epoch {unscored}, whose correlations are on record", "has no row of it");
        else if (epochs.Count == 0 && timings.Where(t => t.Phase == "train").Select(t => t.Epoch).Distinct().Count() > 1)
            yield return Sentence(EpochsFile, "loss and score of the epochs whose times are on record", "has no row");
        if (epochs.Count > 0 && timings.Count == 0)
            yield return Sentence(TimingsFile, "the times of the epochs on record", "has no row");
        if (probedBefore.SkipLast(1).Except(measured).ToList() is [var unmeasured, ..])
            yield return Sentence(CorrelationsFile, $"the correlations of epoch {unmeasured}, whose pictures are on record", "has no row of it");
        // Records are kept without any pictures.
        if (probed.Length > 0)
            foreach (int epoch in measured.Except(probed))
                yield return Sentence(Probe(epoch), $"the pictures of epoch {epoch}, whose correlations are on record", "");

        string Sentence(string file, string expected, string found) =>
            $"'{Full(file)}': expected {expected}; the file {(_files.FileExists(Full(file)) ? found : "is missing")}. Restore it from a copy, or repeat the run.";
    }

    private IReadOnlyList<LayerPicture> ReadPictures(int epoch)
    {
        string path = Full(Probe(epoch));
        if (!_files.FileExists(path))
            throw new DataException($"'{Path}' has no probe of epoch {epoch}. It has those of {(ProbedEpochs() is { Length: > 0 } there ? $"epoch {string.Join(", ", there)}" : "no epoch")}.");
        return PictureArchive.Pictures(Npz.Read(path, _files), path);
    }

    /// <summary>Comes before every write: nothing is written beside a holder of the lock, nor into what has taken the place of the folder.</summary>
    private void HoldLock()
    {
        if (_begun && !IsRun(Path, _files))
            throw new EnvironmentException($"'{Path}' is no longer the folder of this run: its {ManifestFile} is gone, so it was deleted or moved while the run went on. Nothing more was written there.");
        if (!_lockedOutside)
            _lock ??= FolderLock.Take(Path, _files, _clock);
    }

    private void FlushRows(string what)
    {
        foreach (string file in _unflushed.Order(StringComparer.Ordinal).ToList())
        {
            _files.Flush(Full(file), what);
            _unflushed.Remove(file);
        }
    }

    private void ReplacePictures(ProbeRecord probe)
    {
        string what = $"the pictures of epoch {probe.Epoch}";
        HoldLock();
        _files.CreateDirectory(Full(ProbesFolder), what);
        _files.Replace(Full(Probe(probe.Epoch)), stream => Npz.Write(stream, PictureArchive.Arrays(probe.Pictures)), what);
    }

    private void Replace(string file, byte[] content, string what)
    {
        string path = Full(file);
        HoldLock();
        _files.CreateDirectory(System.IO.Path.GetDirectoryName(path)!, what);
        _files.Replace(path, stream => stream.Write(content), what);
    }

    private void AppendRows(string file, string header, string rows, string what)
    {
        string path = Full(file);
        HoldLock();
        if (!_sound.Contains(file))
        {
            byte[] content = Read(file);
            int whole = RunTables.WholeLength(content);
            if (whole < content.Length)
                Replace(file, content[..whole], what);
            if (whole == 0)
                rows = $"{header}\n{rows}";
        }
        else if (!_files.FileExists(path))
            throw new EnvironmentException($"'{path}' was deleted or moved while the run went on, so {what} cannot be added to it.");
        _sound.Remove(file); // until the write has succeeded
        _files.Append(path, Encoding.UTF8.GetBytes(rows), what);
        _sound.Add(file);
        _unflushed.Add(file);
    }
}
