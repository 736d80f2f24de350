using DeepNfa.Data;
using DeepNfa.Data.Corruptions;
using DeepNfa.Records;
using DeepNfa.Reports;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Experiments;

/// <summary>A photograph beside a digit of the same class: either would do, and the digit is simpler.</summary>
public sealed class SimplicityBias : INetworkExperiment
{
    private const string SameClass = "same-class", RandomDigit = "random-digit";
    private const double Noise = 1; // deviation of the noise that makes a digit hard, among the built-in images

    /// <inheritdoc/>
    public string Name => "simplicity-bias";

    /// <inheritdoc/>
    public string Question => "Where a photograph stands beside a digit of the same class, do network and RFM look at the digit alone, though the photograph says as much?";

    /// <inheritdoc/>
    public string Source => "Radhakrishnan et al., Science 383 (2024), simplicity bias: CIFAR-10 beside MNIST, two hidden layers of 1024, one update of M; resized to 16 × 32 here";

    /// <inheritdoc/>
    public string Published => "that the diagonals lie on the digit's half; no number was found";

    /// <inheritdoc/>
    public string? DataNeeded => ImageSources.BothNeeded;

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(
        Full: new() { Networks = [[256, 256]], TrainSamples = 2000, ValidationSamples = 500, Epochs = 40, Seeds = 5, Batch = 32, ProbeEvery = 0, ProbeSamples = 500, Task = "all", Preparation = "resize:16x32" },
        Smoke: new() { Networks = [[16]], TrainSamples = 60, ValidationSamples = 20, Epochs = 1, Batch = 32, ProbeEvery = 0, ProbeSamples = 30, Task = "all", Preparation = "resize:8x16" },
        Paper: new() { Networks = [[1024, 1024]], TrainSamples = 4000, ValidationSamples = 1000, Epochs = 501, Seeds = 5, Batch = 100, ProbeEvery = 100, Task = "all" });

    /// <summary>Pairs of one class; of "random-digit", pairs whose digit is of any class, so that only the photograph tells.</summary>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed)
    {
        var (left, right) = data == "builtin" ? Drawn(settings, seed) : (ImageSources.Cifar(this, data), ImageSources.Mnist(this, data, 10000, 3000));
        using (left)
        using (right)
        using (var train = settings.Task == RandomDigit ? right.Train.WithShuffledLabels(seed) : right.Train.Take(int.MaxValue))
        using (var test = settings.Task == RandomDigit ? right.Validation!.WithShuffledLabels(seed) : right.Validation!.Take(int.MaxValue))
            return new DataSplit(SideBySide.Join(left.Train, train), SideBySide.Join(left.Validation!, test)).Drawn(settings.TrainSamples, settings.ValidationSamples, seed);
    }

    /// <summary>The pairs in question, and those whose digit is of any class.</summary>
    public IEnumerable<(string? Name, NetworkSettings Settings)> Variants(NetworkSettings settings) => settings.OfTasks(SameClass, RandomDigit);

    /// <inheritdoc/>
    public IEnumerable<Progress> Run(NetworkSettings settings, RunContext context) =>
        NetworkProtocol.RunAll(this, settings, context).Concat(MachineBeside.Run(this, settings with { Task = SameClass }, context, 1, (machine, data) =>
        [
            (Measures.FeatureShare, Diagonals.Share(machine.Metric.Importances(), Half(data.Train.Image!, right: true))),
            .. WithNoise(data.Validation!, set => machine.Score(set).Accuracy ?? double.NaN),
        ]));

