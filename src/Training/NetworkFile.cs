using DeepNfa.Records;

namespace DeepNfa.Training;

/// <summary>A fully connected network in one file, .npz or .safetensors, as PyTorch users export it: "0.weight", "0.bias", "fc1.weight", "net.layers.0.weight", or W1, b1, ….</summary>
/// <remarks>
/// Weights are the arrays whose names end with "weight"; else W1, W2, …; else all matrices. A bias has the name of its weights with "bias" or "b" instead, or follows them in the file.
/// The order is that of the numbers in their names where nothing else tells them apart; else that of an .npz file; else the only one in which the shapes fit.
/// </remarks>
public sealed class NetworkFile
{
    private const string ActivationKey = "activation";

    private NetworkFile(ArrayFile file, IReadOnlyList<NetworkLayer> layers, string order)
    {
        (File, Layers) = (file, layers);
        int biases = layers.Count(l => l.Bias is not null);
        Recognized = $"{file.Format}, {layers.Count} layer(s) {order}: {string.Join(", ", layers.Select(l => $"{l.Weight} ({l.Rows} × {l.Columns})"))}, {(biases == 0 ? "no biases" : biases == layers.Count ? "with biases" : $"{biases} with a bias")}";
    }

    /// <summary>The file.</summary>
    public ArrayFile File { get; }

    /// <summary>The layers, from input to output.</summary>
    public IReadOnlyList<NetworkLayer> Layers { get; }

    /// <summary>The activation, where the file names it; otherwise null.</summary>
    public string? Activation => File.Metadata.GetValueOrDefault(ActivationKey);

    /// <summary>What was recognised, in words.</summary>
    public string Recognized { get; }

    /// <summary>Opens a file and finds its layers, without reading their elements.</summary>
    /// <param name="path">The file.</param>
    /// <param name="names">The layers in order, each by the name of its weights or what stands before ".weight"; null to find them.</param>
    /// <exception cref="DataException">The file is missing or damaged, or holds no fully connected network.</exception>
    /// <exception cref="UsageException">A layer that is named is not there.</exception>
    public static NetworkFile Open(string path, IReadOnlyList<string>? names = null)
    {
        var file = ArrayFile.Open(path);
        if (names is { Count: > 0 }) return new(file, Named(file, names), "as named");
        var layers = WeightsOf(file).Select(w => Layer(file, w)).ToList();
        if (layers.Count == 0)
            throw new DataException($"'{path}': expected matrices of weights, such as '0.weight'; got {Names(file)}. Save the state_dict of a fully connected network.");
        var (ordered, order) = LayerOrder.Of(path, layers, fileIsOrdered: file.Format == "NPZ");
        return new(file, ordered, order);
    }

    /// <summary>Writes a network: .npz with W1, b1, … for numpy.load; .safetensors as nn.Sequential(Linear, activation, Linear, …) names its state, "0.weight", "0.bias", "2.weight", ….</summary>
    /// <param name="path">The file.</param>
    /// <param name="weights">W_1 … W_{L+1}, each (out × in).</param>
    /// <param name="biases">b_1 … b_{L+1}; empty for none.</param>
    /// <param name="activation">The activation's name, which a safetensors file keeps.</param>
    /// <param name="files">The file layer.</param>
    /// <exception cref="UsageException">The name ends with neither.</exception>
    public static void Save(string path, IReadOnlyList<NpyArray> weights, IReadOnlyList<NpyArray> biases, string activation, IFiles? files = null)
    {
        bool safetensors = RequireEnding(path);
        var arrays = weights.SelectMany((w, l) => biases.Count == 0 ? [(Name(l, "weight", "W"), w)] : new[] { (Name(l, "weight", "W"), w), (Name(l, "bias", "b"), biases[l]) }).ToList();
        Write(path, arrays, new() { [ActivationKey] = activation }, files);

        string Name(int layer, string pytorch, string numpy) => safetensors ? $"{2 * layer}.{pytorch}" : $"{numpy}{layer + 1}";
    }

