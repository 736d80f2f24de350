using DeepNfa.Ansatz;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Cli;

/// <summary>Writes WᵀW, the AGOP and its square root of every layer as .npy, numbered from 0 like the weight files.</summary>
internal static class DenseMatrices
{
    /// <summary>Makes the folder and writes into it, so that a folder that cannot be written is known before the work.</summary>
    /// <exception cref="EnvironmentException">It cannot be written.</exception>
    public static void Prepare(string folder)
    {
        try
        {
            DiskFiles.Instance.CreateDirectory(folder, "the dense matrices");
            string probe = Path.Combine(folder, $".deepnfa-{Environment.ProcessId}");
            DiskFiles.Instance.Append(probe, [], "the dense matrices");
            DiskFiles.Instance.Delete(probe, "the dense matrices");
        }
        catch (EnvironmentException e)
        {
            throw new EnvironmentException($"--matrices: expected a folder that can be written; got '{folder}' ({e.InnerException?.Message.TrimEnd('.')}). Choose another one.", e);
        }
    }

    public static void Write(Network network, torch.Tensor inputs, bool centered, bool raw, string folder, TextWriter error)
    {
        long bytes = network.Shape.WeightShapes().Sum(s => (1L + (centered ? 2 : 0) + (raw ? 2 : 0)) * sizeof(double) * s.Columns * s.Columns);
        error.WriteLine($"deepnfa: writing {bytes / 1e6:0.0} MB of dense matrices to '{folder}'.");
        var files = DiskFiles.Instance;
        foreach (var (layer, name, matrix) in AnsatzProbe.Dense(network, inputs, centered, raw))
            files.Replace(Path.Combine(folder, $"{name.Replace("*", $"{layer - 1}", StringComparison.Ordinal)}.npy"), stream => Npy.Write(stream, matrix), $"matrix {name} of layer {layer}");
    }
}
