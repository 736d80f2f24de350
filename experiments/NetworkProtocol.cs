using DeepNfa.Ansatz;
using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;

namespace DeepNfa.Experiments;

/// <summary>The protocol of every experiment on fully connected networks: train, measure, record.</summary>
public static class NetworkProtocol
{
    /// <summary>Trains each network of the settings on the data, measures every layer at the probed epochs, and records both.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="data">The data, on the device of the context.</param>
    /// <param name="context">Seed, folder and device.</param>
    /// <exception cref="OperationCanceledException">The context asked to stop; the state is in the run's checkpoints.</exception>
    public static IEnumerable<Progress> Run(NetworkSettings settings, DataSplit data, RunContext context)
    {
        var plan = settings.Plan();
        var shapes = settings.Networks.Select(hidden => settings.Shape(hidden, data.Facts.Inputs, data.Facts.Outputs)).ToList();
        if (plan.Loss == LossKind.CrossEntropy && !data.Train.Classification)
            throw new UsageException($"loss: expected mse, since the targets of {data.Facts.Name} are numbers and no classes; got cross-entropy.");
        foreach (var shape in shapes) RequireMemory(shape);
        foreach (var shape in shapes)
        {
            using var network = new Mlp(shape, context.Seed, Initialization.Parse(settings.Initialization), settings.DType(), context.Device);
            using var state = new TrainingState(network);
            var facts = shape.Facts(network.Initialization);
            using var run = context.Open(shapes.Count == 1 ? null : facts.ToString().Replace('×', 'x'), facts, data.Facts, SettingsJson.Write(settings with { Networks = [shape.Hidden] }));
            foreach (var progress in Train(settings, state, data, plan, run, context)) yield return progress with { Stage = facts.ToString() };
        }
    }

    /// <summary>Refuses what cannot fit into memory: weight, gradient, W⁰ and two optimizer slots in single precision at least, and one layer while it is drawn.</summary>
    private static void RequireMemory(MlpShape shape)
    {
        var counts = shape.WeightShapes().Select(s => (double)s.Rows * s.Columns).ToList();
        double need = (5 * sizeof(float) * counts.Sum()) + (sizeof(double) * counts.Max()), free = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (need > free || counts.Max() > Array.MaxLength)
            throw new EnvironmentException(FormattableString.Invariant($"The network {shape.Inputs}-{string.Join('-', shape.Hidden)}-{shape.Outputs} needs at least {need / 1e9:0.0} GB of memory to train; the machine has {free / 1e9:0.0} GB, and one layer may have {Array.MaxLength} weights. Make its hidden layers narrower (--hidden)."));
    }

    private static IEnumerable<Progress> Train(NetworkSettings settings, TrainingState state, DataSplit data, TrainingPlan plan, RunFolder run, RunContext context)
    {
        using var probe = new AnsatzProbe(state.Network, data.Train.Inputs, new ProbeOptions(settings.Measured(), settings.ProbeSamples));
        using var epochs = Trainer.Run(state, data, plan, context.Seed, context.Stop).GetEnumerator();
        while (Next(epochs, state, run))
        {
            var metrics = epochs.Current;
            run.Append(metrics);
            if (settings.Probes(metrics.Epoch)) run.Append(probe.Measure(metrics));
            var shown = metrics.Validation ?? metrics.Train;
            yield return new("", metrics.Epoch, plan.Epochs, metrics.Train.Loss, shown.Accuracy ?? shown.R2);
        }
        run.WriteWeights(state.Epoch, state.ToArrays());
    }

    /// <summary>Pulls the next epoch; a training that is asked to stop leaves its state behind.</summary>
    private static bool Next(IEnumerator<EpochMetrics> epochs, TrainingState state, RunFolder run)
    {
        try
        {
            return epochs.MoveNext();
        }
        catch (OperationCanceledException)
        {
            run.WriteWeights(state.Epoch, state.ToArrays());
            throw;
        }
    }
}
