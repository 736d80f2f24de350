using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepNfa.Records;

/// <summary>What a command line asked for, in the words of the program: all that is needed to go on with it. session.json.</summary>
/// <param name="SchemaVersion">The version of the file's format.</param>
/// <param name="Name">The experiment's name, or "train".</param>
/// <param name="Settings">All settings, of all runs of the session.</param>
/// <param name="Seed">The seed of every random stream.</param>
/// <param name="Data">What <c>--data</c> named, paths in full; null if nothing.</param>
/// <param name="Judged">Whether the claim is judged at the end.</param>
/// <param name="Plots">Which renderer draws.</param>
/// <param name="Threads">Threads of tensor operations.</param>
/// <param name="Device">Where tensors live.</param>
/// <param name="Command">The command line that repeats the session.</param>
/// <param name="Saves">Whether the trained weights were to be written to a file of the user's as well.</param>
/// <param name="Finished">Whether all of it is done, the page included.</param>
public sealed record RunSession(
    int SchemaVersion,
    string Name,
    JsonElement Settings,
    long Seed,
    string? Data,
    bool Judged,
    string Plots,
    int Threads,
    string Device,
    string Command,
    bool Saves,
    bool Finished)
{
    /// <summary>The schema version that this program writes.</summary>
    public const int CurrentSchema = 1;

    private static readonly SessionJson s_json = new(RecordJson.Options());

    /// <summary>The session as UTF-8 JSON.</summary>
    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, s_json.RunSession), (byte)'\n'];

    /// <summary>Reads a session; <paramref name="name"/> is what errors call it.</summary>
    /// <exception cref="DataException">The content is no session, or one of a schema that this program does not understand.</exception>
    public static RunSession Parse(byte[] json, string name)
    {
        SchemaVersions.Require(json, name, CurrentSchema, "session of a run");
        try
        {
            return JsonSerializer.Deserialize(json, s_json.RunSession)!;
        }
        catch (JsonException e)
        {
            throw SchemaVersions.Damaged(name, e);
        }
    }

    /// <summary>In what another session would come to other numbers; null if it asks for the same. Threads and device are not compared: they may differ, and change the last digits.</summary>
    public string? DifferenceTo(RunSession other)
    {
        if (Name != other.Name) return $"{Name} in place of {other.Name}";
        if (Seed != other.Seed) return $"seed {Seed} in place of {other.Seed}";
        if (Data != other.Data) return $"the data {Data ?? "of the experiment"} in place of {other.Data ?? "those of the experiment"}";
        if (Judged != other.Judged) return Judged ? "with a verdict in place of none" : "no verdict in place of one";
        if (JsonElement.DeepEquals(Settings, other.Settings)) return null;
        return Settings.ValueKind == JsonValueKind.Object && Settings.EnumerateObject().FirstOrDefault(p => !other.Settings.TryGetProperty(p.Name, out JsonElement o) || !JsonElement.DeepEquals(p.Value, o)) is { Name: { } setting, Value: var value }
            ? $"{setting} {value.GetRawText()}{(other.Settings.TryGetProperty(setting, out JsonElement was) ? $" in place of {was.GetRawText()}" : "")}"
            : "other settings";
    }
}

[JsonSerializable(typeof(RunSession))]
internal sealed partial class SessionJson : JsonSerializerContext;