    /// <summary>The share of the traces on the digit's half, and the accuracy when a half is noise.</summary>
    public IEnumerable<Correlation> Measure(ProbedNetwork network) =>
    [
        .. network.Shares(Half(network.Data.Train.Image!, right: true)),
        .. WithNoise(network.Data.Validation!, set => Trainer.Evaluate(network.Network, set, LossKind.MeanSquaredError).Accuracy ?? double.NaN).Select(m => network.Row(1, m.Measure, m.Value)),
    ];

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        List<RunRecord> same = records.Networks().OfTask(SameClass), random = records.Networks().OfTask(RandomDigit), machines = records.Machines();
        return Verdict.Of(
            Check.Above("share of the AGOP's trace on the digit", same.AtEnd(Measures.AgopShare), 0.6),
            Check.Above("of the update's, (W − W⁰)ᵀ(W − W⁰)", same.AtEnd(Measures.UpdateShareOn), 0.6),
            Check.Above("of M's", machines.AtEnd(Measures.FeatureShare), 0.6),
            Check.Below("accuracy of the network where the digit is noise", same.AtEnd(PhenomenonMeasures.RightNoise), 0.3),
            Check.Above("where the photograph is noise", same.AtEnd(PhenomenonMeasures.LeftNoise), 0.7),
            Check.ControlBelow("share of the AGOP's trace on the digit at epoch 0", OverSeeds.Largest(same.Select(r => r.Rival(Measures.AgopShare, 1, 0))), 0.6),
            Check.ControlAbove("how much larger it is at the end than where the digit is of any class, least", OverSeeds.Least(same.Zip(random, (s, r) => s.AtEnd(Measures.AgopShare) - r.AtEnd(Measures.AgopShare))), 0.1),
            Check.ControlAbove("accuracy of the network where only the photograph tells", OverSeeds.Mean(random.Select(r => r.FinalScore())), 0.15),
            Check.Told("accuracy of the network", OverSeeds.Mean(same.Select(r => r.FinalScore()))),
            Check.Told("of the machine", OverSeeds.Mean(machines.Select(r => r.FinalScore()))),
            Check.Told("of the machine where the digit is noise", machines.AtEnd(PhenomenonMeasures.RightNoise)),
            Check.Told("of the machine where the photograph is noise", machines.AtEnd(PhenomenonMeasures.LeftNoise)),
            Check.Told("share of the AGOP's trace on a digit of any class", random.AtEnd(Measures.AgopShare)));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records)
    {
        var shown = records.Where(r => r.Settings().Task != RandomDigit).ToList();
        return
        [
            ShareBars.Of("simplicity-bias", "A digit beside a photograph of the same class", shown,
                [(Measures.FeatureShare, "M of the machine"), (Measures.AgopShare, "AGOP"), (Measures.UpdateShareOn, "update NFM"), (Measures.NfmShare, "NFM")], "Share of the trace on the digit's half",
                [(PhenomenonMeasures.LeftNoise, "photograph is noise"), (PhenomenonMeasures.RightNoise, "digit is noise")],
                "Both halves have as many pixels, and either tells the class. What is learned lies on the digit: without the photograph hardly anything is lost, without the digit nearly all. Hollow: before training, and M = I."),
            .. DiagonalPictures.Of(shown, "What the network looks at"),
        ];
    }

    /// <summary>Drawn digits in noise, and other drawn digits.</summary>
    private static (DataSplit Left, DataSplit Right) Drawn(NetworkSettings settings, Seed seed)
    {
        int train = 2 * settings.TrainSamples, test = 2 * settings.ValidationSamples;
        using var plain = DataSources.Digits(train, test, seed);
        return (new(ImageNoise.Gaussian(plain.Train, Noise, seed), ImageNoise.Gaussian(plain.Validation!, Noise, new Seed(seed.Value + 1))), DataSources.Digits(train, test, new Seed(~seed.Value)));
    }

    /// <summary>The inputs of one half of the images.</summary>
    private static int[] Half(ImageShape image, bool right) => [.. Enumerable.Range(0, image.Height * image.Width * image.Channels).Where(i => i % image.Width >= image.Width / 2 == right)];

    /// <summary>Accuracies on images one half of which is Gaussian noise of that half's mean and deviation.</summary>
    private static IEnumerable<(string Measure, double Value)> WithNoise(LabeledSet test, Func<LabeledSet, double> accuracy)
    {
        foreach (var (measure, right) in new[] { (PhenomenonMeasures.LeftNoise, false), (PhenomenonMeasures.RightNoise, true) })
        {
            using var set = Noisy(test, Half(test.Image!, right));
            yield return (measure, accuracy(set));
        }
    }

    private static LabeledSet Noisy(LabeledSet set, int[] at)
    {
        using var scope = torch.NewDisposeScope();
        var columns = torch.tensor([.. at.Select(i => (long)i)], device: set.Inputs.device);
        var half = set.Inputs.index_select(1, columns);
        var noise = new float[set.Samples * at.Length];
        new Seed(0).Stream("half-noise").FillGaussian(noise);
        var drawn = (torch.tensor(noise, [set.Samples, at.Length], dtype: set.Inputs.dtype, device: set.Inputs.device) * half.std()) + half.mean();
        return new(set.Name, set.Inputs.clone().index_copy_(1, columns, drawn), set.Targets.clone()) { Image = set.Image, Classification = true };
    }
}
