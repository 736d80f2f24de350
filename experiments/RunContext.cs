using System.Text.Json;
using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Experiments;

/// <summary>What a protocol is given besides its settings: seed, data folder, device, and the place for its records.</summary>
public sealed record RunContext
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

    /// <summary>The clock of checkpoints.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How often a training is saved.</summary>
    public CheckpointPeriod Checkpoints { get; init; } = new();

    /// <summary>Whether everything is checked and nothing done: the data are read, the memory is estimated, and no folder is made.</summary>
    public bool DryRun { get; init; }

    /// <summary>The session that all runs belong to, whose unfinished runs are gone on with; null for a program of one's own, where each run is new.</summary>
    public SessionFolder? Session { get; init; }

    /// <summary>What the names of all parts begin with; null for nothing.</summary>
    internal string? Prefix { get; init; }

    /// <summary>The folders of the runs opened so far, in order.</summary>
    public IReadOnlyList<string> Runs => _folders;

    /// <summary>The seeds of an experiment with several, from the run's on.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="UsageException"><paramref name="count"/> is below 1.</exception>
    public IEnumerable<Seed> Seeds(int count) => Enumerable.Range(0, Require.AtLeast(count, 1, name: "seeds")).Select(i => new Seed(Seed.Value + i));

    /// <summary>Opens a run folder for records from the beginning: what an interrupted run of the session has left there is dropped.</summary>
    /// <param name="part">The name of this run among several; null for the only one.</param>
    /// <param name="network">The network.</param>
    /// <param name="data">The data.</param>
    /// <param name="settings">All settings.</param>
    /// <param name="seed">The seed of this run, where each of several has its own; the context's if null.</param>
    /// <param name="step">What the run steps through, such as "training samples"; null for epochs and iterations.</param>
    public RunFolder Open(string? part, NetworkFacts network, DataFacts data, JsonElement settings, Seed? seed = null, string? step = null)
    {
        var run = Continue(part, network, data, settings, seed, step);
        run.RewindTo(-1);
        return run;
    }

    /// <summary>Opens a run folder with what an interrupted run of the session has left there.</summary>
    /// <param name="part">The name of this run among several; null for the only one.</param>
    /// <param name="network">The network.</param>
    /// <param name="data">The data.</param>
    /// <param name="settings">All settings.</param>
    /// <param name="seed">The seed of this run, where each of several has its own; the context's if null.</param>
    /// <param name="step">What the run steps through, such as "training samples"; null for epochs and iterations.</param>
    /// <exception cref="DataException">The run there is of another network, other data or other settings.</exception>
    public RunFolder Continue(string? part, NetworkFacts network, DataFacts data, JsonElement settings, Seed? seed = null, string? step = null)
    {
        part = Prefix is null || part is null ? Prefix ?? part : $"{Prefix}-{part}";
        string path = part is null ? Folder : Path.Combine(Folder, part);
        var manifest = new RunManifest(RunManifest.CurrentSchema, Name, network, data, (seed ?? Seed).Value, settings, Command, Versions, Machine) { Step = step };
        Session?.Begin();
        bool lockedOutside = Session is not null && part is null;
        var run = Session is not null && RunFolder.IsRun(path, Files)
            ? RunFolder.Open(path, Files, Clock, lockedOutside)
            : RunFolder.Create(path, manifest, Files, Clock, lockedOutside);
        _folders.Add(path);
        RequireSame(run.Manifest, manifest, path);
        return run;
    }

    /// <summary>The data may have changed on the disk since the run began, and then nothing would come to the same numbers.</summary>
    private static void RequireSame(RunManifest begun, RunManifest now, string path)
    {
        string? changed = begun.Name != now.Name || begun.Seed != now.Seed ? "experiment or seed"
            : begun.Network.ToString() != now.Network.ToString() || begun.Network.Activation != now.Network.Activation ? "network"
            : !JsonElement.DeepEquals(JsonSerializer.SerializeToElement(begun.Data), JsonSerializer.SerializeToElement(now.Data)) ? "data"
            : !HoldsAll(now.Settings, begun.Settings) ? "settings" : null;
        if (changed is not null)
            throw new DataException($"'{path}' cannot be gone on with: its {changed} {(changed is "data" or "settings" ? "are" : "is")} no longer what manifest.json tells. Restore them, or begin a new run with --out.");
    }

    /// <summary>Whether settings hold all that an earlier program wrote; what they have beyond it are settings that it did not know, at the defaults that do as it did.</summary>
    private static bool HoldsAll(JsonElement now, JsonElement begun) =>
        now.ValueKind == JsonValueKind.Object && begun.ValueKind == JsonValueKind.Object
            ? begun.EnumerateObject().All(p => now.TryGetProperty(p.Name, out var value) && JsonElement.DeepEquals(value, p.Value))
            : JsonElement.DeepEquals(now, begun);
}
