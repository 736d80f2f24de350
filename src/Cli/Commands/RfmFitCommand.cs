using System.CommandLine;
using System.Globalization;
using DeepNfa.Data;
using DeepNfa.Kernels;
using DeepNfa.Records;
using DeepNfa.Reports;
using static TorchSharp.torch;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa rfm fit</c>: fits a machine to arrays, scores every iteration, and writes metrics, coefficients, predictions, machine and page.</summary>
internal static class RfmFitCommand
{
    private static readonly RfmPlan s_plan = new();

    public static Command Create(string[] args, Terminal terminal)
    {
        var common = new CommonOptions { Out = { Description = "Folder of the machine, the arrays of each iteration and the page (nothing is written)." } };
        var data = new Option<string?>("--data") { Description = "A table (CSV, TSV) or a folder of a known set, instead of --train; without official test samples a fifth is drawn for them.", HelpName = "FILE|DIR" };
        var reading = new ReadingOptions();
        var target = new Option<string?>("--target") { Description = "The column of the targets in --data (named target, label or class, else the last).", HelpName = "COL" };
        var standardize = new Option<bool>("--standardize") { Description = "Bring each column to mean 0 and deviation 1 over the training rows; the machine keeps the numbers." };
        var train = Pair("--train", "Training inputs (n, d) and targets (n, c), or a vector of classes.");
        var validation = Pair("--validation", "Validation samples, in the same form.");
        var test = Pair("--test", "Test samples, in the same form: scored, never chosen by.");
        var task = new Option<string>("--task") { Description = "auto, regression or classification. auto: one-hot rows and whole numbers of type int are classes.", DefaultValueFactory = _ => "auto" };
        var kernel = new Option<string>("--kernel") { Description = KernelNames.Known + ".", HelpName = "NAME", DefaultValueFactory = _ => "laplace" };
        var bandwidth = new Option<string>("--bandwidth") { Description = "A number, or median[:FACTOR] for that many median distances at every iteration.", HelpName = "L|median", DefaultValueFactory = _ => "10" };
        var ridge = NumberOption.Of("--ridge", "λ of (K + λI)α = y; 0 interpolates.", s_plan.Ridge);
        var iterations = new Option<int>("--iterations") { Description = "Updates of M; 0 is the plain kernel machine.", DefaultValueFactory = _ => s_plan.Iterations };
        var power = NumberOption.Of("--power", "s of M ← AGOP^s.", s_plan.Power);
        var update = new Option<string>("--update") { Description = "What M becomes after each solve: agop, or fact (docs/rivals.md).", HelpName = "agop|fact", DefaultValueFactory = _ => "agop" };
        var centered = new Option<bool>("--centered") { Description = "Remove the mean gradient from the AGOP." };
        var diagonal = new Option<bool>("--diagonal") { Description = "Keep only the diagonal of M." };
        var normalize = new Option<string>("--normalize") { Description = "none, trace (of M to d) or max (largest entry to 1).", DefaultValueFactory = _ => "none" };
        var select = new Option<string>("--select") { Description = "Which iteration is kept: last or validation (the best there).", DefaultValueFactory = _ => "last" };
        var earlyStop = new Option<bool>("--early-stop") { Description = "Stop when the validation loss has not fallen for two iterations." };
        var points = new Option<int>("--gradient-points") { Description = "Most training points at which gradients are taken.", DefaultValueFactory = _ => s_plan.GradientPoints };
        var centers = new Option<int>("--centers") { Description = "Centres of the iterative solver (0: the direct solver where memory allows).", DefaultValueFactory = _ => 0 };
        var memory = NumberOption.Of("--memory", "Most gigabytes of the large matrices (0: half of the machine's).", 0);
        var network = new Option<string?>("--network") { Description = "Compare M of every iteration with the first layer of a network: a file, or a run of deepnfa, whose own data are then fitted.", HelpName = "RUN|FILE.safetensors|FILE.npz" };
        var initial = new Option<string?>("--network-initial") { Description = "The weights of --network before training, for what training changed (a run has its own).", HelpName = "FILE" };
        var activation = new Option<string?>("--activation") { Description = "The activation of --network (what its file says, else relu).", HelpName = "NAME[,NAME…]" };
        var epoch = new Option<int?>("--epoch") { Description = "The checkpoint of the run in --network (the last)." };
        var command = new Command("fit", "Fit a Recursive Feature Machine to your arrays.")
        {
            data, target, standardize, train, validation, test, task, kernel, bandwidth, ridge, iterations, power, update, centered, diagonal, normalize, select, earlyStop, points, centers, memory, network, initial, activation, epoch,
            common.Seed, common.Threads, common.Device, common.Precision, common.Out, common.Plots, common.Json, common.DryRun,
        };
        foreach (var option in reading.Form) command.Add(option);
        command.SetAction(parsed =>
        {
            var (used, median) = Bandwidth(parsed.GetValue(kernel)!, parsed.GetValue(bandwidth)!);
            double gigabytes = Require.InRange(parsed.GetValue(memory), 0, 1e6, name: "--memory");
            var plan = (s_plan with
            {
                Iterations = parsed.GetValue(iterations),
                Ridge = parsed.GetValue(ridge),
                Power = parsed.GetValue(power),
                Update = parsed.GetValue(update) switch { "agop" => MetricUpdate.Agop, "fact" => MetricUpdate.Fact, var other => throw new UsageException($"--update: expected agop or fact; got '{other}'.") },
                Centered = parsed.GetValue(centered),
                Diagonal = parsed.GetValue(diagonal),
                Scale = Scale(parsed.GetValue(normalize)!),
                MedianBandwidth = median,
                EarlyStop = parsed.GetValue(earlyStop),
                GradientPoints = parsed.GetValue(points),
                Centers = parsed.GetValue(centers),
                Memory = gigabytes > 0 ? (long)(gigabytes * 1e9) : s_plan.Memory,
            }).Validated();
            bool best = OneOf("--select", parsed.GetValue(select)!, "last", "validation") == "validation";
            string? table = parsed.GetValue(data), arrays = parsed.GetValue(train);
            string? beside = parsed.GetValue(network);
            bool run = beside is not null && Directory.Exists(beside);
            RequireFitting(beside, run, run ? [target, train, validation, test, task, initial, activation, .. reading.Form] : [epoch, .. beside is null ? new Option[] { initial, activation } : []], parsed);
            if (!run && (table is null) == (arrays is null)) throw new UsageException($"rfm fit: expected --data FILE or --train x.npy,y.npy; got {(table is null ? "neither" : "both")}.");
            if (table is not null && (parsed.GetValue(validation) ?? parsed.GetValue(test)) is not null) throw new UsageException("--validation, --test: expected --train beside them; got --data, of which test samples are taken.");
            if (!run && table is null && reading.Form.Prepend(target).FirstOrDefault(o => parsed.GetValue(o) is not null) is { } stray) throw new UsageException($"{stray.Name}: expected --data beside it; got --train, whose arrays are no table.");
            if ((best || plan.EarlyStop) && table is null && !run && parsed.GetValue(validation) is null)
                throw new UsageException($"{(best ? "--select validation" : "--early-stop")}: expected --validation x.npy,y.npy beside it; got none.");
            string form = OneOf("--task", parsed.GetValue(task)!, "auto", "regression", "classification");
            var options = (reading.Settings(parsed) ?? new()).Options() with { Target = parsed.GetValue(target), Classification = form switch { "auto" => null, var named => named == "classification" } };
            var (dtype, seed) = (Precision(parsed.GetValue(common.Precision)), new Seed(parsed.GetValue(common.Seed)));
            var recorded = run ? new RfmRun(beside!, parsed.GetValue(epoch), table, best || plan.EarlyStop, dtype, seed) : null;
            var compared = recorded?.Network ?? (beside is null ? null : RfmNetwork.OfFile(beside, parsed.GetValue(initial), parsed.GetValue(activation), terminal.Error));
            IRfmSource source = recorded is not null ? recorded : table is not null
                ? new RfmTable(table, options, best || plan.EarlyStop, dtype, seed, terminal.Error)
                : new RfmFiles(arrays!, parsed.GetValue(validation), parsed.GetValue(test), form, dtype);
            using var session = new RfmSession(used, plan, seed, best, parsed.GetValue(standardize), parsed.GetValue(common.Out), Renderers.RequireName(parsed.GetValue(common.Plots)!), CommandText.Of(args), compared);
            if (parsed.GetValue(common.DryRun))
            {
                terminal.Out.WriteLine(FormattableString.Invariant($"{used.Name}, {source.Describe()}: about {session.Foretell(source) / 1e6:0} MB of memory, {FreeMemory.Bytes() / 1e6:0} MB are free; {plan}"));
                return 0;
            }
            var device = common.Apply(parsed);
            session.Run(source, device, terminal, parsed.GetValue(common.Json));
            return 0;
        });
        return command;
    }

