using DeepNfa.Records;

namespace DeepNfa.Training;

/// <summary>Where the arrays of one layer are.</summary>
/// <param name="Weights">Its weights and bias.</param>
/// <param name="BatchNorm">What is folded into them; null for nothing.</param>
internal sealed record LayerArrays(StateModule Weights, StateModule? BatchNorm);

/// <summary>Finds the arrays of every layer of a list: by the names given, and of the others in the order of their numbers, of the file, or the only one in which their shapes fit.</summary>
internal static class LayerSources
{
    private const int MostSteps = 100_000; // of the search for an order; no network of known form comes near

    /// <summary>The graph of a list on images of a shape, and the arrays of its layers with weights.</summary>
    /// <exception cref="DataException">The list does not chain, or the arrays are not those of its layers.</exception>
    public static (LayerGraph Graph, IReadOnlyList<LayerArrays> Arrays) Of(StateDict state, IReadOnlyList<SourcedLayer> list, ImageShape image)
    {
        StateModule?[] named = [.. list.Where(l => l.Item.Kind is Convolution or Dense).Select(l => Named(state, l))];
        if (named.OfType<StateModule>().GroupBy(m => m).FirstOrDefault(g => g.Count() > 1)?.Key is { } twice) throw new DataException($"layers: expected the weights of every layer to have names of their own; '{twice.Name}' is there twice. Weights that layers share are not measured.");
        List<StateModule> free = [.. state.Layers.Except(named.OfType<StateModule>())];
        int missing = named.Count(m => m is null);
        if (missing > 0 && missing != free.Count)
            throw new DataException($"'{state.File.Path}': expected {missing} arrays with weights, one for each of {string.Join(", ", list.Where(l => l.Item.Kind is Convolution or Dense && l.Weights is null).Select(l => $"'{l.Item.Kind.Text}'"))}; got {free.Count}: {StateDict.Names(free.Select(m => m.InWords))}.");
        var modules = missing == 0 ? named! : Ordered(state, list, image, named, free);
        if (Misfit(Graph(list, image, modules!), modules!) is { } misfit) throw new DataException(misfit);
        string?[] norms = [.. list.Where(l => l.Item.Kind is Convolution or Dense).Select(l => l.BatchNorm)];
        List<LayerArrays> arrays = [.. modules!.Select((m, i) => new LayerArrays(m!, norms[i] is { } name ? state.Get(name, $"the batch normalisation behind '{m!.Name}'") : state.NormalisationAfter(m!)))];
        return (Graph(list, image, modules!, arrays.Exists(a => (a.Weights.Bias ?? (object?)a.BatchNorm) is not null)), arrays);
    }

    /// <summary>The graph with as many outputs as its last layer has rows.</summary>
    private static LayerGraph Graph(IReadOnlyList<SourcedLayer> list, ImageShape image, IReadOnlyList<StateModule?> modules, bool biases = false)
    {
        int outputs = list.Count > 0 && list[^1].Item.Kind is Dense { Neurons: > 0 and var neurons } ? neurons : modules is [.., { } last] ? last.Rows : 1;
        return new([.. list.Select(l => l.Item)], image, outputs, biases);
    }

    private static StateModule? Named(StateDict state, SourcedLayer layer)
    {
        if (layer.Weights is not { } name) return null;
        var module = state.Get(name, $"the weights of '{layer.Item.Kind.Text}'");
        return !module.IsNormalisation ? module : throw new DataException($"'{state.File.Path}': expected '{name}' to be the weights of '{layer.Item.Kind.Text}'; got vectors, as a normalisation has them.");
    }

