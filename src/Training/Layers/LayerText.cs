using System.Globalization;
using DeepNfa.Records;

namespace DeepNfa.Training;

/// <summary>One layer of a list: its kind, the name by which others call it, and the layer that it stands on.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Name">Its name; null for none.</param>
/// <param name="Of">The name of the layer whose output it takes; null for the one before it.</param>
public sealed record LayerItem(LayerKind Kind, string? Name = null, string? Of = null)
{
    /// <summary>The item as <see cref="LayerText.Parse"/> reads it.</summary>
    public override string ToString() => $"{(Name is null ? "" : $"{Name}=")}{Kind.Text}{(Of is null ? "" : $"@{Of}")}";
}

/// <summary>Lists of layers as text.</summary>
/// <remarks>
/// Layers stand with commas between them, in order: conv:FILTERS:KERNEL[:STRIDE[:PADDING]], dense[:NEURONS] (without a number: one for each output), max:SIZE[:STRIDE[:PADDING]],
/// mean[:SIZE[:STRIDE]] (without a size: of whole maps), flatten, add:NAME, and the activations. NAME=LAYER names a layer; LAYER@NAME takes the output of that one, not of the one before.
/// So a residual block reads a=relu, conv:16:3:1:1, relu, conv:16:3:1:1, add:a, relu.
/// </remarks>
public static class LayerText
{
    /// <summary>What a list may hold, in a sentence.</summary>
    public const string Expected = "conv:FILTERS:KERNEL[:STRIDE[:PADDING]], dense[:NEURONS], max:SIZE[:STRIDE[:PADDING]], mean[:SIZE[:STRIDE]], flatten, add:NAME or an activation, such as relu";

    /// <summary>Reads a list.</summary>
    /// <exception cref="UsageException">A layer is none that is known, or a number is out of range.</exception>
    public static IReadOnlyList<LayerItem> Parse(string text) => [.. text.Split(',', StringSplitOptions.TrimEntries).Select(Item)];

    /// <summary>Reads one layer.</summary>
    /// <exception cref="UsageException">It is none that is known, or a number is out of range.</exception>
    public static LayerItem Item(string text)
    {
        string rest = text;
        string? name = rest.IndexOf('=', StringComparison.Ordinal) is >= 0 and var equals ? rest[..equals].Trim() : null;
        if (name is not null) rest = rest[(name.Length + 1)..].TrimStart('=', ' ');
        string? of = rest.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at ? rest[(at + 1)..].Trim() : null;
        if (of is not null) rest = rest[..rest.IndexOf('@', StringComparison.Ordinal)].Trim();
        if (name is "" || of is "") throw Wrong(text);
        string[] parts = rest.Split(':', StringSplitOptions.TrimEntries);
        if (parts is ["add", { Length: > 0 } other]) return new(new Added(other), name, of);
        int[] n = [.. parts.Skip(1).Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out int v) ? v : throw Wrong(text))];
        LayerKind kind = (parts[0], n) switch
        {
            ("conv", [var filters, var kernel]) => new Convolution(filters, kernel),
            ("conv", [var filters, var kernel, var stride]) => new Convolution(filters, kernel, stride),
            ("conv", [var filters, var kernel, var stride, var padding]) => new Convolution(filters, kernel, stride, padding),
            ("dense", []) => new Dense(0),
            ("dense", [>= 1 and var neurons]) => new Dense(neurons),
            ("max", [var size]) => new MaxPooling(size),
            ("max", [var size, >= 1 and var stride]) => new MaxPooling(size, stride),
            ("max", [var size, >= 1 and var stride, var padding]) => new MaxPooling(size, stride, padding),
            ("mean", []) => new MeanPooling(),
            ("mean", [>= 1 and var size]) => new MeanPooling(size),
            ("mean", [>= 1 and var size, >= 1 and var stride]) => new MeanPooling(size, stride),
            ("flatten", []) => new Flatten(),
            (var function, []) when Activations.Names.Contains(function) => new Activated(Activations.Parse(function)),
            _ => throw Wrong(text),
        };
        return new(kind, name, of);
    }

    private static UsageException Wrong(string text) => new($"layers: expected {Expected}; got '{text}'.");
}
