using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Data.Preparation;
using DeepNfa.Kernels;
using DeepNfa.Kernels.Convolution;
using DeepNfa.Records;
using TorchSharp;

namespace DeepNfa.Experiments;

/// <summary>The protocol of experiments on patch kernel machines: a fit that updates M, and machines with an M that should not help, each a run a seed.</summary>
internal static class PatchMachineProtocol
{
    /// <summary>The fit whose M is learned.</summary>
    public const string Learned = "learned";

    /// <summary>Its M with the eigenvectors turned at random: the same spectrum in other directions.</summary>
    public const string Rotated = "rotated";

    /// <summary>M learned from the same images with shuffled labels.</summary>
    public const string Shuffled = "shuffled";

    /// <summary>The second moment of the training patches in the place of M: what varies most, without labels.</summary>
    public const string Covariance = "covariance";

    /// <summary>A fit whose only patch is the whole image.</summary>
    public const string Whole = "whole";

    /// <summary>The files that pictures are drawn from: eigenvectors of the last M as rows, a test image, and its responses to them.</summary>
    public const string VectorsFile = "eigenvectors.npy", ExampleFile = "example.npy", ResponsesFile = "responses.npy";

    private const int Vectors = 9; // that are kept

    /// <summary>Fits everything once a seed.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="context">Folder and first seed.</param>
    /// <param name="tasks">What is fitted; <see cref="Learned"/> first.</param>
    /// <param name="load">Makes the images; the test images are the validation split, and nothing is chosen by them.</param>
    /// <param name="measure">What is measured of M after every update.</param>
    public static IEnumerable<Progress> Run(PatchMachineSettings settings, RunContext context, IReadOnlyList<string> tasks, Func<Seed, DataSplit> load, Func<ConvolutionalTangentKernel, Metric, IEnumerable<(string Measure, double Value)>> measure)
    {
        var seeds = context.Seeds(settings.Seeds).ToList();
        double bytes = 0;
        using (var first = load(seeds[0]))
            bytes = ConvolutionalMemory.RequireFit(settings.Kernel(first.Train.Image!).Validated(), first.Train.Samples, first.Validation?.Samples ?? 0, first.Train.Outputs, "Take fewer images with --set, such as --set trainSamples=500.");
        if (context.DryRun)
        {
            yield return new("", 0, 1, 0, null) { MemoryBytes = bytes };
            yield break;
        }
        foreach (var seed in seeds)
        {
            using var data = load(seed);
            using var learned = new KeptMetric();
            foreach (string task in tasks)
            {
                using var start = new KeptMetric();
                foreach (var progress in Start(task, settings, data, seed, learned, start, context.Stop)) yield return progress;
                var one = task switch
                {
                    Learned => settings,
                    Whole => settings with { Patch = settings.Side, Depth = Math.Min(1, settings.Depth), Task = task },
                    _ => settings with { Iterations = 0, Task = task },
                };
                foreach (var progress in Fit($"{task}-seed-{seed.Value}", one, data, seed, context, start.Metric, task == Learned ? learned : null, task == Whole ? (_, _) => [] : measure)) yield return progress; // eigenvectors of the size of an image say nothing of a patch
            }
        }
    }

    /// <summary>The M that a control begins with.</summary>
    private static IEnumerable<Progress> Start(string task, PatchMachineSettings settings, DataSplit data, Seed seed, KeptMetric learned, KeptMetric start, CancellationToken stop)
    {
        if (task == Rotated) start.Take(Turned(learned.Metric!, seed));
        if (task == Covariance)
        {
            using var scope = torch.NewDisposeScope();
            start.Take(new Metric(settings.Kernel(data.Train.Image!).Layout.SecondMoment(data.Train.Inputs).to(data.Train.Inputs.dtype)));
        }
        if (task != Shuffled) yield break;
        using var wrong = PreparationPlan.Parse("shuffle-labels").Apply(new(data.Train.Take(int.MaxValue), null), seed);
        foreach (var step in ConvolutionalRfm.Fit(settings.Kernel(data.Train.Image!), wrong, settings.Plan(), stop))
        {
            using var machine = step.Machine;
            if (step.Iteration == settings.Iterations) start.Take(new Metric(machine.Metric.Values.clone()));
            yield return new($"M of shuffled labels, seed {seed.Value}", step.Iteration, settings.Iterations, step.Train.Loss, step.Train.Accuracy);
        }
    }

