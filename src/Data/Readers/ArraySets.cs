using DeepNfa.Records;

namespace DeepNfa.Data.Readers;

/// <summary>Samples from files of arrays: .npz, .safetensors and .mat with inputs and targets by their usual names, and a matrix in a .npy file as a table.</summary>
/// <remarks>
/// Names, whatever their case: x, data, images, inputs or features for inputs, y, labels, targets or classes for targets, each with train or test before or after it for an official split,
/// as in x_train, train_images, Xtest. A file with two arrays needs no names: the larger holds the inputs.
/// </remarks>
internal static class ArraySets
{
    private const int MostWholeClasses = 1000; // of targets in a whole-number type, which are classes unless they are sparse
    private static readonly string[] s_inputs = ["x", "data", "images", "image", "inputs", "input", "features", "fea"], s_targets = ["y", "labels", "label", "targets", "target", "classes", "gnd"];

    /// <summary>Reads an .npz or .safetensors file.</summary>
    /// <exception cref="DataException">The file is damaged, or holds no inputs with targets.</exception>
    public static LoadedData OfArrays(string path, ReadOptions options)
    {
        var file = ArrayFile.Open(path);
        if (file.Format == "NPY") return OfMatrix(path, file.Read("").Elements, file.Entries[0].Shape, options);
        var train = Pair(path, [.. file.Entries.Select(e => new Entry(e.Name, e.Shape))], test: false)!;
        var test = options.TestLimit == 0 ? null : Pair(path, [.. file.Entries.Select(e => new Entry(e.Name, e.Shape))], test: true);
        Set Read((Entry Inputs, Entry Targets) pair) => new(path, Rows(file, pair.Inputs), Rows(file, pair.Targets), IsWhole(file.Entries.First(e => e.Name == pair.Targets.Name).ElementType));
        return Load(file.Format, Read(train.Value), test is { } t ? Read(t) : null, options);
    }

    /// <summary>Reads a MATLAB file; a second one with the test samples where it is named.</summary>
    /// <exception cref="DataException">The file is damaged, or holds no inputs with targets.</exception>
    public static LoadedData OfMat(string path, string? testPath, ReadOptions options) =>
        Load("MATLAB", MatSet(path), testPath is not null && options.TestLimit > 0 ? MatSet(testPath) : null, options);

    private static Set MatSet(string path)
    {
        var arrays = MatFile.Read(path);
        var (inputs, targets) = Pair(path, [.. arrays.Select(a => new Entry(a.Name, a.Shape))], test: false)!.Value;
        var (x, y) = (arrays.First(a => a.Name == inputs.Name), arrays.First(a => a.Name == targets.Name));
        int samples = y.Shape.Aggregate(1, (a, b) => a * b); // a vector is (n × 1) or (1 × n) in MATLAB
        var outputs = y.Shape is [1, _] or [_, 1] ? SampleArray.OfRows(y.Elements, [samples]) : SampleArray.OfColumns(y.Elements, y.Shape, y.Shape[0]);
        return new(path, SampleArray.OfColumns(x.Elements, x.Shape, outputs.Samples), outputs, Whole: true) { DigitTen = x.Shape is [32, 32, 3, _] };
    }

    /// <summary>A matrix with the target in one of its columns.</summary>
    private static LoadedData OfMatrix(string path, Array elements, IReadOnlyList<int> shape, ReadOptions options)
    {
        if (shape is not [> 0 and var rows, > 1 and var columns])
            throw new DataException($"{path}: expected a matrix with inputs and a target in its columns; got {Require.InWords([.. shape.Select(n => (long)n)])}. Save inputs and targets together: numpy.savez('data.npz', x=x, y=y).");
        int target = new ColumnChoice(path, new CsvDialect(',', false, [.. Enumerable.Range(1, columns).Select(i => $"x{i}")])).Target(options.Target);
        var all = SampleArray.OfRows(elements, shape);
        var (x, y, row) = (new float[rows * (columns - 1)], new float[rows], new float[columns]);
        for (int i = 0; i < rows; i++)
        {
            all.Fill(i, row);
            y[i] = row[target];
            row.AsSpan(0, target).CopyTo(x.AsSpan(i * (columns - 1)));
            row.AsSpan(target + 1).CopyTo(x.AsSpan(i * (columns - 1) + target));
        }
        return Load($"NPY, target in column {target + 1}", new(path, SampleArray.OfRows(x, [rows, columns - 1]), SampleArray.OfRows(y, [rows]), IsWhole(elements.GetType().GetElementType()!)), null, options);
    }

    private static LoadedData Load(string format, Set train, Set? test, ReadOptions options)
    {
        if (test is not null && test.Inputs.Width != train.Inputs.Width)
            throw new DataException($"{test.Path}: expected test inputs of {train.Inputs.Width} numbers, as those to train on; got {test.Inputs.Width}. Give sets that belong together.");
        var targets = Targets(train, options);
        var trainSet = ToSet(train, targets, options.TrainLimit, out long missing);
        long missingTest = 0;
        var image = train.Inputs.Image;
        return new(trainSet, test is null ? null : ToSet(test, targets, options.TestLimit, out missingTest))
        {
            Recognized = $"{format}: {trainSet.Samples} {(image is null ? "samples" : $"images of {image.Height} × {image.Width}{(image.Channels == 3 ? " in colour" : "")}")}, {trainSet.InputWidth} inputs, {targets?.InWords ?? $"{trainSet.Outputs} {(trainSet.Classification ? "classes, one-hot" : "targets")}"}{(train.DigitTen ? ", label 10 being digit 0" : "")}",
            ClassNames = targets?.ClassNames ?? (trainSet.Classification ? [.. Enumerable.Range(0, trainSet.Outputs).Select(i => $"{i}")] : []),
            FeatureNames = image is null ? [.. Enumerable.Range(1, trainSet.InputWidth).Select(i => $"x{i}")] : [],
            Notes = targets?.Notes ?? [],
            Missing = missing + missingTest,
        };
    }