    /// <summary>Refuses options that would not be looked at: those that a run has of its own, and those of a network or a run without one.</summary>
    private static void RequireFitting(string? network, bool isRun, Option[] strays, ParseResult parsed)
    {
        if (strays.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is not { } stray) return;
        throw new UsageException(isRun
            ? $"{stray.Name}: expected no such option beside --network RUN, whose own samples and weights are taken; got both. Leave one of the two out."
            : $"{stray.Name}: expected --network {(stray.Name == "--epoch" ? "RUN" : "FILE")} beside it; got {(network is null ? "none" : $"'{network}', which is no folder")}.");
    }

    private static Option<string?> Pair(string name, string description) => new(name) { Description = description, HelpName = "x.npy,y.npy" };

    private static (IKernel Kernel, bool Median) Bandwidth(string kernel, string text)
    {
        bool median = text == "median" || text.StartsWith("median:", StringComparison.Ordinal);
        string number = text == "median" ? "1" : median ? text["median:".Length..] : text;
        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !(value > 0) || !double.IsFinite(value))
            throw new UsageException($"--bandwidth: expected a positive number, or median[:FACTOR]; got '{text}'.");
        return (KernelNames.Parse(kernel, value), median);
    }

    private static MetricScale Scale(string text) => OneOf("--normalize", text, "none", "trace", "max") switch { "trace" => MetricScale.Trace, "max" => MetricScale.Max, _ => MetricScale.None };

    private static ScalarType Precision(string? text) => text switch
    {
        null or "float32" => ScalarType.Float32,
        "float64" => ScalarType.Float64,
        _ => throw new UsageException($"--precision: expected float32 or float64; got '{text}'."),
    };

    private static string OneOf(string name, string got, params string[] expected) =>
        expected.Contains(got) ? got : throw new UsageException($"{name}: expected {string.Join(", ", expected[..^1])} or {expected[^1]}; got '{got}'.");
}
