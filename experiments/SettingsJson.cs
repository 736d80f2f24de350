using System.Text.Json;
using System.Text.Json.Nodes;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>Settings as JSON, and single settings changed by path.</summary>
public static class SettingsJson
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true };

    /// <summary>Settings as JSON, with camelCase names.</summary>
    public static JsonElement Write<T>(T settings) => JsonSerializer.SerializeToElement(settings, s_options);

    /// <summary>Settings from JSON.</summary>
    /// <exception cref="UsageException">A value has the wrong type, or a name is unknown.</exception>
    public static T Read<T>(JsonElement settings)
    {
        try
        {
            return settings.Deserialize<T>(s_options) ?? throw new UsageException("settings: expected an object; got null.");
        }
        catch (JsonException e)
        {
            string name = (e.Path ?? "").TrimStart('$', '.').Split('.', '[')[0];
            bool known = settings.TryGetProperty(name, out var value);
            throw new UsageException($"settings: expected {(known ? $"{name} to be of its type" : "known names")}; got {(known ? value.GetRawText() : name)}. 'deepnfa describe NAME' shows values that fit.", e);
        }
    }

    /// <summary>Applies assignments such as "epochs=20" or "networks=[[64,64]]"; names are matched without regard to case.</summary>
    /// <exception cref="UsageException">An assignment has no '=', or names no setting; the settings that exist are listed.</exception>
    public static JsonElement With(JsonElement settings, IEnumerable<string> assignments)
    {
        var root = JsonNode.Parse(settings.GetRawText())!.AsObject();
        foreach (string assignment in assignments)
        {
            int equals = assignment.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1) throw new UsageException($"--set: expected Path=Value, such as --set epochs=20; got '{assignment}'.");
            Assign(root, assignment[..equals].Trim(), Value(assignment[(equals + 1)..].Trim()));
        }
        return JsonSerializer.SerializeToElement(root);
    }

    private static void Assign(JsonObject root, string path, JsonNode? value)
    {
        JsonObject at = root;
        string[] names = path.Split('.');
        for (int i = 0; i < names.Length; i++)
        {
            string? key = at.Select(p => p.Key).FirstOrDefault(k => string.Equals(k, names[i], StringComparison.OrdinalIgnoreCase));
            if (key is null) throw new UsageException($"--set: there is no setting '{path}'. Expected one of {string.Join(", ", at.Select(p => p.Key))}.");
            if (i == names.Length - 1) at[key] = value;
            else at = at[key] as JsonObject ?? throw new UsageException($"--set: '{key}' in '{path}' is a single value; it has no parts.");
        }
    }

    /// <summary>Numbers, booleans and lists as JSON; anything else is text.</summary>
    private static JsonNode? Value(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
