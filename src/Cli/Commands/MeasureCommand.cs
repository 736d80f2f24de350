using System.CommandLine;
using System.Text.Json;
using DeepNfa.Ansatz;
using DeepNfa.Records;
using TorchSharp;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa measure</c>: every layer of a network that was trained anywhere, in every convention asked for, from one pass or in parts.</summary>
internal static class MeasureCommand
{
    private const int MostSigns = 4096;

    private static readonly JsonSerializerOptions s_json = new(Json.Readable) { WriteIndented = false };

    public static Command Create(Terminal terminal)
    {
        var (common, measured) = (new CommonOptions(), new MeasureOptions());
        var jackknife = new Option<bool>("--jackknife") { Description = "Give ρ the standard error of the probe sample (ten times the eigenproblems)." };
        var signs = new Option<int>("--signs") { Description = "Estimate with this many random sign vectors a sample instead of all outputs, for hundreds of outputs; even, 0 for exact." };
        var matrices = new Option<string?>("--matrices") { Description = "Write WᵀW, the AGOP and its root here, dense.", HelpName = "DIR" };
        var shard = new Option<string?>("--shard") { Description = "Only sum the gradients of part i of n of the inputs; 'measure merge' measures once all parts are there (docs/clusters.md).", HelpName = "i/n" };
        var output = new Option<string?>("--out") { Description = "Folder of the sums of --shard.", HelpName = "DIR" };
        var command = new Command("measure", "Measure every layer of a network that was trained anywhere.") { MeasureMergeCommand.Create(terminal) };
        measured.AddTo(command, inputs: true);
        foreach (var option in new Option[] { jackknife, signs, matrices, shard, output, common.Threads, common.Device, common.Json, common.DryRun }) command.Add(option);
        command.SetAction(parsed =>
        {
            Require.InRange(parsed.GetValue(signs), 0, MostSigns, "More signs cost more than all outputs do: leave the option out.", "--signs");
            var part = parsed.GetValue(shard) is { } text ? Shard.Parse(text) : null;
            RequireShardAlone(parsed, part, output, [.. measured.OfMeasures, jackknife, signs, matrices, common.Json]);
            var options = measured.Probe(parsed) with { Jackknife = parsed.GetValue(jackknife), Signs = parsed.GetValue(signs) };
            var source = measured.Source(parsed, terminal);
            source.RequireMemory(options.Conventions!.Count, parsed.GetValue(matrices) is not null);
            if (parsed.GetValue(common.DryRun))
            {
                terminal.Out.WriteLine(source.Describe(parsed.GetValue(matrices) is not null));
                return 0;
            }
            if (parsed.GetValue(matrices) is { } target) DenseMatrices.Prepare(target);
            terminal.Stop.AtOnce();
            var device = common.Apply(parsed);
            if (part is not null) terminal.Out.WriteLine(Sum(source, part, parsed.GetValue(output)!, device));
            else Tell(Measurement.Of(source, options, device, parsed.GetValue(matrices), terminal.Error), parsed.GetValue(common.Json), terminal);
            return 0;
        });
        return command;
    }

    /// <summary>Writes a measurement to standard output.</summary>
    public static void Tell(Measurement result, bool json, Terminal terminal)
    {
        if (json) terminal.Out.WriteLine(JsonSerializer.Serialize(result.AsJson(), s_json));
        else result.Write(terminal.Out);
    }

    /// <summary>A part is only summed: what is measured is said when the parts are merged.</summary>
    private static void RequireShardAlone(ParseResult parsed, Shard? shard, Option<string?> output, IEnumerable<Option> others)
    {
        if (shard is null != parsed.GetValue(output) is null) throw new UsageException(shard is null ? "--out: expected --shard beside it; got none. A measurement is told on standard output." : "--shard: expected --out DIR beside it, the folder of the sums; got none.");
        if (shard is not null && others.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is { } stray)
            throw new UsageException($"{stray.Name}: expected no such option beside --shard, which only sums gradients; got both.{(stray.Name is "--jackknife" or "--signs" or "--matrices" ? " It needs all inputs at once." : " Give it to 'deepnfa measure merge'.")}");
    }

    /// <summary>Sums the gradients of a part and writes them.</summary>
    /// <returns>The file.</returns>
    private static string Sum(MeasuredNetwork source, Shard shard, string folder, torch.Device? device)
    {
        var (network, initial, inputs, _, _) = source.Load(device);
        foreach (var w in initial) w.Dispose();
        using (network)
        using (inputs)
        {
            var (first, count) = OutputGradients.Part(network.Shape, inputs.shape[0], shard.Number - 1, shard.Count);
            using var rows = inputs.narrow(0, first, count);
            var file = new ShardFile(Path.Combine(folder, ShardFile.NameOf(shard)), shard, ShardFile.HashOf(network), ShardFile.HashOf("", [inputs]), OutputGradients.Sums(network, rows, inputs.shape[0]));
            file.Write();
            return file.Path;
        }
    }
}
