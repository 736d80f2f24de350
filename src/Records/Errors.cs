namespace DeepNfa.Records;

/// <summary>An error whose message is meant for the user: what was given, what was expected, what to do. Anything else that is thrown is a fault of the program.</summary>
public abstract class DeepNfaException : Exception
{
    private protected DeepNfaException(string message, int exitCode, Exception? inner) : base(message, inner) => ExitCode = exitCode;

    /// <summary>The exit code that the command line ends with.</summary>
    public int ExitCode { get; }
}

/// <summary>An argument, option or setting that cannot be used; exit code 2.</summary>
public sealed class UsageException(string message, Exception? inner = null) : DeepNfaException(message, 2, inner);

/// <summary>Data that is missing, damaged or not of the expected format; exit code 3.</summary>
public sealed class DataException(string message, Exception? inner = null) : DeepNfaException(message, 3, inner);

/// <summary>Training whose loss is no longer finite; exit code 4.</summary>
/// <param name="epoch">The epoch that was being trained, counted from 1; 0 where the initialization has no finite loss.</param>
/// <param name="batch">The batch of that epoch, counted from 1; 0 where the loss after the epoch is meant.</param>
/// <param name="learningRate">The learning rate of that step.</param>
/// <param name="lastFiniteLoss">The loss of the last batch that had a finite one; NaN where none had.</param>
/// <param name="kept">What is left of the training, as a sentence; empty where nobody keeps it.</param>
/// <param name="halves">Whether the training can halve its rate by itself.</param>
public sealed class TrainingDivergedException(int epoch, int batch, double learningRate, double lastFiniteLoss, string kept = "", bool halves = true)
    : DeepNfaException(
        (epoch == 0 ? "The loss of the network is not finite before the first step, so no learning rate would help. Scale the initialization (--init) or the inputs down."
        : FormattableString.Invariant($"Training diverged in epoch {epoch}{(batch > 0 ? $", batch {batch}" : "")}, at learning rate {learningRate}: the loss is not finite{(double.IsNaN(lastFiniteLoss) ? "" : FormattableString.Invariant($"; the last finite loss was {lastFiniteLoss:G6}"))}. ")
        + (epoch == 0 ? "" : FormattableString.Invariant($"Lower the learning rate (--rate {learningRate / 10:G3}), {(halves ? "scale the inputs, or let the rate be halved (--on-divergence halve-rate)" : "or scale the inputs")}.")))
        + (kept.Length > 0 ? $" {kept}" : ""),
        4,
        null)
{
    /// <summary>The epoch that was being trained, counted from 1.</summary>
    public int Epoch { get; } = epoch;

    /// <summary>The batch of that epoch, counted from 1.</summary>
    public int Batch { get; } = batch;

    /// <summary>The learning rate of that step.</summary>
    public double LearningRate { get; } = learningRate;

    /// <summary>The loss of the last batch that had a finite one; NaN where none had.</summary>
    public double LastFiniteLoss { get; } = lastFiniteLoss;
}

/// <summary>The machine does not allow it: not writable, disk full, locked, too little memory, a library is missing; exit code 5.</summary>
public sealed class EnvironmentException(string message, Exception? inner = null) : DeepNfaException(message, 5, inner);
