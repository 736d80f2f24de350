using System.Globalization;
using System.Text;

namespace DeepNfa.Records;

/// <summary>The folder of a run: what is recorded while it goes on, and the only door to its files.</summary>
/// <remarks>manifest.json · epochs.csv, correlations.csv, timings.csv · probes/epoch-NNNNNN.npz · checkpoints/epoch-NNNNNN.npz.
/// The rows of one append are one write, and what makes a record count is written last. No file but timings.csv holds wall-clock figures, so equal runs give equal bytes.
/// Nothing is held open between appends. For one writer at a time.</remarks>
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
    private int? _lastEpoch;

    private RunFolder(string path, RunManifest manifest, IFiles? files, TimeProvider? clock) =>
        (Path, Manifest, _files, _clock) = (path, manifest, files ?? DiskFiles.Instance, clock ?? TimeProvider.System);

    /// <summary>The folder's path, as it was given.</summary>
    public string Path { get; }

    /// <summary>What was known before the run began.</summary>
    public RunManifest Manifest { get; }

    /// <summary>Makes a folder for a new run and writes its manifest.</summary>
    /// <param name="path">The folder; it may exist if it is empty.</param>
    /// <param name="manifest">What is known before the run begins.</param>
    /// <param name="files">The file layer; the machine's by default.</param>
    /// <param name="clock">The clock of <see cref="Timed"/>; the machine's by default.</param>
    /// <exception cref="EnvironmentException">The folder holds files already, or cannot be written.</exception>
    public static RunFolder Create(string path, RunManifest manifest, IFiles? files = null, TimeProvider? clock = null)
    {
        var run = new RunFolder(path, manifest, files, clock);
        if (IsRun(path, files))
            throw new EnvironmentException($"'{path}' holds a run already, and a run is never overwritten. Choose another folder with --out, such as --out {FreePath(path, run._files)}.");
        if (run._files.List(path) is [var first, ..])
            throw new EnvironmentException($"'{path}' is not empty (it holds '{first}'); a run needs a folder of its own. Choose another one with --out, such as --out {FreePath(path, run._files)}.");
        run._files.CreateDirectory(path, "the run");
        run.Replace(ManifestFile, Manifests.ToBytes(manifest), "the manifest");
        return run;
    }

    /// <summary>Opens the folder of a run for reading and for more appends.</summary>
    /// <exception cref="DataException">The folder is no run, or its manifest cannot be understood.</exception>
    public static RunFolder Open(string path, IFiles? files = null, TimeProvider? clock = null)
    {
        files ??= DiskFiles.Instance;
        if (!IsRun(path, files))
            throw new DataException($"'{path}' is no run: expected a folder with a {ManifestFile}. Point at a folder that 'deepnfa run' or 'deepnfa train' has written.");
        string manifest = System.IO.Path.Combine(path, ManifestFile);
        return new RunFolder(path, Manifests.Parse(files.ReadAllBytes(manifest), manifest), files, clock);
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
            ReplaceArchive(ProbesFolder, probe.Epoch, PictureArchive.Arrays(probe.Pictures), $"the pictures of epoch {probe.Epoch}");
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

    /// <summary>Writes the checkpoint of an epoch, or replaces it.</summary>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public void WriteWeights(int epoch, IReadOnlyList<(string Name, NpyArray Array)> arrays)
    {
        Require.AtLeast(epoch, 0);
        ReplaceArchive(CheckpointsFolder, epoch, arrays, $"the checkpoint of epoch {epoch}");
    }

    /// <summary>The epochs that have a checkpoint, ascending.</summary>
    public IReadOnlyList<int> Checkpoints() => Archives(CheckpointsFolder);

    /// <summary>The arrays of a checkpoint by name, in the order in which they were written.</summary>
    /// <exception cref="DataException">There is no such checkpoint, or it is damaged.</exception>
    public IReadOnlyDictionary<string, NpyArray> ReadWeights(int epoch) => ReadArchive(CheckpointsFolder, epoch, "checkpoint");

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
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public void RewindTo(int epoch)
    {
        foreach ((string file, string header) in new[] { (EpochsFile, RunTables.EpochsHeader), (CorrelationsFile, RunTables.CorrelationsHeader), (TimingsFile, RunTables.TimingsHeader) })
        {
            byte[] content = Read(file);
            if (content.Length > 0)
                Replace(file, RunTables.Until(epoch, content, header, Full(file)), $"{file} up to epoch {epoch}");
        }
        foreach (string folder in new[] { ProbesFolder, CheckpointsFolder })
        {
            foreach (int later in Archives(folder).Where(e => e > epoch))
                _files.Delete(Full(Archive(folder, later)), $"the end of epoch {epoch}");
        }
        _lastEpoch = null;
    }

    /// <summary>Reads the run. The last rows of a run that was interrupted within a write are passed over.</summary>
    /// <exception cref="DataException">A file is damaged; the message names it and the line.</exception>
    public RunRecord Load()
    {
        List<Timing> timings = RunTables.Timings(Read(TimingsFile), Full(TimingsFile));
        return new RunRecord(
            Manifest,
            RunTables.Epochs(Read(EpochsFile), timings, Full(EpochsFile)),
            RunTables.Correlations(Read(CorrelationsFile), Full(CorrelationsFile)),
            timings,
            Archives(ProbesFolder),
            epoch => PictureArchive.Pictures(ReadArchive(ProbesFolder, epoch, "probe"), Full(Archive(ProbesFolder, epoch))));
    }

    /// <summary>Does nothing: all that was appended is on the disk.</summary>
    public void Dispose()
    {
    }

    private static string Archive(string folder, int epoch) => System.IO.Path.Combine(folder, $"epoch-{epoch:D6}.npz");

    private static string FreePath(string path, IFiles files)
    {
        string stem = System.IO.Path.TrimEndingDirectorySeparator(path);
        return Enumerable.Range(2, int.MaxValue - 2).Select(i => $"{stem}-{i}").First(p => !files.DirectoryExists(p) && !files.FileExists(p));
    }

    private string Full(string relativePath) => System.IO.Path.Combine(Path, relativePath);

    private byte[] Read(string file) => _files.FileExists(Full(file)) ? _files.ReadAllBytes(Full(file)) : [];

    private List<int> Archives(string folder) => _files.List(Full(folder))
        .Where(n => n.StartsWith("epoch-", StringComparison.Ordinal) && n.EndsWith(".npz", StringComparison.Ordinal))
        .Select(n => int.TryParse(n.AsSpan()["epoch-".Length..^".npz".Length], NumberStyles.None, CultureInfo.InvariantCulture, out int epoch) ? epoch : -1)
        .Where(epoch => epoch >= 0)
        .Order()
        .ToList();

    private IReadOnlyDictionary<string, NpyArray> ReadArchive(string folder, int epoch, string what)
    {
        string path = Full(Archive(folder, epoch));
        if (!_files.FileExists(path))
            throw new DataException($"'{Path}' has no {what} of epoch {epoch}. It has those of {(Archives(folder) is { Count: > 0 } there ? $"epoch {string.Join(", ", there)}" : "no epoch")}.");
        return Npz.Read(path, _files);
    }

    private void ReplaceArchive(string folder, int epoch, IEnumerable<(string Name, NpyArray Array)> arrays, string what)
    {
        _files.CreateDirectory(Full(folder), what);
        _files.Replace(Full(Archive(folder, epoch)), stream => Npz.Write(stream, arrays), what);
    }

    private void Replace(string file, byte[] content, string what)
    {
        string path = Full(file);
        _files.CreateDirectory(System.IO.Path.GetDirectoryName(path)!, what);
        _files.Replace(path, stream => stream.Write(content), what);
    }

    private void AppendRows(string file, string header, string rows, string what)
    {
        string path = Full(file);
        if (!_sound.Contains(file))
        {
            byte[] content = Read(file);
            int whole = RunTables.WholeLength(content);
            if (whole < content.Length)
                Replace(file, content[..whole], what);
            if (whole == 0)
                rows = $"{header}\n{rows}";
        }
        _sound.Remove(file); // until the write has succeeded
        _files.Append(path, Encoding.UTF8.GetBytes(rows), what);
        _sound.Add(file);
    }
}