    /// <summary>What one number a sample means; null where there are several, which are one-hot or regression targets.</summary>
    private static TableTargets? Targets(Set set, ReadOptions options)
    {
        if (set.Targets.Width != 1) return null;
        var numbers = Enumerable.Range(0, set.Targets.Samples).Select(set.Target);
        return TableTargets.OfNumbers(set.Path, numbers, options.Classification, set.Whole ? MostWholeClasses : 20);
    }

    private static LabeledSet ToSet(Set set, TableTargets? targets, int limit, out long missing)
    {
        int samples = Math.Min(limit, set.Inputs.Samples);
        if (set.Inputs.Samples != set.Targets.Samples || samples == 0 || set.Inputs.Width == 0)
            throw new DataException($"{set.Path}: expected one target for each of at least one sample; got {set.Inputs.Samples} samples of {set.Inputs.Width} inputs and {set.Targets.Samples} targets. Save arrays with the samples first.");
        var (inputs, outputs) = (new TensorRows(samples, set.Inputs.Width), new TensorRows(samples, targets?.Outputs ?? set.Targets.Width));
        bool oneHot = targets is null;
        missing = 0;
        for (int i = 0; i < samples; i++)
        {
            Span<float> x = inputs.Add(), y = outputs.Add();
            set.Inputs.Fill(i, x);
            missing += Count(x, set.Path, i);
            if (targets is not null) targets.Encode(set.Target(i), y, set.Path, i);
            else set.Targets.Fill(i, y);
            if (y.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue) >= 0) throw new DataException($"{set.Path}: the target of sample {i} is no finite number; expected one for every sample. Correct it or leave the sample out.");
            oneHot &= y.Count(1f) == 1 && y.Count(0f) == y.Length - 1;
        }
        return new(FileNames.Stem(set.Path), inputs.ToTensor(), outputs.ToTensor())
        {
            Classification = targets?.Classes > 0 || oneHot,
            Image = set.Inputs.Image,
            Source = "arrays of inputs and targets",
            Hashes = FileNames.Hashes(set.Path),
        };
    }

    /// <summary>How many numbers are missing; infinities are refused.</summary>
    private static int Count(ReadOnlySpan<float> numbers, string path, int sample)
    {
        int missing = 0;
        for (int j = 0; j < numbers.Length; j++)
        {
            if (float.IsInfinity(numbers[j])) throw new DataException($"{path}: input {j} of sample {sample} (both from 0) is infinite in single precision; expected a finite number, or NaN for a missing one. Correct it.");
            if (float.IsNaN(numbers[j])) missing++;
        }
        return missing;
    }

    private static SampleArray Rows(ArrayFile file, Entry entry) => SampleArray.OfRows(file.Read(entry.Name).Elements, entry.Shape);

    /// <summary>The inputs and the targets among arrays; null where test arrays are asked for and there are none.</summary>
    private static (Entry Inputs, Entry Targets)? Pair(string path, List<Entry> entries, bool test)
    {
        var candidates = entries.Where(e => IsTest(e.Name) == test).ToList();
        var (inputs, targets) = (candidates.Find(e => s_inputs.Contains(Bare(e.Name))), candidates.Find(e => s_targets.Contains(Bare(e.Name))));
        if (inputs is not null && targets is not null) return (inputs, targets);
        if (test) return null;
        if (entries is [var a, var b] && a.Count != b.Count) return a.Count > b.Count ? (a, b) : (b, a);
        throw new DataException($"{path}: expected inputs and targets, such as arrays x and y; got {string.Join(", ", entries.Take(10).Select(e => $"{(e.Name.Length == 0 ? "one array" : e.Name)} {Require.InWords([.. e.Shape.Select(n => (long)n)])}"))}. Name them so: numpy.savez('data.npz', x=x, y=y).");
    }

    private static bool IsTest(string name) => name.Contains("test", StringComparison.OrdinalIgnoreCase) || name.StartsWith("val", StringComparison.OrdinalIgnoreCase);

    /// <summary>A name without "train", "test" and what joins them.</summary>
    private static string Bare(string name) =>
        name.ToLowerInvariant().Replace("train", "", StringComparison.Ordinal).Replace("test", "", StringComparison.Ordinal).Trim('_', '-', '.', ' ');

    private static bool IsWhole(Type type) => Type.GetTypeCode(type) is >= TypeCode.Boolean and <= TypeCode.UInt64;

    private sealed record Entry(string Name, IReadOnlyList<int> Shape)
    {
        public long Count => Shape.Aggregate(1L, (n, m) => n * m);
    }

    /// <summary>Samples before they become tensors.</summary>
    private sealed record Set(string Path, SampleArray Inputs, SampleArray Targets, bool Whole)
    {
        private readonly float[] _one = new float[1];

        /// <summary>Whether this may be SVHN, where the label 10 is the digit 0.</summary>
        public bool DigitTen { get; init; }

        public float Target(int sample)
        {
            Targets.Fill(sample, _one);
            return DigitTen && _one[0] == 10 ? 0 : _one[0];
        }
    }
}
