using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>The kept records of an experiment: one row of the catalogue.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Runs">Its runs, in the order of their folders' names.</param>
/// <param name="HasFigure">Whether a figure is kept beside them, as ../figures/NAME.svg.</param>
public sealed record KeptRecords(IExperiment Experiment, IReadOnlyList<RunRecord> Runs, bool HasFigure)
{
    /// <summary>All that is kept in a folder of folders, each named after its experiment and a run itself or a folder of runs.</summary>
    /// <exception cref="DataException">There is no such folder, or one in it holds no run.</exception>
    /// <exception cref="UsageException">A folder bears no experiment's name.</exception>
    public static IReadOnlyList<KeptRecords> Of(string folder)
    {
        if (!Directory.Exists(folder)) throw new DataException($"'{folder}' is no folder of kept records. Run this in the project's folder, or say where they are with --records DIR.");
        return [.. Sorted(folder).Select(One)];
    }

    private static KeptRecords One(string folder)
    {
        string name = Path.GetFileName(folder);
        var runs = (RunFolder.IsRun(folder) ? [folder] : Sorted(folder).Where(d => RunFolder.IsRun(d))).Select(d => RunFolder.Open(d).Load()).ToList();
        if (runs.Count == 0) throw new DataException($"'{folder}' holds no run: expected a manifest.json in it, or folders that hold one. 'eng/keep-record {name} RUN' keeps a run.");
        return new(Catalogue.Find(name), runs, File.Exists(Path.Combine(folder, "..", "..", "figures", $"{name}.svg")));
    }

    private static IEnumerable<string> Sorted(string folder) => Directory.GetDirectories(folder).Order(StringComparer.Ordinal);
}
