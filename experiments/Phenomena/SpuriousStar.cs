using DeepNfa.Data;
using DeepNfa.Data.Corruptions;
using DeepNfa.Records;
using DeepNfa.Reports;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Experiments;

/// <summary>A star in the corner of every image, black or bright by its class: what is learned of planes and trucks where a few pixels tell them apart?</summary>
public sealed class SpuriousStar : INetworkExperiment
{
    private const int Iterations = 3;
    private const int Away = 18; // rows and columns of another place, where the star does not overlap itself

    /// <inheritdoc/>
    public string Name => "spurious-star";

    /// <inheritdoc/>
    public string Question => "Where a star of 28 pixels tells planes from trucks, do WᵀW's update, the AGOP and an RFM's M light up on the star, and do network and machine fail when it goes?";

    /// <inheritdoc/>
    public string Source => "Radhakrishnan et al., Science 383 (2024), spurious features; the star of its published code, on CIFAR-10 in the place of STL-10";

    /// <inheritdoc/>
    public string Published => "that the diagonals light up the star; no number was found";

    /// <inheritdoc/>
    public string? DataNeeded => ImageSources.CifarNeeded;

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(
        Full: new() { Networks = [[256, 256]], TrainSamples = 800, ValidationSamples = 200, Epochs = 40, Seeds = 5, Batch = 32, ProbeEvery = 0, ProbeSamples = 500 },
        Smoke: new() { Networks = [[16]], TrainSamples = 60, ValidationSamples = 20, Epochs = 1, Batch = 32, ProbeEvery = 0, ProbeSamples = 30 },
        Paper: new() { Networks = [[1024, 1024, 1024]], TrainSamples = 1000, ValidationSamples = 200, Epochs = 500, Seeds = 5, ProbeEvery = 100 });

    /// <inheritdoc/>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed)
    {
        using var plain = data == "builtin"
            ? ImageSources.ThreesAndEights(settings.TrainSamples, settings.ValidationSamples, seed)
            : ImageSources.Cifar(this, data).OfClasses(seed, 0, 9).Drawn(settings.TrainSamples, settings.ValidationSamples, seed);
        return new(Stamped(plain.Train), Stamped(plain.Validation!));
    }

    /// <summary>The network, beside which <see cref="Run"/> fits the machine.</summary>
    public IEnumerable<(string? Name, NetworkSettings Settings)> Variants(NetworkSettings settings) => [("network", settings with { Task = "network" })];

    /// <inheritdoc/>
    public IEnumerable<Progress> Run(NetworkSettings settings, RunContext context) =>
        NetworkProtocol.RunAll(this, settings, context).Concat(MachineBeside.Run(this, settings, context, settings.Epochs > 1 ? Iterations : 1, (machine, data) =>
        [
            (Measures.FeatureShare, Diagonals.Share(machine.Metric.Importances(), PixelStamp.Star.Inputs(data.Train.Image!))),
            .. Changed(data.Validation!, set => machine.Score(set).Accuracy ?? double.NaN),
        ]));

