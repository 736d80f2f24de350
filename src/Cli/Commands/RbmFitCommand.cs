using System.CommandLine;
using System.Globalization;
using DeepNfa.Data;
using DeepNfa.Features;
using DeepNfa.Records;
using DeepNfa.Reports;
using DeepNfa.Training;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa rbm fit</c>: trains a machine, scores every epoch, and writes machine, figures and page.</summary>
internal static class RbmFitCommand
{
    private static readonly BoltzmannPlan s_plan = new();

    public static Command Create(string[] args, Terminal terminal)
    {
        var common = new CommonOptions();
        var preset = new Option<string?>("--preset") { Description = "Published settings, which other options then change: digits (scikit-learn's example) or mnist (the Theano tutorial's).", HelpName = "digits|mnist" };
        var data = new Option<string?>("--data") { Description = "A file or folder of data (docs/data.md), or a built-in set: digits. Targets are used by --fine-tune alone.", HelpName = "FILE|DIR|digits" };
        var inputs = new Option<string?>("--inputs") { Description = "Inputs (n, d) without targets, instead of --data.", HelpName = "FILE.npy" };
        var reading = new ReadingOptions();
        var trainSamples = new Option<int?>("--train-samples") { Description = "Training samples (all that are not held out; 5000 of a built-in set)." };
        var validationSamples = new Option<int?>("--validation-samples") { Description = "Held-out samples (the official test samples, else a fifth; 1000 of a built-in set)." };
        var prepare = new Option<string?>("--prepare") { Description = "Steps that prepare the data (docs/data.md); none for none (min-max where Bernoulli units need it, standardize for Gaussian units on tables).", HelpName = "STEP,STEP,…" };
        var image = new Option<string?>("--image-shape") { Description = "The shape of inputs that are images, where the data do not tell.", HelpName = "HEIGHTxWIDTH[xCHANNELS]" };
        var shifts = new Option<bool>("--shifts") { Description = "Add four copies of the training images, each moved by one pixel." };
        var visible = new Option<string>("--visible") { Description = "bernoulli or gaussian.", DefaultValueFactory = _ => "bernoulli" };
        var hidden = new Option<int>("--hidden") { Description = "Hidden units.", DefaultValueFactory = _ => s_plan.HiddenUnits };
        var rate = NumberOption.Of("--rate", "Learning rate.", s_plan.LearningRate);
        var batch = new Option<int>("--batch") { Description = "Samples a step.", DefaultValueFactory = _ => s_plan.BatchSize };
        var epochs = new Option<int>("--epochs") { Description = "Passes over the training samples.", DefaultValueFactory = _ => s_plan.Epochs };
        var algorithm = new Option<string>("--algorithm") { Description = "cd:K (contrastive divergence of K Gibbs steps) or pcd:K (persistent chains).", HelpName = "cd:K|pcd:K", DefaultValueFactory = _ => "pcd:1" };
        var momentum = new Option<string>("--momentum") { Description = "Momentum; two numbers for the first five epochs and the others.", HelpName = "M|M,M", DefaultValueFactory = _ => "0" };
        var decay = NumberOption.Of("--weight-decay", "Weight decay.", s_plan.WeightDecay);
        var sparsity = new Option<string?>("--sparsity") { Description = "The activity that hidden units are drawn to, and how strongly.", HelpName = "TARGET:COST" };
        var fineTune = new Option<int>("--fine-tune") { Description = "Epochs of a classifier that begins at the machine, beside one of random weights (0: none).", DefaultValueFactory = _ => 0 };
        var neighbours = new Option<int>("--neighbours") { Description = "Held-out samples that are classified by their nearest training samples, in the inputs and in the features (0: none).", DefaultValueFactory = _ => 0 };
        var likelihood = new Option<bool>("--likelihood") { Description = "log Z at the end: exact up to 20 units, else by annealed importance sampling, with its spread." };
        var command = new Command("fit", "Train a restricted Boltzmann machine.")
        {
            preset, data, inputs, trainSamples, validationSamples, prepare, image, shifts, visible, hidden, rate, batch, epochs, algorithm, momentum, decay, sparsity, fineTune, neighbours, likelihood,
        };
        reading.AddTo(command);
        foreach (var option in new Option[] { common.Seed, common.Threads, common.Device, common.Out, common.Plots, common.Json, common.DryRun }) command.Add(option);
        command.SetAction(parsed =>
        {
            bool Given(Option option) => parsed.GetResult(option) is { Implicit: false };
            var start = Preset(parsed.GetValue(preset));
            T Value<T>(Option<T> option, T otherwise) => Given(option) || start is null ? parsed.GetValue(option)! : otherwise;
            var basis = start ?? s_plan;
            var (persistent, steps) = Given(algorithm) || start is null ? Algorithm(parsed.GetValue(algorithm)!) : (basis.Persistent, basis.GibbsSteps);
            var (early, later) = Momentum(parsed.GetValue(momentum)!);
            var (target, cost) = parsed.GetValue(sparsity) is { } text ? Sparsity(text) : (basis.SparsityTarget, 0);
            var plan = (basis with
            {
                HiddenUnits = Value(hidden, basis.HiddenUnits),
                LearningRate = Value(rate, basis.LearningRate),
                BatchSize = Value(batch, basis.BatchSize),
                Epochs = Value(epochs, basis.Epochs),
                Visible = parsed.GetValue(visible) switch { "bernoulli" => VisibleUnits.Bernoulli, "gaussian" => VisibleUnits.Gaussian, var other => throw new UsageException($"--visible: expected bernoulli or gaussian; got '{other}'.") },
                Persistent = persistent,
                GibbsSteps = steps,
                EarlyMomentum = early,
                Momentum = later,
                WeightDecay = parsed.GetValue(decay),
                SparsityTarget = target,
                SparsityCost = cost,
            }).Validated();
            foreach (var samples in new[] { trainSamples, validationSamples })
                if (parsed.GetValue(samples) is { } count) Require.AtLeast(count, 1, "Leave the option out for all of them.", samples.Name);
            bool digits = parsed.GetValue(preset) == "digits";
            var source = new RbmData(parsed.GetValue(data), parsed.GetValue(inputs), reading.Settings(parsed), parsed.GetValue(prepare), Shape(parsed.GetValue(image) ?? (digits ? "8x8" : null)), parsed.GetValue(shifts) || digits, plan.Visible)
            {
                TrainSamples = parsed.GetValue(trainSamples) ?? 0,
                ValidationSamples = parsed.GetValue(validationSamples) ?? 0,
            };
            var settings = new RbmSettings(plan, new Seed(parsed.GetValue(common.Seed)), Require.AtLeast(parsed.GetValue(fineTune), 0, name: "--fine-tune"), Require.AtLeast(parsed.GetValue(neighbours), 0, name: "--neighbours"), parsed.GetValue(likelihood), Renderers.RequireName(parsed.GetValue(common.Plots)!), CommandText.Of(args));
            return new RbmSession(source, settings, terminal, parsed.GetValue(common.Json)).Run(parsed.GetValue(common.Out), common.Apply(parsed), parsed.GetValue(common.DryRun));
        });
        return command;
    }

