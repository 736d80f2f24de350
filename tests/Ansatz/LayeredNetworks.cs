using System.Globalization;
using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace DeepNfa.Tests.Ansatz;

/// <summary>Small networks of layers, and their patch AGOPs by definition: inputs unfolded, one autograd pass an output, dense matrices.</summary>
internal static class LayeredNetworks
{
    private static readonly string[] s_activations = ["relu", "tanh", "leaky-relu", "sigmoid", "sine", "gelu", "quadratic"];

    /// <summary>A network on images in float64.</summary>
    public static LayeredNetwork Of(string layers, ImageShape image, int outputs, bool biases = false, long seed = 0) =>
        new(LayerGraph.Parse(layers, image, outputs, biases), new Seed(seed), new Gaussian(1.3), ScalarType.Float64);

    /// <summary>A list of layers that fit each other: convolutions with strides and padding, pooling, activations, residual sums.</summary>
    public static string RandomList(RandomStream random, ImageShape image)
    {
        int Number(int least, int most) => least + random.NextInt(most - least + 1);
        var (items, size) = (new List<string>(), FeatureSize.Of(image));
        for (int i = 0, count = Number(1, 5); i < count; i++)
        {
            string activation = s_activations[random.NextInt(s_activations.Length)];
            int kernel = Number(1, 3), window = Number(1, 3);
            string[] next = Number(0, 5) switch
            {
                0 or 1 => [$"conv:{Number(1, 4)}:{kernel}:{Number(1, 2)}:{Number(0, kernel - 1)}", activation],
                2 => [$"max:{window}:{Number(1, 3)}:{Number(0, window / 2)}"],
                3 => [$"mean:{window}:{Number(1, 3)}"],
                4 => [$"a{i}={activation}", $"conv:{size.Channels}:3:1:1", $"add:a{i}"],
                _ => [$"a{i}={activation}", $"conv:{Number(1, 2)}:1:2", $"b{i}=tanh", string.Create(CultureInfo.InvariantCulture, $"conv:{Number(1, 3)}:3:2:1@a{i}"), $"c{i}=conv:2:1", $"conv:2:1@b{i}", $"add:c{i}"],
            };
            try
            {
                size = new LayerGraph(LayerText.Parse(string.Join(",", [.. items, .. next, "flatten", "dense"])), image, 1, false).Nodes[^2].Input;
                items.AddRange(next);
            }
            catch (DataException)
            {
                // A window that does not fit: the list goes on without it.
            }
        }
        items.Add(Number(0, 1) == 0 ? "mean" : "flatten");
        if (Number(0, 1) == 0) items.AddRange([$"dense:{Number(1, 5)}", "tanh"]);
        return string.Join(",", [.. items, "dense"]);
    }

    /// <summary>The mean over images and places of (∂f/∂patch)ᵀ(∂f/∂patch), summed over outputs, of every layer with weights; centred: less the mean gradient of every output first.</summary>
    public static List<Tensor> Agops(LayeredNetwork network, Tensor inputs, bool centered)
    {
        var (output, patches) = Unfolded(network, inputs.detach().requires_grad_(true));
        var sums = patches.Select(p => zeros(p.shape[1], p.shape[1], dtype: ScalarType.Float64)).ToList();
        for (long c = 0; c < output.shape[1]; c++)
        {
            var gradients = autograd.grad([output.select(1, c).sum()], patches, retain_graph: true, allow_unused: true);
            for (int l = 0; l < sums.Count; l++)
            {
                var g = gradients[l].transpose(1, 2).flatten(0, 1); // (n·places×d)
                if (centered) g = g - g.mean([0L], true);
                sums[l] = sums[l] + (g.t().matmul(g) / g.shape[0]);
            }
        }
        return sums;
    }

    /// <summary>The outputs, and what every layer with weights multiplies, (n × d × places), as copies of the pixels.</summary>
    private static (Tensor Output, List<Tensor> Patches) Unfolded(LayeredNetwork network, Tensor inputs)
    {
        var (patches, outputs) = (new List<Tensor>(), new List<Tensor>());
        foreach (var node in network.Shape.Nodes)
        {
            var from = node.From < 0 ? network.AsMaps(inputs) : outputs[node.From];
            outputs.Add(node.Kind switch
            {
                Convolution c => Multiplied(node, F.unfold(from, c.Kernel, 1, c.Padding, c.Stride)).reshape(node.Output.Dimensions(from.shape[0])),
                Dense => Multiplied(node, from.unsqueeze(2)).squeeze(2),
                Added => from + outputs[node.Other!.Value],
                MaxPooling p => F.max_pool2d(from, p.Size, p.Stride, p.Padding),
                MeanPooling { Size: > 0 } p => F.avg_pool2d(from, p.Size, p.Stride),
                MeanPooling => from.mean([2L, 3L]),
                Activated a => a.Function.Apply(from),
                _ => from.flatten(1),
            });
        }
        return (outputs[^1], patches);

        Tensor Multiplied(PlacedLayer node, Tensor patch)
        {
            patches.Add(patch.requires_grad ? patch : patch.requires_grad_(true));
            var z = network.Weights[node.Weighted!.Value].matmul(patch);
            return network.Biases.Count > 0 ? z + network.Biases[node.Weighted.Value].unsqueeze(1) : z;
        }
    }
}
