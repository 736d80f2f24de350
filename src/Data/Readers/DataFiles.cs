using DeepNfa.Records;
using TorchSharp;

namespace DeepNfa.Data.Readers;

/// <summary>Reads data of any known format; which one it is shows in the content, and in the names where the content leaves it open.</summary>
public static class DataFiles
{
    private const string Formats = "a table of text (CSV, TSV), .npz, .npy or .safetensors with inputs and targets, a MATLAB .mat file, CIFAR binary files (.bin), or a folder of IDX files, of images or of a UCI-121 set";
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
        return KindOf(path) switch
        {
            FileKind.Table => CsvTable.Load(path, options),
            FileKind.Cifar => CifarReader.Load([path], options.TestPath is { } test ? [test] : [], options),
            FileKind.Arrays => ArraySets.OfArrays(path, options),
            FileKind.Mat => ArraySets.OfMat(path, options.TestPath, options),
            FileKind.Idx => throw new DataException($"{path}: an IDX file of images or of labels alone; expected both. Give the folder that holds them."),
            FileKind.Image => throw new DataException($"{path}: one image; expected a set. Give the folder that holds a folder of images for each class."),
            FileKind.Hdf5 => throw new DataException($"{path}: an HDF5 file, which is not read; expected {Formats}. Save its arrays with numpy.savez."),
            _ => throw new DataException($"{path}: the file is empty; expected {Formats}."),
        };
    }

    /// <summary>Whether a path is a file that is read as a table of text.</summary>
    /// <exception cref="DataException">It cannot be read.</exception>
    public static bool IsTable(string path) => !Directory.Exists(path) && KindOf(path) == FileKind.Table;

    private enum FileKind { Table, Cifar, Arrays, Mat, Idx, Image, Hdf5, Empty }

    /// <summary>What a file is, by its ending or its first bytes; what is nothing else is a table.</summary>
    private static FileKind KindOf(string path)
    {
        if (IsNamed(path, ".bin")) return FileKind.Cifar;
        byte[] head = ContentStream.Head(path, 128);
        if (ArrayFile.Kind(head) is not null) return FileKind.Arrays;
        if (head.AsSpan().StartsWith("MATLAB "u8) || IsNamed(path, ".mat")) return FileKind.Mat;
        return head switch
        {
            [0, 0, >= 0x08 and <= 0x0E, _, ..] => FileKind.Idx,
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] or [(byte)'P', >= (byte)'1' and <= (byte)'6', <= (byte)' ', ..] or [0xFF, 0xD8, 0xFF, ..] => FileKind.Image,
            [0x89, (byte)'H', (byte)'D', (byte)'F', ..] => FileKind.Hdf5,
            [] => FileKind.Empty,
            _ => FileKind.Table,
        };
    }

    /// <summary>Whether a path is a folder of IDX files, or holds a folder "mnist": these always have an official split.</summary>
    public static bool IsIdxFolder(string path) =>
        DiskFiles.Instance.List(path).Any(f => f.Contains("idx3-ubyte", StringComparison.Ordinal)) || Directory.Exists(Path.Combine(path, "mnist"));

    private static LoadedData OpenFolder(string folder, ReadOptions options)
    {
        string[] files = [.. DiskFiles.Instance.List(folder)];
        string[] Of(params string[] endings) => [.. files.Where(f => endings.Any(ending => IsNamed(f, ending))).Select(f => Path.Combine(folder, f))];
        bool IsTest(string file) => Path.GetFileName(file).Contains("test", StringComparison.OrdinalIgnoreCase);
        if (IsIdxFolder(folder)) return Mnist(folder, options);
        if (Of("conxuntos.dat").Length > 0) return Uci(folder);
        if (Of(".bin") is { Length: > 0 } binaries && !binaries.All(IsTest)) return CifarReader.Load([.. binaries.Where(f => !IsTest(f))], [.. binaries.Where(IsTest)], options);
        if (Of(".mat") is { Length: > 0 } mats && mats.Where(f => !IsTest(f)).ToArray() is [var mat]) return ArraySets.OfMat(mat, mats.FirstOrDefault(IsTest), options);
        if (ImageFolder.Fits(folder)) return ImageFolder.Load(folder, options);
        if (Of(s_tables) is [var table]) return CsvTable.Load(table, options);
        throw new DataException($"{folder}: expected {Formats}; got a folder that holds {(files.Length == 0 ? "nothing" : string.Join(", ", files.Take(10)) + (files.Length > 10 ? ", …" : ""))}. Name one file, or the folder of a known set.");
    }

    /// <summary>A set of the UCI-121 package, with the first of its four official splits.</summary>
    private static LoadedData Uci(string folder)
    {
        using var set = Uci121.Load(folder);
        LabeledSet Rows(IReadOnlyList<int> rows)
        {
            using var index = torch.tensor([.. rows]);
            return new(set.Samples.Name, set.Samples.Inputs.index_select(0, index), set.Samples.Targets.index_select(0, index)) { Classification = true, Source = set.Samples.Source, Hashes = set.Samples.Hashes };
        }
        return new(Rows(set.Folds[0].Train), Rows(set.Folds[0].Test))
        {
            Recognized = $"UCI-121 set {set.Samples.Name}: {set.Samples.Samples} rows, {set.Samples.InputWidth} inputs, {set.Samples.Outputs} classes, the first of its four official splits",
            FeatureNames = [.. Enumerable.Range(1, set.Samples.InputWidth).Select(i => $"x{i}")],
            ClassNames = [.. Enumerable.Range(0, set.Samples.Outputs).Select(i => $"{i}")],
        };
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
