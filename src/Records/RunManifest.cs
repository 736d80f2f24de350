using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepNfa.Records;

/// <summary>Height, width and channels of inputs that are images; a row holds channel after channel, each row by row.</summary>
public sealed record ImageShape(int Height, int Width, int Channels);

/// <summary>What is known of a data set, as plain values.</summary>
/// <param name="Name">The name that people use, such as "MNIST".</param>
/// <param name="Inputs">The width d of an input.</param>
/// <param name="Outputs">The number c of targets: classes, or regression targets.</param>
/// <param name="Classification">Whether the targets are one-hot classes.</param>
/// <param name="TrainSamples">The number of training samples.</param>
/// <param name="ValidationSamples">The number of validation samples; 0 without a validation split.</param>
/// <param name="Image">The shape of an input that is an image; otherwise null.</param>
/// <param name="Source">Where the samples come from, in words a reader understands.</param>
/// <param name="Hashes">SHA-256 of each file by its name (no folder); empty for generated data.</param>
/// <param name="Preparation">The steps that prepared the data, as text and in order; null where none did, and in older runs.</param>
/// <param name="Content">SHA-256 of the values that the network saw, for "train" and "validation"; null in older runs.</param>
public sealed record DataFacts(
    string Name,
    int Inputs,
    int Outputs,
    bool Classification,
    int TrainSamples,
    int ValidationSamples,
    ImageShape? Image,
    string Source,
    IReadOnlyDictionary<string, string> Hashes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Preparation = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Content = null);

/// <summary>The network of a run, as plain values.</summary>
/// <param name="Inputs">Input width.</param>
/// <param name="Hidden">Widths of the hidden layers.</param>
/// <param name="Outputs">Output width.</param>
/// <param name="Activation">The activation's name, such as "relu".</param>
/// <param name="Biases">Whether the layers have biases.</param>
/// <param name="Initialization">The initialization's name.</param>
public sealed record NetworkFacts(int Inputs, IReadOnlyList<int> Hidden, int Outputs, string Activation, bool Biases, string Initialization)
{
    /// <summary>The list of layers as text; null of a fully connected network.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Layers { get; init; }

    /// <summary>Of every layer with weights the patch that it sees, null for a dense one; null of a fully connected network.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ImageShape?>? Patches { get; init; }

    /// <summary>The usual short form, such as "784-512×3-10", or "784-conv16-conv32×2-10".</summary>
    public override string ToString()
    {
        var parts = new List<string> { $"{Inputs}" };
        for (int i = 0; i < Hidden.Count;)
        {
            int first = i, same = Enumerable.Range(i, Hidden.Count - i).TakeWhile(l => Word(l) == Word(first)).Count();
            parts.Add(same == 1 ? Word(i) : $"{Word(i)}×{same}");
            i += same;
        }
        parts.Add($"{Outputs}");
        return string.Join("-", parts);

        string Word(int layer) => Patches?[layer] is null ? $"{Hidden[layer]}" : $"conv{Hidden[layer]}";
    }
}

/// <summary>Everything that was known before a run began; manifest.json.</summary>
/// <param name="SchemaVersion">The version of the run folder's format.</param>
/// <param name="Name">The experiment's name, or "train".</param>
/// <param name="Network">The network.</param>
/// <param name="Data">The data.</param>
/// <param name="Seed">The seed of every random stream.</param>
/// <param name="Settings">All settings, as JSON; what an experiment needs to run again.</param>
/// <param name="Command">The command line that repeats the run.</param>
/// <param name="Versions">Version of each thing that computes: "deepnfa", "libtorch", "dotnet".</param>
/// <param name="Machine">The machine in words: "os", "cpu", "cores", "threads", "memory", "device".</param>
public sealed record RunManifest(
    int SchemaVersion,
    string Name,
    NetworkFacts Network,
    DataFacts Data,
    long Seed,
    JsonElement Settings,
    string Command,
    IReadOnlyDictionary<string, string> Versions,
    IReadOnlyDictionary<string, string> Machine)
{
    /// <summary>The schema version that this program writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>What the column epoch counts where the run steps through something else, such as "training samples"; null for epochs, and for iterations of a machine.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Step { get; init; }
}
