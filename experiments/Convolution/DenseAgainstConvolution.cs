using DeepNfa.Data;
using DeepNfa.Features;
using DeepNfa.Records;
using DeepNfa.Reports;
using DeepNfa.Training;

namespace DeepNfa.Experiments;

/// <summary>Convolutional beside dense networks: of equal size on photographs, of equal accuracy on digits.</summary>
/// <remarks>What survives shifts was first asked of the network whose maps are flattened, which keeps no larger share than the dense one; that is told still, and the claim is about averaged maps.</remarks>
public sealed class DenseAgainstConvolution : INetworkExperiment
{
    private const string Convolutional = "conv", Pooled = "conv-mean", Equal = "dense", Wide = "dense-wide";
    private const int Shift = 4; // pixels: a whole number of places of every layer's maps

    /// <inheritdoc/>
    public string Name => "dense-against-conv";

    /// <inheritdoc/>
    public string Question => "Does a convolutional network beat a dense one of as many weights on photographs and survive shifts, and do its receptive fields grow by layer where a dense network of equal accuracy sees the whole image at once?";

    /// <inheritdoc/>
    public string Source => "Luo et al. 2016, Understanding the effective receptive field; the ordering is what textbooks claim";

    /// <inheritdoc/>
    public string Published => "only an ordering is claimed";

    /// <inheritdoc/>
    public string? DataNeeded => ImageSources.BothNeeded;

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(
        Full: ImageTasks.Sized(4000, 1000, 12) with { Networks = DenseWidths, Seeds = 5, ProbeSamples = 200 },
        Smoke: ImageTasks.Sized(100, 40, 2) with { Networks = [[4, 4], [8, 8], [8, 8, 8]], Task = ImageTasks.Digits, ProbeSamples = 20 },
        Paper: ImageTasks.Sized(40000, 10000, 30) with { Networks = DenseWidths, Seeds = 5, ProbeSamples = 1000 });

    /// <inheritdoc/>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed) => ImageTasks.Load(this, settings, data, seed);

    /// <summary>On photographs two convolutional networks, whose maps are flattened or averaged before the read-out, with a dense one of as many weights and one of several times as many; on digits two of equal accuracy.</summary>
    public IEnumerable<(string? Name, NetworkSettings Settings)> Variants(NetworkSettings settings)
    {
        foreach (var (task, of) in settings.OfTasks(ImageTasks.All))
            foreach (var (kind, one) in Networks(of, task == ImageTasks.Photographs)) yield return ($"{task}-{kind}", one);
    }

