using DeepNfa.Data;
using DeepNfa.Features;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Experiments.Atlas;

/// <summary>The maps of a network of two inputs over the plane: what a neuron of the first layer can tell apart, and what the output can.</summary>
internal static class PlanePart
{
    private const int Side = 81, MostPoints = 200, MostNeurons = 4;

    /// <summary>The maps; null where the network has not two inputs.</summary>
    public static AtlasPlane? Of(Mlp network, LabeledSet train)
    {
        if (network.Shape.Inputs != 2) return null;
        using var scope = torch.NewDisposeScope();
        double reach = 1.25 * train.Inputs.abs().max().ToDouble();
        var grid = new double[Side * Side * 2];
        for (int i = 0; i < Side; i++)
            for (int j = 0; j < Side; j++) (grid[((i * Side) + j) * 2], grid[(((i * Side) + j) * 2) + 1]) = (At(j), -At(i));
        double At(int i) => reach * ((2.0 * i / (Side - 1)) - 1);
        var inputs = torch.tensor(grid, [Side * Side, 2], dtype: network.Weights[0].dtype, device: network.Weights[0].device);
        var maps = new List<(string, int, double[,])>();
        var weights = LayerSpaces.Count(network);
        for (int layer = 1; layer <= weights; layer++)
        {
            var values = LayerSpaces.At(network, inputs, layer).to(torch.ScalarType.Float64).cpu();
            for (int neuron = 0; neuron < Math.Min(layer == weights ? values.shape[1] : MostNeurons, values.shape[1]); neuron++)
                maps.Add((layer == weights ? (train.Classification ? $"output for class {neuron}" : $"output {neuron}") : $"layer {layer}, neuron {neuron}", layer, Square(values.narrow(1, neuron, 1).contiguous().data<double>().ToArray())));
        }
        int points = Math.Min(MostPoints, train.Samples);
        double[] shown = train.Inputs.narrow(0, 0, points).to(torch.ScalarType.Float64).contiguous().cpu().data<double>().ToArray();
        var table = new double[points, 2];
        for (int i = 0; i < points; i++) (table[i, 0], table[i, 1]) = (shown[2 * i], shown[(2 * i) + 1]);
        int[] classes = train.Classification ? [.. train.Targets.narrow(0, 0, points).argmax(1).cpu().data<long>().ToArray().Select(c => (int)c)] : new int[points];
        return new(reach, maps, table, classes);
    }

    private static double[,] Square(double[] values)
    {
        var square = new double[Side, Side];
        for (int i = 0; i < values.Length; i++) square[i / Side, i % Side] = values[i];
        return square;
    }
}
