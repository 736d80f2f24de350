using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using DeepNfa.Experiments;
using DeepNfa.Records;
using DeepNfa.Training;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa train</c>: trains one network on given data, and measures and records it as an experiment does.</summary>
internal static class TrainCommand
{
    private static readonly NetworkSettings s_defaults = new() { Networks = [[1024, 1024, 1024]], TrainSamples = 0, ValidationSamples = 0, Epochs = 100 };

    public static Command Create(string[] args, Terminal terminal) => Describe().Running(args, terminal);

    /// <summary>The command and how its arguments become a request.</summary>
    public static SessionCommand Describe()
    {
        var common = new CommonOptions();
        var data = new Option<string>("--data") { Description = "A file or folder of data (docs/data.md), or a built-in set: digits, product.", HelpName = "FILE|DIR|digits|product", Required = true };
        var reading = new ReadingOptions();
        var trainSamples = new Option<int?>("--train-samples") { Description = "Training samples (all that are not held out; 5000 of a built-in set)." };
        var validationSamples = new Option<int?>("--validation-samples") { Description = "Validation samples (the official test samples, else a fifth; 1000 of a built-in set)." };
        var prepare = new Option<string>("--prepare") { Description = "Steps that prepare the data, in order, such as standardize,unit-norm; none for none (docs/data.md lists them; what the data need, for files of your own).", HelpName = "STEP,STEP,…", DefaultValueFactory = _ => "" };
        var hidden = new Option<string>("--hidden") { Description = "Widths of the hidden layers.", HelpName = "1024,1024,1024", DefaultValueFactory = _ => "1024,1024,1024" };
        var architecture = With("--architecture", "On images, in place of --hidden: cnn, vgg, resnet, or a list of layers such as conv:16:5:1:2,relu,max:2,flatten,dense (docs/convolution.md).", s_defaults.Architecture);
        var activation = With("--activation", "relu, leaky-relu, tanh, sigmoid, sine, gelu, quadratic or identity.", s_defaults.Activation);
        var bias = new Option<bool>("--bias") { Description = "Give every layer a bias." };
        var init = With("--init", "pytorch, gaussian:SCALE, xavier, orthogonal, first-layer:SCALE or balanced:SCALE.", s_defaults.Initialization);
        var loss = With("--loss", "mse (on one-hot targets) or cross-entropy.", s_defaults.Loss);
        var optimizer = With("--optimizer", "sgd, adam or adamw.", s_defaults.Optimizer);
        var rate = NumberOption.Of("--rate", "Learning rate.", s_defaults.Rate);
        var momentum = NumberOption.Of("--momentum", "Momentum of sgd.", s_defaults.Momentum);
        var decay = NumberOption.Of("--weight-decay", "Weight decay.", s_defaults.WeightDecay);
        var schedule = With("--schedule", "constant, cosine, step:EVERY or step:EVERY:FACTOR.", s_defaults.Schedule);
        var epochs = With("--epochs", "Passes over the training samples.", s_defaults.Epochs);
        var batch = With("--batch", "Samples a step.", s_defaults.Batch);
        var probeEvery = With("--probe-every", "Epochs between two measurements.", s_defaults.ProbeEvery);
        var probeSamples = With("--probe-samples", "Samples of the probe set.", s_defaults.ProbeSamples);
        var conventions = With("--conventions", "default, all, or powers with any of centred, cosine and off-diagonal, such as '1/3 cosine, 1 centred'.", s_defaults.Conventions);
        var rivals = With("--rivals", "Rivals of the ansatz to measure as well (docs/rivals.md): update, exponent, gauge, spectrum, fact, collapse, kernel, with commas, or all.", s_defaults.Rivals);
        var kernelSamples = With("--kernel-samples", "Training samples of the tangent kernel, for the rival kernel.", s_defaults.KernelSamples);
        var penalty = With("--agop-penalty", "Weight of the trace of the batch's AGOP in what is minimised.", s_defaults.AgopPenalty);
        var speed = With("--speed-limit", "none, or LAYER:FACTOR:EPSILON: layers move at given speeds, this one faster.", s_defaults.SpeedLimit);
        var onDivergence = new Option<string?>("--on-divergence") { Description = "When the loss is no longer finite: stop, halve-rate or continue (stop)." };
        var save = new Option<string?>("--save") { Description = "Write the trained weights here as well: W1, b1, … for numpy.load, or 0.weight, 0.bias, … for PyTorch (docs/networks.md).", HelpName = "FILE.npz|FILE.safetensors" };
        var command = new Command("train", "Train one network on your data, measure every layer, record and draw.")
        {
            data, trainSamples, validationSamples, prepare, hidden, architecture, activation, bias, init, loss, optimizer, rate, momentum, decay, schedule, epochs, batch, probeEvery, probeSamples, conventions, rivals, kernelSamples, penalty, speed, onDivergence, save,
        };
        reading.AddTo(command);
        common.AddTo(command);
        return new(command, common, parsed =>
        {
            foreach (var samples in new[] { trainSamples, validationSamples })
                if (parsed.GetValue(samples) is { } count) Require.AtLeast(count, 1, "Leave the option out for all of them.", samples.Name);
            bool Given(Option option) => parsed.GetResult(option) is { Implicit: false };
            if (Given(hidden) && parsed.GetValue(architecture) != s_defaults.Architecture)
                throw new UsageException($"--hidden: expected no --architecture beside it, whose list has the widths of its layers; got '{parsed.GetValue(architecture)}'. Leave one of the two out.");
            if (Given(momentum) && parsed.GetValue(momentum) != 0 && parsed.GetValue(optimizer) != "sgd")
                throw new UsageException(FormattableString.Invariant($"--momentum: expected --optimizer sgd beside it, since {parsed.GetValue(optimizer)} has its own; got {parsed.GetValue(momentum)}. Leave it out."));
            var settings = s_defaults with
            {
                Networks = [Widths(parsed.GetValue(hidden)!)],
                Architecture = parsed.GetValue(architecture)!,
                TrainSamples = parsed.GetValue(trainSamples) ?? 0,
                ValidationSamples = parsed.GetValue(validationSamples) ?? 0,
                Preparation = parsed.GetValue(prepare)!,
                Activation = parsed.GetValue(activation)!,
                Biases = parsed.GetValue(bias),
                Initialization = parsed.GetValue(init)!,
                Loss = parsed.GetValue(loss)!,
                Optimizer = parsed.GetValue(optimizer)!,
                Rate = parsed.GetValue(rate),
                Momentum = parsed.GetValue(momentum),
                WeightDecay = parsed.GetValue(decay),
                Schedule = parsed.GetValue(schedule)!,
                Epochs = parsed.GetValue(epochs),
                Batch = parsed.GetValue(batch),
                ProbeEvery = parsed.GetValue(probeEvery),
                ProbeSamples = parsed.GetValue(probeSamples),
                Conventions = parsed.GetValue(conventions)!,
                Rivals = parsed.GetValue(rivals)!,
                KernelSamples = parsed.GetValue(kernelSamples),
                AgopPenalty = parsed.GetValue(penalty),
                SpeedLimit = parsed.GetValue(speed)!,
                OnDivergence = parsed.GetValue(onDivergence),
                Precision = parsed.GetValue(common.Precision) ?? s_defaults.Precision,
                Reading = reading.Settings(parsed),
            };
            return new("train", parsed.GetValue(data), SettingsJson.Write(settings), Judged: false) { Save = parsed.GetValue(save) };
        });
    }

