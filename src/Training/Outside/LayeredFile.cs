using DeepNfa.Algebra;
using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Training;

/// <summary>What a caller knows of a network in a file.</summary>
/// <param name="Architecture">A list of layers, a name in <see cref="Architectures"/>, or a JSON file; null to tell it from the file.</param>
/// <param name="Image">The shape of an input; null where the list, the file or the inputs tell.</param>
/// <param name="InputWidth">The numbers of an input; null where it is not known.</param>
/// <param name="Activation">The activation of a network whose layers the names of its arrays tell; relu if null.</param>
/// <param name="Names">The names of the weights in the order of a list that is text; none to find them.</param>
public sealed record LayeredFileHints(string? Architecture = null, ImageShape? Image = null, int? InputWidth = null, string? Activation = null, IReadOnlyList<string>? Names = null);

/// <summary>A network of layers, convolutions among them, in one file: .safetensors or .npz with the state dict of a PyTorch network.</summary>
/// <remarks>
/// Its layers are those of a list, of the file's own header (as <c>train --save</c> writes it), or those of a family that is told by its names: LeNet-, VGG- or ResNet-shaped.
/// Batch normalisation in evaluation form is folded into the layer before it (<see cref="Recognized"/> says so); what cannot be folded is refused by name.
/// </remarks>
public sealed class LayeredFile
{
    private const string ListKey = "architecture", ImageKey = "image";
    private readonly StateDict _state;
    private readonly IReadOnlyList<LayerArrays> _arrays;

    private LayeredFile(StateDict state, LayerGraph graph, IReadOnlyList<LayerArrays> arrays, string how)
    {
        (_state, _arrays, Graph) = (state, arrays, graph);
        int biases = arrays.Count(a => a.Weights.Bias is not null);
        string[] norms = [.. arrays.Where(a => a.BatchNorm is not null).Select(a => a.BatchNorm!.Name)];
        string[] unused = [.. state.Layers.Except(arrays.Select(a => a.Weights)).Select(m => m.Name), .. state.Others.Select(o => o.Name)];
        Recognized = $"{state.File.Format}, {how}: {arrays.Count} layers with weights: {string.Join(", ", arrays.Select(a => a.Weights.InWords))}; {(biases == 0 ? "no biases" : biases == arrays.Count ? "with biases" : $"{biases} with a bias")}"
            + (norms.Length == 0 ? "" : $"; batch normalisation folded into the weights before it, with eps 1e-5: {string.Join(", ", norms)}")
            + (unused.Length == 0 ? "" : $"; not used: {StateDict.Names(unused)}")
            + $"\n  --architecture {graph.Text} --image-shape {ImageText.Of(graph.Image)}";
    }

    /// <summary>The layers.</summary>
    public LayerGraph Graph { get; }

    /// <summary>What was recognised, in words, with the list of layers as an option.</summary>
    public string Recognized { get; }

    /// <summary>The types of the elements that are read.</summary>
    public IEnumerable<Type> ElementTypes => _arrays.SelectMany(a => new[] { a.Weights.Weight, a.Weights.Bias, a.BatchNorm?.Weight, a.BatchNorm?.Bias, a.BatchNorm?.Mean, a.BatchNorm?.Variance }).OfType<ArrayEntry>().Select(e => e.ElementType);

    /// <summary>Whether a file holds filters, or tells a list of layers in its header.</summary>
    /// <exception cref="DataException">The file is missing or damaged.</exception>
    public static bool IsLayered(string path) => ArrayFile.Open(path) is var file && (file.Metadata.ContainsKey(ListKey) || file.Entries.Any(e => e.Shape.Count == 4));

    /// <summary>Opens a file and finds its layers, without reading their elements.</summary>
    /// <exception cref="DataException">The file is missing or damaged, or its arrays are not those of the layers.</exception>
    /// <exception cref="UsageException">The list is none, or hints contradict each other.</exception>
    public static LayeredFile Open(string path, LayeredFileHints hints)
    {
        var state = StateDict.Of(ArrayFile.Open(path));
        var plan = Plan.Of(state, hints);
        if (plan.Image is { } stated && hints.Image is { } given && stated != given)
            throw new DataException($"images: expected those of {(plan.How.Length > 0 ? plan.How : "the file")}, {ImageText.Of(stated)} (height, width, channels); got {ImageText.Of(given)}. Give inputs of that shape.");
        return (plan.Image ?? hints.Image) is { } image ? Of(state, plan, image) : Guessed(state, plan, hints.InputWidth);
    }

    /// <summary>The weights of the same layers in another file with the same names, such as those before training.</summary>
    /// <exception cref="DataException">The file is missing or damaged, or its arrays are of other shapes.</exception>
    public LayeredFile Same(string path)
    {
        var state = StateDict.Of(ArrayFile.Open(path));
        List<SourcedLayer> list = [.. Graph.Nodes.Zip(Items(), (node, item) => new SourcedLayer(item, node.Weighted is { } w ? _arrays[w].Weights.Name : null, node.Weighted is { } v ? _arrays[v].BatchNorm?.Name : null))];
        return Of(state, new("as the weights", null, _ => list, OnlyThese: false), Graph.Image);

        IReadOnlyList<LayerItem> Items() => LayerText.Parse(Graph.Text);
    }

