using DeepNfa.Ansatz;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Cli;

/// <summary>Writes WᵀW, the AGOP and its square root of every layer as .npy, numbered from 0 like the weight files.</summary>
internal static class DenseMatrices
{
    public static void Write(Mlp network, torch.Tensor inputs, bool centered, bool raw, string folder, TextWriter error)
    {
        long bytes = network.Shape.WeightShapes().Sum(s => (1L + (centered ? 2 : 0) + (raw ? 2 : 0)) * sizeof(double) * s.Columns * s.Columns);
        error.WriteLine($"deepnfa: writing {bytes / 1e6:0.0} MB of dense matrices to '{folder}'.");
        var files = DiskFiles.Instance;
        files.CreateDirectory(folder, "the dense matrices");
        foreach (var (layer, name, matrix) in AnsatzProbe.Dense(network, inputs, centered, raw))
            files.Replace(Path.Combine(folder, $"{name.Replace("*", $"{layer - 1}", StringComparison.Ordinal)}.npy"), stream => Npy.Write(stream, matrix), $"matrix {name} of layer {layer}");
    }
}
