using DeepNfa.Ansatz;
using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Experiments;

/// <summary>One network trained, measured and recorded, from wherever its folder stands: killed at any moment and begun again, it ends with the same bytes.</summary>
/// <remarks>
/// A checkpoint at an epoch's end is written after the records of that epoch, and rows are flushed before it. So a training that goes on from a checkpoint drops what was recorded
/// after it and computes it again. The one exception is an interruption while an epoch is measured: then the checkpoint is ahead of the records, which is seen from them.
/// </remarks>
internal sealed class RecordedTraining : IDisposable
{
    private const int CheckpointsKept = 2;

    private readonly NetworkSettings _settings;
    private readonly TrainingPlan _plan;
    private readonly DataSplit _data;
    private readonly RunFolder _run;
    private readonly RunContext _context;
    private readonly TrainingState _state;
    private readonly AnsatzProbe _probe;
    private readonly Func<ProbedNetwork, IEnumerable<Correlation>>? _further;
    private (CheckpointPosition Position, IReadOnlyList<(string Name, NpyArray Array)> Arrays)? _lastGood; // to go back to; kept only where a divergence halves the rate
    private double _initialLoss;
    private string? _note; // what the user should hear with the next epoch

    public RecordedTraining(NetworkSettings settings, Network network, DataSplit data, RunFolder run, RunContext context, Func<ProbedNetwork, IEnumerable<Correlation>>? further = null)
    {
        (_settings, _plan, _data, _run, _context, _further) = (settings, settings.Plan(), data, run, context, further);
        _state = new TrainingState(network);
        // Before a checkpoint is restored: the network is as its seed drew it, and the probe remembers W⁰.
        _probe = new AnsatzProbe(network, data.Train.Inputs, new ProbeOptions(settings.Measured(), settings.ProbeSamples) { Rivals = settings.MeasuredRivals(), KernelSamples = settings.KernelSamples, Objective = new(data.Train, _plan) });
    }

    /// <summary>Goes on to the last epoch, as the caller pulls.</summary>
    /// <exception cref="OperationCanceledException">The context asked to stop; the state is in the run's checkpoints.</exception>
    public IEnumerable<Progress> Run()
    {
        bool recorded = Restore();
        if (recorded && _state.Position == new CheckpointPosition(_plan.Epochs, 0))
        {
            yield return Complete();
            yield break;
        }
        var schedule = new CheckpointSchedule(_context.Checkpoints, _state.Epoch, _context.Clock);
        if (!recorded && _state.Epoch > 0)
        {
            yield return Record(Trainer.Measure(_state, _data, _plan));
            recorded = true;
        }
        if (recorded) RememberRestored();
        for (CheckpointPosition? paused = null; _state.Epoch < _plan.Epochs || !recorded;)
        {
            // A pause ends the iterator, and the state goes on in a new one; where a period is too short for a single batch, it goes on to the end of the epoch.
            bool stuck = paused == _state.Position;
            using var pause = schedule.PauseWhenDue();
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(stuck || GoesBack ? CancellationToken.None : pause.Token, _context.Stop);
            using var epochs = Trainer.Run(_state, _data, _plan, _context.Seed, stop.Token).GetEnumerator();
            paused = _state.Position;
            for (bool due = false; !due && Next(epochs, schedule);)
            {
                if (epochs.Current.Epoch == 0 && recorded) continue; // said again after a pause before the first batch
                yield return Record(epochs.Current);
                recorded = true;
                bool good = Remember(epochs.Current.Train.Loss);
                due = _state.Epoch < _plan.Epochs && good && (stuck || schedule.Due(_state.Epoch));
                if (due) Save(schedule);
            }
        }
        // Only the state at the end belongs to the record: when the others were taken is a matter of time, and equal runs have equal files.
        _run.WriteCheckpoint(_state.Position, _state.ToArrays());
        _run.KeepCheckpoints(1);
    }

    /// <summary>Frees what training and measuring remember; the network stays.</summary>
    public void Dispose()
    {
        _probe.Dispose();
        _state.Dispose();
    }

    private Progress Record(EpochMetrics metrics)
    {
        _run.Append(metrics);
        // A network that is no longer finite has no matrices to compare.
        if (_settings.Probes(metrics.Epoch) && double.IsFinite(metrics.Train.Loss)) _run.Append(Measure(metrics));
        return Shown(metrics);
    }

    /// <summary>Measures; a measurement that is asked to stop is dropped, and made again when the run goes on.</summary>
    private ProbeRecord Measure(EpochMetrics metrics)
    {
        try
        {
            var measured = _probe.Measure(metrics, _context.Stop);
            if (_further is null) return measured;
            using var scope = torch.NewDisposeScope();
            using var _ = torch.no_grad();
            return measured with { Correlations = [.. measured.Correlations, .. _further(new(_state.Network, _probe.InitialWeights, metrics.InitialFactor, _data, _settings, measured))] };
        }
        catch (OperationCanceledException)
        {
            WriteState();
            throw;
        }
    }

    private Progress Shown(EpochMetrics metrics)
    {
        var shown = metrics.Validation ?? metrics.Train;
        string? note = Interlocked.Exchange(ref _note, null);
        return new("", metrics.Epoch, _plan.Epochs, metrics.Train.Loss, shown.Score) { Note = note };
    }

