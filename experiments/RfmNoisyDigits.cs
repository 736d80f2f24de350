using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Data.Corruptions;
using DeepNfa.Kernels;
using DeepNfa.Kernels.Convolution;
using DeepNfa.Records;
using DeepNfa.Reports;
using TorchSharp;

namespace DeepNfa.Experiments;

/// <summary>Digits at random places of a noisy frame: every update of M on patches of nine pixels helps.</summary>
public sealed class RfmNoisyDigits : IExperiment<PatchMachineSettings>
{
    private const int PublishedSamples = 4000;

    // The stored output of the authors' notebook CRFM_noisy_mnist.ipynb, one seed, 4,000 training and 4,000 test images.
    private static readonly double[] s_published = [0.52025, 0.54475, 0.57275, 0.59375];

    /// <inheritdoc/>
    public string Name => "rfm-noisy-digits";

    /// <inheritdoc/>
    public string Question => "When digits stand at random places of a frame of noise, does every update of M on patches of 3 × 3 pixels make a convolutional kernel machine more accurate?";

    /// <inheritdoc/>
    public string Source => "Radhakrishnan et al., Science 383 (2024), and Beaglehole et al., arXiv 2309.00570: ConvRFM; settings and numbers of the authors' notebook CRFM_noisy_mnist.ipynb, whose sizes are the preset paper";

    /// <inheritdoc/>
    public string Published => "test accuracy 0.520, 0.545, 0.573, 0.594 by round with 4,000 images; one seed";

    /// <inheritdoc/>
    public string? DataNeeded => "the four IDX files of MNIST, or builtin for drawn digits in their place";

    /// <inheritdoc/>
    public Presets<PatchMachineSettings> Presets { get; } = new(
        Full: new(3, 1000, 1000, 42, 0.5, 3, 3, 3, 1e-5, 20),
        Smoke: new(1, 40, 20, 30, 0.5, 3, 2, 1, 1e-5, 5),
        Paper: new(3, PublishedSamples, PublishedSamples, 42, 0.5, 3, 3, 3, 1e-5, 20));

    /// <inheritdoc/>
    public bool Foretells => true;

    /// <inheritdoc/>
    public IEnumerable<Progress> Run(PatchMachineSettings settings, RunContext context) =>
        PatchMachineProtocol.Run(settings, context, [PatchMachineProtocol.Learned, PatchMachineProtocol.Rotated, PatchMachineProtocol.Covariance, PatchMachineProtocol.Shuffled], seed => Images(settings, context.Data, seed), Measures);

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        var learned = records.OfFit(PatchMachineProtocol.Learned);
        int last = learned[0].Epochs[^1].Epoch;
        OverSeeds Gain(string task, int round) => OverSeeds.Mean(records.OfFit(task).Select(r => Accuracy(r, round) - Accuracy(learned.First(l => l.Manifest.Seed == r.Manifest.Seed), 0)));
        int Better(string than) => learned.Count(l => Accuracy(l, last) > Accuracy(records.OfFit(than).First(r => r.Manifest.Seed == l.Manifest.Seed), 0));
        OverSeeds Mean(int round) => learned.MeanTest(round, m => m.Accuracy);
        return Verdict.Of(
        [
            Check.Above("rounds after which the mean test accuracy is higher than before", Enumerable.Range(1, last).Count(t => Mean(t).Value > Mean(t - 1).Value), last - 0.5),
            Check.Above("mean gain of test accuracy over the plain kernel", Gain(PatchMachineProtocol.Learned, last), 0.03),
            // As on the moving star: M of shuffled labels holds much of what M of the right ones does, so it is no control of the gain, and what is claimed is that labels add to it.
            Check.Above("seeds in which M of the right labels is more accurate than M of shuffled ones", Better(PatchMachineProtocol.Shuffled), learned.Count - 0.5),
            Check.Above("seeds in which it is more accurate than the second moment of the patches as M", Better(PatchMachineProtocol.Covariance), learned.Count - 0.5),
            Check.ControlBelow("gain with M turned at random", Gain(PatchMachineProtocol.Rotated, 0), 0.02),
            Check.Told("gain with M of shuffled labels", Gain(PatchMachineProtocol.Shuffled, 0)),
            Check.Told("gain with the second moment of the patches as M", Gain(PatchMachineProtocol.Covariance, 0)),
            .. Enumerable.Range(0, last + 1).Select(t => learned[0].Manifest.Data.TrainSamples == PublishedSamples && t < s_published.Length
                ? Check.Within($"mean test accuracy of round {t}", Mean(t), s_published[t] - 0.03, s_published[t] + 0.03)
                : Check.Told($"mean test accuracy of round {t}", Mean(t))),
            Check.Told("effective rank of M, of nine", OverSeeds.Mean(learned.Select(r => r.Rival(PhenomenonMeasures.MetricRank, 1, last)))),
        ]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records) =>
    [
        PatchPictures.Of(Name, "Digits in noise: what nine pixels should look for", records, 9) with
        {
            Caption = "Bands go from the least seed to the largest; hollow points: the same spectrum in other directions, M of shuffled labels, and the second moment of the patches. The eigenvectors of M are a mean, edges and corners of 3 × 3 pixels, the largest first.",
        },
    ];

    private DataSplit Images(PatchMachineSettings settings, string? data, Seed seed)
    {
        using var digits = ImageSources.Digits(this, data, settings.TrainSamples, settings.TestSamples, seed);
        // Frames are drawn row by row, so the test rows need a seed of their own.
        return new(Framed(digits.Train, seed), Framed(digits.Validation!, new Seed(~seed.Value)));
        LabeledSet Framed(LabeledSet set, Seed of) => ImageNoise.Frame(set, settings.Side, settings.Side, settings.Noise, of);
    }

    private static IEnumerable<(string Measure, double Value)> Measures(ConvolutionalTangentKernel kernel, Metric metric)
    {
        using var scope = torch.NewDisposeScope();
        double[] values = [.. Spectrum.ValuesOf(metric.Dense().to(torch.ScalarType.Float64)).data<double>()];
        double trace = values.Sum();
        yield return (PhenomenonMeasures.MetricRank, Math.Exp(-values.Where(v => v > 0).Sum(v => v / trace * Math.Log(v / trace))));
    }

    private static double Accuracy(RunRecord run, int round) => run.Epochs.FirstOrDefault(e => e.Epoch == round)?.Validation?.Accuracy ?? double.NaN;
}
