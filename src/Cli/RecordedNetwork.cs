using DeepNfa.Data;
using DeepNfa.Experiments;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Cli;

/// <summary>The network of a run at one of its checkpoints, with the run's own data.</summary>
internal sealed class RecordedNetwork
{
    private readonly RunFolder _run;
    private readonly string? _data;
    private readonly int _epoch;

    private RecordedNetwork(RunFolder run, NetworkSettings settings, int epoch, string? data)
    {
        (_run, Settings, _epoch, _data) = (run, settings, epoch, data);
        Shape = (settings with { Networks = [Manifest.Network.Hidden] }).Shapes(Manifest.Data)[0];
    }

    /// <summary>What was known before the run began.</summary>
    public RunManifest Manifest => _run.Manifest;

    /// <summary>The run's settings.</summary>
    public NetworkSettings Settings { get; }

    /// <summary>The network's shape.</summary>
    public NetworkShape Shape { get; }

    /// <summary>The epoch of the checkpoint.</summary>
    public int Epoch => _epoch;

    /// <summary>Finds a checkpoint without reading it.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="epoch">The checkpoint's epoch; the last if null.</param>
    /// <param name="data">What <c>--data</c> named; null if nothing.</param>
    /// <exception cref="DataException">The folder is no run, has no such checkpoint, or does not tell its data.</exception>
    public static RecordedNetwork Open(string folder, int? epoch, string? data)
    {
        var run = RunFolder.Open(folder);
        var checkpoints = run.Checkpoints();
        int at = epoch ?? (checkpoints.Count > 0 ? checkpoints[^1] : -1);
        if (!checkpoints.Contains(at))
            throw new DataException(checkpoints.Count == 0
                ? $"'{folder}' has no checkpoint to measure: expected one in its folder checkpoints. Repeat the run; its manifest.json names the command."
                : $"'{folder}' has no checkpoint of epoch {at}; it has {string.Join(", ", checkpoints)}. Name one of these with --epoch.");
        data ??= Environment.GetEnvironmentVariable("DEEPNFA_DATA");
        if (run.Manifest.Name == "train" && data is null)
            throw new DataException($"'{folder}' was trained on {run.Manifest.Data.Name}, and its folder does not hold the data. Name them with --data, as they were for 'deepnfa train'.");
        return new(run, SettingsJson.Read<NetworkSettings>(run.Manifest.Settings), at, data);
    }

    /// <summary>Reads the network and its data to a device (the CPU if null); the caller disposes all.</summary>
    /// <exception cref="DataException">The data are not to be had, or are not those that the run was trained on.</exception>
    public (Network Network, List<torch.Tensor> Initial, DataSplit Data, double InitialFactor) Load(torch.Device? device)
    {
        var seed = new Seed(Manifest.Seed);
        var network = Shape.Create(seed, Initialization.Parse(Settings.Initialization), Settings.DType(), device);
        var initial = network.CopyWeights().ToList();
        using var state = new TrainingState(network);
        state.Restore(_run.ReadWeights(_epoch));
        var split = DataSources.Load(Manifest.Name, Settings, _data, seed).To(device, Settings.DType());
        try
        {
            RequireSame(split);
        }
        catch
        {
            split.Dispose();
            throw;
        }
        return (network, initial, split, state.InitialFactor);
    }

    private void RequireSame(DataSplit split)
    {
        if (Manifest.Data.Hashes.FirstOrDefault(h => split.Facts.Hashes.TryGetValue(h.Key, out string? now) && now != h.Value) is { Key: { } file })
            throw new DataException($"data: expected those that the run was trained on; '{file}' differs from what its manifest.json tells. Name the right ones with --data.");
        if (Manifest.Data.Content?.TryGetValue("train", out string? content) == true && content != split.Train.ContentHash)
            throw new DataException($"data: expected the values that the run was trained on (SHA-256 {content} in its manifest.json); got others ({split.Train.ContentHash}). Name the right data with --data.");
    }
}
