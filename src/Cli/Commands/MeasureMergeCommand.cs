using System.CommandLine;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa measure merge PARTS</c>: a measurement from the sums of its parts, the same numbers as from one run.</summary>
internal static class MeasureMergeCommand
{
    public static Command Create(Terminal terminal)
    {
        var (common, measured) = (new CommonOptions(), new MeasureOptions());
        var parts = new Argument<string>("PARTS") { Description = "The folder of the sums of all parts." };
        var command = new Command("merge", "Measure a network from the sums that 'measure --shard' has written.") { parts };
        measured.AddTo(command, inputs: false);
        foreach (var option in new Option[] { common.Threads, common.Device, common.Json }) command.Add(option);
        command.SetAction(parsed =>
        {
            string folder = parsed.GetValue(parts)!;
            var options = measured.Probe(parsed);
            var files = ShardFile.Complete(folder);
            var source = measured.Source(parsed, terminal, inputs: false);
            source.RequireMemory(options.Conventions!.Count, matrices: false);
            terminal.Stop.AtOnce();
            MeasureCommand.Tell(Measurement.OfParts(source, files, options, common.Apply(parsed)), parsed.GetValue(common.Json), terminal);
            return 0;
        });
        return command;
    }
}
