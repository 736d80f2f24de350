using DeepNfa.Records;

namespace DeepNfa.Training;

/// <summary>How often a training is saved.</summary>
/// <param name="Epochs">Epochs between two checkpoints; 0 for by time alone. <value>The default value is 0.</value></param>
/// <param name="Seconds">Seconds between two checkpoints. <value>The default value is 60.</value></param>
public sealed record CheckpointPeriod(int Epochs = 0, double Seconds = 60)
{
    /// <summary>The period, once its numbers have been checked.</summary>
    /// <exception cref="UsageException">A number is out of range.</exception>
    public CheckpointPeriod Checked()
    {
        Require.AtLeast(Epochs, 0, "0 saves by time alone.", "--checkpoint-epochs");
        Require.InRange(Seconds, 0.001, 1e6, "Leave the option out for a checkpoint a minute.", "--checkpoint-seconds");
        return this;
    }
}

/// <summary>Says when a training is to be saved: after so many epochs, or so much time, but never so often that saving takes more than one part in fifty.</summary>
/// <remarks>Time is monotonic, so a clock that is set back changes nothing. What is saved when never changes what is computed.</remarks>
public sealed class CheckpointSchedule
{
    // With a pause of 50 times what a checkpoint took, saving takes less than 2 % of the time.
    private const double PauseOverCost = 50;

    // A checkpoint that is due waits so much longer for the end of the epoch, which is a better place: a whole epoch can be measured again.
    private const double Patience = 1.25;

    private readonly CheckpointPeriod _period;
    private readonly TimeProvider _clock;
    private TimeSpan _cost;
    private long _last;
    private int _epoch;

    /// <summary>A schedule that begins now.</summary>
    /// <param name="period">How often.</param>
    /// <param name="epoch">The epoch at which the training begins or goes on.</param>
    /// <param name="clock">The clock.</param>
    public CheckpointSchedule(CheckpointPeriod period, int epoch, TimeProvider clock) => (_period, _clock, _last, _epoch) = (period, clock, clock.GetTimestamp(), epoch);

    /// <summary>Whether a training that stands at the end of an epoch is to be saved now.</summary>
    public bool Due(int epoch) => (_period.Epochs > 0 && epoch - _epoch >= _period.Epochs) || _clock.GetElapsedTime(_last) >= Pause;

    /// <summary>Saves, and notes how long that took.</summary>
    public void Save(int epoch, Action write)
    {
        long start = _clock.GetTimestamp();
        write();
        (_cost, _last, _epoch) = (_clock.GetElapsedTime(start), _clock.GetTimestamp(), epoch);
    }

    /// <summary>Asks for a pause between two batches when a checkpoint is due and the epoch does not end; the caller disposes it.</summary>
    public CancellationTokenSource PauseWhenDue()
    {
        var left = (Pause * Patience) - _clock.GetElapsedTime(_last);
        return new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, _clock);
    }

    private TimeSpan Pause => TimeSpan.FromSeconds(Math.Clamp(_cost.TotalSeconds * PauseOverCost, _period.Seconds, 1e6));
}
