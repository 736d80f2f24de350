using System.Globalization;
using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Data.Readers;
using DeepNfa.Kernels;
using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Cli;

/// <summary>What <c>rfm predict</c> predicts for: rows as the machine saw them when it was fitted, with their targets where they are there.</summary>
/// <param name="Inputs">(n×d) as they stand in the data, in the precision of the machine.</param>
/// <param name="Targets">(n×c); NaN in the rows whose target is missing; null without targets.</param>
internal sealed record RfmInputs(Tensor Inputs, Tensor? Targets) : IDisposable
{
    /// <summary>The numbers of an array: (n, d), or images (n, channels, height, width).</summary>
    /// <exception cref="DataException">They are of another width than the machine, or not finite.</exception>
    public static RfmInputs OfArray(string file, KernelMachine machine)
    {
        var array = FileArray.Alone(file, "inputs", "X", "x");
        var (rows, width) = array.SampleShape();
        if (width != machine.Metric.Width) throw new DataException($"'{file}': expected (n × {machine.Metric.Width}), the columns that the machine was fitted to; got ({rows} × {width}).");
        using var scope = NewDisposeScope();
        var x = array.Read().ToTensor(machine.Centers.dtype).reshape(-1, width);
        if (!isfinite(x).all().ToBoolean()) throw new DataException($"'{file}': expected finite numbers; NaN or infinity is among them.");
        return new(x.DetachFromDisposeScope(), null);
    }

    /// <summary>A table, read by the columns of the one that the machine was fitted to, or any set that <c>rfm fit</c> reads: its official test samples, or else all.</summary>
    /// <exception cref="DataException">The data are missing or damaged, or of another form than those of the fit.</exception>
    public static RfmInputs OfData(string path, string? target, KernelMachine machine, MachineManifest manifest, TextWriter error) =>
        DataFiles.IsTable(path) ? OfTable(path, target, machine, manifest, error) : OfSet(path, target, machine, manifest, error);

    /// <summary>Outputs beside targets, over the rows that have one; null without any.</summary>
    public (SplitMetrics Metrics, int Rows)? Score(Tensor outputs, bool classes)
    {
        if (Targets is null) return null;
        using var scope = NewDisposeScope();
        var there = isfinite(Targets.sum(1L)).nonzero().reshape(-1);
        if (there.shape[0] == 0) return null;
        return (Scores.Of(outputs.index_select(0, there), Targets.index_select(0, there), classes), (int)there.shape[0]);
    }

    public void Dispose()
    {
        Inputs.Dispose();
        Targets?.Dispose();
    }

    private static RfmInputs OfTable(string path, string? target, KernelMachine machine, MachineManifest manifest, TextWriter error)
    {
        if (manifest.Table is not { } form) throw new DataException($"--data: expected a machine that was fitted to a table, of which it keeps columns and categories; this one was fitted to arrays{(manifest.Features is null ? "" : ", or by an earlier version")}. Give the numbers with --inputs x.npy, or fit the machine with --data.");
        var read = TableInputs.Read(path, form, target);
        foreach (string note in read.Notes) error.WriteLine($"deepnfa: {note}");
        using (read.Inputs) return new(read.Inputs.to(machine.Centers.dtype, CPU, true).DetachFromDisposeScope(), read.Targets is null ? null : Parsed(path, read.Targets, form.Target, manifest.Classes, machine));
    }

    /// <summary>The target of each row: one-hot, or its number.</summary>
    private static Tensor Parsed(string path, IReadOnlyList<string> cells, string column, IReadOnlyList<string>? classes, KernelMachine machine)
    {
        int outputs = (int)machine.Coefficients.shape[1];
        var values = new double[(long)cells.Count * outputs];
        for (int i = 0; i < cells.Count; i++)
        {
            bool number = double.TryParse(cells[i], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value);
            int of = classes is null ? -1 : Index(classes, cells[i], number ? value : null);
            if (cells[i] is "" or "?" or "NA" or "N/A" or "NaN" or "nan" or "null") values[i * outputs] = double.NaN;
            else if (classes is null && !number) throw new DataException($"{path}, row {i + 1}, column '{column}': expected a number, as the machine was fitted to; got '{cells[i]}'. Correct the cell, or leave the column out.");
            else if (classes is null) values[i * outputs] = value;
            else if (of < 0) throw new DataException($"{path}, row {i + 1}, column '{column}': expected one of the classes that the machine knows, {string.Join(", ", classes.Take(20))}; got '{cells[i]}'. Correct the cell, or leave the column out.");
            else values[(i * outputs) + of] = 1;
        }
        return tensor(values, [cells.Count, outputs], dtype: machine.Centers.dtype).DetachFromDisposeScope();
    }

    /// <summary>The class of a text; texts of the same number are the same class.</summary>
    private static int Index(IReadOnlyList<string> classes, string text, double? number)
    {
        for (int c = 0; c < classes.Count; c++)
            if (classes[c] == text || (number is { } v && double.TryParse(classes[c], NumberStyles.Float, CultureInfo.InvariantCulture, out double own) && own == v)) return c;
        return -1;
    }

    private static RfmInputs OfSet(string path, string? target, KernelMachine machine, MachineManifest manifest, TextWriter error)
    {
        using var loaded = DataFiles.Open(path, new ReadOptions { Target = target, Classification = manifest.Classes is not null });
        error.WriteLine($"deepnfa: {loaded.Recognized}; {(loaded.Test is null ? "all rows are predicted" : "its official test samples are predicted")}");
        var (set, width) = (loaded.Test ?? loaded.Train, machine.Metric.Width);
        if (set.InputWidth != width) throw new DataException($"'{path}': expected inputs of {width} numbers, as the machine was fitted to; got {set.InputWidth}.");
        using var scope = NewDisposeScope();
        if (!isfinite(set.Inputs).all().ToBoolean()) throw new DataException($"'{path}': expected finite numbers; some are missing. Fill them in.");
        return new(set.Inputs.to(machine.Centers.dtype, CPU, true).DetachFromDisposeScope(), Ordered(path, set, loaded.ClassNames, manifest.Classes, machine).DetachFromDisposeScope());
    }

    /// <summary>The targets in the order of the machine's outputs.</summary>
    private static Tensor Ordered(string path, LabeledSet set, IReadOnlyList<string> names, IReadOnlyList<string>? classes, KernelMachine machine)
    {
        long outputs = machine.Coefficients.shape[1];
        if (set.Classification != (classes is not null) || (classes is null && set.Outputs != outputs))
            throw new DataException($"'{path}': expected {(classes is null ? $"{outputs} number(s) a row" : "classes")} as targets, as the machine was fitted to; got {(set.Classification ? "classes" : $"{set.Outputs} number(s) a row")}. Name the column of the targets with --target.");
        var targets = set.Targets.to(machine.Centers.dtype, CPU, true);
        if (classes is null || names.SequenceEqual(classes)) return targets;
        var order = new double[set.Outputs * outputs];
        for (int c = 0; c < set.Outputs; c++)
        {
            string name = c < names.Count ? names[c] : $"{c}";
            int at = Index(classes, name, double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null);
            if (at < 0) throw new DataException($"'{path}': class '{name}' is none that the machine knows: {string.Join(", ", classes.Take(20))}. Leave its rows out.");
            order[(c * outputs) + at] = 1;
        }
        return targets.matmul(tensor(order, [set.Outputs, outputs], dtype: targets.dtype));
    }
}
