using DeepNfa.Data;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>Balanced deep linear networks: the exponent of every layer against theory, at two rates.</summary>
public sealed class LinearExponent : INetworkExperiment
{
    /// <inheritdoc/>
    public string Name => "linear-exponent";

    /// <inheritdoc/>
    public string Question => "Do balanced deep linear networks keep W₁ᵀW₁ in proportion to AGOP^(1/L), and layer l to AGOP^(1/(L − l + 1)), the better the smaller the step?";

    /// <inheritdoc/>
    public string Source => "Tansley, Massart and Cartis, arXiv 2510.15563: exact for gradient flow from balanced initialization";

    /// <inheritdoc/>
    public string Published => "exponents 1/(L − l + 1), exact for gradient flow";

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(
        Full: Settings([[10], [10, 10], [10, 10, 10]], 1500, 5),
        Smoke: Settings([[4], [4, 4]], 20, 2) with { TrainSamples = 30 },
        Paper: Settings([[10], [10, 10], [10, 10, 10]], 1500, 5));

    /// <inheritdoc/>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed)
    {
        int width = settings.Networks[0][0];
        using var set = LinearMap.Generate(settings.TrainSamples + settings.ValidationSamples, width, width, seed);
        return set.SplitCounts(settings.TrainSamples, settings.ValidationSamples, seed);
    }

    /// <summary>The given rate, a third and a tenth of it, each for the same time ηT.</summary>
    public IEnumerable<(string? Name, NetworkSettings Settings)> Variants(NetworkSettings settings) =>
        from part in new[] { 1, 3, 10 }
        from hidden in settings.Networks
        let layers = hidden.Count + 1
        select ((string?)FormattableString.Invariant($"L{layers}-rate-{settings.Rate / part:0.####}"), settings with
        {
            Networks = [hidden],
            Rate = settings.Rate / part,
            Epochs = settings.Epochs * part,
            Conventions = string.Join(", ", Enumerable.Range(1, layers).Select(l => FormattableString.Invariant($"1/{layers - l + 1} cosine"))),
        });

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records) => Verdict.Of([.. records.GroupBy(r => r.Manifest.Network.Hidden.Count + 1).OrderBy(g => g.Key).SelectMany(g => Of(g.Key, [.. g]))]);

    private static IEnumerable<Check> Of(int layers, List<RunRecord> runs)
    {
        double[] rates = [.. runs.Select(r => r.Settings().Rate).Distinct().OrderDescending()];
        OverSeeds[] errors = [.. rates.Select(rate => OverSeeds.Largest(runs.Where(r => r.Settings().Rate == rate).Select(r => Error(r, layers))))];
        double slope = Math.Log(errors[0].Value / errors[^1].Value) / Math.Log(rates[0] / rates[^1]);
        yield return Check.Below($"L = {layers}: 1 − cosine of W₁ᵀW₁ and AGOP^(1/{layers}) at the smallest rate", errors[^1], 1e-4);
        yield return Check.Within($"L = {layers}: its order in the rate", slope, 1.5, 2.5);
        var finest = runs.Where(r => r.Settings().Rate == rates[^1]).ToList();
        var off = OverSeeds.Largest(finest.SelectMany(r => Enumerable.Range(1, layers - 1).Select(l => Math.Abs(Exponent(r, l) - (1.0 / (layers - l + 1))))));
        yield return Check.Below($"L = {layers}: distance of an exponent from 1/(L − l + 1)", off, 0.02);
        var control = OverSeeds.Mean(finest.Select(r => Math.Abs(r.AtEnd(Measures.NullExponent) - (1.0 / layers))));
        yield return Check.ControlAbove($"L = {layers}: distance of the exponent under rotations of C", control, 0.1);
        yield return Check.Above($"L = {layers}: R² on held-out samples", OverSeeds.Mean(finest.Select(r => r.FinalScore())), 0.9);
    }

    private static double Exponent(RunRecord run, int layer) => run.AtEnd(Measures.Exponent, layer);

    private static double Error(RunRecord run, int layers) => 1 - run.Correlations.Single(c =>
        c.Measure == Measures.NfmAgop && c.Layer == 1 && c.Epoch == run.LastProbe() && Math.Abs(c.Convention.Power - (1.0 / layers)) < 1e-9).Value;

    /// <summary>Deep linear networks in double precision, by full batches.</summary>
    internal static NetworkSettings Settings(IReadOnlyList<IReadOnlyList<int>> networks, int epochs, int seeds) => new()
    {
        Networks = networks,
        TrainSamples = 200,
        ValidationSamples = 50,
        Epochs = epochs,
        Seeds = seeds,
        Activation = "identity",
        Initialization = "balanced:0.7",
        Rate = 0.1,
        Batch = 1000,
        ProbeEvery = 0,
        ProbeSamples = 200,
        Rivals = "exponent",
        Precision = "float64",
    };
}
