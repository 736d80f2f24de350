using DeepNfa.Data;
using DeepNfa.Features;
using DeepNfa.Records;
using DeepNfa.Reports;
using TorchSharp;

namespace DeepNfa.Experiments;

/// <summary>Sizes of the experiment on a restricted Boltzmann machine and dead pixels.</summary>
/// <param name="Seeds">How many, from the run's seed on.</param>
/// <param name="TrainSamples">Training images.</param>
/// <param name="HiddenUnits">k.</param>
/// <param name="Epochs">Passes over the images.</param>
/// <param name="WeightDecay">λ of the runs with decay.</param>
/// <param name="Variant">One of plain, decay and zero-bias, or all.</param>
public sealed record BoltzmannDeadSettings(int Seeds, int TrainSamples, int HiddenUnits, int Epochs, double WeightDecay, string Variant = "all");

/// <summary>Pixels that are zero in every training image, without backpropagation: what a restricted Boltzmann machine's weights hold there.</summary>
public sealed class BoltzmannDeadPixels : IExperiment<BoltzmannDeadSettings>
{
    private const string Plain = "plain", Decay = "decay", ZeroBias = "zero-bias";

    /// <inheritdoc/>
    public string Name => "dead-pixels-rbm";

    /// <inheritdoc/>
    public string Question => "Where MNIST's pixels are always zero, do the weights of a restricted Boltzmann machine stay as they began unless they decay, as those of a network do?";

    /// <inheritdoc/>
    public string Source => "Hinton, A Practical Guide to Training Restricted Boltzmann Machines (2010): visible biases begin at the data's log odds; persistent CD: Tieleman, ICML 2008";

    /// <inheritdoc/>
    public string Published => "none";

    /// <inheritdoc/>
    public string? DataNeeded => ImageSources.MnistNeeded;

    /// <inheritdoc/>
    public Presets<BoltzmannDeadSettings> Presets { get; } = new(
        Full: new(5, 5000, 64, 6, 2e-2),
        Smoke: new(1, 60, 8, 2, 1e-2),
        Paper: new(5, 60000, 500, 15, 1e-2));

    /// <inheritdoc/>
    public bool Foretells => true;