    /// <summary>Whether a name is that of a safetensors file.</summary>
    /// <exception cref="UsageException">It is neither that nor one of an .npz file.</exception>
    public static bool RequireEnding(string path)
    {
        bool safetensors = path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase);
        Require.That(safetensors || path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase), "--save", "a name that ends with .npz or .safetensors", path);
        return safetensors;
    }

    /// <summary>Requires of the file of a training to come that it can be written then.</summary>
    /// <exception cref="UsageException">Its ending is unknown, or its folder is not there.</exception>
    public static void RequirePlace(string path)
    {
        RequireEnding(path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Require.That(Directory.Exists(folder), "--save", "a file in a folder that exists", path, "Make the folder first.");
    }

    /// <summary>Writes named arrays; a safetensors file keeps texts beside them.</summary>
    internal static void Write(string path, IReadOnlyList<(string, NpyArray)> arrays, Dictionary<string, string> texts, IFiles? files)
    {
        bool safetensors = RequireEnding(path);
        (files ?? DiskFiles.Instance).Replace(
            path,
            stream =>
            {
                if (safetensors) Safetensors.Write(stream, arrays, new SortedDictionary<string, string>(texts, StringComparer.Ordinal) { ["format"] = "pt" });
                else Npz.Write(stream, arrays);
            },
            "the trained weights");
    }

    private static IEnumerable<ArrayEntry> WeightsOf(ArrayFile file)
    {
        var named = file.Entries.Where(e => e.Name.EndsWith("weight", StringComparison.OrdinalIgnoreCase)).ToList();
        if (named.Count == 0) named = [.. file.Entries.Where(e => e.Name.Length > 1 && e.Name[0] == 'W' && e.Name.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0)];
        if (named.Count == 0) return file.Entries.Where(e => e.Shape.Count == 2);
        return named.Find(e => e.Shape.Count != 2) is not { } other ? named
            : throw new DataException($"'{file.Path}': expected weights of fully connected layers, (out × in); got '{other.Name}' of {InWords(other)}, {(other.Shape.Count < 2 ? "which a normalisation has" : "which a convolution has")}. {(other.Shape.Count == 4 ? "Networks with convolutions are for 'deepnfa measure'." : "Only fully connected layers and convolutions of two dimensions are measured; name the layers with --layers.")}");
    }

    private static NetworkLayer Layer(ArrayFile file, ArrayEntry weights)
    {
        if (weights.Shape is not [> 0 and var rows, > 0 and var columns])
            throw new DataException($"'{file.Path}': expected '{weights.Name}' to be a matrix (out × in); got {InWords(weights)}.");
        string? name = weights.Name.EndsWith("weight", StringComparison.OrdinalIgnoreCase) ? weights.Name[..^6] + (char.IsUpper(weights.Name[^6]) ? "Bias" : "bias")
            : weights.Name.StartsWith('W') ? $"b{weights.Name[1..]}" : null;
        var bias = name is not null
            ? file.Entries.FirstOrDefault(e => e.Name == name)
            : file.Entries.SkipWhile(e => e != weights).Skip(1).Take(1).FirstOrDefault(e => e.Shape.Count == 1);
        return bias is null || bias.Shape is [var length] && length == rows ? new(weights.Name, bias?.Name, rows, columns)
            : throw new DataException($"'{file.Path}': expected '{bias.Name}' to hold {rows} values, one a row of '{weights.Name}' ({rows} × {columns}); got {InWords(bias)}.");
    }

    private static List<NetworkLayer> Named(ArrayFile file, IReadOnlyList<string> names)
    {
        var layers = names.Select(name => Layer(file, file.Entries.FirstOrDefault(e => e.Name == name || e.Name == $"{name}.weight")
            ?? throw new UsageException($"--layers: expected names of weights in '{file.Path}': {Names(file)}; got '{name}'."))).ToList();
        return LayerOrder.Chains(layers) ? layers
            : throw new DataException($"--layers: expected the outputs of each layer to be the inputs of the next; got {string.Join(", ", layers.Select(l => $"{l.Weight} ({l.Rows} × {l.Columns})"))}. Name them from input to output.");
    }

    private static string Names(ArrayFile file) => file.Entries.Count == 0 ? "nothing" : string.Join(", ", file.Entries.Take(20).Select(e => e.Name.Length == 0 ? "one array without a name" : e.Name)) + (file.Entries.Count > 20 ? ", …" : "");

    private static string InWords(ArrayEntry entry) => Require.InWords([.. entry.Shape.Select(n => (long)n)]);
}
