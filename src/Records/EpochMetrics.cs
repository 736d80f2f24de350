namespace DeepNfa.Records;

/// <summary>Loss and score of one split at the end of an epoch.</summary>
/// <param name="Loss">The mean loss over the samples of the split.</param>
/// <param name="Accuracy">The share of samples whose largest output is their class, in [0, 1]; null for regression.</param>
/// <param name="R2">1 − residual variance / variance, pooled over outputs; null for classification, and where the targets do not vary.</param>
public sealed record SplitMetrics(double Loss, double? Accuracy, double? R2)
{
    /// <summary>Accuracy of classes, R² of numbers; null where neither is known.</summary>
    public double? Score => Accuracy ?? R2;
}

/// <summary>What one epoch of training came to.</summary>
/// <param name="Epoch">Epochs trained; 0 is the initialization.</param>
/// <param name="Train">The training split, evaluated with the weights at the end of the epoch.</param>
/// <param name="Validation">The validation split, or null without one.</param>
/// <param name="Elapsed">Wall-clock time of the epoch's training, evaluation left out. It goes to timings.csv, never to epochs.csv.</param>
public sealed record EpochMetrics(int Epoch, SplitMetrics Train, SplitMetrics? Validation, TimeSpan Elapsed)
{
    /// <summary>The factor that weight decay has left on the initial weights; 1 without decay. Not recorded: the plan determines it.</summary>
    public double InitialFactor { get; init; } = 1;
}

/// <summary>One row of timings.csv, the only file of a run that holds wall-clock figures.</summary>
/// <param name="Epoch">The epoch that the time belongs to.</param>
/// <param name="Phase">What was timed: "train", "evaluate", "measure".</param>
/// <param name="Seconds">The wall-clock time in seconds.</param>
public sealed record Timing(int Epoch, string Phase, double Seconds);
