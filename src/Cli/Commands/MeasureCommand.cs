using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DeepNfa.Ansatz;
using DeepNfa.Records;
using DeepNfa.Training;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa measure</c>: every layer of a network that was trained anywhere, in every convention asked for, from one pass.</summary>
internal static class MeasureCommand
{
    public static Command Create(Terminal terminal)
    {
        var common = new CommonOptions();
        var run = new Argument<string?>("RUN") { Description = "A run folder, instead of --weights.", Arity = ArgumentArity.ZeroOrOne };
        var epoch = new Option<int?>("--epoch") { Description = "The checkpoint of RUN to measure (the last)." };
        var data = new Option<string?>("--data") { Description = "The data of RUN, where they are not built in.", HelpName = "DIR|builtin" };
        var model = new Option<string?>("--model") { Description = "A network in one file, as PyTorch users export it (docs/networks.md).", HelpName = "FILE.safetensors|FILE.npz" };
        var layers = Files("--layers", "The layers of --model from input to output, where its file does not tell.", "NAME,NAME,…");
        var weights = Files("--weights", "Weight matrices (out, in), first layer first.");
        var initial = Files("--initial-weights", "The weights before training, for the measures that need them.");
        var biases = Files("--biases", "Bias vectors, one a layer.");
        var inputs = new Option<string?>("--inputs") { Description = "Probe inputs (n, d).", HelpName = "FILE.npy" };
        var activation = new Option<string?>("--activation") { Description = "One activation, or one for each hidden layer (what --model says, else relu).", HelpName = "NAME[,NAME…]" };
        var power = new Option<string>("--power") { Description = "Powers of the AGOP.", HelpName = "0.5[,1]", DefaultValueFactory = _ => "0.5" };
        var centered = new Option<string>("--centered") { Description = "Whether the mean Jacobian is removed: no, yes or both.", DefaultValueFactory = _ => "no" };
        var similarity = new Option<string>("--similarity") { Description = "pearson, cosine or both, with a comma.", HelpName = "pearson[,cosine]", DefaultValueFactory = _ => "pearson" };
        var offDiagonal = new Option<bool>("--off-diagonal") { Description = "Measure without the diagonals as well." };
        var jackknife = new Option<bool>("--jackknife") { Description = "Give ρ the standard error of the probe sample (ten times the eigenproblems)." };
        var gauge = new Option<bool>("--balanced") { Description = "Measure ρ, null and excess in the balanced gauge as well (positively homogeneous activations)." };
        var signs = new Option<int>("--signs") { Description = "Estimate with this many random sign vectors a sample instead of all outputs, for hundreds of outputs; even, 0 for exact." };
        var rivals = new Option<string>("--rivals") { Description = "Measure rivals of the ansatz as well (docs/rivals.md): update, exponent, gauge, spectrum, or all.", HelpName = "NAME[,NAME…]", DefaultValueFactory = _ => "none" };
        var matrices = new Option<string?>("--matrices") { Description = "Write WᵀW, the AGOP and its root here, dense.", HelpName = "DIR" };
        var command = new Command("measure", "Measure every layer of a network that was trained anywhere.")
        {
            run, epoch, data, model, layers, weights, initial, biases, inputs, activation, power, centered, similarity, offDiagonal, jackknife, gauge, signs, rivals, matrices, common.Threads, common.Device, common.Json, common.DryRun,
        };
        command.SetAction(parsed =>
        {
            Require.InRange(parsed.GetValue(signs), 0, MostSigns, "More signs cost more than all outputs do: leave the option out.", "--signs");
            RequireOneSource(parsed.GetValue(run) is not null, parsed, [epoch, data], [model, layers, weights, initial, biases, inputs, activation]);
            var conventions = Conventions(parsed.GetValue(power)!, parsed.GetValue(centered)!, parsed.GetValue(similarity)!, parsed.GetValue(offDiagonal));
            var options = new ProbeOptions(conventions, int.MaxValue, Pictures: false) { Jackknife = parsed.GetValue(jackknife), Balanced = parsed.GetValue(gauge), Signs = parsed.GetValue(signs), Rivals = RivalNames.Parse(parsed.GetValue(rivals)!, "--rivals") };
            var source = parsed.GetValue(run) is { } folder
                ? MeasuredNetwork.OfRun(folder, parsed.GetValue(epoch), parsed.GetValue(data))
                : OfFiles(new(parsed.GetValue(model), parsed.GetValue(layers)!, parsed.GetValue(weights)!, parsed.GetValue(biases)!, parsed.GetValue(initial)!), parsed.GetValue(inputs), parsed.GetValue(activation), terminal);
            source.RequireMemory(conventions.Count, parsed.GetValue(matrices) is not null);
            if (parsed.GetValue(common.DryRun))
            {
                terminal.Out.WriteLine(source.Describe(parsed.GetValue(matrices) is not null));
                return 0;
            }
            if (parsed.GetValue(matrices) is { } target) DenseMatrices.Prepare(target);
            terminal.Stop.AtOnce();
            var device = common.Apply(parsed);
            var result = Measurement.Of(source, options, device, parsed.GetValue(matrices), terminal.Error);
            if (parsed.GetValue(common.Json)) terminal.Out.WriteLine(JsonSerializer.Serialize(result.AsJson(), s_json));
            else result.Write(terminal.Out);
            return 0;
        });
        return command;
    }

