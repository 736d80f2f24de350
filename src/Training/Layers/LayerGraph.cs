using DeepNfa.Data;
using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Training;

/// <summary>A layer in its place.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="From">The layer whose output it takes, counted from 0; −1 for the network's input.</param>
/// <param name="Other">The layer whose output is added, of <see cref="Added"/>; otherwise null.</param>
/// <param name="Input">What it takes of one sample.</param>
/// <param name="Output">What it makes of it.</param>
/// <param name="Weighted">Its number among the layers with weights, counted from 0; null without weights.</param>
public sealed record PlacedLayer(LayerKind Kind, int From, int? Other, FeatureSize Input, FeatureSize Output, int? Weighted);

/// <summary>A network on images as a short list of layers, dense and convolutional, with residual sums.</summary>
/// <remarks>The last layer is dense, the linear read-out, so that its NFM and AGOP are one matrix as in a fully connected network.</remarks>
public sealed record LayerGraph : NetworkShape
{
    private readonly string _text;
    private readonly List<(int Rows, int Columns)> _weights = [];

    /// <summary>A network of layers in order.</summary>
    /// <param name="items">The layers.</param>
    /// <param name="image">The shape of an input.</param>
    /// <param name="outputs">The network's outputs c, the neurons of its last layer.</param>
    /// <param name="biases">Whether every layer with weights has a bias.</param>
    /// <exception cref="DataException">A layer does not fit the one that it stands on: it is named with what it expected and got.</exception>
    /// <exception cref="UsageException">A name is unknown or twice there, or the last layer is not dense.</exception>
    public LayerGraph(IReadOnlyList<LayerItem> items, ImageShape image, int outputs, bool biases)
    {
        (Image, Outputs, Biases) = (image, outputs, biases);
        if (items is not [.., { Kind: Dense }]) throw new UsageException("layers: expected the last one to be dense, the linear read-out; got " + (items.Count == 0 ? "none." : $"'{items[^1].Kind.Text}'."));
        var (placed, names) = (new List<PlacedLayer>(), new Dictionary<string, int>());
        foreach (var (index, item) in items.Index())
        {
            placed.Add(Placed(item, index == items.Count - 1, placed, names));
            if (item.Name is { } name && !names.TryAdd(name, index)) throw new UsageException($"layers: expected every name once; '{name}' is there twice.");
        }
        Nodes = placed;
        Hidden = [.. _weights.SkipLast(1).Select(w => w.Rows)];
        _text = string.Join(",", items);
    }

    /// <summary>Reads a list of layers, or takes the one of a name in <see cref="Architectures"/>.</summary>
    /// <inheritdoc cref="LayerGraph(IReadOnlyList{LayerItem}, ImageShape, int, bool)"/>
    public static LayerGraph Parse(string text, ImageShape image, int outputs, bool biases = false) => new(LayerText.Parse(Architectures.TextOf(text)), image, outputs, biases);

    /// <summary>The shape of an input.</summary>
    public ImageShape Image { get; }

    /// <summary>All layers, in order.</summary>
    public IReadOnlyList<PlacedLayer> Nodes { get; }

    /// <summary>The layers with weights, in order.</summary>
    public IEnumerable<PlacedLayer> Weighted => Nodes.Where(n => n.Weighted is not null);

    /// <inheritdoc/>
    public override int Inputs => Image.Height * Image.Width * Image.Channels;

    /// <inheritdoc/>
    public override IReadOnlyList<int> Hidden { get; }

    /// <inheritdoc/>
    public override int Outputs { get; }

    /// <inheritdoc/>
    public override bool Biases { get; }

    /// <inheritdoc/>
    public override long Widest => Nodes.Max(n => Math.Max(n.Input.Numbers, n.Output.Numbers));

    /// <inheritdoc/>
    public override IEnumerable<(int Rows, int Columns)> WeightShapes() => _weights;

    /// <inheritdoc/>
    public override int Positions(int layer) => Weighted.ElementAt(layer).Output.Positions;

    /// <summary>The patch that a layer with weights, counted from 0, sees; null of a dense one.</summary>
    public ImageShape? Patch(int layer) => Weighted.ElementAt(layer) is { Kind: Convolution { Kernel: var q }, Input.Channels: var channels } ? new(q, q, channels) : null;

    /// <summary>Pixels of the image from one place of a layer's maps to the next, along the first way back to it.</summary>
    public int StrideOf(PlacedLayer layer)
    {
        int stride = layer.Kind switch { Convolution c => c.Stride, MaxPooling p => p.Stride, MeanPooling { Size: > 0 } p => p.Stride, _ => 1 };
        return stride * (layer.From < 0 ? 1 : StrideOf(Nodes[layer.From]));
    }

    /// <summary>The list as text, from which <see cref="Parse"/> makes an equal one.</summary>
    public string Text => _text;

    /// <inheritdoc/>
    public override NetworkFacts Facts(Initialization initialization)
    {
        string[] activations = [.. Nodes.Select(n => n.Kind).OfType<Activated>().Select(a => a.Function.Name()).Distinct()];
        return new(Inputs, Hidden, Outputs, activations.Length == 0 ? Activation.Identity.Name() : string.Join(",", activations), Biases, initialization.Name)
        {
            Layers = Text,
            Patches = [.. Enumerable.Range(0, Layers).Select(Patch)],
        };
    }

    /// <inheritdoc/>
    public override LayeredNetwork Create(Seed seed, Initialization? initialization = null, ScalarType dtype = ScalarType.Float32, Device? device = null) => new(this, seed, initialization, dtype, device);

    /// <summary>Equal lists on equal images are equal.</summary>
    public bool Equals(LayerGraph? other) => other is not null && (Text, Image, Outputs, Biases) == (other.Text, other.Image, other.Outputs, other.Biases);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Text, Image, Outputs, Biases);

    private PlacedLayer Placed(LayerItem item, bool last, List<PlacedLayer> before, Dictionary<string, int> names)
    {
        var kind = last || item.Kind is Dense { Neurons: 0 } ? ReadOut((Dense)item.Kind) : item.Kind;
        int from = item.Of is { } of ? Find(of) : before.Count - 1;
        int? other = kind is Added added ? Find(added.Other) : null;
        var input = SizeOf(from);
        try
        {
            if (other is { } o && SizeOf(o) != input) throw new DataException($"'{kind.Text}' expected two layers of equal size; got {input} and {SizeOf(o)}.");
            var output = kind.Output(input); // refused before its weights are counted
            int? weighted = null;
            if (kind.WeightShape(input) is { } shape)
            {
                weighted = _weights.Count;
                _weights.Add(shape);
            }
            return new(kind, from, other, input, output, weighted);
        }
        catch (DataException e)
        {
            throw new DataException($"layer {before.Count + 1} of the list: {e.Message}");
        }

        FeatureSize SizeOf(int index) => index < 0 ? FeatureSize.Of(Image) : before[index].Output;

        int Find(string name) => names.TryGetValue(name, out int index) ? index
            : throw new UsageException($"layers: expected '{name}' to be the name of an earlier layer, as in {name}=relu; {(names.Count == 0 ? "none has one" : $"there are {string.Join(", ", names.Keys)}")}.");
    }

    private Dense ReadOut(Dense given) => given.Neurons == 0 || given.Neurons == Outputs ? new(Outputs)
        : throw new DataException($"layers: expected the last layer to have as many neurons as there are outputs, {Outputs}; got '{given.Text}'. Write 'dense'.");
}