    /// <summary>Receptive fields and what shifts change, before training and after it.</summary>
    public IEnumerable<Correlation> Measure(ProbedNetwork network)
    {
        var (image, test) = (network.Data.Train.Image!, network.Data.Validation!);
        var inputs = test.Inputs.narrow(0, 0, Math.Min(100, test.Samples));
        foreach (var field in ReceptiveFields.Of(network.Network, image, inputs)) yield return network.Row(field.Layer, PhenomenonMeasures.ReceptiveExtent, field.Extent);
        foreach (var (l, agreement) in ShiftAgreement.Of(network.Network, image, inputs, Shift).Index()) yield return network.Row(l + 1, PhenomenonMeasures.ShiftAgreement, agreement);
        yield return network.Row(1, PhenomenonMeasures.ShiftedScore, Moves.Average(by => Shifted(network.Network, test, image, by.Down, by.Right)));
    }

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        var (conv, pooled, equal, wide) = (Of(records, ImageTasks.Photographs, Convolutional), Of(records, ImageTasks.Photographs, Pooled), Of(records, ImageTasks.Photographs, Equal), Of(records, ImageTasks.Photographs, Wide));
        var (small, dense) = (Of(records, ImageTasks.Digits, Convolutional), Of(records, ImageTasks.Digits, Equal));
        return Verdict.Of(
        [
            Check.Above("photographs: accuracy of the convolutional network less that of the dense one of as many weights", Difference(conv, equal, r => r.FinalScore()), 0.05),
            Check.Above("seeds in which it beats a dense one of six times as many weights", conv.Zip(wide).Count(p => p.First.FinalScore() > p.Second.FinalScore()), conv.Count - 0.5),
            Check.Above("its accuracy on images moved by 4 pixels, less that of the dense one", Difference(conv, equal, Moved), 0.05),
            Check.Above("share of the accuracy above chance that survives where maps are averaged before the read-out, less that of the dense one", Difference(pooled, equal, Survival), 0.1),
            Check.Above("digits: extent of the receptive field in the last convolution over that in the first", OverSeeds.Mean(small.Select(r => Extent(r, 3) / Extent(r, 1))), 2),
            Check.Below("the same of the dense network, last hidden layer over first", OverSeeds.Mean(dense.Select(r => Extent(r, r.Manifest.Network.Hidden.Count) / Extent(r, 1))), 1.3),
            Check.Above("agreement of convolutions with shifted images, worst of three", OverSeeds.Mean(conv.Select(r => Enumerable.Range(1, 3).Min(l => Agreement(r, l)))), 0.7),
            Check.ControlBelow("digits: distance of the two accuracies", OverSeeds.Largest([Math.Abs(Difference(small, dense, r => r.FinalScore()).Value)]), 0.02),
            Check.ControlBelow("photographs: accuracy before training", OverSeeds.Largest(conv.Concat(equal).Select(r => r.Epochs[0].Validation!.Accuracy!.Value)), 0.2),
            Check.Told("photographs: accuracy of the convolutional network", OverSeeds.Mean(conv.Select(r => r.FinalScore()))),
            Check.Told("of the dense one of as many weights", OverSeeds.Mean(equal.Select(r => r.FinalScore()))),
            Check.Told("of the wide one", OverSeeds.Mean(wide.Select(r => r.FinalScore()))),
            Check.Told("share that survives where maps are flattened instead, less that of the dense one", Difference(conv, equal, Survival)),
            Check.Told("photographs: accuracy where maps are averaged", OverSeeds.Mean(pooled.Select(r => r.FinalScore()))),
            Check.Told("moved by 4 pixels: convolutional", OverSeeds.Mean(conv.Select(Moved))),
            Check.Told("moved by 4 pixels: dense", OverSeeds.Mean(equal.Select(Moved))),
            Check.Told("agreement of the first dense layer with shifted images", OverSeeds.Mean(equal.Select(r => Agreement(r, 1)))),
            Check.Told("digits: accuracy of both", OverSeeds.Mean(small.Concat(dense).Select(r => r.FinalScore()))),
        ]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records)
    {
        var (small, dense) = (Of(records, ImageTasks.Digits, Convolutional), Of(records, ImageTasks.Digits, Equal));
        if (small.Count == 0 || dense.Count == 0) return [];
        Line Growth(string name, List<RunRecord> runs, string color, int epoch) =>
            new(name, [.. Layers(runs).Select(l => (double)l)], [.. Layers(runs).Select(l => At(runs, l, epoch).Value)], color)
            {
                Low = [.. Layers(runs).Select(l => At(runs, l, epoch).Low)],
                High = [.. Layers(runs).Select(l => At(runs, l, epoch).High)],
                Markers = true,
                Dashed = epoch == 0,
            };
        int end = small[0].LastProbe();
        return
        [
            new(Name, "Receptive fields by depth", [new("", new Axis("Layer with weights", Whole: true, Min: 1), new Axis("Extent on the image", Min: 0), [
                Growth("convolutional", small, Palette.Categories[0], end), Growth("dense", dense, Palette.Categories[1], end),
                Growth("convolutional, before training", small, Palette.Categories[0], 0), Growth("dense, before training", dense, Palette.Categories[1], 0)])])
            {
                Subtitle = $"{small[0].Manifest.Data.Name}; networks of equal accuracy ({OverSeeds.Mean(small.Select(r => r.FinalScore()))} and {OverSeeds.Mean(dense.Select(r => r.FinalScore()))}); mean and range of {small.Count} seeds",
                PanelWidth = 460,
                Caption = "How far the pixels that move a unit spread over the image: 0 for one pixel, 1 for even sensitivity everywhere. Convolutions see a little and, layer by layer, more; a dense layer sees all at once. The last layer is the read-out.",
                Alt = string.Join("; ", Layers(small).Select(l => $"layer {l}: convolutional {At(small, l, end)}")) + "; " + string.Join("; ", Layers(dense).Select(l => $"layer {l}: dense {At(dense, l, end)}")),
            },
        ];

        static IEnumerable<int> Layers(List<RunRecord> runs) => Enumerable.Range(1, runs[0].Manifest.Network.Hidden.Count + 1);
        static OverSeeds At(List<RunRecord> runs, int layer, int epoch) => OverSeeds.Mean(runs.Select(r => r.Rival(PhenomenonMeasures.ReceptiveExtent, layer, epoch)));
    }

