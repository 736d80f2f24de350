using System.CommandLine;
using System.Text.Json;
using DeepNfa.Algebra;
using DeepNfa.Kernels;
using DeepNfa.Records;
using TorchSharp;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa rfm predict</c>: outputs, classes and probabilities of a saved machine.</summary>
internal static class RfmPredictCommand
{
    public static Command Create(Terminal terminal)
    {
        var common = new CommonOptions();
        var machine = new Argument<string>("MACHINE") { Description = "machine.npz of 'rfm fit --out'." };
        var inputs = new Option<string>("--inputs") { Description = "Inputs (n, d).", HelpName = "FILE.npy", Required = true };
        var output = new Option<string?>("--predictions") { Description = "Write the outputs (n, c) here.", HelpName = "FILE.npy" };
        var probabilities = new Option<string?>("--probabilities") { Description = "Write class probabilities (n, c) here: the nearest point of the simplex to each row of outputs.", HelpName = "FILE.npy" };
        var command = new Command("predict", "Predict with a saved machine.") { machine, inputs, output, probabilities, common.Threads, common.Device, common.Json, common.DryRun };
        command.SetAction(parsed =>
        {
            var device = common.Apply(parsed) ?? torch.CPU;
            using var scope = torch.NewDisposeScope();
            var (loaded, manifest) = KernelMachineFile.Load(parsed.GetValue(machine)!);
            using (loaded)
            {
                string file = parsed.GetValue(inputs)!;
                if (parsed.GetValue(probabilities) is not null && manifest.Classes is null)
                    throw new UsageException("--probabilities: expected a machine of classes; this one was fitted to numbers.");
                if (Npy.ReadHeader(file).Shape is not [_, var width] || width != loaded.Metric.Width)
                    throw new DataException($"'{file}': expected (n × {loaded.Metric.Width}), the columns that the machine was fitted to; got ({string.Join(" × ", Npy.ReadHeader(file).Shape)}).");
                var size = new MachineSize(loaded.Centers.shape[0], Npy.ReadHeader(file).Shape[0], loaded.Metric.Width, loaded.Coefficients.shape[1], loaded.Centers.dtype == torch.ScalarType.Float32);
                FreeMemory.Require(MachineMemory.OfPrediction(size), FormattableString.Invariant($"A prediction of {size.Others} rows"), "Give fewer rows at once.");
                if (parsed.GetValue(common.DryRun))
                {
                    terminal.Out.WriteLine(FormattableString.Invariant($"{manifest.Kernel}, {size.Samples} centres, {size.Others} rows: about {MachineMemory.OfPrediction(size) / 1e6:0} MB of memory, {FreeMemory.Bytes() / 1e6:0} MB are free"));
                    return 0;
                }
                var x = Npy.Read(file).ToTensor(loaded.Centers.dtype);
                if (!torch.isfinite(x).all().ToBoolean()) throw new DataException($"'{file}': expected finite numbers; NaN or infinity is among them.");
                if (manifest.Shift is { } shift && manifest.Scale is { } scale) new ColumnScale(shift, scale).Apply(x);
                var outputs = loaded.Predict(x);
                Write(parsed.GetValue(output), outputs);
                if (parsed.GetValue(probabilities) is { } to) Write(to, KernelMachine.Probabilities(outputs));
                Tell(outputs, manifest, parsed.GetValue(common.Json), parsed.GetValue(output) is null, terminal);
            }
            return 0;
        });
        return command;
    }

    private static void Tell(torch.Tensor outputs, MachineManifest manifest, bool json, bool list, Terminal terminal)
    {
        double[][] rows = [.. outputs.to(torch.ScalarType.Float64).contiguous().data<double>().ToArray().Chunk((int)outputs.shape[1])];
        string[]? classes = manifest.Classes is { } names ? [.. rows.Select(r => names[Array.IndexOf(r, r.Max())])] : null;
        if (json) terminal.Out.WriteLine(JsonSerializer.Serialize(new { samples = rows.Length, kernel = manifest.Kernel, iteration = manifest.Iteration, classes, outputs = list ? rows : null }, Json.Readable));
        else if (!list && classes is null) terminal.Out.WriteLine($"{rows.Length} rows predicted.");
        else
            for (int i = 0; i < rows.Length; i++) terminal.Out.WriteLine(classes?[i] ?? string.Join(',', rows[i].Select(v => FormattableString.Invariant($"{v:R}"))));
    }

    private static void Write(string? path, torch.Tensor values)
    {
        if (path is not null) DiskFiles.Instance.Replace(path, stream => Npy.Write(stream, values.ToNpy()), "the predictions");
    }
}