    private static BoltzmannPlan? Preset(string? name) => name switch
    {
        null => null,
        "digits" => BoltzmannPlan.Digits,
        "mnist" => BoltzmannPlan.Mnist,
        _ => throw new UsageException($"--preset: expected digits or mnist; got '{name}'."),
    };

    private static (bool Persistent, int Steps) Algorithm(string text) =>
        text.Split(':') is [("cd" or "pcd") and var kind, var count] && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int steps)
            ? (kind == "pcd", steps)
            : throw new UsageException($"--algorithm: expected cd:K or pcd:K, such as pcd:1; got '{text}'.");

    private static (double? Early, double Later) Momentum(string text) => Numbers(text, ',') switch
    {
        [var one] => (null, one),
        [var early, var later] => (early, later),
        _ => throw new UsageException($"--momentum: expected one number, or two such as 0.5,0.9; got '{text}'."),
    };

    private static (double Target, double Cost) Sparsity(string text) =>
        Numbers(text, ':') is [var target, var cost] ? (target, cost) : throw new UsageException($"--sparsity: expected a target and a cost, such as 0.1:0.01; got '{text}'.");

    private static double[] Numbers(string text, char separator)
    {
        double[] values = [.. text.Split(separator).Select(t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) ? v : double.NaN)];
        return values.All(double.IsFinite) ? values : [];
    }

    private static ImageShape? Shape(string? text) => text is null ? null
        : ImageText.Parse(text) ?? throw new UsageException($"--image-shape: expected HEIGHTxWIDTH or HEIGHTxWIDTHxCHANNELS, such as 28x28; got '{text}'.");
}
