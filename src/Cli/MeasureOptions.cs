using System.CommandLine;
using System.Globalization;
using DeepNfa.Ansatz;
using DeepNfa.Records;
using DeepNfa.Training;

namespace DeepNfa.Cli;

/// <summary>The options of <c>measure</c> and of <c>measure merge</c>: which network, and what is measured of it.</summary>
internal sealed class MeasureOptions
{
    private readonly Option<string?> _model = new("--model") { Description = "A network in one file, as PyTorch users export it (docs/networks.md).", HelpName = "FILE.safetensors|FILE.npz" };
    private readonly Option<string?> _architecture = new("--architecture") { Description = "The layers of --model, convolutions among them: a list such as conv:6:5,relu,max:2,flatten,dense, a JSON file, cnn, vgg or resnet (what the file or its names tell; docs/convolution.md).", HelpName = "LIST|FILE.json" };
    private readonly Option<string?> _image = new("--image-shape") { Description = "How inputs lie on an image, channel after channel, row by row, where --inputs or the layers do not tell.", HelpName = "HxW[xC]" };
    private readonly Option<string[]> _layers = Files("--layers", "The layers with weights of --model from input to output, where its file does not tell.", "NAME,NAME,…");
    private readonly Option<string[]> _weights = Files("--weights", "Weight matrices (out, in), first layer first.");
    private readonly Option<string[]> _initial = Files("--initial-weights", "The weights before training, for the measures that need them.");
    private readonly Option<string[]> _biases = Files("--biases", "Bias vectors, one a layer.");
    private readonly Option<string?> _inputs = new("--inputs") { Description = "Probe inputs (n, d), or images (n, channels, height, width).", HelpName = "FILE.npy" };
    private readonly Option<string?> _activation = new("--activation") { Description = "One activation, or one for each hidden layer (what --model says, else relu).", HelpName = "NAME[,NAME…]" };
    private readonly Option<int?> _epoch = new("--epoch") { Description = "The checkpoint of RUN to measure (the last)." };
    private readonly Option<string?> _data = new("--data") { Description = "The data of RUN, where they are not built in.", HelpName = "DIR|builtin" };
    private readonly Option<string> _power = new("--power") { Description = "Powers of the AGOP.", HelpName = "0.5[,1]", DefaultValueFactory = _ => "0.5" };
    private readonly Option<string> _centered = new("--centered") { Description = "Whether the mean Jacobian is removed: no, yes or both.", DefaultValueFactory = _ => "no" };
    private readonly Option<string> _similarity = new("--similarity") { Description = "pearson, cosine or both, with a comma.", HelpName = "pearson[,cosine]", DefaultValueFactory = _ => "pearson" };
    private readonly Option<bool> _offDiagonal = new("--off-diagonal") { Description = "Measure without the diagonals as well." };
    private readonly Option<bool> _balanced = new("--balanced") { Description = "Measure ρ, null and excess in the balanced gauge as well (positively homogeneous activations)." };
    private readonly Option<string> _rivals = new("--rivals") { Description = "Measure rivals of the ansatz as well (docs/rivals.md): update, exponent, gauge, spectrum, or all.", HelpName = "NAME[,NAME…]", DefaultValueFactory = _ => "none" };

    private Argument<string?> Run { get; } = new("RUN") { Description = "A run folder, instead of --weights.", Arity = ArgumentArity.ZeroOrOne };

    /// <summary>What is measured of a network; a part of a measurement has none of it.</summary>
    public IReadOnlyList<Option> OfMeasures => [_initial, _power, _centered, _similarity, _offDiagonal, _balanced, _rivals];

    /// <summary>Adds all to a command; what names the inputs only where it needs them.</summary>
    public void AddTo(Command command, bool inputs)
    {
        command.Add(Run);
        foreach (var option in new Option[] { _epoch, _data, _model, _architecture, _image, _layers, _weights, _initial, _biases }) command.Add(option);
        if (inputs) command.Add(_inputs);
        foreach (var option in new Option[] { _activation, _power, _centered, _similarity, _offDiagonal, _balanced, _rivals }) command.Add(option);
    }

    /// <summary>What is measured.</summary>
    /// <exception cref="UsageException">An option cannot be.</exception>
    public ProbeOptions Probe(ParseResult parsed) => new(Conventions(parsed), int.MaxValue, Pictures: false) { Balanced = parsed.GetValue(_balanced), Rivals = MeasuredRivals(parsed.GetValue(_rivals)!) };

    private static Rivals MeasuredRivals(string names)
    {
        const Rivals OfTraining = Rivals.Fact | Rivals.Collapse | Rivals.Kernel;
        var chosen = RivalNames.Parse(names, "--rivals");
        if (chosen != Rivals.All && (chosen & OfTraining) != 0)
            throw new UsageException($"--rivals: expected update, exponent, gauge, spectrum, or all of these; got '{names}'. The others compare with targets, loss and weight decay, which a network alone does not tell: 'deepnfa train' measures them.");
        return chosen & ~OfTraining;
    }

    /// <summary>The network that the options name.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="terminal">Where it is told what was recognised.</param>
    /// <param name="inputs">Whether its inputs are needed as well.</param>
    /// <exception cref="UsageException">They name none, or two.</exception>
    public MeasuredNetwork Source(ParseResult parsed, Terminal terminal, bool inputs = true)
    {
        string? folder = parsed.GetValue(Run);
        RequireOneSource(folder is not null, parsed);
        return folder is not null ? MeasuredNetwork.OfRun(folder, parsed.GetValue(_epoch), parsed.GetValue(_data)) : OfFiles(parsed, terminal, inputs);
    }

