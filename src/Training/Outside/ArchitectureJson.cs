using System.Text.Json;
using DeepNfa.Records;

namespace DeepNfa.Training;

/// <summary>A list of layers in a JSON file: {"image": [channels, height, width], "layers": ["conv:6:5", "relu", {"layer": "dense:10", "weights": "fc3"}]}.</summary>
/// <remarks>A layer is the text that <see cref="LayerText"/> reads, or an object with it and the names of its weights and of the batch normalisation behind it in the file of the network.</remarks>
internal static class ArchitectureJson
{
    private const string Image = "image", Layers = "layers", Layer = "layer", Weights = "weights", BatchNorm = "batch_norm";

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataException">It is missing, damaged, or holds what is not known.</exception>
    public static (ImageShape? Image, IReadOnlyList<SourcedLayer> Layers) Read(string path, IFiles? files = null)
    {
        byte[] bytes = (files ?? DiskFiles.Instance).ReadAllBytes(path);
        try
        {
            using var json = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var root = json.RootElement;
            RequireKeys(root, "a file of layers", Image, Layers);
            return (root.TryGetProperty(Image, out var image) ? ImageOf(image) : null, LayersOf(root));
        }
        catch (Exception e) when (e is JsonException or DataException or UsageException)
        {
            string reason = e is JsonException ? $"expected JSON, such as {{\"image\": [1, 28, 28], \"layers\": [\"conv:6:5\", \"relu\", \"flatten\", \"dense:10\"]}}; {e.Message}" : e.Message;
            throw new DataException($"'{path}': {reason}", e);
        }
    }

    private static List<SourcedLayer> LayersOf(JsonElement root)
    {
        if (!root.TryGetProperty(Layers, out var layers) || layers.ValueKind != JsonValueKind.Array || layers.GetArrayLength() == 0)
            throw new DataException($"expected \"{Layers}\" to be a list of at least one layer; got {Got(root, Layers)}.");
        return [.. layers.EnumerateArray().Select((layer, i) => LayerOf(layer, $"layer {i + 1} of the list"))];
    }

    private static SourcedLayer LayerOf(JsonElement layer, string where)
    {
        if (layer.ValueKind == JsonValueKind.String) return new(LayerText.Item(layer.GetString()!));
        RequireKeys(layer, where, Layer, Weights, BatchNorm);
        string text = TextOf(layer, Layer, where) ?? throw new DataException($"{where}: expected \"{Layer}\", its text, such as \"conv:6:5\"; got {layer.GetRawText()}.");
        var source = new SourcedLayer(LayerText.Item(text), TextOf(layer, Weights, where), TextOf(layer, BatchNorm, where));
        if (source.Item.Kind is not (Convolution or Dense) && (source.Weights ?? source.BatchNorm) is { } name) throw new DataException($"{where}: expected no name of arrays, since '{text}' has none; got '{name}'.");
        return source;
    }

    private static string? TextOf(JsonElement layer, string key, string where) => !layer.TryGetProperty(key, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()!
        : throw new DataException($"{where}: expected \"{key}\" to be text; got {value.GetRawText()}.");

    private static ImageShape ImageOf(JsonElement image)
    {
        int[] sizes = image.ValueKind == JsonValueKind.Array ? [.. image.EnumerateArray().Select(n => n.ValueKind == JsonValueKind.Number && n.TryGetInt32(out int size) ? size : 0)] : [];
        return sizes is [> 0 and var channels, > 0 and var height, > 0 and var width] && (long)channels * height * width <= int.MaxValue ? new(height, width, channels)
            : throw new DataException($"expected \"{Image}\" to be [channels, height, width], such as [3, 32, 32]; got {image.GetRawText()}.");
    }

    private static void RequireKeys(JsonElement element, string where, params string[] keys)
    {
        if (element.ValueKind != JsonValueKind.Object) throw new DataException($"{where}: expected an object with {string.Join(", ", keys.Select(k => $"\"{k}\""))}; got {Cut(element.GetRawText())}.");
        if (element.EnumerateObject().FirstOrDefault(p => !keys.Contains(p.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } stray)
            throw new DataException($"{where}: expected the keys {string.Join(", ", keys.Select(k => $"\"{k}\""))} and no others; got \"{stray.Name}\".");
    }

    private static string Got(JsonElement root, string key) => root.TryGetProperty(key, out var value) ? Cut(value.GetRawText()) : "none";

    private static string Cut(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
