using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Reports;
using TorchSharp;

namespace DeepNfa.Experiments;

/// <summary>Pixels that are zero in every training image: what the matrices of layer 1 hold there.</summary>
public sealed class DeadPixels : INetworkExperiment
{
    /// <inheritdoc/>
    public string Name => "dead-pixels";

    /// <inheritdoc/>
    public string Question => "Where MNIST's pixels are always zero nothing can be learned: does WᵀW keep its initial share there unless weights decay, while its update is exactly zero?";

    /// <inheritdoc/>
    public string Source => "the gradient of W₁ is a sum of outer products with inputs, so it vanishes on inputs that are always zero; WᵀW of Radhakrishnan et al., Science 383 (2024)";

    /// <inheritdoc/>
    public string Published => "none; by the gradient's form the update is exactly 0, and fresh weights have the pixels' share";

    /// <inheritdoc/>
    public string? DataNeeded => ImageSources.MnistNeeded;

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(
        Full: new() { Networks = [[256, 256]], TrainSamples = 10000, ValidationSamples = 1000, Epochs = 10, Seeds = 5, Rate = 0.5, WeightDecay = 2e-3, Batch = 32, ProbeEvery = 0, ProbeSamples = 500 },
        Smoke: new() { Networks = [[8, 8]], TrainSamples = 60, ValidationSamples = 20, Epochs = 2, Seeds = 1, WeightDecay = 1e-3, ProbeEvery = 0, ProbeSamples = 50 },
        Paper: new() { Networks = [[1024, 1024, 1024]], TrainSamples = 20000, ValidationSamples = 10000, Epochs = 500, Seeds = 5, WeightDecay = 1e-3, ProbeEvery = 25 });

    /// <inheritdoc/>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed) => ImageSources.FirstDigits(this, data, settings, seed);

    /// <summary>Without decay, with it, and without it on shuffled labels.</summary>
    public IEnumerable<(string? Name, NetworkSettings Settings)> Variants(NetworkSettings settings)
    {
        Require.Positive(settings.WeightDecay, "It is what the experiment is about.", "weightDecay");
        var plain = settings with { WeightDecay = 0 };
        return [("plain", plain), ("decay", settings), .. ShuffledLabels.Both(null, plain).Skip(1)];
    }

    /// <summary>The shares of layer 1's matrices on the dead pixels, and of the update on as many others.</summary>
    public IEnumerable<Correlation> Measure(ProbedNetwork network)
    {
        double[] seen = network.Data.Train.Inputs.abs().sum(0L).to(torch.ScalarType.Float64).ToDoubles();
        int[] order = new Seed(0).Stream("live-pixels").Permutation(seen.Length);
        int[] dead = [.. order.Where(p => seen[p] == 0)], others = [.. order.Where(p => seen[p] > 0).Take(dead.Length)];
        return
        [
            .. network.Shares(dead),
            network.Row(1, PhenomenonMeasures.UpdateShareElsewhere, Diagonals.Share(network.UpdateDiagonal(), others)),
            network.Row(1, PhenomenonMeasures.DeadInputs, (double)dead.Length / seen.Length),
        ];
    }

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        var (plain, decay, shuffled) = (Plain(records), Decayed(records), records.Shuffled());
        IEnumerable<double> Of(IEnumerable<RunRecord> runs, string measure, int? epoch = null) => runs.Select(r => r.Rival(measure, 1, epoch ?? r.LastProbe()));
        return Verdict.Of(
            Check.Within("share of the update NFM on dead pixels, without decay and on shuffled labels", OverSeeds.Largest(Of([.. plain, .. shuffled], Measures.UpdateShareOn)), 0, 0),
            Check.Above("share of WᵀW on them at the end, without decay", OverSeeds.Least(Of(plain, Measures.NfmShare)), 0.1),
            Check.Below("share of WᵀW on them at the end, with decay", OverSeeds.Largest(Of(decay, Measures.NfmShare)), 0.01),
            Check.Below("share of the update NFM on them with decay, where W⁰ has decayed as well", OverSeeds.Largest(Of(decay, Measures.UpdateShareOn)), 1e-9),
            Check.ControlAbove("share of the update NFM on as many other pixels", OverSeeds.Least(Of([.. plain, .. decay, .. shuffled], PhenomenonMeasures.UpdateShareElsewhere)), 0.02),
            Check.ControlAbove("share of WᵀW on dead pixels before training", OverSeeds.Least(Of(records, Measures.NfmShare, 0)), 0.1),
            Check.Told("dead pixels, as a share of all", OverSeeds.Mean(Of(records, PhenomenonMeasures.DeadInputs))),
            Check.Told("share of WᵀW on them on shuffled labels", OverSeeds.Mean(Of(shuffled, Measures.NfmShare))),
            Check.Told("share of the AGOP on them, without decay", OverSeeds.Mean(Of(plain, Measures.AgopShare))),
            Check.Told("share of the AGOP on them, with decay", OverSeeds.Mean(Of(decay, Measures.AgopShare))),
            Check.Told("accuracy without decay", OverSeeds.Mean(plain.Select(r => r.FinalScore()))),
            Check.Told("accuracy with decay", OverSeeds.Mean(decay.Select(r => r.FinalScore()))));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records)
    {
        (string Name, List<RunRecord> Runs, string Color)[] variants = [("without decay", Plain(records), Palette.Categories[0]), ("with decay", Decayed(records), Palette.Categories[1]), ("without decay, shuffled labels", records.Shuffled(), Palette.Categories[2])];
        Panel Of(string title, string measure) => Curves.Panel(title, "epoch", [.. variants.Select(v => Curves.Of(v.Name, v.Runs, measure, v.Color))]);
        double most = 1.2 * records.Max(r => r.Rival(Measures.NfmShare, 1, 0));
        return
        [
            new(Name, "What layer 1 holds where the input is always zero", [Of("Share of tr WᵀW on dead pixels", Measures.NfmShare) with { Y = new Axis(Min: 0, Max: most) }, Of("Share of the update NFM on them", Measures.UpdateShareOn) with { Y = new Axis(Min: 0, Max: most) }, Of("Share of the update NFM on as many others", PhenomenonMeasures.UpdateShareElsewhere) with { Y = new Axis(Min: 0, Max: most) }])
            {
                Subtitle = $"{records[0].Manifest.Data.Name}; lines are means over seeds, bands go from the least seed to the largest",
                Columns = 3,
                PanelWidth = 260,
                Caption = "Weights that no input reaches keep what they were drawn as, and WᵀW holds it for ever, unless they decay. Only the update leaves it out.",
                Alt = "Curves over epochs: the share of WᵀW stays without decay and goes to zero with it; the share of the update is zero.",
            },
        ];
    }

    private static List<RunRecord> Plain(IEnumerable<RunRecord> records) => [.. records.Real().Where(r => r.Settings().WeightDecay == 0)];

    private static List<RunRecord> Decayed(IEnumerable<RunRecord> records) => [.. records.Where(r => r.Settings().WeightDecay > 0)];
}
