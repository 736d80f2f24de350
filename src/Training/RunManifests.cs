using System.Text.Json;
using DeepNfa.Data;
using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Training;

/// <summary>Manifests of trainings that a program of one's own runs; those of the command line are filled by its experiments.</summary>
public static class RunManifests
{
    extension(RunManifest)
    {
        /// <summary>The manifest of a training on this machine, with the settings under the names that the command line uses.</summary>
        /// <param name="name">What the run is called.</param>
        /// <param name="shape">The network's shape.</param>
        /// <param name="plan">The training plan.</param>
        /// <param name="seed">The seed of every random stream.</param>
        /// <param name="data">What is known of the data.</param>
        /// <param name="initialization">How the weights were drawn; PyTorch's default if null, as in <see cref="Mlp"/>.</param>
        /// <param name="device">Where tensors live; the CPU if null.</param>
        public static RunManifest Of(string name, MlpShape shape, TrainingPlan plan, Seed seed, DataFacts data, Initialization? initialization = null, Device? device = null) => new(
            RunManifest.CurrentSchema,
            name,
            shape.Facts(initialization ?? Initialization.PyTorch),
            data,
            seed.Value,
            JsonSerializer.SerializeToElement(Settings(plan)),
            Path.GetFileName(Environment.GetCommandLineArgs()[0]) + string.Concat(Environment.GetCommandLineArgs().Skip(1).Select(a => " " + a)),
            MachineFacts.Versions(),
            MachineFacts.Machine(device));
    }

    private static SortedDictionary<string, object> Settings(TrainingPlan plan)
    {
        var settings = new SortedDictionary<string, object>(StringComparer.Ordinal)
        {
            ["epochs"] = plan.Epochs,
            ["batch"] = plan.BatchSize,
            ["loss"] = plan.Loss == LossKind.CrossEntropy ? "cross-entropy" : "mse",
            ["optimizer"] = plan.Optimizer.GetType().Name.ToLowerInvariant(),
            ["rate"] = plan.Optimizer.LearningRate,
            ["weightDecay"] = plan.Optimizer.WeightDecay,
            ["schedule"] = plan.Schedule switch
            {
                StepRate step => FormattableString.Invariant($"step:{step.Every}:{step.Gamma}"),
                CosineRate => "cosine",
                _ => "constant",
            },
        };
        switch (plan.Optimizer)
        {
            case Sgd sgd: settings["momentum"] = sgd.Momentum; break;
            case Adam adam: Moments(adam.Beta1, adam.Beta2, adam.Epsilon); break;
            case AdamW adam: Moments(adam.Beta1, adam.Beta2, adam.Epsilon); break;
        }
        return settings;

        void Moments(double beta1, double beta2, double epsilon) => (settings["beta1"], settings["beta2"], settings["epsilon"]) = (beta1, beta2, epsilon);
    }
}
