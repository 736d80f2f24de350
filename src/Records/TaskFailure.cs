using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepNfa.Records;

/// <summary>How the last attempt at a run of a sweep failed: failure.json in the run's folder, where nothing else tells it. The next attempt takes it away.</summary>
/// <param name="SchemaVersion">The version of the file's format.</param>
/// <param name="ExitCode">The exit code that the attempt ended with.</param>
/// <param name="Sentence">What it said last.</param>
public sealed record TaskFailure(int SchemaVersion, int ExitCode, string Sentence)
{
    /// <summary>The schema version that this program writes.</summary>
    public const int CurrentSchema = 1;

    private const string File = "failure.json";

    private static readonly FailureJson s_json = new(RecordJson.Options());

    /// <summary>The failure that a run's folder tells of; null for none.</summary>
    /// <exception cref="DataException">The file cannot be understood.</exception>
    public static TaskFailure? Read(string folder, IFiles? files = null)
    {
        files ??= DiskFiles.Instance;
        string path = Path.Combine(folder, File);
        if (!files.FileExists(path))
            return null;
        byte[] json = files.ReadAllBytes(path);
        SchemaVersions.Require(json, path, CurrentSchema, "failure of a run");
        try
        {
            return JsonSerializer.Deserialize(json, s_json.TaskFailure);
        }
        catch (JsonException e)
        {
            throw SchemaVersions.Damaged(path, e);
        }
    }

    /// <summary>Writes the failure into a run's folder, which is made where it is missing; does nothing where another has taken the folder over or the run is finished.</summary>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public void Write(string folder, IFiles? files = null)
    {
        files ??= DiskFiles.Instance;
        files.CreateDirectory(folder, "the failure of the run");
        if (FolderLock.TryTake(folder, files) is not { } held)
            return;
        using (held)
        {
            if (SessionFolder.IsSession(folder, files) && SessionFolder.Read(folder, files).Finished)
                return;
            files.Replace(Path.Combine(folder, File), stream => stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(this, s_json.TaskFailure), (byte)'\n']), "the failure of the run");
        }
    }

    /// <summary>Takes away what an earlier attempt left; does nothing where there is nothing or another works in the folder.</summary>
    /// <exception cref="EnvironmentException">The folder cannot be written.</exception>
    public static void Forget(string folder, IFiles? files = null)
    {
        files ??= DiskFiles.Instance;
        string path = Path.Combine(folder, File);
        if (!files.FileExists(path) || FolderLock.TryTake(folder, files) is not { } held)
            return;
        using (held)
            files.Delete(path, "the failure of the run");
    }

    /// <summary>Whether a name in a folder is that of this file.</summary>
    internal static bool Owns(string name) => name.StartsWith(File, StringComparison.Ordinal);
}

[JsonSerializable(typeof(TaskFailure))]
internal sealed partial class FailureJson : JsonSerializerContext;