    /// <summary>The share of the traces in the star, and the accuracy when it changes.</summary>
    public IEnumerable<Correlation> Measure(ProbedNetwork network) =>
    [
        .. network.Shares(PixelStamp.Star.Inputs(network.Data.Train.Image!)),
        .. Changed(network.Data.Validation!, set => Trainer.Evaluate(network.Network, set, LossKind.MeanSquaredError).Accuracy ?? double.NaN).Select(m => network.Row(1, m.Measure, m.Value)),
    ];

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        var (networks, machines) = (records.Networks(), records.Machines());
        OverSeeds Start(IReadOnlyList<RunRecord> runs, string measure) => OverSeeds.Largest(runs.Select(r => r.Rival(measure, 1, 0)));
        return Verdict.Of(
            Check.Above("share of the AGOP's trace in the star", networks.AtEnd(Measures.AgopShare), 0.3),
            Check.Above("of the update's, (W − W⁰)ᵀ(W − W⁰)", networks.AtEnd(Measures.UpdateShareOn), 0.3),
            Check.Above("of M's", machines.AtEnd(Measures.FeatureShare), 0.3),
            Check.Below("accuracy of the network with the other class's star", networks.AtEnd(PhenomenonMeasures.FeatureSwapped), 0.3),
            Check.Below("of the machine with it", machines.AtEnd(PhenomenonMeasures.FeatureSwapped), 0.3),
            Check.Below("of the network without the star", networks.AtEnd(PhenomenonMeasures.FeatureGone), 0.85),
            Check.ControlAbove("of the network with the other class's star in other pixels", networks.AtEnd(PhenomenonMeasures.OthersSwapped), 0.9),
            Check.ControlBelow("share of the AGOP's trace in the star at epoch 0", Start(networks, Measures.AgopShare), 0.1),
            Check.ControlBelow("share of tr M in it at M = I", Start(machines, Measures.FeatureShare), 0.1),
            Check.ControlAbove("of the machine with the other class's star in other pixels", machines.AtEnd(PhenomenonMeasures.OthersSwapped), 0.9),
            Check.Told("accuracy of the network as trained", OverSeeds.Mean(networks.Select(r => r.FinalScore()))),
            Check.Told("with the star in another place", networks.AtEnd(PhenomenonMeasures.FeatureMoved)),
            Check.Told("accuracy of the machine as fitted", OverSeeds.Mean(machines.Select(r => r.FinalScore()))),
            Check.Told("of the machine without the star", machines.AtEnd(PhenomenonMeasures.FeatureGone)),
            Check.Told("of the machine with it in another place", machines.AtEnd(PhenomenonMeasures.FeatureMoved)),
            Check.Told("share of tr WᵀW in the star", networks.AtEnd(Measures.NfmShare)));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records) =>
    [
        ShareBars.Of("spurious-star", "A star that tells the classes apart", records,
            [(Measures.FeatureShare, "M of the machine"), (Measures.AgopShare, "AGOP"), (Measures.UpdateShareOn, "update NFM"), (Measures.NfmShare, "NFM")], "Share of the trace in the star",
            [(PhenomenonMeasures.OthersSwapped, "others swapped"), (PhenomenonMeasures.FeatureGone, "star gone"), (PhenomenonMeasures.FeatureMoved, "star moved"), (PhenomenonMeasures.FeatureSwapped, "star swapped")],
            "The star has 28 of 1,024 pixels, 2.7 % of an image. What is lit there is looked at, and what is looked at decides: the other class's star in its place turns the answers round, in as many other pixels it changes nothing. Hollow: before training, and M = I."),
        .. DiagonalPictures.Of(records, "What the network looks at"),
    ];

    private static LabeledSet Stamped(LabeledSet set) => set.Image!.Channels == 3 ? PixelStamp.Stars(set) : PixelStamp.Star.Apply(set, (0, [0]), (1, [1]));

    /// <summary>Accuracies on images whose star is gone, moved, or of the other class, and on images where as many other pixels are those of the other class's star.</summary>
    private static IEnumerable<(string Measure, double Value)> Changed(LabeledSet test, Func<LabeledSet, double> accuracy)
    {
        var other = PixelStamp.Star.MovedTo(Away, Away);
        using var scope = torch.NewDisposeScope();
        using var gone = Copied(test, PixelStamp.Star, other);
        foreach (var (measure, set) in new[]
        {
            (PhenomenonMeasures.FeatureGone, gone.Take(int.MaxValue)),
            (PhenomenonMeasures.FeatureMoved, Stamp(gone, other, swapped: false)),
            (PhenomenonMeasures.FeatureSwapped, Stamp(test, PixelStamp.Star, swapped: true)),
            (PhenomenonMeasures.OthersSwapped, Stamp(test, other, swapped: true)),
        })
            using (set) yield return (measure, accuracy(set));
    }

    /// <summary>The pixels of one place filled with those of another of the same image.</summary>
    private static LabeledSet Copied(LabeledSet set, PixelStamp to, PixelStamp from)
    {
        using var target = torch.tensor([.. to.Inputs(set.Image!).Select(i => (long)i)], device: set.Inputs.device);
        using var source = torch.tensor([.. from.Inputs(set.Image!).Select(i => (long)i)], device: set.Inputs.device);
        var inputs = set.Inputs.clone().index_copy_(1, target, set.Inputs.index_select(1, source));
        return new(set.Name, inputs, set.Targets.clone()) { Image = set.Image, Classification = true };
    }

    private static LabeledSet Stamp(LabeledSet set, PixelStamp stamp, bool swapped)
    {
        float?[] dark = [.. Enumerable.Repeat<float?>(0, set.Image!.Channels)], bright = set.Image.Channels == 3 ? [1, 1, null] : [1];
        using var stamped = stamp.Apply(set, (0, swapped ? bright : dark), (1, swapped ? dark : bright));
        return new(set.Name, stamped.Inputs.to(set.Inputs.dtype, set.Inputs.device, true), set.Targets.clone()) { Image = set.Image, Classification = true };
    }
}
