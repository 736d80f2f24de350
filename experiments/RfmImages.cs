using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Data.Preparation;
using DeepNfa.Kernels;
using DeepNfa.Records;
using DeepNfa.Reports;
using TorchSharp;

namespace DeepNfa.Experiments;

/// <summary>MNIST and CIFAR-10 as rows of pixels: accuracy and time by iteration.</summary>
public sealed class RfmImages : IExperiment<RfmImagesSettings>
{
    private const string Digits = "mnist", Photographs = "cifar-10";
    private const string Learned = PatchMachineProtocol.Learned, Rotated = PatchMachineProtocol.Rotated, Shuffled = PatchMachineProtocol.Shuffled, Covariance = PatchMachineProtocol.Covariance;
    private static readonly string[] s_controls = [Rotated, Covariance, Shuffled];

    /// <inheritdoc/>
    public string Name => "rfm-images";

    /// <inheritdoc/>
    public string Question => "Does a Recursive Feature Machine on pixels classify MNIST and CIFAR-10 better than the plain Laplace kernel, by what it learned from the labels?";

    /// <inheritdoc/>
    public string Source => "Radhakrishnan et al., Science 383 (2024): Laplace kernel, bandwidth 10, ridge 0.001, pixels in [0, 1]; power ½ as in the ansatz";

    /// <inheritdoc/>
    public string Published => "no value for whole images of these sets was found";

    /// <inheritdoc/>
    public string? DataNeeded => ImageSources.BothNeeded;

    /// <inheritdoc/>
    public Presets<RfmImagesSettings> Presets { get; } = new(
        Full: new(3, 5000, 10000, 4000, 1000, 2, 10, 1e-3, 0.5),
        Smoke: new(1, 40, 20, 40, 20, 1, 10, 1e-3, 0.5),
        Paper: new(3, 60000, 10000, 50000, 10000, 5, 10, 1e-3, 0.5));

    /// <inheritdoc/>
    public bool Foretells => true;

