using DeepNfa.Data;
using DeepNfa.Features;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Experiments.Atlas;

/// <summary>The neurons of an atlas: their directions, numbers, best samples, maximizing inputs and relations.</summary>
internal sealed class NeuronPart(Mlp network, DataSplit data, AtlasOptions options, Seed seed, ExampleStore examples)
{
    public const int OutputStarts = 6;
    public static readonly double[] Priors = [0.1, 0.07, 0.05, 0.035, 0.02, 0.01, 0.005];
    private const int AlikeCount = 5, CorrelationSamples = 1000;

    public List<AtlasLayer> Build(IReadOnlyList<LayerResponses> responses, IReadOnlyList<MeanGradients> gradients, Action<string> stage, CancellationToken stop)
    {
        int last = LayerSpaces.Count(network);
        var layers = Enumerable.Range(1, last).Where(l => options.Layer is null || l == options.Layer).ToList();
        int most = (int)Math.Max(1, options.PictureNumbers / network.Shape.Inputs / layers.Count / (options.Shows(AtlasParts.Maximize) ? 2 : 1));
        var built = new List<AtlasLayer>();
        foreach (int layer in layers)
        {
            stage($"layer {layer}");
            using var scope = torch.NewDisposeScope();
            var response = responses[layer - 1];
            double[] use = Use(layer, response);
            int[] chosen = options.Neuron is { } only ? response.Dead[only] ? [] : [only]
                : [.. Enumerable.Range(0, use.Length).Where(i => !response.Dead[i]).OrderByDescending(i => use[i]).Take(most).Order()];
            var neurons = chosen.Select(i => Neuron(layer, i, response, gradients[layer - 1], use[i])).ToList();
            if (options.Shows(AtlasParts.Maximize)) neurons = Maximized(layer, layer == last, neurons, stop);
            built.Add(new(layer, use.Length, layer == last, WithAlike(layer, neurons), [.. Enumerable.Range(0, use.Length).Where(i => response.Dead[i])]));
        }
        return built;
    }

    private AtlasNeuron Neuron(int layer, int index, LayerResponses response, MeanGradients gradient, double use)
    {
        using var scope = torch.NewDisposeScope();
        float[] direction = gradient.Mean[index].to(torch.ScalarType.Float32).cpu().data<float>().ToArray();
        var shape = DirectionShape.Of(direction, options.Image);
        double norm = network.Weights[layer - 1].detach()[index].norm().ToDouble();
        int best = response.BestSamples.GetLength(1);
        return new(
            index, direction, new(norm, use, response.ActiveShare[index], gradient.Linearity[index], shape.Sparsity, shape.Extent),
            [.. Enumerable.Range(0, best).Select(j => examples.Place(response.BestSamples[index, j]))],
            [.. Enumerable.Range(0, best).Select(j => response.BestValues[index, j])]);
    }

    /// <summary>The deviation of each neuron's output times the norm of the weights that read it.</summary>
    private double[] Use(int layer, LayerResponses response)
    {
        if (layer == LayerSpaces.Count(network)) return response.OutputDeviation;
        using var scope = torch.NewDisposeScope();
        double[] readers = network.Weights[layer].detach().to(torch.ScalarType.Float64).square().sum(0L).sqrt().cpu().data<double>().ToArray();
        return [.. readers.Zip(response.OutputDeviation, (r, d) => r * d)];
    }