    private static Option<T> With<T>(string name, string description, T value) => new(name) { Description = description, DefaultValueFactory = _ => value };

    private static IReadOnlyList<int> Widths(string text)
    {
        if (text is "" or "none") return [];
        return [.. text.Split(',').Select(part => int.TryParse(part, NumberStyles.Integer, CultureInfo.InvariantCulture, out int width)
            ? width
            : throw new UsageException($"--hidden: expected widths such as 256,256 (or none); got '{text}'."))];
    }

    /// <summary>Trains on the data that were named.</summary>
    internal static IEnumerable<Progress> Protocol(JsonElement json, RunContext context)
    {
        var settings = SettingsJson.Read<NetworkSettings>(json);
        settings.Plan(); // what is wrong with the settings is said before any data are read
        var recognised = new List<string>();
        using var data = DataSources.Named(settings, context.Data!, context.Seed, recognised.Add).Prepared(settings, context.Seed).To(context.Device, settings.DType());
        foreach (var progress in NetworkProtocol.Run(settings, data, context))
        {
            yield return recognised.Count == 0 ? progress : progress with { Note = string.Join('\n', progress.Note is { } note ? recognised.Append(note) : recognised) };
            recognised.Clear();
        }
    }

    /// <summary>The weights of the last checkpoint, without the optimizer's slots.</summary>
    internal static void Save(RunFolder run, string path)
    {
        var arrays = run.ReadWeights(run.Checkpoints()[^1]);
        List<NpyArray> Numbered(string letter) => [.. Enumerable.Range(1, arrays.Count).Select(l => $"{letter}{l}").TakeWhile(arrays.ContainsKey).Select(name => arrays[name])];
        var (network, image) = (run.Manifest.Network, run.Manifest.Data.Image);
        if (network.Layers is { } list) LayeredFile.Save(path, list, image!, Numbered("W"), Numbered("b"));
        else NetworkFile.Save(path, Numbered("W"), Numbered("b"), network.Activation);
    }
}
