namespace DeepNfa.Records;

/// <summary>A run as plain data, read back from its folder; immutable.</summary>
public sealed class RunRecord
{
    private readonly Func<int, IReadOnlyList<LayerPicture>> _pictures;

    /// <summary>A run from its parts; <paramref name="pictures"/> reads the pictures of a probed epoch when they are asked for.</summary>
    public RunRecord(
        RunManifest manifest,
        IReadOnlyList<EpochMetrics> epochs,
        IReadOnlyList<Correlation> correlations,
        IReadOnlyList<Timing> timings,
        IReadOnlyList<int> probedEpochs,
        Func<int, IReadOnlyList<LayerPicture>> pictures)
    {
        (Manifest, Epochs, Correlations, Timings, ProbedEpochs, _pictures) = (manifest, epochs, correlations, timings, probedEpochs, pictures);
    }

    /// <summary>What was known before the run began.</summary>
    public RunManifest Manifest { get; }

    /// <summary>Loss and score by epoch, ascending.</summary>
    public IReadOnlyList<EpochMetrics> Epochs { get; }

    /// <summary>Every recorded correlation, in the order of measurement.</summary>
    public IReadOnlyList<Correlation> Correlations { get; }

    /// <summary>The convention that a run is shown in: <see cref="Convention.Default"/> where it was recorded, else the first that was.</summary>
    public Convention ShownConvention => Correlations.Count == 0 || Correlations.Any(c => c.Convention == Convention.Default) ? Convention.Default : Correlations[0].Convention;

    /// <summary>Wall-clock figures.</summary>
    public IReadOnlyList<Timing> Timings { get; }

    /// <summary>The epochs that have pictures, ascending.</summary>
    public IReadOnlyList<int> ProbedEpochs { get; }

    /// <summary>Whether the run trained a network without hidden layers; kernel machines, Boltzmann machines and runs that step through something else are no networks.</summary>
    public bool WithoutHiddenLayers => Manifest is { Step: null, Network: { Hidden.Count: 0, Initialization: not "rfm", Activation: not "rbm" } };

    /// <summary>What its folder must have held and lacks, a sentence each.</summary>
    public IReadOnlyList<string> Damage { get; init; } = [];

    /// <summary>The last epoch on record, of losses or, without them, of correlations; 0 without any.</summary>
    public int LastEpoch => Epochs.Count > 0 ? Epochs[^1].Epoch : Correlations.Select(c => c.Epoch).DefaultIfEmpty(0).Max();

    /// <summary>Reads an array that the run wrote beside its records, such as metric.npy; null where it is not kept.</summary>
    public Func<string, NpyArray?> ArrayOf { get; init; } = _ => null;

    /// <summary>A measure of a layer at an epoch in the first convention that it was recorded in; NaN if it was not.</summary>
    public double Rival(string measure, int layer, int epoch) =>
        Correlations.FirstOrDefault(c => c.Measure == measure && c.Layer == layer && c.Epoch == epoch)?.Value ?? double.NaN;

    /// <summary>The pictures of a probed epoch, one a layer, read from the folder now.</summary>
    public IReadOnlyList<LayerPicture> PicturesAt(int epoch) => _pictures(epoch);
}
