using System.Security.Cryptography;
using DeepNfa.Records;

namespace DeepNfa.Data;

/// <summary>The four IDX files of MNIST, or of a set in its format (Fashion-MNIST, EMNIST).</summary>
public static class MnistFolder
{
    private static readonly string[] _files = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    /// <summary>Reads the training and the test files; the test samples become the validation split.</summary>
    /// <param name="folder">The folder that holds the files, or holds a folder "mnist" that does. Each may be plain or .gz, with "-idx" or ".idx" in its name.</param>
    /// <param name="trainLimit">Read at most this many training samples, the first ones.</param>
    /// <param name="testLimit">Read at most this many test samples, the first ones; 0 for none.</param>
    /// <returns>Pixels in [0, 1], flattened row by row; ten classes, or more where the labels need them; the SHA-256 of each file as it is stored.</returns>
    /// <exception cref="UsageException">A limit is out of range.</exception>
    /// <exception cref="DataException">Files are missing, damaged, or do not belong together.</exception>
    public static DataSplit Load(string folder, int trainLimit = int.MaxValue, int testLimit = int.MaxValue)
    {
        Require.AtLeast(trainLimit, 1);
        Require.AtLeast(testLimit, 0);
        string[] paths = Find(folder);
        var train = ReadPart(paths[0], paths[1], trainLimit);
        var test = testLimit == 0 ? null : ReadPart(paths[2], paths[3], testLimit);
        if (test is not null && test.Image != train.Image)
            throw new DataException($"{paths[2]}: the images are {test.Image.Height} × {test.Image.Width}; expected {train.Image.Height} × {train.Image.Width}, as in {paths[0]}. Give four files of one data set.");
        int classes = Math.Max(10, train.Labels.Concat(test?.Labels ?? []).Max() + 1);
        return new DataSplit(ToSet(train, classes, paths[..2]), test is null ? null : ToSet(test, classes, paths[2..]));
    }

    private static string[] Find(string folder)
    {
        string[] folders = [folder, Path.Combine(folder, "mnist")];
        var found = _files.Select(file => folders.SelectMany(f => Names(file).Select(n => Path.Combine(f, n))).FirstOrDefault(File.Exists)).ToArray();
        var missing = _files.Where((_, i) => found[i] is null).ToArray();
        if (missing.Length > 0)
            throw new DataException($"MNIST: {string.Join(", ", missing)} (plain or .gz) not found in {folders[0]} or {folders[1]}. Get them with 'deepnfa data get mnist', or say where they are with --data DIR or the variable DEEPNFA_DATA.");
        return found!;
    }

    private static IEnumerable<string> Names(string file)
    {
        string dotted = file.Replace("-idx", ".idx", StringComparison.Ordinal);
        return [file, $"{file}.gz", dotted, $"{dotted}.gz"];
    }

    private static Part ReadPart(string imagePath, string labelPath, int limit)
    {
        using var images = IdxReader.Open(imagePath);
        using var labels = IdxReader.Open(labelPath);
        if (images.Shape.Count != 3)
            throw new DataException($"{imagePath}: the file has {images.Shape.Count} dimension(s); expected 3, samples × height × width. Give a file of images.");
        if (labels.Shape.Count != 1)
            throw new DataException($"{labelPath}: the file has {labels.Shape.Count} dimensions; expected 1. Give a file of labels.");
        if (images.Shape[0] != labels.Shape[0])
            throw new DataException($"{labelPath}: {labels.Shape[0]} labels for the {images.Shape[0]} images of {imagePath}; expected one a sample. Give files that belong together.");
        if (images.ElementType != IdxType.Unsigned8 || labels.ElementType != IdxType.Unsigned8)
            throw new DataException($"{imagePath}, {labelPath}: the elements are of type {images.ElementType} and {labels.ElementType}; expected {IdxType.Unsigned8}, 0 to 255, in both. Give files in the format of MNIST.");
        if (images.Shape.Contains(0))
            throw new DataException($"{imagePath}: the file holds {string.Join(" × ", images.Shape)} pixels; expected at least one image. Give a file of images.");
        int samples = Math.Min(limit, images.Shape[0]);
        var pixels = images.Read<float>((long)samples * images.Shape[1] * images.Shape[2]);
        foreach (ref float pixel in pixels.AsSpan())
            pixel /= 255;
        return new Part(pixels, labels.Read<int>(samples), new ImageShape(images.Shape[1], images.Shape[2], 1));
    }

    private static LabeledSet ToSet(Part part, int classes, string[] paths) =>
        LabeledSet.OfClasses("MNIST", part.Pixels, part.Labels, classes) with
        {
            Image = part.Image,
            Source = "IDX files of MNIST or of a set in its format; their hashes tell which",
            Hashes = new SortedDictionary<string, string>(paths.ToDictionary(p => Path.GetFileName(p), Sha256), StringComparer.Ordinal),
        };

    private static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private sealed record Part(float[] Pixels, int[] Labels, ImageShape Image);
}
