using DeepNfa.Data;
using DeepNfa.Features;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Experiments.Atlas;

/// <summary>Looks at a network from all sides and writes down what is seen, as plain values.</summary>
/// <remarks>Formulas and settings are in docs/atlas.md. Random streams: "maximize". Equal networks, data, options and seeds give equal atlases.</remarks>
public sealed class AtlasBuilder
{
    private readonly Mlp _network;
    private readonly DataSplit _data;
    private readonly AtlasOptions _options;
    private readonly Seed _seed;
    private readonly ExampleStore _examples;

    /// <summary>A builder for one network and its data.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">Training samples, and held-out ones where there are.</param>
    /// <param name="options">What is looked at.</param>
    /// <param name="seed">The seed of the ascents.</param>
    /// <exception cref="UsageException">The layer or the neuron is not there, or the image has another number of pixels.</exception>
    /// <exception cref="DataException">The data, or a machine to compare with, have another width than the network, or the machine's file is missing or damaged.</exception>
    public AtlasBuilder(Mlp network, DataSplit data, AtlasOptions options, Seed seed)
    {
        (_network, _data, _options, _seed) = (network, data, options, seed);
        int layers = LayerSpaces.Count(network);
        if (data.Train.InputWidth != network.Shape.Inputs)
            throw new DataException($"data: expected inputs of width {network.Shape.Inputs}, the network's; got {data.Train.InputWidth} in {data.Train.Name}. Give the data that the network was trained on, prepared alike (--prepare).");
        if (options.Layer is { } layer) Require.InRange(layer, 1, layers, $"{layers} is the output.", "--layer");
        if (options.Neuron is { } neuron)
        {
            Require.That(options.Layer is not null, "--neuron", "--layer beside it", "none", "Neurons are counted in their layer.");
            int width = LayerSpaces.Width(network, options.Layer!.Value);
            Require.InRange(neuron, 0, width - 1, $"Layer {options.Layer} has {width} neurons, counted from 0.", "--neuron");
        }
        if (options.Image is { } image)
            Require.That((long)image.Height * image.Width * image.Channels == network.Shape.Inputs, "--image-shape", $"a shape of {network.Shape.Inputs} numbers, the network's inputs", $"{image.Height}x{image.Width}x{image.Channels}");
        if (options.Shows(AtlasParts.Compare))
            foreach (string file in options.Machines) ComparedMachine.Load(file, network.Shape.Inputs).Dispose(); // what cannot be compared is said before anything is computed
        _examples = new ExampleStore(data);
    }

    /// <summary>Builds the atlas, telling what it is at.</summary>
    /// <param name="describe">Title, source and command.</param>
    /// <param name="tell">Takes a word on every stage; null for nobody.</param>
    /// <param name="stop">Asked between stages and steps.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public FeatureAtlas Build((string Title, string Source, string Command) describe, Action<string>? tell = null, CancellationToken stop = default)
    {
        void Stage(string name)
        {
            stop.ThrowIfCancellationRequested();
            tell?.Invoke(name);
        }
        using var scope = torch.NewDisposeScope();
        Stage("responses");
        var responses = LayerResponses.Of(_network, _data.Train.Inputs.narrow(0, 0, Math.Min(_options.Samples, _data.Train.Samples)), _options.Best);
        Stage("mean gradients");
        var gradients = MeanGradients.Of(_network, _data.Train.Inputs.narrow(0, 0, Math.Min(_options.GradientSamples, _data.Train.Samples)));
        try
        {
            var neurons = new NeuronPart(_network, _data, _options, _seed, _examples);
            var layers = neurons.Build(responses, gradients, Stage, stop);
            Stage("layers");
            var spaces = new SpacePart(_network, _data, _options, _examples);
            var measured = _options.Shows(AtlasParts.Probes) || _options.Shows(AtlasParts.Neighbours) ? spaces.Measure(gradients) : [];
            var queries = _options.Shows(AtlasParts.Neighbours) ? spaces.Queries() : [];
            Stage("comparison");
            var (rows, compared) = _options.Shows(AtlasParts.Compare) ? new RowPart(_network, _data, _options, _seed).Build() : ([], null);
            return new(
                describe.Title, describe.Source, describe.Command, _options.Image, _examples.Names, layers, measured, rows, queries, _examples.ToRecord(), Settings(),
                [.. Notices(layers)])
            { Plane = PlanePart.Of(_network, _data.Train), Compared = compared };
        }
        finally
        {
            foreach (var layer in gradients) layer.Dispose();
        }
    }

    private List<(string, string)> Settings()
    {
        var ascent = MaximizationOptions.ForPictures(_options.Image);
        return
        [
            ("seed", $"{_seed.Value}"),
            ("best samples among", $"{Math.Min(_options.Samples, _data.Train.Samples):N0} training samples"),
            ("mean gradients over", $"{Math.Min(_options.GradientSamples, _data.Train.Samples):N0} training samples"),
            ("neighbours and probes", $"{Math.Min(_options.Pool, _data.Train.Samples):N0} training samples, scored on {SpacePart.HeldOutOf(_data, _options):N0} {(_data.Validation is null ? "of them, each left out of its own neighbours" : "held-out ones")}"),
            ("neighbours that vote", $"{_options.Voters}"),
            ("ascent", FormattableString.Invariant($"Adam, rate {ascent.Rate}; hidden neurons {_options.HiddenSteps} steps from 1 start, outputs {ascent.Steps} from {NeuronPart.OutputStarts}")),
            ("regularization", FormattableString.Invariant($"prior of {ascent.PriorComponents} components, weight {ascent.Prior}, for outputs the largest of {string.Join(", ", NeuronPart.Priors)} that reaches above the best sample; shifts of up to {ascent.Jitter} pixels, {ascent.Rotation}°, {100 * ascent.Scaling} %; within the range of the data")),
        ];
    }

    private IEnumerable<string> Notices(IReadOnlyList<AtlasLayer> layers)
    {
        if (_options.Image is null && _network.Shape.Inputs != 2) yield return "The inputs are no images that the program knows of: directions are drawn as bars. Where they are, --image-shape HxW tells how.";
        foreach (var layer in layers.Where(l => l.Dead.Count > 0))
            yield return $"Layer {layer.Layer}: {layer.Dead.Count} of {layer.Width} neurons are dead (their output is the same for every sample) and are not drawn: {string.Join(", ", layer.Dead.Take(40))}{(layer.Dead.Count > 40 ? ", …" : "")}.";
        if (_options.Neuron is null)
            foreach (var layer in layers.Where(l => l.Neurons.Count + l.Dead.Count < l.Width))
                yield return $"Layer {layer.Layer}: the {layer.Neurons.Count} most used of {layer.Width - layer.Dead.Count} live neurons are shown.";
        int constant = _examples.ConstantInputs();
        if (constant > 0) yield return $"{constant} of {_network.Shape.Inputs} inputs are the same in every training sample. What the weights say there was never used: it is what the initialization left, and the ascent leaves these inputs as they are.";
    }
}
