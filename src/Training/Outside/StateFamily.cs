using DeepNfa.Records;

namespace DeepNfa.Training;

/// <summary>A family of networks whose state dicts tell by their names what stands between the weights.</summary>
/// <param name="Name">What it is called, such as "LeNet-shaped".</param>
/// <param name="Fits">Whether the names are those of the family.</param>
/// <param name="Read">Its layers on images of a shape, with an activation.</param>
internal sealed record StateFamily(string Name, Func<StateDict, bool> Fits, Func<StateDict, ImageShape, Activation, IReadOnlyList<SourcedLayer>> Read)
{
    /// <summary>The families that are known; no names fit two of them.</summary>
    public static IReadOnlyList<StateFamily> All { get; } =
    [
        new("LeNet-shaped", LeNetShaped.Fits, LeNetShaped.Read),
        new("VGG-shaped", VggShaped.Fits, VggShaped.Read),
        new("ResNet-shaped", ResNetShaped.Fits, ResNetShaped.Read),
    ];

    /// <summary>What no family can be told from, in a sentence.</summary>
    /// <param name="state">The state dict.</param>
    /// <param name="family">The family by whose names it was taken; null for none.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="got">What was there.</param>
    public static DataException Refused(StateDict state, string? family, string expected, string got) =>
        new($"'{state.File.Path}'{(family is null ? "" : $", {family} by its names")}: expected {expected}; got {got}. Give its layers with --architecture, as a list or a JSON file (docs/convolution.md).");

    /// <summary>The one of several bodies whose values are as many as the first dense layer takes.</summary>
    /// <param name="state">The state dict.</param>
    /// <param name="family">The family's name.</param>
    /// <param name="bodies">The layers before 'flatten', the likeliest first.</param>
    /// <param name="image">The shape of an input.</param>
    /// <param name="dense">The first dense layer.</param>
    /// <exception cref="DataException">None fits, or several do.</exception>
    public static IReadOnlyList<SourcedLayer> Fitting(StateDict state, string family, IEnumerable<IReadOnlyList<SourcedLayer>> bodies, ImageShape image, StateModule dense)
    {
        var all = bodies.DistinctBy(Text).ToList();
        var fitting = all.Where(b => SizeOf(b, image) is { } size && size.Numbers == dense.Weight!.Shape[1]).ToList();
        if (fitting.Count == 1) return fitting[0];
        if (fitting.Count > 1) throw Refused(state, family, $"one arrangement of pooling and padding to fit {dense.InWords}", $"{fitting.Count}: {string.Join("; ", fitting.Select(Text))}");
        throw Refused(state, family, $"{dense.Weight!.Shape[1]} values before {dense.InWords}", $"on images of {image.Height} × {image.Width} × {image.Channels} {string.Join("; ", all.Select(b => $"{(SizeOf(b, image) is { } size ? $"{size.Numbers}" : "maps that are too small")} with {Text(b)}"))}");
    }

    /// <summary>Dense layers with activations between them, the first behind 'flatten'.</summary>
    public static IEnumerable<SourcedLayer> Head(IReadOnlyList<StateModule> dense, Activation activation) =>
        dense.SelectMany((m, i) => i == 0 ? [SourcedLayer.Of(new Flatten()), SourcedLayer.Of(new Dense(m.Rows), m.Name)] : new[] { SourcedLayer.Of(new Activated(activation)), SourcedLayer.Of(new Dense(m.Rows), m.Name) });

    /// <summary>Modules in the order of their numbers.</summary>
    public static IReadOnlyList<StateModule> Numbered(IEnumerable<StateModule> modules) => [.. modules.Order(Comparer<StateModule>.Create((a, b) => LayerOrder.Compare(a.Name, b.Name)))];

    private static string Text(IReadOnlyList<SourcedLayer> layers) => string.Join(",", layers.Select(l => l.Item));

    private static FeatureSize? SizeOf(IReadOnlyList<SourcedLayer> layers, ImageShape image)
    {
        try
        {
            return layers.Aggregate(FeatureSize.Of(image), (size, layer) => layer.Item.Kind.Output(size));
        }
        catch (DataException)
        {
            return null; // this arrangement makes the maps too small; another may fit
        }
    }
}