    private List<AtlasNeuron> Maximized(int layer, bool output, List<AtlasNeuron> neurons, CancellationToken stop)
    {
        if (neurons.Count == 0) return neurons;
        var pictures = MaximizationOptions.ForPictures(options.Image);
        var pool = data.Train.Inputs.narrow(0, 0, Math.Min(options.Pool, data.Train.Samples));
        // Hidden neurons are many: one weight and one start do. Outputs are few, and so is a single neuron that is asked for.
        var maxima = !output && options.Neuron is null
            ? ActivationMaximization.Of(network, [.. neurons.Select(n => Objective.Neuron(layer, n.Index))], pictures with { Starts = 1, Steps = options.HiddenSteps }, seed, pool, stop)
            : AboveTheData(layer, neurons, pictures with { Starts = OutputStarts }, pool, stop);
        var near = Near(layer, pool, maxima);
        return [.. neurons.Select((n, i) => n with { Maximizing = maxima[i].Input, Reached = maxima[i].Value, Near = near is null ? [] : [.. Enumerable.Range(0, near.Rows.GetLength(1)).Select(j => examples.Place(near.Rows[i, j]))] })];
    }

    /// <summary>The input under the strongest prior that still reaches above the best sample: the most like data of those that the network prefers to all data. Without any, the one that reaches most.</summary>
    private Maximum[] AboveTheData(int layer, List<AtlasNeuron> neurons, MaximizationOptions how, torch.Tensor pool, CancellationToken stop)
    {
        var found = new Maximum[neurons.Count];
        int[] open = [.. Enumerable.Range(0, neurons.Count)];
        foreach (double prior in Priors)
        {
            if (open.Length == 0) break;
            var maxima = ActivationMaximization.Of(network, [.. open.Select(i => Objective.Neuron(layer, neurons[i].Index))], how with { Prior = prior }, seed, pool, stop);
            for (int j = 0; j < open.Length; j++)
                if (found[open[j]] is null || maxima[j].Value > found[open[j]].Value) found[open[j]] = maxima[j];
            open = [.. open.Where(i => found[i].Value <= neurons[i].BestValues[0])];
        }
        return found;
    }

    /// <summary>The samples nearest to the maximizing inputs as the layer sees them.</summary>
    private NearestNeighbours? Near(int layer, torch.Tensor pool, IReadOnlyList<Maximum> maxima)
    {
        if (!options.Shows(AtlasParts.Neighbours)) return null;
        using var scope = torch.NewDisposeScope();
        var inputs = torch.stack([.. maxima.Select(m => torch.tensor(m.Input, device: pool.device))]);
        return NearestNeighbours.Of(LayerSpaces.At(network, inputs, layer), LayerSpaces.At(network, pool, layer), Math.Min(options.Near, (int)pool.shape[0]));
    }

    /// <summary>The neurons whose pre-activations correlate most.</summary>
    private List<AtlasNeuron> WithAlike(int layer, List<AtlasNeuron> neurons)
    {
        if (neurons.Count < 2) return neurons;
        using var scope = torch.NewDisposeScope();
        using var _ = torch.no_grad();
        var below = LayerSpaces.At(network, data.Train.Inputs.narrow(0, 0, Math.Min(CorrelationSamples, data.Train.Samples)), layer - 1);
        using var rows = torch.tensor([.. neurons.Select(n => (long)n.Index)], device: below.device);
        var z = below.matmul(network.Weights[layer - 1].detach().index_select(0, rows).t()).to(torch.ScalarType.Float64); // a bias moves no correlation
        z = z - z.mean([0L]);
        z = z / z.square().sum([0L], true).sqrt().clamp_min(1e-300);
        var correlations = z.t().matmul(z);
        correlations = correlations - torch.eye(neurons.Count, dtype: torch.ScalarType.Float64, device: z.device) * 3; // not itself
        int count = Math.Min(AlikeCount, neurons.Count - 1);
        var (values, places) = correlations.topk(count, 1);
        double[] value = values.contiguous().cpu().data<double>().ToArray();
        long[] place = places.contiguous().cpu().data<long>().ToArray();
        return [.. neurons.Select((n, i) => n with
        {
            Alike = [.. Enumerable.Range(0, count).Select(j => neurons[(int)place[(i * count) + j]].Index)],
            AlikeCorrelations = value[(i * count)..((i + 1) * count)],
        })];
    }
}
