using System.Text.Json;
using DeepNfa.Records;

namespace DeepNfa.Cli.Sweeps;

/// <summary>An object of a plan's JSON, read by names that are known; what is wrong is said with file and place.</summary>
/// <param name="file">The plan's path.</param>
/// <param name="place">Where the object stands, such as "limits"; empty for the whole plan.</param>
/// <param name="element">The object.</param>
internal sealed class PlanObject(string file, string place, JsonElement element)
{
    /// <summary>Its properties, in the order of the file.</summary>
    public IReadOnlyList<JsonProperty> Properties { get; } = element.ValueKind == JsonValueKind.Object
        ? [.. element.EnumerateObject()]
        : throw new UsageException($"'{file}': {(place.Length == 0 ? "the plan" : place)}: expected an object, {{…}}; got {element.GetRawText()}.");

    /// <summary>Refuses names that are not known, and those that stand twice.</summary>
    /// <exception cref="UsageException">There is one.</exception>
    public PlanObject Knowing(params string[] names)
    {
        if (Properties.Select(p => p.Name).FirstOrDefault(n => !names.Contains(n)) is { } stray)
            throw Wrong(stray, $"the nearest known name is '{NearestName.Of(stray, names)}'; known are {string.Join(", ", names)}");
        if (Properties.GroupBy(p => p.Name).FirstOrDefault(g => g.Count() > 1) is { } twice) throw Wrong(twice.Key, "it stands there twice. Leave one out");
        return this;
    }

    /// <summary>A part of it; null where it is not there.</summary>
    public PlanObject? Part(string name) => Find(name) is { } value ? new(file, Place(name), value) : null;

    /// <summary>The list of a name; null where it is not there.</summary>
    /// <exception cref="UsageException">It is no list, or an empty one.</exception>
    public IReadOnlyList<JsonElement>? List(string name)
    {
        if (Find(name) is not { } value) return null;
        return value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 ? [.. value.EnumerateArray()] : throw Expected(name, "a list of at least one value, […]", value);
    }

    /// <summary>A text; null where it is not there.</summary>
    /// <exception cref="UsageException">It is no text.</exception>
    public string? Text(string name) => Find(name) is not { } value ? null : value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Expected(name, "a text", value);

    /// <summary>Texts; none where they are not there.</summary>
    /// <exception cref="UsageException">They are no list of texts.</exception>
    public IReadOnlyList<string> Texts(string name) =>
        [.. (List(name) ?? []).Select(v => v.ValueKind == JsonValueKind.String ? v.GetString()! : throw Expected(name, "a list of texts", v))];

    /// <summary>A whole number from <paramref name="least"/>; null where it is not there.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public int? Whole(string name, int least) =>
        Find(name) is not { } value ? null : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int whole) && whole >= least ? whole : throw Expected(name, $"a whole number from {least}", value);

    /// <summary>The value of a name; null where it is not there.</summary>
    public JsonElement? Find(string name) => element.TryGetProperty(name, out var value) ? value : null;

    /// <summary>The sentence on a value that is not what was expected.</summary>
    public UsageException Expected(string name, string expected, JsonElement got) => new($"'{file}': {Place(name)}: expected {expected}; got {got.GetRawText()}.");

    /// <summary>The sentence on a name.</summary>
    public UsageException Wrong(string name, string sentence) => new($"'{file}': {Place(name)}: {sentence}.");

    private string Place(string name) => place.Length == 0 ? name : $"{place}.{name}";
}
