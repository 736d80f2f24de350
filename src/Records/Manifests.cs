using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepNfa.Records;

/// <summary>Manifests as JSON: camelCase, indented, in a stable order.</summary>
public static class Manifests
{
    private static readonly JsonElement s_null = JsonElement.Parse("null");

    private static readonly ManifestJson s_json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // people read the file; it is never pasted into a page unescaped
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    });

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
        try
        {
            // The version first: a newer schema may lack what this one needs.
            using (JsonDocument document = JsonDocument.Parse(json))
            {
                if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("schemaVersion", out JsonElement version)
                    || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out int schema))
                    throw new DataException($"'{name}' is no manifest of a run: expected a JSON object with the number schemaVersion. Point at a folder that a run has written.");
                if (schema is < 1 or > RunManifest.CurrentSchema)
                    throw new DataException($"'{name}' has schema version {schema}; this program understands version {RunManifest.CurrentSchema}. {(schema < RunManifest.CurrentSchema ? "Read it with the deepnfa that wrote it, or repeat the run." : "Use a newer deepnfa to read this run.")}");
            }
            return JsonSerializer.Deserialize(json, s_json.RunManifest)!;
        }
        catch (JsonException e)
        {
            throw new DataException($"'{name}' is damaged: {e.Message.TrimEnd('.')}. Restore it from a copy, or repeat the run.", e);
        }
    }

    private static SortedDictionary<string, string> Ordered(IReadOnlyDictionary<string, string> values) => new(values.ToDictionary(), StringComparer.Ordinal);
}

[JsonSerializable(typeof(RunManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
