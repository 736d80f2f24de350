using DeepNfa.Data;
using DeepNfa.Kernels;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>One fit of an experiment on Recursive Feature Machines.</summary>
/// <param name="Part">The name of its run among several.</param>
/// <param name="Size">Its sizes.</param>
/// <param name="Kernel">The kernel.</param>
/// <param name="Plan">How it is fitted.</param>
/// <param name="Data">Makes the samples; the test samples are the validation split, and nothing is chosen by them.</param>
/// <param name="Seed">The seed of data and fit.</param>
/// <param name="Measures">What is measured of M at every iteration: name and value.</param>
public sealed record RfmTask(string Part, MachineSize Size, IKernel Kernel, RfmPlan Plan, Func<DataSplit> Data, Seed Seed, Func<Metric, IEnumerable<(string Measure, double Value)>> Measures)
{
    /// <summary>What is measured of the whole machine at every iteration, after what is measured of M; nothing if null.</summary>
    public Func<KernelMachine, IEnumerable<(string Measure, double Value)>>? MeasureMachine { get; init; }

    /// <summary>Whether the cosine of every M with the last one is recorded once the last is known; all of them are kept until then.</summary>
    public bool Aligned { get; init; }
}

/// <summary>The protocol of experiments on Recursive Feature Machines: fit, score every iteration on test samples, record.</summary>
public static class RfmProtocol
{
    private const string Help = "Take fewer samples or columns with --set, such as --set trainSamples=1000 (or a smaller modulus).";

    /// <summary>Fits each task; an epoch of the record is an iteration, and its validation split holds the test samples.</summary>
    public static IEnumerable<Progress> Run<TSettings>(TSettings settings, IReadOnlyList<RfmTask> tasks, RunContext context)
    {
        foreach (var task in tasks) MachineMemory.RequireFit(task.Size, task.Plan, Help);
        if (context.DryRun)
        {
            yield return new("", 0, 1, 0, null) { MemoryBytes = tasks.Max(t => MachineMemory.OfFit(t.Size, t.Plan)) };
            yield break;
        }
        foreach (var task in tasks)
        {
            using var data = task.Data();
            var network = new NetworkFacts(data.Facts.Inputs, [], data.Facts.Outputs, task.Kernel.Name, false, "rfm");
            using var run = context.Open(tasks.Count == 1 ? null : task.Part, network, data.Facts, SettingsJson.Write(settings), task.Seed);
            var convention = new Convention(task.Plan.Power, task.Plan.Centered, SimilarityKind.Cosine, false);
            var metrics = new List<double[,]>();
            foreach (var step in RecursiveFeatureMachine.Fit(task.Kernel, data, task.Plan, task.Seed))
            {
                context.Stop.ThrowIfCancellationRequested();
                using var machine = step.Machine;
                run.Append(new EpochMetrics(step.Iteration, step.Train, step.Validation, step.SolveElapsed + step.UpdateElapsed));
                Correlation[] rows = [.. task.Measures(machine.Metric).Concat(task.MeasureMachine?.Invoke(machine) ?? []).Select(m => new Correlation(step.Iteration, 1, m.Measure, convention, data.Facts.TrainSamples, m.Value))];
                if (rows.Length > 0) run.Append(new ProbeRecord(step.Iteration, rows, [], TimeSpan.Zero));
                if (step.Iteration == task.Plan.Iterations) run.WriteFile("metric.npy", Npy.ToBytes(NpyArray.Of(machine.Metric.ToMatrix())));
                if (task.Aligned) metrics.Add(machine.Metric.ToMatrix());
                if (task.Aligned && step.Iteration == task.Plan.Iterations)
                    run.Append(new ProbeRecord(step.Iteration, [.. metrics.Select((m, t) => new Correlation(t, 1, PhenomenonMeasures.FinalAlignment, convention, data.Facts.TrainSamples, ModularTables.Cosine(m, metrics[^1])))], [], TimeSpan.Zero));
                var shown = step.Validation ?? step.Train;
                yield return new(task.Part, step.Iteration, task.Plan.Iterations, step.Train.Loss, shown.Score);
            }
        }
    }

    /// <summary>Fits the Laplace machine of the settings to a target of few coordinates, once a seed, each on its own draw of the data.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="context">Folder and first seed.</param>
    /// <param name="target">Draws n samples of d coordinates.</param>
    /// <param name="coordinates">Those that the target depends on.</param>
    public static IEnumerable<Progress> RunOn(RfmTargetSettings settings, RunContext context, Func<int, int, Seed, LabeledSet> target, params int[] coordinates) => Run(settings,
    [
        .. context.Seeds(settings.Seeds).Select(seed => new RfmTask(
            $"seed-{seed.Value}",
            new(settings.TrainSamples, settings.TestSamples, settings.Dimension, 1, InSingle: true),
            new LaplaceKernel(settings.Bandwidth),
            new RfmPlan(settings.Iterations, settings.Ridge) { Centered = settings.Centered },
            () => Divided(target(settings.TrainSamples + settings.TestSamples, settings.Dimension, seed), settings.TrainSamples, settings.TestSamples, seed),
            seed,
            m => ShareOn(m, coordinates))),
    ], context);

    /// <summary>A set divided at random; the set is disposed.</summary>
    private static DataSplit Divided(LabeledSet set, int train, int test, Seed seed)
    {
        using (set) return set.SplitCounts(train, test, seed);
    }

    /// <summary>The share of tr M that lies on some coordinates.</summary>
    private static IEnumerable<(string Measure, double Value)> ShareOn(Metric metric, params int[] coordinates)
    {
        double[] diagonal = metric.Importances();
        yield return (Measures.FeatureShare, Diagonals.Share(diagonal, coordinates));
        yield return (Measures.FeatureRank, Diagonals.LastRank(diagonal, coordinates));
    }

    /// <summary>The mean over records of a score on the test samples at an iteration.</summary>
    public static OverSeeds MeanTest(this IReadOnlyList<RunRecord> records, int iteration, Func<SplitMetrics, double?> of) =>
        OverSeeds.Mean(records.Select(r => r.Epochs.FirstOrDefault(e => e.Epoch == iteration)?.Validation is { } test ? of(test) ?? double.NaN : double.NaN));
}