    private static StateModule?[] Ordered(StateDict state, IReadOnlyList<SourcedLayer> list, ImageShape image, StateModule?[] named, List<StateModule> free)
    {
        StateModule[] numbered = [.. free.Order(Comparer<StateModule>.Create((a, b) => LayerOrder.Compare(a.Name, b.Name)))];
        var byNumber = Filled(named, numbered);
        if (free.Select(m => LayerOrder.Pattern(m.Name)).Distinct().Count() == 1 && Fits(byNumber)) return byNumber;
        if (state.File.Format == "NPZ" && Filled(named, free) is var inFile && Fits(inFile)) return inFile;
        var found = new List<StateModule[]>();
        int steps = 0;
        foreach (int rows in numbered.Where(m => m.Weight!.Shape.Count == 2).Select(m => m.Rows).Distinct())
        {
            var graph = Graph(list, image, [.. named.SkipLast(1), named[^1] ?? numbered.First(m => m.Weight!.Shape.Count == 2 && m.Rows == rows)]);
            Search(graph, named, [.. numbered], [], found, ref steps);
            if (named[^1] is not null || list[^1].Item.Kind is Dense { Neurons: > 0 }) break; // the outputs are known
        }
        if (found.Count == 1) return found[0];
        throw new DataException(found.Count == 0 && Misfit(Graph(list, image, byNumber), byNumber) is { } misfit ? misfit
            : $"'{state.File.Path}': expected its weights to fit the layers in one order; {(found.Count > 1 ? "more than one fits" : "none was found")}: {StateDict.Names(numbered.Select(m => m.InWords))}. Name the weights in the order of the list with --layers, or beside the layers in a JSON file.");

        bool Fits(StateModule?[] modules) => Misfit(Graph(list, image, modules), modules) is null;
    }

    /// <summary>Those without a name, in a given order.</summary>
    private static StateModule?[] Filled(StateModule?[] named, IEnumerable<StateModule> free)
    {
        var next = new Queue<StateModule>(free);
        return [.. named.Select(m => m ?? next.Dequeue())];
    }

    /// <summary>Collects orders that fit, those numbered alike keeping theirs; two are enough to know that there is more than one.</summary>
    private static void Search(LayerGraph graph, StateModule?[] named, List<StateModule> rest, List<StateModule> begun, List<StateModule[]> found, ref int steps)
    {
        if (begun.Count == named.Length)
        {
            found.Add([.. begun]);
            return;
        }
        var (node, shape) = (graph.Weighted.ElementAt(begun.Count), graph.WeightShapes().ElementAt(begun.Count));
        StateModule[] choices = named[begun.Count] is { } only ? [only] : [.. rest.Where(m => !rest.Exists(o => LayerOrder.Pattern(o.Name) == LayerOrder.Pattern(m.Name) && LayerOrder.Compare(o.Name, m.Name) < 0))];
        foreach (var module in choices.Where(m => Fits(node, shape, m)))
        {
            if (found.Count > 1 || ++steps > MostSteps) return;
            begun.Add(module);
            Search(graph, named, [.. rest.Where(m => m != module)], begun, found, ref steps);
            begun.RemoveAt(begun.Count - 1);
        }
    }

    private static bool Fits(PlacedLayer node, (int Rows, int Columns) shape, StateModule module) =>
        module.Weight!.Shape.SequenceEqual([shape.Rows, shape.Columns]) || (node.Kind is Convolution { Kernel: var q } && module.Weight.Shape.SequenceEqual([shape.Rows, node.Input.Channels, q, q]));

    /// <summary>What is wrong with the first weights that are not those of their layer; null where all are.</summary>
    private static string? Misfit(LayerGraph graph, IReadOnlyList<StateModule?> modules)
    {
        foreach (var (node, shape, module) in graph.Weighted.Zip(graph.WeightShapes(), modules))
        {
            if (Fits(node, shape, module!)) continue;
            string expected = node.Kind is Convolution { Kernel: var q } ? $"({shape.Rows} × {node.Input.Channels} × {q} × {q})" : $"({shape.Rows} × {shape.Columns})";
            return $"layer {graph.Nodes.Index().First(n => n.Item == node).Index + 1} of the list, '{node.Kind.Text}' on {node.Input}: expected weights {expected}; got {module!.InWords}.{Cause(node, shape, module.Weight!.Shape)}";
        }
        return null;
    }

    private static string Cause(PlacedLayer node, (int Rows, int Columns) expected, IReadOnlyList<int> got) => (node.Kind, got) switch
    {
        (_, { Count: 3 or 5 }) => " Only convolutions of two dimensions are measured.",
        (Convolution, [_, _, var height, var width]) when height != width => " Its filters are not square, and only square ones are measured.",
        (Convolution { Kernel: var q }, [_, var channels, var height, _]) when height == q && channels < node.Input.Channels && node.Input.Channels % channels == 0 => $" Its filters take {channels} of {node.Input.Channels} channels: a grouped convolution, which is not measured.",
        (Dense, [var rows, var columns]) when rows == expected.Rows && columns != expected.Columns => " A size of the image, stride, padding, pooling or dilation other than the list's would make another number of values; dilated convolutions are not measured.",
        _ => "",
    };
}