    /// <inheritdoc/>
    public IEnumerable<Progress> Run(BoltzmannDeadSettings settings, RunContext context)
    {
        Require.That(settings.Variant is "all" or Plain or Decay or ZeroBias, "variant", "all, plain, decay or zero-bias", settings.Variant);
        foreach (string variant in settings.Variant == "all" ? [Plain, Decay, ZeroBias] : new[] { settings.Variant })
            foreach (var seed in context.Seeds(settings.Seeds))
            {
                using var data = ImageSources.FirstDigits(this, context.Data, new() { Networks = [], TrainSamples = settings.TrainSamples, ValidationSamples = 100, Epochs = settings.Epochs }, seed);
                string part = $"{variant}-seed-{seed.Value}";
                if (context.DryRun)
                {
                    // As a network with as many hidden units: weights, gradients, velocities and batches are of its sizes.
                    var like = new NetworkSettings { Networks = [[settings.HiddenUnits]], TrainSamples = settings.TrainSamples, ValidationSamples = 100, Epochs = settings.Epochs };
                    yield return new("", 0, settings.Epochs, 0, null) { MemoryBytes = MemoryEstimate.Bytes(like, like.Shapes(data.Facts), data.Facts, torch.get_num_threads()) };
                    yield break;
                }
                using var run = context.Open(part, new(data.Train.InputWidth, [], settings.HiddenUnits, "rbm", true, "normal"), data.Facts, SettingsJson.Write(settings with { Seeds = 1, Variant = variant }), seed);
                foreach (var (epoch, error) in Train(settings, variant, data.Train.Inputs, seed, run, context.Stop)) yield return new(part, epoch, settings.Epochs, error, null);
            }
    }

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        IEnumerable<double> Of(string variant, string measure, int? epoch = null) => Runs(records, variant).Select(r => r.Rival(measure, 1, epoch ?? r.LastProbe()));
        return Verdict.Of(
            Check.Within("norm of the weights of dead pixels over what it was, without decay", OverSeeds.Mean(Of(Plain, PhenomenonMeasures.DeadGrowth)), 0.8, 1.5),
            Check.Below("the same with decay", OverSeeds.Largest(Of(Decay, PhenomenonMeasures.DeadGrowth)), 0.5),
            Check.Below("share of the update of the weights on dead pixels, without decay", OverSeeds.Largest(Of(Plain, Measures.UpdateShareOn)), 0.01),
            Check.ControlAbove("norm of the weights of other pixels over what it was, without decay", OverSeeds.Least(Of(Plain, PhenomenonMeasures.LiveGrowth)), 5),
            Check.ControlAbove("share of the weights on dead pixels before training", OverSeeds.Least(Of(Plain, Measures.NfmShare, 0)), 0.1),
            Check.Told("norm of the weights of dead pixels over what it was, visible biases from 0", OverSeeds.Mean(Of(ZeroBias, PhenomenonMeasures.DeadGrowth))),
            Check.Told("share of the weights on dead pixels at the end, without decay", OverSeeds.Mean(Of(Plain, Measures.NfmShare))),
            Check.Told("dead pixels, as a share of all", OverSeeds.Mean(Of(Plain, PhenomenonMeasures.DeadInputs))));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records)
    {
        (string Name, string Variant)[] variants = [("without decay", Plain), ("with decay", Decay), ("visible biases from 0", ZeroBias)];
        Panel Of(string title, string measure) => new(title, new Axis("epoch", Whole: true), new Axis(Scale: AxisScale.Log), [.. variants.Select((v, i) => Curves.Of(v.Name, Runs(records, v.Variant), measure, Palette.Categories[i]))]);
        return
        [
            new(Name, "Weights of a Boltzmann machine over what they were", [Of("Dead pixels", PhenomenonMeasures.DeadGrowth), Of("All others", PhenomenonMeasures.LiveGrowth)])
            {
                Subtitle = $"{records[0].Manifest.Data.Name}; norm of all weights of these pixels over that before training; lines are means over seeds, bands go from the least seed to the largest",
                Columns = 2,
                PanelWidth = 340,
                Caption = "With visible biases at the data's log odds the model has nothing to unlearn where the data are zero, and the weights there stay. From zero biases it learns the darkness first.",
                Alt = "Curves over epochs on a logarithmic scale.",
            },
        ];
    }

    private static List<RunRecord> Runs(IEnumerable<RunRecord> records, string variant) => [.. records.Where(r => SettingsJson.Read<BoltzmannDeadSettings>(r.Manifest.Settings).Variant == variant)];

    private static IEnumerable<(int Epoch, double Error)> Train(BoltzmannDeadSettings settings, string variant, torch.Tensor inputs, Seed seed, RunFolder run, CancellationToken stop)
    {
        var plan = new BoltzmannPlan(settings.HiddenUnits, 0.1, 20, settings.Epochs) { DataBias = variant != ZeroBias, WeightDecay = variant == Decay ? settings.WeightDecay : 0 };
        using var state = new BoltzmannState(inputs, plan, seed);
        using var initial = state.Machine.Weights.clone();
        using var dead = inputs.abs().sum(0L).eq(0).to(torch.ScalarType.Float64); // (d)
        double before = 0, liveBefore = 0;
        foreach (var epoch in ContrastiveDivergence.Run(state, inputs, null, plan, seed, stop))
        {
            using var scope = torch.NewDisposeScope();
            var squares = Squares(state.Machine.Weights);
            var update = Squares(state.Machine.Weights - initial);
            double on = squares.dot(dead).ToDouble(), all = squares.sum().ToDouble(), moved = update.sum().ToDouble();
            if (epoch.Epoch == 0) (before, liveBefore) = (on, all - on);
            run.Append(new EpochMetrics(epoch.Epoch, new(epoch.ReconstructionError, null, null), null, epoch.Elapsed));
            (string Measure, double Value)[] rows =
            [
                (PhenomenonMeasures.DeadInputs, dead.mean().ToDouble()), (Measures.NfmShare, on / all), (Measures.UpdateShareOn, moved > 0 ? update.dot(dead).ToDouble() / moved : double.NaN),
                (PhenomenonMeasures.DeadGrowth, Math.Sqrt(on / before)), (PhenomenonMeasures.LiveGrowth, Math.Sqrt((all - on) / liveBefore)),
            ];
            run.Append(new ProbeRecord(epoch.Epoch, [.. rows.Select(r => new Correlation(epoch.Epoch, 1, r.Measure, Convention.AnyPower, (int)inputs.shape[0], r.Value))], [], TimeSpan.Zero));
            yield return (epoch.Epoch, epoch.ReconstructionError);
        }
    }

    /// <summary>The squared norm of each visible unit's weights, (d).</summary>
    private static torch.Tensor Squares(torch.Tensor weights) => weights.to(torch.ScalarType.Float64).square().sum(0L); // (k×d) → (d)
}