    private static IEnumerable<Progress> Fit(string part, PatchMachineSettings settings, DataSplit data, Seed seed, RunContext context, Metric? start, KeptMetric? keep, Func<ConvolutionalTangentKernel, Metric, IEnumerable<(string Measure, double Value)>> measure)
    {
        var kernel = settings.Kernel(data.Train.Image!);
        var facts = data.Facts;
        using var run = context.Open(part, new NetworkFacts(facts.Inputs, [], facts.Outputs, kernel.Name, false, "rfm"), facts, SettingsJson.Write(settings), seed);
        var convention = new Convention(settings.Power, false, SimilarityKind.Cosine, false);
        foreach (var step in ConvolutionalRfm.Fit(kernel, data, settings.Plan() with { Start = start }, context.Stop))
        {
            using var machine = step.Machine;
            run.Append(new EpochMetrics(step.Iteration, step.Train, step.Validation, step.SolveElapsed + step.UpdateElapsed));
            if (step.Iteration > 0 || start is not null) // the eigenvectors of the identity are nobody's
            {
                Correlation[] rows = [.. measure(kernel, machine.Metric).Select(m => new Correlation(step.Iteration, 1, m.Measure, convention, facts.TrainSamples, m.Value))];
                if (rows.Length > 0) run.Append(new ProbeRecord(step.Iteration, rows, [], TimeSpan.Zero));
            }
            if (step.Iteration == settings.Iterations && keep is not null) WritePictures(run, kernel, machine.Metric, data.Validation ?? data.Train);
            keep?.Take(new Metric(machine.Metric.Values.clone()));
            yield return new(part, step.Iteration, settings.Iterations, step.Train.Loss, step.Validation?.Accuracy ?? step.Train.Accuracy);
        }
    }

    /// <summary>M, its top eigenvectors, and how an image of the last class answers to them.</summary>
    private static void WritePictures(RunFolder run, ConvolutionalTangentKernel kernel, Metric metric, LabeledSet set)
    {
        using var scope = torch.NewDisposeScope();
        var (layout, image) = (kernel.Layout, set.Inputs.narrow(0, set.Targets.select(1, set.Outputs - 1).argmax().ToInt64(), 1));
        double[][] vectors = [.. metric.Top(Vectors).Vectors.Select(Upright)];
        var directions = torch.tensor([.. vectors.SelectMany(v => v)], [vectors.Length, layout.Width]).to(image.dtype, image.device);
        var responses = (layout with { Stride = 1, Padding = (layout.Patch - 1) / 2 }).Responses(image, directions)[0];
        run.WriteFile("metric.npy", Npy.ToBytes(NpyArray.Of(metric.ToMatrix())));
        run.WriteFile(VectorsFile, Npy.ToBytes(NpyArray.Of<double>(vectors.SelectMany(v => v).ToArray(), vectors.Length, layout.Width)));
        run.WriteFile(ExampleFile, Npy.ToBytes(image.reshape(layout.Image.Channels, layout.Image.Height, layout.Image.Width).ToNpy()));
        run.WriteFile(ResponsesFile, Npy.ToBytes(responses.ToNpy()));
    }

    /// <summary>An eigenvector of that sign in which its sum is positive.</summary>
    private static double[] Upright(double[] vector) => vector.Sum() < 0 ? [.. vector.Select(v => -v)] : vector;

    /// <summary>QMQᵀ for a random rotation Q.</summary>
    internal static Metric Turned(Metric metric, Seed seed)
    {
        using var scope = torch.NewDisposeScope();
        int d = metric.Width;
        var random = seed.Stream("rotation");
        var gaussian = torch.tensor([.. Enumerable.Range(0, d * d).Select(_ => random.NextGaussian())], [d, d]);
        var (q, _) = torch.linalg.qr(gaussian);
        var turned = q.matmul(metric.Dense().to(torch.ScalarType.Float64).cpu()).matmul(q.t());
        return new(((turned + turned.t()) / 2).to(metric.Values.dtype, metric.Values.device));
    }
}