    private const int MostSigns = 4096;

    private static readonly JsonSerializerOptions s_json = new(Json.Readable) { WriteIndented = false };

    /// <summary>Refuses options that would not be looked at: those of a run without one, and those of files beside a run.</summary>
    private static void RequireOneSource(bool isRun, ParseResult parsed, Option[] ofRun, Option[] ofFiles)
    {
        if ((isRun ? ofFiles : ofRun).FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is not { } stray) return;
        throw new UsageException(isRun
            ? $"{stray.Name}: expected no such option beside a run folder, which has its own; got both. Leave one of the two out."
            : $"{stray.Name}: expected a run folder beside it, such as 'deepnfa measure runs/quickstart'; got none.");
    }

    /// <summary>The network that the options name, from one file or from many.</summary>
    private static MeasuredNetwork OfFiles(Named named, string? inputs, string? activation, Terminal terminal)
    {
        if (named.Model is null == (named.Weights.Length == 0))
            throw new UsageException($"measure: expected --model FILE, --weights a.npy,b.npy,… or a run folder; got {(named.Model is null ? "none of them" : "two of them")}.");
        if (named.Model is null)
        {
            if (named.Layers.Length > 0) throw new UsageException("--layers: expected --model beside it; got none. The order of --weights is that of the layers.");
            return MeasuredNetwork.OfFiles(NetworkArrays.OfFiles(named.Weights, named.Biases), NetworkArrays.Initial(named.Initial, null), inputs, (activation ?? "relu").Split(','));
        }
        if (named.Biases.Length > 0) throw new UsageException("--biases: expected no such option beside --model, which has its own; got both.");
        var model = NetworkFile.Open(named.Model, named.Layers);
        terminal.Error.WriteLine($"{named.Model}: {model.Recognized}; activation {activation ?? model.Activation ?? "relu, since neither the file nor --activation names one"}");
        return MeasuredNetwork.OfFiles(NetworkArrays.Of(model), NetworkArrays.Initial(named.Initial, model), inputs, (activation ?? model.Activation ?? "relu").Split(','));
    }

    private static Option<string[]> Files(string name, string description, string example = "a.npy,b.npy,…") => new(name)
    {
        Description = description,
        HelpName = example,
        AllowMultipleArgumentsPerToken = true, // what a shell makes of w*.npy
        DefaultValueFactory = _ => [],
        CustomParser = result => [.. result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))],
    };

    private static List<Convention> Conventions(string power, string centered, string similarity, bool offDiagonal)
    {
        double[] powers = [.. power.Split(',').Select(p => double.TryParse(p, NumberStyles.Float, CultureInfo.InvariantCulture, out double s) && s is > 0 and <= 1
            ? s
            : throw new UsageException($"--power: expected numbers in (0, 1] such as 0.5,1; got '{power}'."))];
        bool[] centrings = centered switch
        {
            "no" => [false],
            "yes" => [true],
            "both" => [false, true],
            _ => throw new UsageException($"--centered: expected no, yes or both; got '{centered}'."),
        };
        SimilarityKind[] kinds = [.. similarity.Split(',').Select(s => s switch
        {
            "pearson" => SimilarityKind.Pearson,
            "cosine" => SimilarityKind.Cosine,
            _ => throw new UsageException($"--similarity: expected pearson, cosine or both with a comma; got '{similarity}'."),
        })];
        return [.. (from p in powers from c in centrings from k in kinds from off in offDiagonal ? new[] { false, true } : [false] select new Convention(p, c, k, off)).Distinct()];
    }

    /// <summary>What the options of a network from files name.</summary>
    private sealed record Named(string? Model, string[] Layers, string[] Weights, string[] Biases, string[] Initial);
}
