using System.Text.Json;
using System.Text.Json.Serialization;
using DeepNfa.Records;

namespace DeepNfa.Data.Download;

/// <summary>The sets that are known; known-sets.json is the one place that holds their addresses and hashes.</summary>
public static class KnownSets
{
    /// <summary>All of them, in the order of the file.</summary>
    public static IReadOnlyList<KnownSet> All { get; } = Read();

    /// <summary>A set by its name.</summary>
    /// <exception cref="UsageException">No set has that name.</exception>
    public static KnownSet Find(string name) => All.FirstOrDefault(s => s.Name == name)
        ?? throw new UsageException($"data set: expected one of {string.Join(", ", All.Select(s => s.Name))}; got '{name}'.");

    private static KnownSet[] Read()
    {
        using var stream = typeof(KnownSets).Assembly.GetManifestResourceStream("known-sets.json")!;
        return JsonSerializer.Deserialize(stream, KnownSetsJson.Default.KnownSetArray)!;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(KnownSet[]))]
[JsonSerializable(typeof(Receipt))]
internal sealed partial class KnownSetsJson : JsonSerializerContext;
