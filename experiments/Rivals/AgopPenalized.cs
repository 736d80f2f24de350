using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Reports;

namespace DeepNfa.Experiments;

/// <summary>Grokking by a penalty on the trace of the AGOP.</summary>
public sealed class AgopPenalized : INetworkExperiment
{
    private const int Modulus = 61;

    /// <inheritdoc/>
    public string Name => "agop-penalty";

    /// <inheritdoc/>
    public string Question => "Does a network that SGD trains on addition modulo 61 generalise with a penalty on tr AGOP, as it does with weight decay, and not without either?";

    /// <inheritdoc/>
    public string Source => "Mallinar et al., arXiv 2407.20199: width 512, quadratic activation, SGD at rate 1 (30 here), batches of 128, 40 % of the pairs; weight decay 1e-5 or a penalty of 1e-3";

    /// <inheritdoc/>
    public string Published => "both generalise, without either not";

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(Full: Addition(512, 2500, 3), Smoke: Addition(16, 2, 2) with { ProbeSamples = 50 }, Paper: Addition(512, 5000, 5));

    /// <summary>Addition modulo 61; the training samples are a random share of all 3,721 pairs, the others validate.</summary>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed) => ModularArithmetic.Split(ModularOperation.Add, Modulus, (double)settings.TrainSamples / (Modulus * Modulus), seed);

    /// <summary>The penalty alone, the decay alone, and neither.</summary>
    public IEnumerable<(string? Name, NetworkSettings Settings)> Variants(NetworkSettings settings)
    {
        Require.Positive(settings.AgopPenalty, "It is what the experiment is about.", "agopPenalty");
        Require.Positive(settings.WeightDecay, "It is what the penalty is compared with.", "weightDecay");
        return [("penalty", settings with { WeightDecay = 0 }), ("decay", settings with { AgopPenalty = 0 }), ("neither", settings with { AgopPenalty = 0, WeightDecay = 0 })];
    }

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        OverSeeds End(IEnumerable<RunRecord> runs) => OverSeeds.Mean(runs.Select(r => r.FinalScore()));
        var penalty = records.Where(r => r.Settings().AgopPenalty > 0);
        var decay = records.Where(r => r.Settings().WeightDecay > 0);
        var neither = records.Where(r => r.Settings() is { AgopPenalty: 0, WeightDecay: 0 });
        return Verdict.Of(
            Check.Above("accuracy on the other pairs with the penalty", End(penalty), 0.95),
            Check.Above("with weight decay", End(decay), 0.95),
            Check.ControlBelow("with neither", End(neither), 0.5),
            Check.ControlAbove("accuracy of neither on its training pairs", OverSeeds.Mean(neither.Select(r => r.Epochs[^1].Train.Accuracy ?? double.NaN)), 0.95));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records)
    {
        List<RunRecord> Of(Func<NetworkSettings, bool> which) => [.. records.Where(r => which(r.Settings()))];
        var variants = new (string Name, List<RunRecord> Runs)[]
        {
            ("penalty on tr AGOP", Of(s => s.AgopPenalty > 0)), ("weight decay", Of(s => s.WeightDecay > 0)), ("neither", Of(s => s is { AgopPenalty: 0, WeightDecay: 0 })),
        };
        int last = records[0].Epochs[^1].Epoch;
        var shown = Enumerable.Range(0, last + 1).Where(e => e % Math.Max(1, last / 100) == 0);
        return
        [
            new("agop-penalty", "Addition modulo 61: what makes a network generalise",
            [
                Curves.Panel("Accuracy on unseen pairs (dashed: training)", "Epoch",
                    [.. variants.Select((v, i) => Curves.Score(v.Name, v.Runs, Palette.Categories[i], steps: shown)), .. variants.Select((v, i) => Curves.Score(null, v.Runs, Palette.Categories[i], train: true, steps: shown))]),
            ])
            {
                PanelWidth = 640,
                Caption = "Mean and range over seeds. Weight decay takes the network to the rule. The penalty gets it more than half of the way and no further: it holds the training loss up as well.",
                Alt = string.Join("; ", variants.Select(v => $"{v.Name}: {OverSeeds.Mean(v.Runs.Select(r => r.FinalScore()))} on unseen pairs at the end")),
            },
        ];
    }

    private static NetworkSettings Addition(int width, int epochs, int seeds) => new()
    {
        Networks = [[width]],
        TrainSamples = 1488,
        ValidationSamples = 0,
        Epochs = epochs,
        Seeds = seeds,
        Activation = "quadratic",
        Rate = 30, // at their rate of 1 nothing is learned in hundreds of epochs
        AgopPenalty = 1e-3,
        WeightDecay = 1e-5,
        Batch = 128,
        ProbeEvery = Math.Max(1, epochs / 10),
        ProbeSamples = 500,
    };
}