    /// <inheritdoc/>
    public IEnumerable<Progress> Run(RfmImagesSettings settings, RunContext context)
    {
        double bytes = 0;
        foreach (var size in new[] { new MachineSize(settings.MnistTrain, settings.MnistTest, 784, 10, InSingle: true), new(settings.CifarTrain, settings.CifarTest, 3072, 10, InSingle: true) })
        {
            MachineMemory.RequireFit(size, settings.Plan(), "Take fewer images with --set, such as --set mnistTrain=2000 --set cifarTrain=2000.");
            bytes = Math.Max(bytes, MachineMemory.OfFit(size, settings.Plan()));
        }
        if (context.DryRun)
        {
            yield return new("", 0, 1, 0, null) { MemoryBytes = bytes };
            yield break;
        }
        foreach (string images in new[] { Digits, Photographs })
            foreach (var seed in context.Seeds(settings.Seeds))
            {
                using var data = Load(settings, images, context.Data, seed);
                foreach (var progress in OfSeed(settings with { Images = images }, data, seed, context)) yield return progress;
            }
    }

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records) => Verdict.Of([.. new[] { Digits, Photographs }.SelectMany(images => Checks(images, [.. records.Where(r => Of(r).Images == images)]))]);

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records)
    {
        List<RunRecord> Runs(string images, string task) => [.. records.Where(r => Of(r).Images == images && Of(r).Task == task)];
        Panel Accuracy(string images)
        {
            Level Control(string task, string name, int color) => new(name, Runs(images, task).Average(r => r.ScoreAt(0)), Palette.Categories[color]);
            var learned = Curves.Score("M learned", Runs(images, Learned), Palette.Categories[0]);
            Level[] controls = [Control(Rotated, "M turned at random", 6), Control(Covariance, "Second moment of the images", 1), Control(Shuffled, "M of shuffled labels", 4)];
            double[] all = [.. learned.Low ?? learned.Y, .. learned.High ?? learned.Y, .. controls.Select(c => c.Value)];
            var (low, high) = (all.Min(), all.Max());
            return new Panel($"{Title(images)}: test accuracy", new Axis("Iteration", Min: 0, Max: learned.X.Max(), Whole: true), new Axis(Min: low - (0.15 * (high - low)), Max: high + (0.15 * (high - low))), [.. controls, learned]);
        }
        Panel Seconds(string images)
        {
            var runs = Runs(images, Learned);
            Line Of(string name, string phase, int color) => Curves.Of(name, runs, (run, t) => run.Timings.Where(x => x.Epoch == t && x.Phase == phase).Sum(x => x.Seconds), Palette.Categories[color], Enumerable.Range(phase == "train" ? 0 : 1, runs[0].Epochs.Count - (phase == "train" ? 0 : 1)));
            return new Panel($"{Title(images)}: seconds", new Axis("Iteration", Min: 0, Max: Math.Max(1, runs[0].Epochs[^1].Epoch), Whole: true), new Axis(Min: 0), [Of("Solve", "train", 2), Of("AGOP and its root", "agop", 3)]);
        }
        return
        [
            new(Name, "Pixels and nothing else: what iterations gain, and what they cost", [Accuracy(Digits), Accuracy(Photographs), Seconds(Digits), Seconds(Photographs)])
            {
                Subtitle = "Laplace kernel; iteration 0 is M = I; means over seeds, bands from the least seed to the largest",
                Columns = 2,
                PanelWidth = 330,
                Caption = "Levels: one solve with an M of the same trace that should not know the classes: the learned one with its eigenvectors turned at random, the second moment of the training images, and M learned from shuffled labels.",
                Alt = string.Join("; ", new[] { Digits, Photographs }.Select(images => $"{Title(images)}: test accuracy {OverSeeds.Mean(Runs(images, Learned).Select(r => r.ScoreAt(0)))} at iteration 0, {OverSeeds.Mean(Runs(images, Learned).Select(r => r.FinalScore()))} at the last")),
            },
        ];
    }

    private DataSplit Load(RfmImagesSettings settings, string images, string? data, Seed seed)
    {
        // Where there are only drawn digits, the second set is another draw of them.
        if (data == "builtin") return images == Digits ? DataSources.Digits(settings.MnistTrain, settings.MnistTest, seed) : DataSources.Digits(settings.CifarTrain, settings.CifarTest, new Seed(~seed.Value));
        if (images == Photographs) return ImageSources.Cifar(this, data).Drawn(settings.CifarTrain, settings.CifarTest, seed);
        return ImageSources.Digits(this, data is not null && Directory.Exists(Path.Combine(data, "mnist")) ? Path.Combine(data, "mnist") : data, settings.MnistTrain, settings.MnistTest, seed);
    }

    /// <summary>The fit, and one solve with each M that should not help.</summary>
    private static IEnumerable<Progress> OfSeed(RfmImagesSettings settings, DataSplit data, Seed seed, RunContext context)
    {
        using var learned = new KeptMetric();
        foreach (var progress in Fit(settings, data, seed, context, null, learned)) yield return progress;
        foreach (string task in s_controls)
        {
            using var start = new KeptMetric();
            if (task == Rotated) start.Take(PatchMachineProtocol.Turned(learned.Metric!, seed));
            if (task == Covariance) start.Take(SecondMoment(data.Train.Inputs, settings.Power));
            if (task == Shuffled)
            {
                using var wrong = PreparationPlan.Parse("shuffle-labels").Apply(new(data.Train.Take(int.MaxValue), null), seed);
                foreach (var step in RecursiveFeatureMachine.Fit(new LaplaceKernel(settings.Bandwidth), wrong, settings.Plan(), seed))
                {
                    context.Stop.ThrowIfCancellationRequested();
                    using var machine = step.Machine;
                    if (step.Iteration == settings.Iterations) start.Take(new Metric(machine.Metric.Values.clone()));
                    yield return new($"M of shuffled labels, {settings.Images}, seed {seed.Value}", step.Iteration, settings.Iterations, step.Train.Loss, step.Train.Accuracy);
                }
            }
            using var same = Scaled(start.Metric!, learned.Metric!);
            foreach (var progress in Fit(settings with { Task = task, Iterations = 0 }, data, seed, context, same, null)) yield return progress;
        }
    }

    private static IEnumerable<Progress> Fit(RfmImagesSettings settings, DataSplit data, Seed seed, RunContext context, Metric? start, KeptMetric? keep)
    {
        var (kernel, facts, part) = (new LaplaceKernel(settings.Bandwidth), data.Facts, $"{settings.Images}-{settings.Task}-seed-{seed.Value}");
        using var run = context.Open(part, new NetworkFacts(facts.Inputs, [], facts.Outputs, kernel.Name, false, "rfm"), facts, SettingsJson.Write(settings), seed);
        foreach (var step in RecursiveFeatureMachine.Fit(kernel, data, settings.Plan() with { Start = start }, seed))
        {
            context.Stop.ThrowIfCancellationRequested();
            using var machine = step.Machine;
            run.Append(new EpochMetrics(step.Iteration, step.Train, step.Validation, step.SolveElapsed));
            if (step.Iteration > 0) run.AppendTiming(new(step.Iteration, "agop", step.UpdateElapsed.TotalSeconds));
            keep?.Take(new Metric(machine.Metric.Values.clone()));
            yield return new(part, step.Iteration, settings.Iterations, step.Train.Loss, step.Validation?.Accuracy);
        }
    }

    private static IEnumerable<Check> Checks(string images, List<RunRecord> records)
    {
        var (name, learned) = (Title(images), records.Where(r => Of(r).Task == Learned).ToList());
        int last = learned[0].Epochs[^1].Epoch;
        RunRecord Beside(RunRecord run, string task) => records.First(r => Of(r).Task == task && r.Manifest.Seed == run.Manifest.Seed);
        OverSeeds Gain(string task) => OverSeeds.Mean(learned.Select(r => Beside(r, task).FinalScore() - r.ScoreAt(0)));
        OverSeeds Seconds(string phase) => OverSeeds.Mean(learned.SelectMany(r => r.Timings.Where(t => t.Phase == phase)).Select(t => t.Seconds));
        // Set on 3,000 images drawn by seed 100, where MNIST gained 0.010 in two iterations and CIFAR-10 lost 0.016: what is asked of the second is that it gains at all.
        yield return Check.Above($"{name}: mean gain of test accuracy over the plain kernel", Gain(Learned), images == Digits ? 0.005 : 0);
        yield return Check.Above($"{name}: seeds in which M of the right labels is more accurate than M of shuffled ones", learned.Count(r => r.FinalScore() > Beside(r, Shuffled).FinalScore()), learned.Count - 0.5);
        yield return Check.Above($"{name}: seeds in which it is more accurate than the second moment of the images as M", learned.Count(r => r.FinalScore() > Beside(r, Covariance).FinalScore()), learned.Count - 0.5);
        yield return Check.ControlBelow($"{name}: gain with M turned at random", Gain(Rotated), images == Digits ? 0.005 : 0);
        yield return Check.Told($"{name}: gain with M of shuffled labels", Gain(Shuffled));
        yield return Check.Told($"{name}: gain with the second moment of the images as M", Gain(Covariance));
        for (int t = 0; t <= last; t++) yield return Check.Told($"{name}: test accuracy at iteration {t}", learned.MeanTest(t, m => m.Accuracy));
        yield return Check.Told($"{name}: seconds of a solve", Seconds("train"));
        yield return Check.Told($"{name}: seconds of an AGOP and its root", Seconds("agop"));
    }

    /// <summary>(XᵀX/n)^s.</summary>
    private static Metric SecondMoment(torch.Tensor inputs, double power)
    {
        using var scope = torch.NewDisposeScope();
        return new Metric(Spectrum.Of(NetworkFeatures.SecondMoment(inputs)).Power(power).to(inputs.dtype));
    }

    /// <summary>A metric with the trace of another: what is compared are directions, not bandwidths.</summary>
    private static Metric Scaled(Metric metric, Metric like)
    {
        using var scope = torch.NewDisposeScope();
        return new Metric(metric.Values * (like.Values.trace() / metric.Values.trace()));
    }

    private static RfmImagesSettings Of(RunRecord run) => SettingsJson.Read<RfmImagesSettings>(run.Manifest.Settings);

    private static string Title(string images) => images == Digits ? "MNIST" : "CIFAR-10";
}
