using DeepNfa.Records;

namespace DeepNfa.Tests.Reports;

/// <summary>Writes records as folders, as if they had been run.</summary>
internal static class RunFolders
{
    /// <summary>Writes a run into a folder, up to an epoch.</summary>
    public static string Write(this RunRecord run, string path, int until = int.MaxValue)
    {
        using var folder = RunFolder.IsRun(path) ? RunFolder.Open(path) : RunFolder.Create(path, run.Manifest);
        var there = folder.Load();
        int last = there.Epochs.Count > 0 ? there.Epochs[^1].Epoch : -1;
        foreach (var metrics in run.Epochs.Where(e => e.Epoch > last && e.Epoch <= until))
        {
            folder.Append(metrics);
            if (run.ProbedEpochs.Contains(metrics.Epoch))
                folder.Append(new ProbeRecord(metrics.Epoch, [.. run.Correlations.Where(c => c.Epoch == metrics.Epoch)], run.PicturesAt(metrics.Epoch), TimeSpan.FromSeconds(1)));
        }
        return path;
    }
}
