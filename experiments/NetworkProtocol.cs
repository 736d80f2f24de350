using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Experiments;

/// <summary>The protocol of every experiment on networks: train, measure, record.</summary>
public static class NetworkProtocol
{
    /// <summary>Runs every variant of an experiment with every seed, each on its own draw of the data.</summary>
    internal static IEnumerable<Progress> RunAll(INetworkExperiment experiment, NetworkSettings settings, RunContext context)
    {
        var variants = experiment.Variants(settings).ToList();
        foreach (var (_, one) in variants) one.Plan(); // what is wrong with the settings is said before any data are read
        Progress? largest = null;
        double seconds = 0;
        foreach (var (name, one) in variants)
            foreach (var seed in context.Seeds(one.Seeds))
            {
                string? prefix = one.Seeds > 1 ? $"{(name is null ? "" : name + "-")}seed-{seed.Value}" : name;
                using var data = experiment.Load(one, context.Data, seed).Prepared(one, seed).To(context.Device, one.DType());
                foreach (var progress in Run(one with { Seeds = 1 }, data, context with { Seed = seed, Prefix = prefix }, experiment.Measure, experiment.Hindsight))
                {
                    if (!context.DryRun) yield return prefix is null ? progress : progress with { Stage = $"{prefix}, {progress.Stage}" };
                    else if (largest is null || progress.MemoryBytes > largest.MemoryBytes) largest = progress;
                    seconds += progress.Seconds ?? 0;
                }
            }
        if (largest is not null) yield return largest with { Seconds = seconds };
    }

    /// <summary>Trains each network of the settings on the data, measures every layer at the probed epochs, and records both.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="data">The data, on the device of the context.</param>
    /// <param name="context">Seed, folder and device.</param>
    /// <param name="further">What is measured beside the ansatz; null for nothing.</param>
    /// <param name="hindsight">What is measured once the last epoch is known; null for nothing.</param>
    /// <exception cref="OperationCanceledException">The context asked to stop; the state is in the run's checkpoints.</exception>
    public static IEnumerable<Progress> Run(NetworkSettings settings, DataSplit data, RunContext context, Func<ProbedNetwork, IEnumerable<Correlation>>? further = null, Func<RunRecord, IEnumerable<Correlation>>? hindsight = null)
    {
        var plan = settings.Plan();
        var shapes = settings.Shapes(data.Facts);
        if (plan.Loss == LossKind.CrossEntropy && !data.Train.Classification)
            throw new UsageException($"loss: expected mse, since the targets of {data.Facts.Name} are numbers and no classes; got cross-entropy.");
        MemoryEstimate.Require(settings, shapes, data.Facts, torch.get_num_threads());
        if (context.DryRun)
        {
            double speed = TimeEstimate.Speed(settings.DType());
            yield return new("", 0, plan.Epochs, 0, null)
            {
                MemoryBytes = MemoryEstimate.Bytes(settings, shapes, data.Facts, torch.get_num_threads()),
                Seconds = shapes.Sum(shape => TimeEstimate.Seconds(settings, shape, data.Facts, speed)),
            };
            yield break;
        }
        foreach (var shape in shapes)
        {
            using var network = shape.Create(context.Seed, Initialization.Parse(settings.Initialization), settings.DType(), context.Device);
            var facts = shape.Facts(network.Initialization);
            using var run = context.Continue(shapes.Count == 1 ? null : facts.ToString().Replace('×', 'x'), facts, data.Facts, SettingsJson.Write(settings.Of(shape)));
            using var training = new RecordedTraining(settings, network, data, run, context, further);
            foreach (var progress in training.Run()) yield return progress with { Stage = facts.ToString() };
            if (hindsight is not null) LookBack(run, hindsight);
        }
    }

    /// <summary>Appends what can be told only now, unless an interrupted run has done so.</summary>
    private static void LookBack(RunFolder run, Func<RunRecord, IEnumerable<Correlation>> hindsight)
    {
        var record = run.Load();
        if (record.ProbedEpochs.Count == 0 || hindsight(record).ToList() is not { Count: > 0 } rows || record.Correlations.Any(c => c.Measure == rows[0].Measure)) return;
        run.Append(new ProbeRecord(record.ProbedEpochs[^1], rows, [], TimeSpan.Zero));
    }
}
