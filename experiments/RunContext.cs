using System.Text.Json;
using DeepNfa.Data;
using DeepNfa.Records;
using TorchSharp;

namespace DeepNfa.Experiments;

/// <summary>What a protocol is given besides its settings: seed, data folder, device, and the place for its records.</summary>
public sealed class RunContext
{
    private readonly List<string> _folders = [];

    /// <summary>The experiment's name, or "train".</summary>
    public required string Name { get; init; }

    /// <summary>The seed of every random stream.</summary>
    public required Seed Seed { get; init; }

    /// <summary>The folder of all records; a protocol with several runs makes a folder in it for each.</summary>
    public required string Folder { get; init; }

    /// <summary>What <c>--data</c> named; null if nothing.</summary>
    public string? Data { get; init; }

    /// <summary>The command line that repeats the run.</summary>
    public required string Command { get; init; }

    /// <summary>Version of each thing that computes.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    /// <summary>The machine in words.</summary>
    public required IReadOnlyDictionary<string, string> Machine { get; init; }

    /// <summary>Where tensors live; the CPU if null.</summary>
    public torch.Device? Device { get; init; }

    /// <summary>Asks the training to save its state and stop.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>The file layer.</summary>
    public IFiles Files { get; init; } = DiskFiles.Instance;

    /// <summary>The folders of the runs opened so far, in order.</summary>
    public IReadOnlyList<string> Runs => _folders;

    /// <summary>Opens a run folder.</summary>
    /// <param name="part">The name of this run among several; null for the only one.</param>
    /// <param name="network">The network.</param>
    /// <param name="data">The data.</param>
    /// <param name="settings">All settings.</param>
    public RunFolder Open(string? part, NetworkFacts network, DataFacts data, JsonElement settings)
    {
        string path = part is null ? Folder : Path.Combine(Folder, part);
        var run = RunFolder.Create(path, new(RunManifest.CurrentSchema, Name, network, data, Seed.Value, settings, Command, Versions, Machine), Files);
        _folders.Add(path);
        return run;
    }
}
