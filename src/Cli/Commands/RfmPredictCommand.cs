using System.CommandLine;
using System.Text;
using System.Text.Json;
using DeepNfa.Algebra;
using DeepNfa.Kernels;
using DeepNfa.Records;
using TorchSharp;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa rfm predict</c>: outputs, classes, probabilities and, where there are targets, scores of a saved machine.</summary>
internal static class RfmPredictCommand
{
    public static Command Create(Terminal terminal)
    {
        var common = new CommonOptions();
        var machine = new Argument<string>("MACHINE") { Description = "machine.npz of 'rfm fit --out'." };
        var inputs = new Option<string?>("--inputs") { Description = "Inputs (n, d), or images (n, channels, height, width).", HelpName = "FILE.npy" };
        var data = new Option<string?>("--data") { Description = "A table (CSV, TSV) with the columns that the machine was fitted to, with or without the target, or any set that 'rfm fit' reads.", HelpName = "FILE|DIR" };
        var target = new Option<string?>("--target") { Description = "The column of the targets in --data, to score by (that of the fit, where it is there).", HelpName = "COL" };
        var output = new Option<string?>("--predictions") { Description = "Write the outputs (n, c) here; as .csv with the class of each row.", HelpName = "FILE.npy|FILE.csv" };
        var probabilities = new Option<string?>("--probabilities") { Description = "Write class probabilities (n, c) here: the nearest point of the simplex to each row of outputs.", HelpName = "FILE.npy|FILE.csv" };
        var command = new Command("predict", "Predict with a saved machine.") { machine, inputs, data, target, output, probabilities, common.Threads, common.Device, common.Json, common.DryRun };
        command.SetAction(parsed =>
        {
            common.Apply(parsed);
            var (array, set) = (parsed.GetValue(inputs), parsed.GetValue(data));
            if ((array is null) == (set is null)) throw new UsageException($"rfm predict: expected --inputs FILE.npy or --data FILE; got {(array is null ? "neither" : "both")}.");
            if (set is null && parsed.GetValue(target) is not null) throw new UsageException("--target: expected --data beside it; got --inputs, which hold no targets.");
            foreach (var option in new[] { output, probabilities }) RequireEnding(option.Name, parsed.GetValue(option));
            var (loaded, manifest) = KernelMachineFile.Load(parsed.GetValue(machine)!);
            using (loaded)
            {
                if (parsed.GetValue(probabilities) is not null && manifest.Classes is null)
                    throw new UsageException("--probabilities: expected a machine of classes; this one was fitted to numbers.");
                if (array is not null) RequireMemory(loaded, FileArray.Alone(array, "inputs", "X", "x").SampleShape().Rows);
                using var scope = torch.NewDisposeScope();
                using var read = array is not null ? RfmInputs.OfArray(array, loaded) : RfmInputs.OfData(set!, parsed.GetValue(target), loaded, manifest, terminal.Error);
                double bytes = RequireMemory(loaded, read.Inputs.shape[0]);
                if (parsed.GetValue(common.DryRun))
                {
                    terminal.Out.WriteLine(FormattableString.Invariant($"{manifest.Kernel}, {loaded.Centers.shape[0]} centres, {read.Inputs.shape[0]} rows: about {bytes / 1e6:0} MB of memory, {FreeMemory.Bytes() / 1e6:0} MB are free"));
                    return 0;
                }
                if (manifest.Shift is { } shift && manifest.Scale is { } scale) new ColumnScale(shift, scale).Apply(read.Inputs);
                var outputs = loaded.Predict(read.Inputs);
                if (parsed.GetValue(output) is { } path) Write(path, outputs, manifest, manifest.Classes is not null);
                if (parsed.GetValue(probabilities) is { } to) Write(to, KernelMachine.Probabilities(outputs), manifest, withClass: false);
                Tell(outputs, read.Score(outputs, manifest.Classes is not null), manifest, parsed.GetValue(common.Json), parsed.GetValue(output) is null, terminal);
            }
            return 0;
        });
        return command;
    }

    private static double RequireMemory(KernelMachine machine, long rows)
    {
        double bytes = MachineMemory.OfPrediction(new(machine.Centers.shape[0], rows, machine.Metric.Width, machine.Coefficients.shape[1], machine.Centers.dtype == torch.ScalarType.Float32));
        FreeMemory.Require(bytes, FormattableString.Invariant($"A prediction of {rows} rows"), "Give fewer rows at once.");
        return bytes;
    }

    private static void Tell(torch.Tensor outputs, (SplitMetrics Metrics, int Rows)? score, MachineManifest manifest, bool json, bool list, Terminal terminal)
    {
        double[][] rows = Rows(outputs);
        string[]? classes = manifest.Classes is { } names ? [.. rows.Select(r => Class(r, names))] : null;
        string? scored = score is { } s ? FormattableString.Invariant($"{(s.Metrics.Accuracy is null ? "R²" : "accuracy")} {s.Metrics.Score:0.0000}, mean squared error {s.Metrics.Loss:G4}, over {s.Rows} rows with a target") : null;
        if (json)
        {
            static double? Finite(double? value) => value is { } v && double.IsFinite(v) ? v : null;
            var told = score is { } of ? new { rows = of.Rows, mse = Finite(of.Metrics.Loss), r2 = Finite(of.Metrics.R2), accuracy = Finite(of.Metrics.Accuracy) } : null;
            terminal.Out.WriteLine(JsonSerializer.Serialize(new { samples = rows.Length, kernel = manifest.Kernel, iteration = manifest.Iteration, score = told, classes, outputs = list ? rows : null }, Json.Readable));
            return;
        }
        if (scored is not null) terminal.Error.WriteLine($"deepnfa: {scored}.");
        if (!list && classes is null) terminal.Out.WriteLine($"{rows.Length} rows predicted.");
        else
            for (int i = 0; i < rows.Length; i++) terminal.Out.WriteLine(classes?[i] ?? string.Join(',', rows[i].Select(v => FormattableString.Invariant($"{v:R}"))));
    }

    private static void RequireEnding(string option, string? path)
    {
        if (path is not null && !path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase) && !path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"{option}: expected a name that ends with .npy or .csv; got '{path}'.");
    }

    /// <summary>Numbers, a row of the inputs a row: an array, or a table with a column for each class or target.</summary>
    private static void Write(string path, torch.Tensor values, MachineManifest manifest, bool withClass)
    {
        bool table = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
        DiskFiles.Instance.Replace(path, stream => { if (table) stream.Write(Encoding.UTF8.GetBytes(Table(values, manifest, withClass))); else Npy.Write(stream, values.ToNpy()); }, "the predictions");
    }

    private static string Table(torch.Tensor values, MachineManifest manifest, bool withClass)
    {
        long columns = values.shape[1];
        IReadOnlyList<string> names = manifest.Classes ?? (columns == 1 ? ["prediction"] : [.. Enumerable.Range(1, (int)columns).Select(c => $"prediction_{c}")]);
        var text = new StringBuilder(withClass ? "class," : "").AppendJoin(',', names.Select(TableCell.Of)).Append('\n');
        foreach (double[] row in Rows(values))
            text.Append(withClass ? $"{TableCell.Of(Class(row, names))}," : "").AppendJoin(',', row.Select(v => TableCell.Of(v))).Append('\n');
        return text.ToString();
    }

    private static string Class(double[] row, IReadOnlyList<string> names) => names[Array.IndexOf(row, row.Max())];

    private static double[][] Rows(torch.Tensor values) => [.. values.to(torch.ScalarType.Float64).contiguous().data<double>().ToArray().Chunk((int)values.shape[1])];
}