    /// <summary>Reads the weights as matrices (k × d), and the biases, zero where a layer has none; null without any.</summary>
    /// <exception cref="DataException">The file is damaged.</exception>
    public (IReadOnlyList<Tensor> Weights, IReadOnlyList<Tensor>? Biases) Read(ScalarType dtype)
    {
        var (weights, biases) = (new List<Tensor>(), new List<Tensor>());
        foreach (var ((weightsOf, norm), (rows, columns)) in _arrays.Zip(Graph.WeightShapes()))
        {
            using var scope = NewDisposeScope();
            var weight = _state.File.Read(weightsOf.Weight!.Name).ToTensor(norm is null ? dtype : ScalarType.Float64).reshape(rows, columns);
            var bias = weightsOf.Bias is { } b ? _state.File.Read(b.Name).ToTensor(norm is null ? dtype : ScalarType.Float64) : null;
            if (norm is not null) (weight, bias) = BatchNormalisation.Folded(_state, norm, weight, bias);
            weights.Add(weight.to(dtype).MoveToOuterDisposeScope());
            if (Graph.Biases) biases.Add((bias?.to(dtype) ?? zeros([rows], dtype: dtype)).MoveToOuterDisposeScope());
        }
        return (weights, Graph.Biases ? biases : null);
    }

    /// <summary>Writes a network: .safetensors with the layers and the shape of an image in its header, weights named by their place in the list as nn.Sequential counts, "0.weight", "0.bias", "3.weight", …; .npz with W1, b1, ….</summary>
    /// <param name="path">The file.</param>
    /// <param name="list">The layers.</param>
    /// <param name="image">The shape of an input.</param>
    /// <param name="weights">W_1 … W_{L+1}, (k × d) each; filters are written as PyTorch has them, (k × channels × rows × columns).</param>
    /// <param name="biases">b_1 … b_{L+1}; empty for none.</param>
    /// <param name="files">The file layer.</param>
    /// <exception cref="UsageException">The name ends with neither.</exception>
    public static void Save(string path, string list, ImageShape image, IReadOnlyList<NpyArray> weights, IReadOnlyList<NpyArray> biases, IFiles? files = null)
    {
        var graph = LayerGraph.Parse(list, image, weights[^1].Shape[0]);
        var arrays = new List<(string, NpyArray)>();
        bool counted = NetworkFile.RequireEnding(path);
        foreach (var (index, node) in graph.Nodes.Index())
        {
            if (node.Weighted is not { } l) continue;
            arrays.Add((counted ? $"{index}.weight" : $"W{l + 1}", graph.Patch(l) is { } patch ? weights[l].Reshaped(weights[l].Shape[0], patch.Channels, patch.Height, patch.Width) : weights[l]));
            if (biases.Count > 0) arrays.Add((counted ? $"{index}.bias" : $"b{l + 1}", biases[l]));
        }
        NetworkFile.Write(path, arrays, new() { [ListKey] = graph.Text, [ImageKey] = ImageText.Of(image) }, files);
    }

    private static LayeredFile Of(StateDict state, Plan plan, ImageShape image)
    {
        var (graph, arrays) = LayerSources.Of(state, plan.Layers(image), image);
        foreach (var (layer, norm) in arrays)
        {
            if (layer.Bias is { } bias && (bias.Shape is not [var length] || length != layer.Rows)) throw new DataException($"'{state.File.Path}': expected '{bias.Name}' to hold {layer.Rows} values, one a row of {layer.InWords}; got {StateModule.ShapeOf(bias)}.");
            if (norm is not null) BatchNormalisation.Require(state, norm, layer);
        }
        if (state.Normalisations.Except(arrays.Select(a => a.BatchNorm!)).FirstOrDefault() is { } left)
            throw new DataException($"'{state.File.Path}': '{left.Name}' holds vectors alone, as a normalisation does, and none of the layers stands directly before it by its name: it cannot be folded, and normalisations are not measured. A JSON file of layers names it with \"batch_norm\" where it belongs.");
        if (plan.OnlyThese && (state.Layers.Except(arrays.Select(a => a.Weights)).Select(m => m.Name).FirstOrDefault() ?? (state.Others.Count > 0 ? state.Others[0].Name : null)) is { } stray)
            throw new DataException($"'{state.File.Path}': expected no arrays beside those of the layers; got '{stray}'. Leave it out of the file if the network does without it, or name the weights of every layer in a JSON file.");
        return new(state, graph, arrays, plan.How);
    }

