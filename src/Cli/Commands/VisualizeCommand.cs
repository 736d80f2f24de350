using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using DeepNfa.Data;
using DeepNfa.Experiments;
using DeepNfa.Experiments.Atlas;
using DeepNfa.Records;
using DeepNfa.Reports;
using DeepNfa.Training;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa visualize</c>: what every neuron of a network looks for, and what every layer makes of the data, as one page.</summary>
internal static class VisualizeCommand
{
    private static readonly Dictionary<string, AtlasParts> s_parts = new(StringComparer.Ordinal)
    {
        ["filters"] = AtlasParts.Filters,
        ["maximize"] = AtlasParts.Filters | AtlasParts.Maximize,
        ["neighbours"] = AtlasParts.Filters | AtlasParts.Maximize | AtlasParts.Neighbours,
        ["probes"] = AtlasParts.Probes,
        ["compare"] = AtlasParts.Compare,
        ["all"] = AtlasParts.All,
    };

    public static Command Create(string[] args, Terminal terminal)
    {
        var common = new CommonOptions();
        var reading = new ReadingOptions();
        var run = new Argument<string?>("RUN") { Description = "A run folder, or a folder of runs; instead of --model.", Arity = ArgumentArity.ZeroOrOne };
        var epoch = new Option<int?>("--epoch") { Description = "The checkpoint of RUN (the last)." };
        var model = new Option<string?>("--model") { Description = "A network in one file, as PyTorch users export it (docs/networks.md).", HelpName = "FILE.safetensors|FILE.npz" };
        var layers = new Option<string?>("--layers") { Description = "The layers of --model from input to output, where its file does not tell.", HelpName = "NAME,NAME,…" };
        var activation = new Option<string?>("--activation") { Description = "One activation of --model, or one for each hidden layer (what the file says, else relu).", HelpName = "NAME[,NAME…]" };
        var data = new Option<string?>("--data") { Description = "The data: those of RUN where they are not built in; with --model what 'train --data' takes.", HelpName = "FILE|DIR|NAME" };
        var prepare = new Option<string>("--prepare") { Description = "Steps that prepare the data of --model, as for 'train'.", HelpName = "STEP,STEP,…", DefaultValueFactory = _ => "" };
        var layer = new Option<int?>("--layer") { Description = "Show the neurons of this layer only, counted from 1; the last is the output." };
        var neuron = new Option<int?>("--neuron") { Description = "Show this neuron of --layer only, counted from 0." };
        var what = new Option<string>("--what") { Description = "filters, maximize, neighbours, probes, compare or all; several with commas.", DefaultValueFactory = _ => "all" };
        var shape = new Option<string?>("--image-shape") { Description = "How inputs lie on an image, channel after channel, row by row, where the data do not tell.", HelpName = "HxW[xC]" };
        var machines = new Option<string?>("--with") { Description = "Fitted machines whose features are compared with the network's: rbm.npz, machine.npz of 'rfm fit'.", HelpName = "FILE,FILE,…" };
        var output = new Option<string?>("--out") { Description = "Folder of feature-atlas.html (the run's own; with --model, the current one).", HelpName = "DIR" };
        var command = new Command("visualize", "Show what every neuron of a network looks for, and what every layer makes of the data.") { run, epoch, model, layers, activation, data, prepare, layer, neuron, what, shape, machines, output };
        reading.AddTo(command);
        foreach (var option in new Option[] { common.Seed, common.Threads, common.Device, common.Json }) command.Add(option);
        command.SetAction(parsed =>
        {
            var options = new AtlasOptions(Parts(parsed.GetValue(what)!), parsed.GetValue(layer), parsed.GetValue(neuron)) { Image = Shape(parsed.GetValue(shape)), Machines = parsed.GetValue(machines)?.Split(',') ?? [] };
            string[] runs = RunsOf(parsed.GetValue(run), parsed.GetValue(model), parsed.GetResult(layers) ?? parsed.GetResult(activation), parsed.GetValue(data));
            var seed = new Seed(parsed.GetValue(common.Seed));
            var device = common.Apply(parsed);
            VisualizedNetwork Model() => VisualizedNetwork.OfFile(
                parsed.GetValue(model)!, parsed.GetValue(layers)?.Split(',') ?? [], parsed.GetValue(activation), parsed.GetValue(data)!,
                new NetworkSettings { Networks = [[1]], TrainSamples = 0, ValidationSamples = 0, Epochs = 0, Reading = reading.Settings(parsed), Preparation = parsed.GetValue(prepare)! }, seed, device, terminal.Error);
            var sources = runs.Length == 0 ? [(Model, parsed.GetValue(output) ?? ".")]
                : runs.Select(folder => (Open: (Func<VisualizedNetwork>)(() => VisualizedNetwork.OfRun(folder, parsed.GetValue(epoch), parsed.GetValue(data), device)), Folder: Place(folder, runs, parsed.GetValue(output))));
            foreach (var (open, folder) in sources) Show(open, folder, options, seed, CommandText.Of(args), parsed.GetValue(common.Json), terminal);
            return 0;
        });
        return command;
    }

