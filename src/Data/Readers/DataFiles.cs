using DeepNfa.Records;

namespace DeepNfa.Data.Readers;

/// <summary>Reads data of any known format; which one it is shows in the content, and in the names where the content leaves it open.</summary>
public static class DataFiles
{
    private const string Formats = "IDX files of MNIST's kind, CIFAR binary files (.bin), or a table of text (CSV, TSV); each may be gzip";
    private static readonly string[] s_tables = [".csv", ".tsv", ".txt", ".data", ".dat", ".tab"];

    /// <summary>Reads a file, or a folder that holds a set.</summary>
    /// <param name="path">The file or the folder.</param>
    /// <param name="options">What the file does not say of itself; null to guess.</param>
    /// <exception cref="DataException">The data are missing, damaged or of no known format.</exception>
    /// <exception cref="UsageException">An option does not fit the data.</exception>
    public static LoadedData Open(string path, ReadOptions? options = null)
    {
        options ??= new();
        Require.AtLeast(options.TrainLimit, 1);
        Require.AtLeast(options.TestLimit, 0);
        if (Directory.Exists(path)) return OpenFolder(path, options);
        if (IsNamed(path, ".bin")) return CifarReader.Load([path], options.TestPath is { } test ? [test] : [], options);
        return ContentStream.Head(path, 8) switch
        {
            [0, 0, >= 0x08 and <= 0x0E, _, ..] => throw new DataException($"{path}: an IDX file of images or of labels alone; expected both. Give the folder that holds them."),
            [] => throw new DataException($"{path}: the file is empty; expected {Formats}."),
            _ => CsvTable.Load(path, options),
        };
    }

    private static LoadedData OpenFolder(string folder, ReadOptions options)
    {
        string[] files = [.. DiskFiles.Instance.List(folder)];
        if (files.Any(f => f.Contains("idx3-ubyte", StringComparison.Ordinal)) || Directory.Exists(Path.Combine(folder, "mnist")))
            return Mnist(folder, options);
        string[] binaries = [.. files.Where(f => IsNamed(f, ".bin"))];
        string[] test = [.. binaries.Where(f => f.Contains("test", StringComparison.OrdinalIgnoreCase)).Select(f => Path.Combine(folder, f))];
        string[] train = [.. binaries.Select(f => Path.Combine(folder, f)).Except(test)];
        if (train.Length > 0) return CifarReader.Load(train, test, options);
        string[] tables = [.. files.Where(f => s_tables.Any(ending => IsNamed(f, ending)))];
        if (tables.Length == 1) return CsvTable.Load(Path.Combine(folder, tables[0]), options);
        throw new DataException($"{folder}: expected {Formats}; got a folder that holds {(files.Length == 0 ? "nothing" : string.Join(", ", files.Take(10)) + (files.Length > 10 ? ", …" : ""))}. Name one file, or the folder of a known set.");
    }

    private static LoadedData Mnist(string folder, ReadOptions options)
    {
        var split = MnistFolder.Load(folder, options.TrainLimit, options.TestLimit);
        return new(split.Train, split.Validation)
        {
            Recognized = $"IDX files: {split.Train.Samples} images of {split.Train.Image!.Height} × {split.Train.Image.Width}, {split.Train.Outputs} classes",
            ClassNames = [.. Enumerable.Range(0, split.Train.Outputs).Select(i => $"{i}")],
        };
    }

    private static bool IsNamed(string path, string ending) =>
        path.EndsWith(ending, StringComparison.OrdinalIgnoreCase) || path.EndsWith(ending + ".gz", StringComparison.OrdinalIgnoreCase);
}
