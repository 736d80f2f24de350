using DeepNfa.Data;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>The centred against the uncentred ansatz, each above its null, at a small and at a large rate.</summary>
public sealed class CenteredAnsatz : INetworkExperiment
{
    private const int Early = 2;

    /// <inheritdoc/>
    public string Name => "centered-ansatz";

    /// <inheritdoc/>
    public string Question => "Early in training, is what was added to the weights better aligned with the gradients than the weights as a whole, each above its own null?";

    /// <inheritdoc/>
    public string Source => "Beaglehole et al., arXiv 2402.05271: five hidden layers of width 256, no biases, SGD; their rate for MNIST is the large one";

    /// <inheritdoc/>
    public string Published => "the ordering only";

    /// <inheritdoc/>
    public string? DataNeeded => ImageSources.MnistNeeded;

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(
        Full: new() { Networks = [[256, 256, 256, 256, 256]], TrainSamples = 5000, ValidationSamples = 1000, Epochs = 20, Seeds = 5, Rate = 2, ProbeEvery = 5, ProbeSamples = 500, Rivals = "update" },
        Smoke: new() { Networks = [[16, 16]], TrainSamples = 100, ValidationSamples = 50, Epochs = 2, Seeds = 2, Rate = 1, ProbeEvery = 1, ProbeSamples = 50, Rivals = "update" },
        Paper: new() { Networks = [[256, 256, 256, 256, 256]], TrainSamples = 50000, ValidationSamples = 10000, Epochs = 50, Seeds = 3, Rate = 10, ProbeEvery = 5, ProbeSamples = 1000, Rivals = "update" });

    /// <inheritdoc/>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed) => ImageSources.FirstDigits(this, data, settings, seed);

    /// <summary>The given rate, and a tenth of it.</summary>
    public IEnumerable<(string? Name, NetworkSettings Settings)> Variants(NetworkSettings settings) =>
        [("large-rate", settings), ("small-rate", settings with { Rate = settings.Rate / 10 })];

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records) => Verdict.Of([.. records.GroupBy(r => r.Settings().Rate).OrderBy(g => g.Key).SelectMany(g => Of(g.Key, [.. g]))]);

    private static IEnumerable<Check> Of(double rate, List<RunRecord> runs)
    {
        string at = FormattableString.Invariant($"rate {rate}");
        double Above(RunRecord run, string measure, string control, int epoch) => run.MeanRival(measure, epoch) - run.MeanRival(control, epoch);
        double Update(RunRecord run, int epoch) => Above(run, Measures.CenteredNfa, Measures.NullCenteredNfa, epoch);
        double Whole(RunRecord run, int epoch) => Above(run, Measures.UncenteredNfa, Measures.NullUncenteredNfa, epoch);
        yield return Check.Above($"{at}: centred ansatz above its null at epoch {Early}", OverSeeds.Mean(runs.Select(r => Update(r, Early))), 0.02);
        yield return Check.Above($"{at}: seeds in which it is further above its null than the uncentred one", runs.Select(r => (Update(r, Early), Whole(r, Early))).Larger(), runs.Count - 1.5);
        yield return Check.ControlBelow($"{at}: uncentred ansatz above its null at initialization", OverSeeds.Largest(runs.Select(r => Math.Abs(Whole(r, 0)))), 0.05);
        yield return Check.Told($"{at}: uncentred ansatz above its null at epoch {Early}", OverSeeds.Mean(runs.Select(r => Whole(r, Early))));
        yield return Check.Told($"{at}: centred ansatz itself at epoch {Early}, without its null", OverSeeds.Mean(runs.Select(r => r.MeanRival(Measures.CenteredNfa, Early))));
        yield return Check.Told($"{at}: centred ansatz above its null at the end", OverSeeds.Mean(runs.Select(r => Update(r, r.LastProbe()))));
        yield return Check.Told($"{at}: uncentred ansatz above its null at the end", OverSeeds.Mean(runs.Select(r => Whole(r, r.LastProbe()))));
    }
}
