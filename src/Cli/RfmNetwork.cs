using DeepNfa.Records;
using DeepNfa.Training;
using static TorchSharp.torch;

namespace DeepNfa.Cli;

/// <summary>The network that <c>rfm fit --network</c> compares a machine with.</summary>
/// <param name="Name">Where it is, in words.</param>
/// <param name="Width">The width of its inputs.</param>
/// <param name="Read">Reads it, with its weights before training where they are known and what weight decay has left of them; the caller disposes all.</param>
internal sealed record RfmNetwork(string Name, long Width, Func<Device?, (Mlp Network, IReadOnlyList<Tensor> Initial, double InitialFactor)> Read)
{
    /// <summary>A network in one file.</summary>
    /// <param name="path">The file, .safetensors or .npz.</param>
    /// <param name="initial">The file of its weights before training; null for none.</param>
    /// <param name="activation">Its activation; null for what the file says, else relu.</param>
    /// <param name="error">Where it is told what was recognised.</param>
    /// <exception cref="DataException">A file is missing or damaged, or holds no fully connected network.</exception>
    public static RfmNetwork OfFile(string path, string? initial, string? activation, TextWriter error)
    {
        if (LayeredFile.IsLayered(path)) throw NotDense(path);
        var model = NetworkFile.Open(path);
        activation ??= model.Activation;
        error.WriteLine($"{path}: {model.Recognized}; activation {activation ?? "relu, since neither the file nor --activation names one"}");
        var source = MeasuredNetwork.OfFiles(NetworkArrays.Of(model), NetworkArrays.Initial(initial is null ? [] : [initial], model), null, (activation ?? "relu").Split(','));
        return new(path, model.Layers[0].Columns, device =>
        {
            var (network, before, inputs, factor, _) = source.Load(device);
            inputs.Dispose();
            return ((Mlp)network, before, factor);
        });
    }

    /// <summary>The sentence on a network with convolutions.</summary>
    public static DataException NotDense(string path) =>
        new($"--network: expected a fully connected network, whose first layer sees whole inputs as M does; '{path}' has convolutions, whose weights see patches. 'deepnfa measure' compares them with their AGOP on patches, and docs/rfm.md tells of machines on patches.");
}