    /// <summary>Refuses options that would not be looked at: those of a run without one, and those of files beside a run.</summary>
    private void RequireOneSource(bool isRun, ParseResult parsed)
    {
        Option[] strays = isRun ? [_model, _architecture, _image, _layers, _weights, _initial, _biases, _inputs, _activation] : [_epoch, _data];
        if (strays.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is not { } stray) return;
        throw new UsageException(isRun
            ? $"{stray.Name}: expected no such option beside a run folder, which has its own; got both. Leave one of the two out."
            : $"{stray.Name}: expected a run folder beside it, such as 'deepnfa measure runs/quickstart'; got none.");
    }

    /// <summary>The network from one file or from many.</summary>
    private MeasuredNetwork OfFiles(ParseResult parsed, Terminal terminal, bool withInputs)
    {
        var (name, layers, weights, biases) = (parsed.GetValue(_model), parsed.GetValue(_layers)!, parsed.GetValue(_weights)!, parsed.GetValue(_biases)!);
        string? activation = parsed.GetValue(_activation), inputs = withInputs ? parsed.GetValue(_inputs) : null;
        if (name is null == (weights.Length == 0))
            throw new UsageException($"measure: expected --model FILE, --weights a.npy,b.npy,… or a run folder; got {(name is null ? "none of them" : "two of them")}.");
        if (withInputs && inputs is null) throw new UsageException("measure: expected --inputs FILE.npy, the probe inputs (n, d); got none.");
        if (name is null)
        {
            if (layers.Length > 0) throw new UsageException("--layers: expected --model beside it; got none. The order of --weights is that of the layers.");
            if (new Option[] { _architecture, _image }.FirstOrDefault(o => parsed.GetResult(o) is not null) is { } stray) throw new UsageException($"{stray.Name}: expected --model beside it, the weights in one file; got none.");
            return MeasuredNetwork.OfFiles(NetworkArrays.OfFiles(weights, biases), NetworkArrays.Initial(parsed.GetValue(_initial)!, null), inputs, (activation ?? "relu").Split(','));
        }
        if (biases.Length > 0) throw new UsageException("--biases: expected no such option beside --model, which has its own; got both.");
        if (parsed.GetValue(_architecture) is not null || (layers.Length == 0 && LayeredFile.IsLayered(name))) return OfLayers(parsed, terminal, name, inputs);
        if (parsed.GetValue(_image) is { } shape) throw new UsageException($"--image-shape: expected a network with convolutions beside it, or --architecture; got {shape} for a fully connected one.");
        var model = NetworkFile.Open(name, layers);
        terminal.Error.WriteLine($"{name}: {model.Recognized}; activation {activation ?? model.Activation ?? "relu, since neither the file nor --activation names one"}");
        return MeasuredNetwork.OfFiles(NetworkArrays.Of(model), NetworkArrays.Initial(parsed.GetValue(_initial)!, model), inputs, (activation ?? model.Activation ?? "relu").Split(','));
    }

    /// <summary>A network of layers from one file.</summary>
    private MeasuredNetwork OfLayers(ParseResult parsed, Terminal terminal, string name, string? inputs)
    {
        var probe = inputs is null ? null : FileArray.Alone(inputs, "inputs", "X", "x");
        var told = parsed.GetValue(_image) is { } text ? ImageText.Parse(text) ?? throw new UsageException($"--image-shape: expected height and width, and the channels where there are several, such as 28x28 or 32x32x3; got '{text}'.") : null;
        if (told is not null && probe?.Image is { } image && image != told) throw new DataException($"inputs: expected images of --image-shape {ImageText.Of(told)} (height, width, channels); got {ImageText.Of(image)} in {probe.InWords}.");
        var model = LayeredFile.Open(name, new(parsed.GetValue(_architecture), told ?? probe?.Image, (int?)probe?.SampleShape().Columns, parsed.GetValue(_activation), parsed.GetValue(_layers)));
        terminal.Error.WriteLine($"{name}: {model.Recognized}");
        string[] initial = parsed.GetValue(_initial)!;
        if (initial.Length > 1) throw new UsageException($"--initial-weights: expected one file with the names of --model; got {initial.Length}.");
        return MeasuredNetwork.OfLayers(model, initial.Length == 0 ? null : model.Same(initial[0]), probe);
    }

    private static Option<string[]> Files(string name, string description, string example = "a.npy,b.npy,…") => new(name)
    {
        Description = description,
        HelpName = example,
        AllowMultipleArgumentsPerToken = true, // what a shell makes of w*.npy
        DefaultValueFactory = _ => [],
        CustomParser = result => [.. result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.RemoveEmptyEntries))],
    };

    private List<Convention> Conventions(ParseResult parsed)
    {
        string power = parsed.GetValue(_power)!, centered = parsed.GetValue(_centered)!, similarity = parsed.GetValue(_similarity)!;
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
        return [.. (from p in powers from c in centrings from k in kinds from off in parsed.GetValue(_offDiagonal) ? new[] { false, true } : [false] select new Convention(p, c, k, off)).Distinct()];
    }
}
