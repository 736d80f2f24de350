using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Experiments;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Cli;

/// <summary>A network and its data to be looked at, from a run or from files.</summary>
/// <param name="Network">The network.</param>
/// <param name="Data">Its data.</param>
/// <param name="Title">Both in words.</param>
/// <param name="Source">Where the network comes from.</param>
/// <param name="Run">Its run; null for files.</param>
internal sealed record VisualizedNetwork(Mlp Network, DataSplit Data, string Title, string Source, RunFolder? Run) : IDisposable
{
    /// <summary>The network of a run.</summary>
    /// <exception cref="DataException">There is no run or no such checkpoint, or its data are not to be had.</exception>
    public static VisualizedNetwork OfRun(string folder, int? epoch, string? data, torch.Device? device)
    {
        var recorded = RecordedNetwork.Open(folder, epoch, data);
        if (recorded.Shape is not MlpShape) throw new UsageException($"'{folder}': expected a fully connected network; the atlas does not show convolutions. The run's report and 'deepnfa measure' do.");
        var (network, initial, split, _) = recorded.Load(device);
        foreach (var weights in initial) weights.Dispose();
        return Finite(new((Mlp)network, split, $"{recorded.Manifest.Network} on {recorded.Manifest.Data.Name}", $"run of {recorded.Manifest.Name}, epoch {recorded.Epoch}, seed {recorded.Manifest.Seed}", RunFolder.Open(folder)));
    }

    /// <summary>A network from one file, with data as <c>train</c> reads them.</summary>
    /// <exception cref="DataException">A file is missing or damaged.</exception>
    public static VisualizedNetwork OfFile(string path, string[] layers, string? activation, string data, NetworkSettings reading, Seed seed, torch.Device? device, TextWriter error)
    {
        var file = NetworkFile.Open(path, layers);
        string name = activation ?? file.Activation ?? "relu";
        error.WriteLine($"{path}: {file.Recognized}; activation {(activation is null && file.Activation is null ? "relu, since neither the file nor --activation names one" : name)}");
        var kinds = name.Split(',').Select(Activations.Parse).ToList();
        var split = DataSources.Named(reading, data, seed, error.WriteLine).Prepared(reading, seed).To(device, torch.ScalarType.Float32);
        try
        {
            using var scope = torch.NewDisposeScope();
            var arrays = NetworkArrays.Of(file);
            torch.Tensor Read(FileArray array) => device is null ? array.Read().ToTensor(torch.ScalarType.Float32) : array.Read().ToTensor(torch.ScalarType.Float32).to(device);
            List<torch.Tensor> weights = [.. arrays.Weights.Select(Read)];
            List<torch.Tensor>? biases = arrays.Biases.Count == 0 ? null : [.. arrays.Biases.Select((b, l) => b is null ? torch.zeros(weights[l].shape[0], device: device) : Read(b))];
            var network = new Mlp(weights, kinds[0], biases, kinds.Count == 1 ? null : kinds);
            return Finite(new((Mlp)network, split, $"{network.Shape.Facts(network.Initialization)} on {split.Train.Name}", $"file {Path.GetFileName(path)}, activation {name}", null));
        }
        catch
        {
            split.Dispose();
            throw;
        }
    }

    /// <summary>Frees network and data.</summary>
    public void Dispose()
    {
        Network.Dispose();
        Data.Dispose();
        Run?.Dispose();
    }

    private static VisualizedNetwork Finite(VisualizedNetwork seen)
    {
        using var scope = torch.NewDisposeScope();
        for (int l = 0; l < seen.Network.Weights.Count; l++)
            if (!torch.isfinite(seen.Network.Weights[l].detach().sum()).ToBoolean() || (seen.Network.Biases.Count > 0 && !torch.isfinite(seen.Network.Biases[l].detach().sum()).ToBoolean()))
                throw new DataException($"weights of layer {l + 1}: expected finite numbers; NaN or infinity is among them. There is nothing to see in such a network.");
        return seen;
    }
}
