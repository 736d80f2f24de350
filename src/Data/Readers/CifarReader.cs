using DeepNfa.Records;

namespace DeepNfa.Data.Readers;

/// <summary>Reads the binary files of CIFAR-10 and CIFAR-100, plain or gzip: records of one label byte (CIFAR-100: coarse and fine), then 32 × 32 pixels, plane after plane (red, green, blue), each row by row.</summary>
/// <remarks>Pixels become numbers in [0, 1]. Source: A. Krizhevsky, "Learning multiple layers of features from tiny images" (2009), and the description on its data page.</remarks>
public static class CifarReader
{
    private const int Pixels = 3 * 32 * 32;
    private const long Largest = 1 << 30;
    private static readonly string[] s_classes = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>Reads files in order, as one set each for training and test.</summary>
    /// <param name="train">The training files, at least one.</param>
    /// <param name="test">The test files; none for no test set.</param>
    /// <param name="options">The limits.</param>
    /// <exception cref="DataException">A file is missing, damaged or of another format.</exception>
    public static LoadedData Load(IReadOnlyList<string> train, IReadOnlyList<string> test, ReadOptions options)
    {
        int labels = LabelBytes(train[0]);
        var trainSet = ToSet(train, labels, options.TrainLimit);
        return new(trainSet, test.Count == 0 || options.TestLimit == 0 ? null : ToSet(test, labels, options.TestLimit))
        {
            Recognized = $"CIFAR-{trainSet.Outputs} binary: {trainSet.Samples} images of 32 × 32 in colour",
            ClassNames = labels == 1 ? s_classes : [.. Enumerable.Range(0, 100).Select(i => $"{i}")],
        };
    }

    /// <summary>1 for CIFAR-10, 2 for CIFAR-100: told by the length, and where that allows both by the labels.</summary>
    private static int LabelBytes(string path)
    {
        byte[] content = Content(path);
        bool ten = content.Length % (Pixels + 1) == 0, hundred = content.Length % (Pixels + 2) == 0;
        if (content.Length == 0 || !(ten || hundred))
            throw new DataException($"{path}: expected records of {Pixels + 1} bytes (CIFAR-10) or {Pixels + 2} (CIFAR-100); got {content.Length} bytes, {content.Length % (Pixels + 1)} too many for the one and {content.Length % (Pixels + 2)} for the other. Get the file again.");
        return ten && (!hundred || Enumerable.Range(0, content.Length / (Pixels + 1)).All(i => content[i * (Pixels + 1)] < 10)) ? 1 : 2;
    }

    private static LabeledSet ToSet(IReadOnlyList<string> paths, int labelBytes, int limit)
    {
        int record = labelBytes + Pixels, classes = labelBytes == 1 ? 10 : 100;
        var files = new List<(string Path, byte[] Content, int Samples)>();
        int samples = 0;
        foreach (string path in paths.TakeWhile(_ => samples < limit))
        {
            byte[] content = Content(path);
            if (content.Length == 0 || content.Length % record != 0)
                throw new DataException($"{path}: expected records of {record} bytes, as in {paths[0]}; got {content.Length} bytes, {content.Length % record} too many. Get the file again.");
            files.Add((path, content, Math.Min(content.Length / record, limit - samples)));
            samples += files[^1].Samples;
        }
        var (inputs, targets) = (new TensorRows(samples, Pixels), new TensorRows(samples, classes));
        foreach (var (path, content, count) in files)
            for (int i = 0; i < count; i++) Append(path, content.AsSpan(i * record, record), i, classes, inputs, targets);
        return new($"CIFAR-{classes}", inputs.ToTensor(), targets.ToTensor())
        {
            Classification = true,
            Image = new ImageShape(32, 32, 3),
            Source = $"binary files of CIFAR-{classes}; their hashes tell which",
            Hashes = FileNames.Hashes(files.Select(f => f.Path)),
        };
    }

    private static void Append(string path, ReadOnlySpan<byte> record, int index, int classes, TensorRows inputs, TensorRows targets)
    {
        int label = record[^(Pixels + 1)]; // the fine one, where there are two
        if (label >= classes)
            throw new DataException($"{path}: the label of record {index} (byte {(long)index * record.Length + record.Length - Pixels - 1}) is {label}; expected 0 to {classes - 1}. Get the file again.");
        Span<float> pixels = inputs.Add(), target = targets.Add();
        for (int i = 0; i < Pixels; i++) pixels[i] = record[i + record.Length - Pixels] / 255f;
        target.Clear();
        target[label] = 1;
    }

    private static byte[] Content(string path)
    {
        using var content = ContentStream.Open(path);
        using var all = new MemoryStream(content.CanSeek ? (int)Math.Min(content.Length, Largest) : 0);
        var buffer = new byte[1 << 16];
        for (int got; (got = content.Read(buffer)) > 0;)
        {
            if (all.Length + got > Largest) throw new DataException($"{path}: expected a file of CIFAR images, at most {Largest} bytes; got more. Give another file.");
            all.Write(buffer.AsSpan(0, got));
        }
        return all.ToArray();
    }
}
