using DeepNfa.Data;

namespace DeepNfa.Experiments;

/// <summary>What experiments on convolutions share: digits and photographs as tasks, and how networks are trained on them.</summary>
internal static class ImageTasks
{
    /// <summary>MNIST.</summary>
    public const string Digits = "digits";

    /// <summary>CIFAR-10.</summary>
    public const string Photographs = "photographs";

    /// <summary>Both.</summary>
    public static IReadOnlyList<string> All { get; } = [Digits, Photographs];

    /// <summary>The images of a task, drawn by the seed; drawn digits for "builtin".</summary>
    public static DataSplit Load(IExperiment experiment, NetworkSettings settings, string? data, Seed seed) => settings.Task == Photographs && data != "builtin"
        ? ImageSources.Cifar(experiment, data).Drawn(settings.TrainSamples, settings.ValidationSamples, seed)
        : ImageSources.Digits(experiment, data, settings.TrainSamples, settings.ValidationSamples, seed);

    /// <summary>Adam on cross-entropy, measured before training and at its end.</summary>
    public static NetworkSettings Sized(int train, int validation, int epochs) => new()
    {
        Networks = [[]],
        TrainSamples = train,
        ValidationSamples = validation,
        Epochs = epochs,
        Task = "all",
        Biases = true,
        Loss = "cross-entropy",
        Optimizer = "adam",
        Rate = 1e-3,
        Batch = 32,
        ProbeEvery = 0,
    };
}