    private static void Show(Func<VisualizedNetwork> open, string folder, AtlasOptions options, Seed seed, string command, bool json, Terminal terminal)
    {
        long start = Stopwatch.GetTimestamp();
        DiskFiles.Instance.CreateDirectory(folder, "the atlas"); // what cannot be written is known before the work
        using var seen = open();
        var builder = new AtlasBuilder(seen.Network, seen.Data, options with { Image = options.Image ?? seen.Data.Train.Image }, seed);
        FeatureAtlas atlas;
        try
        {
            atlas = builder.Build((seen.Title, seen.Source, command), stage => terminal.Error.WriteLine(FormattableString.Invariant($"{seen.Title}  {stage}  {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s")), terminal.Stop.Token);
        }
        catch (OperationCanceledException)
        {
            throw new InterruptedException($"interrupted; no atlas was written to {CommandText.Quoted(folder)}. Begin again with: {command}");
        }
        string page = AtlasReport.Write(atlas, folder, seen.Run?.Load());
        if (json) terminal.Out.WriteLine(JsonSerializer.Serialize(AtlasText.AsJson(atlas, page, Stopwatch.GetElapsedTime(start)), s_line));
        else AtlasText.Write(atlas, page, Stopwatch.GetElapsedTime(start), terminal.Out);
    }

    private static readonly JsonSerializerOptions s_line = new(Json.Readable) { WriteIndented = false };

    /// <summary>The run folders that are meant; none for a network from a file.</summary>
    private static string[] RunsOf(string? run, string? model, object? ofModel, string? data)
    {
        if (run is null == model is null)
            throw new UsageException($"visualize: expected a run folder, or --model FILE with --data; got {(run is null ? "neither" : "both")}. 'deepnfa visualize runs/quickstart' shows a run.");
        if (run is not null && ofModel is not null) throw new UsageException("--layers, --activation: expected no such option beside a run folder, which has its own; got both.");
        if (model is not null && data is null) throw new UsageException("--model: expected --data beside it, such as --data digits: what a network looks for is seen on data; got none.");
        if (run is null) return [];
        if (RunFolder.IsRun(run) || !Directory.Exists(run)) return [run];
        string[] inside = [.. Directory.GetDirectories(run).Where(d => RunFolder.IsRun(d)).Order(StringComparer.Ordinal)];
        return inside.Length > 0 ? inside : [run];
    }

    /// <summary>The run's own folder, or the one that was named; of several runs, a folder in it for each.</summary>
    private static string Place(string run, string[] runs, string? named) =>
        named is null ? run : runs.Length == 1 ? named : Path.Combine(named, Path.GetFileName(run));

    private static AtlasParts Parts(string names) => names.Split(',').Aggregate(AtlasParts.None, (parts, name) => parts | (s_parts.TryGetValue(name, out var part) ? part
        : throw new UsageException($"--what: expected {string.Join(", ", s_parts.Keys)}, or several with commas; got '{names}'.")));

    private static ImageShape? Shape(string? text) => text is null ? null
        : ImageText.Parse(text) is { Channels: 1 or 3 } image ? image
        : throw new UsageException($"--image-shape: expected height and width, and 1 or 3 channels, such as 28x28 or 32x32x3; got '{text}'.");
}