    /// <summary>A run that was done before its session was interrupted.</summary>
    private Progress Complete()
    {
        _note = "The training is complete already.";
        _run.KeepCheckpoints(1);
        return Shown(_run.Load().Epochs[^1]);
    }

    /// <summary>Pulls the next epoch. False at the end and for a pause, which saves; a training that is asked to stop leaves its state behind.</summary>
    private bool Next(IEnumerator<EpochMetrics> epochs, CheckpointSchedule schedule)
    {
        try
        {
            return epochs.MoveNext();
        }
        catch (OperationCanceledException)
        {
            Save(schedule);
            _context.Stop.ThrowIfCancellationRequested();
            return false;
        }
        catch (TrainingDivergedException e) when (GoesBack && e.Epoch > 0 && _state.RateFactor > LeastRateFactor)
        {
            double factor = _state.RateFactor / 2;
            _state.Restore(_lastGood!.Value.Arrays.ToDictionary(a => a.Name, a => a.Array));
            _state.RateFactor = factor;
            _run.RewindTo(_state.Epoch);
            _note = FormattableString.Invariant($"diverged in epoch {e.Epoch}{(e.Batch > 0 ? $", batch {e.Batch}" : "")} at learning rate {e.LearningRate}; goes on from the end of epoch {_state.Epoch} with half of it");
            return false;
        }
        catch (TrainingDivergedException e)
        {
            string last = _run.AllCheckpoints() is [.., var position] ? $"the last good checkpoint is that of {position} in '{_run.Path}'" : $"there is no checkpoint yet, for none was due before; --checkpoint-epochs 1 keeps one an epoch";
            throw new TrainingDivergedException(e.Epoch, e.Batch, e.LearningRate, e.LastFiniteLoss, e.Epoch == 0 ? "Nothing was trained." : $"What was recorded before is kept; {last}.");
        }
    }

    // A rate that was halved so often diverges for another reason.
    private const double LeastRateFactor = 1.0 / (1 << 20);

    /// <summary>A training that goes back to a state is saved in such states alone, so that one that was killed goes back to the same one.</summary>
    private bool GoesBack => _plan.OnDivergence == OnDivergence.HalveRate;

    private void RememberRestored()
    {
        if (!GoesBack) return;
        _initialLoss = _run.Load().Epochs[0].Train.Loss;
        Remember(_initialLoss); // only good states are saved
    }

    /// <summary>Remembers an epoch's end that is worth going back to: a loss above that of the initialization is a divergence under way.</summary>
    /// <returns>Whether the state may be saved.</returns>
    private bool Remember(double loss)
    {
        if (_state.Epoch == 0) _initialLoss = loss;
        if (!GoesBack) return true;
        if (loss > _initialLoss) return false;
        _lastGood = (_state.Position, _state.ToArrays());
        return true;
    }

    private void Save(CheckpointSchedule schedule)
    {
        schedule.Save(_state.Epoch, WriteState);
    }

    private void WriteState()
    {
        var (position, arrays) = _lastGood ?? (_state.Position, _state.ToArrays());
        _run.WriteCheckpoint(position, arrays);
        _run.KeepCheckpoints(CheckpointsKept);
    }

    /// <summary>Takes over the newest sound checkpoint whose earlier epochs are all recorded, and drops what was recorded after it.</summary>
    /// <returns>Whether the records of the state's epoch are complete.</returns>
    private bool Restore()
    {
        string damage = "";
        var record = _run.Load();
        var complete = CompleteEpochs(record).ToHashSet();
        foreach (var position in _run.AllCheckpoints().Reverse().Where(p => p.Epoch <= _plan.Epochs && p != default(CheckpointPosition)))
        {
            if (Enumerable.Range(0, Math.Max(1, position.Epoch)).FirstOrDefault(e => !complete.Contains(e), -1) is >= 0 and var missing)
            {
                damage += $"The records of epoch {missing} are not complete, so the checkpoint of {position} is passed over. ";
                continue;
            }
            try
            {
                _state.Restore(_run.ReadCheckpoint(position));
            }
            catch (DataException e)
            {
                damage += $"{e.Message} It is passed over. ";
                continue;
            }
            bool recorded = complete.Contains(_state.Epoch);
            _run.RewindTo(recorded ? _state.Epoch : _state.Epoch - 1, position);
            _note = $"{damage}goes on from the checkpoint of {position}";
            return recorded;
        }
        if (damage.Length > 0 || record.Epochs.Count > 0) _note = $"{damage}begins again, since there is no {(damage.Length > 0 ? "sound " : "")}checkpoint";
        _run.RewindTo(-1);
        return false;
    }

    /// <summary>The epochs that have all their rows: as many correlations as epoch 0.</summary>
    private IEnumerable<int> CompleteEpochs(RunRecord record)
    {
        var rows = record.Correlations.CountBy(c => c.Epoch).ToDictionary();
        var pictures = record.ProbedEpochs.ToHashSet();
        int expected = rows.GetValueOrDefault(0);
        foreach (var metrics in record.Epochs)
        {
            bool probed = _settings.Probes(metrics.Epoch) && double.IsFinite(metrics.Train.Loss);
            if ((metrics.Validation is null) == (_data.Validation is null) && (!probed || (expected > 0 && rows.GetValueOrDefault(metrics.Epoch) == expected && pictures.Contains(metrics.Epoch))))
                yield return metrics.Epoch;
        }
    }
}
