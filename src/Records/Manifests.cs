using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepNfa.Records;

/// <summary>Manifests as JSON: camelCase, indented, in a stable order.</summary>
public static class Manifests
{
    private static readonly JsonElement s_null = JsonElement.Parse("null");

    private static readonly ManifestJson s_json = new(RecordJson.Options());

    /// <summary>A manifest as UTF-8 JSON; equal manifests give equal bytes, whatever the order of their dictionaries. Settings that were never set are null.</summary>
    public static byte[] ToBytes(RunManifest manifest)
    {
        RunManifest ordered = manifest with
        {
            Data = manifest.Data with { Hashes = Ordered(manifest.Data.Hashes), Content = manifest.Data.Content is { } content ? Ordered(content) : null },
            Settings = manifest.Settings.ValueKind == JsonValueKind.Undefined ? s_null : manifest.Settings,
            Versions = Ordered(manifest.Versions),
            Machine = Ordered(manifest.Machine),
        };
        return [.. JsonSerializer.SerializeToUtf8Bytes(ordered, s_json.RunManifest), (byte)'\n'];
    }

    /// <summary>Reads a manifest; <paramref name="name"/> is what errors call it.</summary>
    /// <exception cref="DataException">The content is no manifest, or one of a schema that this program does not understand.</exception>
    public static RunManifest Parse(byte[] json, string name)
    {
        SchemaVersions.Require(json, name, RunManifest.CurrentSchema, "manifest of a run");
        try
        {
            return JsonSerializer.Deserialize(json, s_json.RunManifest)!;
        }
        catch (JsonException e)
        {
            throw SchemaVersions.Damaged(name, e);
        }
    }

    private static SortedDictionary<string, string> Ordered(IReadOnlyDictionary<string, string> values) => new(values.ToDictionary(), StringComparer.Ordinal);
}

[JsonSerializable(typeof(RunManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
