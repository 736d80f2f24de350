using DeepNfa.Records;

namespace DeepNfa.Cli;

/// <summary>An array in a file, whose elements are read when they are asked for.</summary>
internal sealed class FileArray(ArrayFile file, ArrayEntry entry)
{
    /// <summary>The type of an element.</summary>
    public Type ElementType => entry.ElementType;

    /// <summary>File and name, for sentences.</summary>
    public string InWords => entry.Name.Length == 0 ? $"'{file.Path}'" : $"'{file.Path}: {entry.Name}'";

    /// <summary>The only array of a file, or the one of a usual name.</summary>
    /// <exception cref="DataException">The file is missing or damaged, or holds several arrays of other names.</exception>
    public static FileArray Alone(string path, params string[] names)
    {
        var file = ArrayFile.Open(path);
        var entry = file.Entries.Count == 1 ? file.Entries[0] : names.Select(n => file.Entries.FirstOrDefault(e => e.Name == n)).FirstOrDefault(e => e is not null);
        return entry is not null ? new(file, entry)
            : throw new DataException($"'{path}': expected one array{(names.Length > 0 ? $", or one named {names[0]}" : "; a network in one file is named with --model")}; got {file.Entries.Count}: {string.Join(", ", file.Entries.Take(10).Select(e => e.Name))}.");
    }

    /// <summary>Rows and columns.</summary>
    /// <exception cref="DataException">The array is no matrix.</exception>
    public (long Rows, long Columns) MatrixShape() =>
        entry.Shape is [var rows, var columns] ? (rows, columns) : throw new DataException($"{InWords}: expected a matrix (two dimensions); got {entry.Shape.Count} dimension(s).");

    /// <summary>Samples and the numbers of each: rows and columns, or of images (n × channels × rows × columns) all their pixels.</summary>
    /// <exception cref="DataException">The array is neither.</exception>
    public (long Rows, long Columns) SampleShape() => Image is { } image ? (entry.Shape[0], (long)image.Channels * image.Height * image.Width) : entry.Shape.Count == 2 ? MatrixShape()
        : throw new DataException($"{InWords}: expected inputs (n × d), or images (n × channels × height × width); got {entry.Shape.Count} dimension(s).");

    /// <summary>The shape of an image, where these are (n × channels × rows × columns).</summary>
    public ImageShape? Image => entry.Shape is [_, > 0 and var channels, > 0 and var height, > 0 and var width] ? new(height, width, channels) : null;

    /// <summary>Reads the elements.</summary>
    public NpyArray Read() => file.Read(entry.Name);
}