    /// <summary>The only square image of one, three or as many channels as filters take, of which the inputs have the numbers.</summary>
    private static LayeredFile Guessed(StateDict state, Plan plan, int? width)
    {
        const string Remedy = "Tell it with --image-shape, such as 28x28 or 32x32x3.";
        if (width is not { } numbers) throw new DataException($"'{state.File.Path}': expected the shape of an image, which neither the file nor the list tells; got none. {Remedy}");
        int[] channels = [.. state.Layers.Where(m => m.IsConvolution).Select(m => m.Weight!.Shape[1]).Distinct()];
        var fitting = new List<LayeredFile>();
        DataException? first = null;
        foreach (int c in (channels.Length == 0 ? [1, 3] : channels).Where(c => c > 0).Order())
        {
            int side = (int)Math.Round(Math.Sqrt((double)numbers / c));
            if ((long)side * side * c != numbers) continue;
            try
            {
                fitting.Add(Of(state, plan, new(side, side, c)));
            }
            catch (DataException e)
            {
                first ??= e;
            }
        }
        if (fitting.Count == 1) return fitting[0];
        throw fitting.Count == 0 && first is not null ? first
            : new DataException($"'{state.File.Path}': expected the shape of an image; {(fitting.Count > 1 ? $"more than one fits inputs of {numbers} numbers: {string.Join(", ", fitting.Select(f => ImageText.Of(f.Graph.Image)))}" : $"no square one fits inputs of {numbers} numbers")}. {Remedy}");
    }

    /// <summary>Where the list of layers comes from.</summary>
    /// <param name="How">In words.</param>
    /// <param name="Image">The shape of an image, where that tells it.</param>
    /// <param name="Layers">The layers for a shape.</param>
    /// <param name="OnlyThese">Whether the file may hold no other weights.</param>
    private sealed record Plan(string How, ImageShape? Image, Func<ImageShape, IReadOnlyList<SourcedLayer>> Layers, bool OnlyThese = true)
    {
        public static Plan Of(StateDict state, LayeredFileHints hints)
        {
            var header = state.File.Metadata;
            bool isJson = hints.Architecture?.EndsWith(".json", StringComparison.OrdinalIgnoreCase) == true;
            bool isText = hints.Architecture is not null && !isJson;
            if (hints.Names is { Count: > 0 } && !isText) throw new UsageException("--layers: expected --architecture with a list of layers as text beside it; got another. A JSON file names the weights itself.");
            if (hints.Activation is { } named && (hints.Architecture is not null || header.ContainsKey(ListKey))) throw new UsageException($"--activation: expected no such option beside a list of layers, which has its own; got {named}.");
            if (isJson)
            {
                var (image, layers) = ArchitectureJson.Read(hints.Architecture!);
                bool complete = layers.All(l => l.Weights is not null || l.Item.Kind is not (Convolution or Dense));
                return new($"as '{hints.Architecture}' tells", image, _ => layers, OnlyThese: !complete);
            }
            if (isText) return new("as --architecture tells", null, _ => Sourced(LayerText.Parse(Architectures.TextOf(hints.Architecture!)), hints.Names ?? []), OnlyThese: hints.Names is not { Count: > 0 });
            return header.TryGetValue(ListKey, out string? list) ? OfHeader(state, list) : OfFamily(state, hints.Activation);
        }

        private static Plan OfHeader(StateDict state, string list)
        {
            try
            {
                var items = LayerText.Parse(list);
                var image = state.File.Metadata.TryGetValue(ImageKey, out string? text) ? ImageText.Parse(text) ?? throw new DataException($"image: expected height, width and channels, such as 28x28x1; got '{text}'.") : null;
                return new("as its header tells", image, _ => [.. items.Select((item, i) => new SourcedLayer(item, item.Kind is Convolution or Dense ? FormattableString.Invariant($"{i}.weight") : null))]);
            }
            catch (Exception e) when (e is UsageException or DataException)
            {
                throw new DataException($"'{state.File.Path}': its header tells what is no list of layers. {e.Message} Give another with --architecture.", e);
            }
        }

        private static Plan OfFamily(StateDict state, string? activation)
        {
            if (StateFamily.All.FirstOrDefault(f => f.Fits(state)) is not { } family)
                throw StateFamily.Refused(state, null, "the names of a LeNet (conv1, conv2, fc1, …), a VGG (features.0, …, classifier.0, …) or a ResNet (conv1, layer1.0.conv1, …, fc)", StateDict.Names(state.Layers.Concat(state.Normalisations).Select(m => m.Name).Concat(state.Others.Select(o => o.Name))));
            var function = Activations.Parse(activation ?? Activation.Relu.Name());
            return new($"{family.Name} by its names, activation {(activation is null ? "relu, since --activation names none" : function.Name())}", null, image => family.Read(state, image, function));
        }

        private static List<SourcedLayer> Sourced(IReadOnlyList<LayerItem> items, IReadOnlyList<string> names)
        {
            int weighted = items.Count(i => i.Kind is Convolution or Dense), next = 0;
            Require.That(names.Count == 0 || names.Count == weighted, "--layers", $"{weighted} names, one for each layer with weights in --architecture", names.Count);
            return [.. items.Select(item => new SourcedLayer(item, names.Count > 0 && item.Kind is Convolution or Dense ? names[next++] : null))];
        }
    }
}
