using DeepNfa.Training;

namespace DeepNfa.Cli;

/// <summary>Where the arrays of a network are: weights in order, and a bias or null for each; no biases for none.</summary>
internal sealed record NetworkArrays(IReadOnlyList<FileArray> Weights, IReadOnlyList<FileArray?> Biases)
{
    /// <summary>One array a file.</summary>
    public static NetworkArrays OfFiles(string[] weights, string[] biases) => new([.. weights.Select(f => FileArray.Alone(f))], [.. biases.Select(f => FileArray.Alone(f))]);

    /// <summary>All arrays in one file.</summary>
    public static NetworkArrays Of(NetworkFile model)
    {
        FileArray Array(string name) => new(model.File, model.File.Entries.First(e => e.Name == name));
        bool biases = model.Layers.Any(l => l.Bias is not null);
        return new([.. model.Layers.Select(l => Array(l.Weight))], biases ? [.. model.Layers.Select(l => l.Bias is null ? null : Array(l.Bias))] : []);
    }

    /// <summary>The weights before training: one array a file, or one file of a network with the layers of <paramref name="model"/>.</summary>
    public static IReadOnlyList<FileArray> Initial(string[] files, NetworkFile? model) =>
        files.Length == 1 && model is not null ? Of(NetworkFile.Open(files[0], [.. model.Layers.Select(l => l.Weight)])).Weights : OfFiles(files, []).Weights;
}
