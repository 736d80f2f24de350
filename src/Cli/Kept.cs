using DeepNfa.Records;

namespace DeepNfa.Cli;

/// <summary>What is left of a run whose folder the system no longer lets be written: said after the error that ended it.</summary>
internal static class Kept
{
    /// <summary>What is safe, what is missing, and the command that goes on. It reads the folder anew, which may be damaged or gone.</summary>
    /// <param name="folder">The folder of the session.</param>
    /// <param name="runs">The runs opened so far, in order.</param>
    /// <param name="command">The command that began it.</param>
    public static string Sentence(string folder, IReadOnlyList<string> runs, string command)
    {
        try
        {
            if (!SessionFolder.IsSession(folder) || runs.FirstOrDefault(r => !RunFolder.IsRun(r)) is not null)
                return $"Of what was recorded in '{folder}' nothing is known to be left. Put the folder back and go on with 'deepnfa resume {CommandText.Quoted(folder)}', or begin again with: {command}";
            string resume = $"go on with: deepnfa resume {CommandText.Quoted(folder)}";
            if (runs.Count == 0) return $"Nothing was trained yet; {resume}";
            using var last = RunFolder.Open(runs[^1]);
            var (epochs, checkpoints) = (last.Load().Epochs, last.AllCheckpoints());
            string earlier = runs.Count > 1 ? $"the {runs.Count - 1} run(s) before, and of the last one " : "";
            string safe = epochs.Count == 0 ? "the manifest" : $"the records of epochs 0 to {epochs[^1].Epoch}{(checkpoints.Count > 0 ? $" and the checkpoint of {checkpoints[^1]}" : "")}";
            string missing = checkpoints.Count > 0 ? $"all after {checkpoints[^1]}, which is computed again" : "a checkpoint, so training begins again";
            return $"Safe: {earlier}{safe}. Missing: {missing}. Once it can be written, {resume}";
        }
        catch (DeepNfaException e)
        {
            return $"What is left of '{folder}' cannot be read either: {e.Message}";
        }
    }
}
