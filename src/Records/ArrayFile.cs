namespace DeepNfa.Records;

/// <summary>An array of a file: its name, shape and element type.</summary>
/// <param name="Name">Its name in the file; empty in a .npy file, which holds one.</param>
/// <param name="Shape">The lengths of the dimensions.</param>
/// <param name="ElementType">The type of an element.</param>
public sealed record ArrayEntry(string Name, IReadOnlyList<int> Shape, Type ElementType);

/// <summary>A file of arrays, told by its content: .npy, .npz or .safetensors. Shapes are known at once, elements are read when they are asked for.</summary>
/// <remarks>A .pt file is a pickle, which runs code when it is loaded: it is never read, and the error says how to convert it.</remarks>
public sealed class ArrayFile
{
    private readonly IFiles _files;
    private readonly Func<Stream, string, NpyArray> _read;

    private ArrayFile(string path, IFiles files, string format, IReadOnlyList<ArrayEntry> entries, Func<Stream, string, NpyArray> read, IReadOnlyDictionary<string, string>? metadata = null)
    {
        (Path, _files, Format, Entries, _read) = (path, files, format, entries, read);
        Metadata = metadata ?? new Dictionary<string, string>();
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>NPY, NPZ or safetensors.</summary>
    public string Format { get; }

    /// <summary>The arrays, in the order of the file.</summary>
    public IReadOnlyList<ArrayEntry> Entries { get; }

    /// <summary>The texts that a safetensors file holds beside its arrays; otherwise empty.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and reads what it holds, without the elements.</summary>
    /// <exception cref="DataException">The file is missing, damaged, or holds no arrays.</exception>
    public static ArrayFile Open(string path, IFiles? files = null)
    {
        files ??= DiskFiles.Instance;
        using Stream stream = files.OpenRead(path);
        var head = new byte[9];
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        if (Kind(head) is not { } kind)
            throw new DataException($"'{path}': expected a file of arrays, .npy, .npz or .safetensors; got a file that {(head.Length == 0 ? "is empty" : $"begins with {Convert.ToHexString(head)}")}. Write one with numpy.save, numpy.savez or safetensors.");
        return kind switch
        {
            "NPY" => OfNpy(path, files, stream),
            "NPZ" => new(path, files, kind, Npz.Entries(stream, path), (s, name) => Npz.ReadOne(s, path, name)),
            "safetensors" => OfSafetensors(path, files, stream),
            _ => throw Pickled(path),
        };
    }

    /// <summary>Reads one array.</summary>
    /// <exception cref="DataException">The file is damaged.</exception>
    /// <exception cref="UsageException">There is no array of this name.</exception>
    public NpyArray Read(string name)
    {
        Require.That(Entries.Any(e => e.Name == name), "array", $"one of {string.Join(", ", Entries.Select(e => e.Name))}", name);
        using Stream stream = _files.OpenRead(Path);
        return _read(stream, name);
    }

    /// <summary>The format by the first bytes: "NPY", "NPZ", "safetensors", "PT" for a pickle that is not in a zip archive; null for another.</summary>
    public static string? Kind(ReadOnlySpan<byte> head) => head switch
    {
        [0x93, (byte)'N', ..] => "NPY",
        [(byte)'P', (byte)'K', 3 or 5 or 6, ..] => "NPZ",
        [_, _, _, _, 0, 0, 0, 0, (byte)'{', ..] => "safetensors",
        [0x80, >= 2 and <= 5, ..] => "PT",
        _ => null,
    };

    /// <summary>The sentence on a file that PyTorch pickled.</summary>
    internal static DataException Pickled(string path)
    {
        string name = System.IO.Path.GetFileNameWithoutExtension(path);
        return new($"'{path}' is a PyTorch pickle (.pt, .pth), which is never loaded since loading runs code. Convert it in Python, where you trust it:\n"
            + $"  state = torch.load('{System.IO.Path.GetFileName(path)}', map_location='cpu')  # a module? then: state = state.state_dict()\n"
            + $"  numpy.savez('{name}.npz', **{{k: v.numpy() for k, v in state.items()}})  # or: safetensors.torch.save_file(state, '{name}.safetensors')");
    }

    private static ArrayFile OfNpy(string path, IFiles files, Stream stream)
    {
        var (shape, type) = Npy.ShapeAndType(stream, path);
        return new(path, files, "NPY", [new("", shape, type)], (s, _) => Npy.Read(s, path));
    }

    private static ArrayFile OfSafetensors(string path, IFiles files, Stream stream)
    {
        var (places, metadata) = Safetensors.ReadHeader(stream, path);
        return new(path, files, "safetensors", [.. places.Select(p => new ArrayEntry(p.Name, p.Shape, p.ElementType))],
            (s, name) => Safetensors.ReadArray(s, places.First(p => p.Name == name), path), metadata);
    }
}
