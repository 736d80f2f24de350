using System.Text.Json;

namespace DeepNfa.Records;

/// <summary>The check that comes before a JSON file is read: a newer schema may lack what this program needs, so it is refused by its number.</summary>
internal static class SchemaVersions
{
    /// <summary>Requires a JSON object with a schemaVersion from 1 to <paramref name="newest"/>.</summary>
    /// <exception cref="DataException">It is none, or a newer one.</exception>
    public static void Require(byte[] json, string name, int newest, string what)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("schemaVersion", out JsonElement version)
                || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out int schema))
                throw new DataException($"'{name}' is no {what}: expected a JSON object with the number schemaVersion. Point at a folder that a run has written.");
            RequireKnown(schema, newest, name);
        }
        catch (JsonException e)
        {
            throw Damaged(name, e);
        }
    }

    /// <summary>Requires a version from 1 to <paramref name="newest"/>.</summary>
    /// <exception cref="DataException">It is none, or a newer one.</exception>
    public static void RequireKnown(long schema, int newest, string name)
    {
        if (schema < 1 || schema > newest)
            throw new DataException($"'{name}' has schema version {schema}; this program understands version {(newest == 1 ? "1" : $"1 to {newest}")}. {(schema < 1 ? "Read it with the deepnfa that wrote it, or repeat the run." : "Use a newer deepnfa to read this run.")}");
    }

    public static DataException Damaged(string name, JsonException e) => new($"'{name}' is damaged: {e.Message.TrimEnd('.')}. Restore it from a copy, or repeat the run.", e);
}