    // On photographs of as many weights as the convolutional networks, and of more; on digits.
    private static IReadOnlyList<IReadOnlyList<int>> DenseWidths => [[20, 20], [128, 128], [256, 256, 256]];

    private static (int Down, int Right)[] Moves => [(Shift, 0), (-Shift, 0), (0, Shift), (0, -Shift)];

    private static IEnumerable<(string Kind, NetworkSettings Settings)> Networks(NetworkSettings settings, bool photographs)
    {
        Require.That(settings.Networks.Count == 3, "networks", "three dense ones: as many weights as the convolutional ones, more, and for the digits", settings.Networks.Count);
        if (photographs)
        {
            yield return (Convolutional, Layers("conv:16:3:1:1, relu, max:2, conv:32:3:1:1, relu, max:2, conv:64:3:1:1, relu, flatten, dense"));
            yield return (Pooled, Layers("conv:32:3:1:1, relu, max:2, conv:64:3:1:1, relu, max:2, conv:64:3:1:1, relu, mean, dense"));
            yield return (Equal, Dense(0)); // 62,000 weights; the others have 64,000 and 57,000
            yield return (Wide, Dense(1));
        }
        else
        {
            yield return (Convolutional, Layers("conv:4:3:1:1, relu, max:2, conv:6:3:1:1, relu, max:2, conv:6:3:1:1, relu, flatten, dense"));
            yield return (Equal, Dense(2));
        }

        NetworkSettings Dense(int index) => settings with { Networks = [settings.Networks[index]] };
        NetworkSettings Layers(string list) => settings with { Networks = [[]], Architecture = list };
    }

    private static double Shifted(Network network, LabeledSet test, ImageShape image, int down, int right)
    {
        using var moved = new LabeledSet(test.Name, ImageShifts.By(test.Inputs, image, down, right), test.Targets.alias()) { Classification = true };
        return Trainer.Evaluate(network, moved, LossKind.CrossEntropy).Accuracy ?? double.NaN;
    }

    private static List<RunRecord> Of(IEnumerable<RunRecord> records, string task, string kind) =>
        [.. records.Where(r => r.Settings() is var s && s.Task == task && Kind(s) == kind).OrderBy(r => r.Manifest.Seed)];

    private static string Kind(NetworkSettings settings) => settings.Architecture != "mlp" ? settings.Architecture.Contains("mean", StringComparison.Ordinal) ? Pooled : Convolutional : settings.Networks[0][0] == 128 ? Wide : Equal;

    private static double Extent(RunRecord run, int layer) => run.Rival(PhenomenonMeasures.ReceptiveExtent, layer, run.LastProbe());

    private static double Agreement(RunRecord run, int layer) => run.Rival(PhenomenonMeasures.ShiftAgreement, layer, run.LastProbe());

    private static double Moved(RunRecord run) => run.Rival(PhenomenonMeasures.ShiftedScore, 1, run.LastProbe());

    /// <summary>The share of the accuracy above chance that is left on moved images.</summary>
    private static double Survival(RunRecord run) => (Moved(run) - (1.0 / run.Manifest.Data.Outputs)) / (run.FinalScore() - (1.0 / run.Manifest.Data.Outputs));

    private static OverSeeds Difference(List<RunRecord> first, List<RunRecord> second, Func<RunRecord, double> value) => OverSeeds.Mean(first.Zip(second).Select(p => value(p.First) - value(p.Second)));
}
