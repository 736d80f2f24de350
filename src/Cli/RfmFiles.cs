using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Kernels;
using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Cli;

/// <summary>The samples of <c>rfm fit</c> in .npy files: shapes are known at once, arrays are read when they are asked for.</summary>
internal sealed class RfmFiles : IRfmSource
{
    private const long Large = 8 << 20; // numbers: 32 MB and more in single precision

    private readonly (string X, string Y) _train;
    private readonly (string X, string Y)? _validation, _test;
    private readonly string _task;
    private readonly ScalarType _dtype;

    /// <exception cref="UsageException">An option names no pair of files.</exception>
    /// <exception cref="DataException">A file is missing, or the shapes do not belong together.</exception>
    public RfmFiles(string train, string? validation, string? test, string task, ScalarType dtype)
    {
        (_train, _validation, _test, _task, _dtype) = (Pair("--train", train), validation is null ? null : Pair("--validation", validation), test is null ? null : Pair("--test", test), task, dtype);
        var (samples, width) = Shapes(_train);
        (Samples, Width) = (samples, width);
        int others = 0;
        foreach (var pair in new[] { _validation, _test }.OfType<(string X, string Y)>())
        {
            var (more, own) = Shapes(pair);
            others += more;
            if (own != width) throw new DataException($"'{pair.X}': expected (n × {width}), as in '{_train.X}'; got {own} columns.");
        }
        Size = new(samples, others, width, Npy.ReadHeader(_train.Y).Shape is [_, var columns] ? columns : 1, dtype == ScalarType.Float32);
    }

    public MachineSize? Size { get; }

    public int Samples { get; }

    public int Width { get; }

    /// <summary>What the outputs stand for, known after <see cref="Load"/>; null for regression.</summary>
    public IReadOnlyList<string>? Classes { get; private set; }

    public IReadOnlyList<string>? Features => null;

    public string Describe() => $"{Samples} × {Width} training samples";

    /// <summary>Reads everything.</summary>
    /// <exception cref="DataException">Numbers are NaN or infinite, or labels do not belong together.</exception>
    public (DataSplit Split, LabeledSet? Test) Load(Device? device)
    {
        using var scope = NewDisposeScope();
        var train = Npy.Read(_train.Y);
        bool oneHot = _task != "regression" && IsOneHot(train), labels = _task != "regression" && !oneHot && train.Shape.Count == 1 && (_task == "classification" || IsWhole(train));
        if (_task == "classification" && !oneHot && !labels) throw new DataException($"'{_train.Y}': expected classes, as one-hot rows or a vector of labels; got numbers, {train.ShapeInWords}.");
        double[]? values = labels ? [.. train.ToDoubles().Distinct().Order()] : null;
        Classes = values is not null ? [.. values.Select(v => FormattableString.Invariant($"{v}"))] : oneHot ? [.. Enumerable.Range(0, train.Shape[1]).Select(c => $"{c}")] : null;
        int outputs = values?.Length ?? (train.Shape.Count == 1 ? 1 : train.Shape[1]);
        var made = new List<LabeledSet>();
        LabeledSet? Read((string X, string Y)? pair)
        {
            if (pair is not { } files) return null;
            made.Add(new(Path.GetFileName(files.X), Inputs(files.X, device), Targets(files.Y, values, outputs, device)) { Classification = Classes is not null });
            return made[^1];
        }
        try
        {
            return (new DataSplit(Read(_train)!, Read(_validation)), Read(_test));
        }
        catch
        {
            foreach (var set in made) set.Dispose();
            throw;
        }
    }

    private static (string, string) Pair(string option, string text) =>
        text.Split(',') is [{ Length: > 0 } x, { Length: > 0 } y] ? (x, y) : throw new UsageException($"{option}: expected two files, x.npy,y.npy; got '{text}'.");

    private static (int Samples, int Width) Shapes((string X, string Y) pair)
    {
        var (x, y) = (Npy.ReadHeader(pair.X).Shape, Npy.ReadHeader(pair.Y).Shape);
        if (x.Count != 2) throw new DataException($"'{pair.X}': expected a matrix (n × d), a sample a row; got {x.Count} dimension(s).");
        if (y.Count is not 1 and not 2 || y[0] != x[0]) throw new DataException($"'{pair.Y}': expected ({x[0]} × c) or ({x[0]}), a row for each of '{pair.X}'; got ({string.Join(" × ", y)}).");
        if (x[0] < 1 || x[1] < 1) throw new DataException($"'{pair.X}': expected at least one sample and one column; got ({x[0]} × {x[1]}).");
        return (x[0], x[1]);
    }

    private Tensor Inputs(string file, Device? device)
    {
        var x = Npy.Read(file).ToTensor(_dtype);
        if (x.numel() > Large) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true); // the array is now in the tensor
        RequireFinite(file, x);
        return device is null ? x : x.to(device);
    }

    private Tensor Targets(string file, double[]? labels, int outputs, Device? device)
    {
        var array = Npy.Read(file);
        Tensor y;
        if (labels is not null) y = OneHot(file, array, labels);
        else
        {
            int own = array.Shape.Count == 1 ? 1 : array.Shape[1];
            if (own != outputs) throw new DataException($"'{file}': expected {outputs} column(s) of targets, as in '{_train.Y}'; got {own}. {(own > outputs && Classes is not null ? "There are more classes than the machine was fitted to: give training rows of them, or leave them out." : "")}".TrimEnd());
            if (Classes is not null && !IsOneHot(array)) throw new DataException($"'{file}': expected one-hot rows, as in '{_train.Y}'; got other numbers.");
            y = array.ToTensor(_dtype).reshape(array.Shape[0], outputs);
        }
        RequireFinite(file, y);
        return device is null ? y : y.to(device);
    }

    private Tensor OneHot(string file, NpyArray array, double[] labels)
    {
        if (array.Shape.Count != 1) throw new DataException($"'{file}': expected a vector of labels, as in '{_train.Y}'; got {array.ShapeInWords}.");
        double[] own = array.ToDoubles();
        var hot = new double[own.Length * labels.Length];
        for (int i = 0; i < own.Length; i++)
        {
            int at = Array.BinarySearch(labels, own[i]);
            if (at < 0) throw new DataException(FormattableString.Invariant($"'{file}': row {i} (from 0) is of class {own[i]}, which no training row has; the classes are {string.Join(", ", Classes!.Take(20))}. Give training rows of it, or leave the row out."));
            hot[(i * labels.Length) + at] = 1;
        }
        return tensor(hot, [own.Length, labels.Length], dtype: _dtype);
    }

    private static void RequireFinite(string file, Tensor values)
    {
        using var scope = NewDisposeScope();
        if (isfinite(values.sum()).ToBoolean() || isfinite(values).all().ToBoolean()) return;
        long first = isfinite(values).logical_not().reshape(-1).nonzero()[0, 0].ToInt64(), columns = values.shape[1];
        throw new DataException(FormattableString.Invariant($"'{file}': row {first / columns}, column {first % columns} (both from 0) is {values.reshape(-1)[first].ToDouble()}; expected finite numbers. Remove the row or fill in the value."));
    }

    private static bool IsWhole(NpyArray array) => array.ElementType is var t && t != typeof(float) && t != typeof(double) && t != typeof(Half);

    private static bool IsOneHot(NpyArray array)
    {
        if (array.Shape.Count != 2 || array.Shape[1] < 2) return false;
        double[] values = array.ToDoubles();
        return values.All(v => v is 0 or 1) && values.Chunk(array.Shape[1]).All(row => row.Sum() == 1);
    }
}
