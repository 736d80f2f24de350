using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Reports;
using DeepNfa.Training;
using static TorchSharp.torch;

namespace DeepNfa.Experiments;

/// <summary>Sizes of the experiment on transplanted features.</summary>
/// <param name="Seeds">How many draws of data and weights, from the run's seed on.</param>
/// <param name="DonorSamples">Training samples of the donors: two networks and a machine.</param>
/// <param name="Samples">Training samples of the fresh learners, rising; none of them was the donors'.</param>
/// <param name="TestSamples">Test samples.</param>
/// <param name="Donor">The donor networks.</param>
/// <param name="Fresh">The fresh networks.</param>
/// <param name="Iterations">Updates of the machine's M.</param>
/// <param name="Bandwidth">L of the Laplace kernel.</param>
/// <param name="Ridge">λ.</param>
public sealed record TransplantSettings(int Seeds, int DonorSamples, IReadOnlyList<int> Samples, int TestSamples, SweepNetwork Donor, SweepNetwork Fresh, int Iterations, double Bandwidth, double Ridge);

/// <summary>Fresh learners on x → T^½x: which matrix of a trained network carries what it has learned to look at?</summary>
public sealed class FeatureTransplant : IExperiment<TransplantSettings>
{
    private const string Identity = "identity", Nfm = "nfm", Update = "update_nfm", Agop = "agop", Machine = "m", Other = "other_nfm", Rotated = "rotated_agop", Covariance = "covariance";
    private static readonly (string Matrix, string Words)[] s_words =
        [(Identity, "identity"), (Nfm, "WᵀW"), (Update, "update of WᵀW"), (Agop, "AGOP"), (Machine, "M of an RFM"), (Other, "WᵀW of another seed"), (Rotated, "AGOP, rotated"), (Covariance, "covariance of the inputs")];

    /// <inheritdoc/>
    public string Name => "transplant";

    /// <inheritdoc/>
    public string Question => "Do a fresh kernel machine and a fresh network learn digits from fewer samples on x → T^½x, with T the AGOP or the update of WᵀW of a trained network, than on x, and not with T rotated?";

    /// <inheritdoc/>
    public string Source => "the ansatz taken as a claim on function: Radhakrishnan et al., Science 383 (2024); T scaled to the trace of the identity";

    /// <inheritdoc/>
    public string Published => "none";

    /// <inheritdoc/>
    public string? DataNeeded => ImageSources.MnistNeeded;

    /// <inheritdoc/>
    public Presets<TransplantSettings> Presets { get; } = new(
        Full: new(5, 4000, [50, 100, 200, 400], 2000, new([256, 256], 4000), new([128], 300), 2, 10, 1e-3),
        Smoke: new(1, 100, [20, 40], 50, new([8], 10), new([8], 5), 1, 10, 1e-3),
        Paper: new(5, 10000, [50, 100, 200, 400, 800, 1600, 3200], 10000, new([1024, 1024, 1024], 20000), new([1024], 2000), 5, 10, 1e-3));

    /// <inheritdoc/>
    public bool Foretells => true;

    /// <inheritdoc/>
    public IEnumerable<Progress> Run(TransplantSettings settings, RunContext context)
    {
        SweepProtocol.RequireRising(settings.Samples, "samples");
        return SweepProtocol.Run(settings, "training samples",
        [
            .. context.Seeds(settings.Seeds).Select(seed => new SweepTask($"seed-{seed.Value}", seed, settings.Samples.Count,
                () => ImageSources.Digits(this, context.Data, settings.DonorSamples + settings.Samples[^1], settings.TestSamples, seed), data => Points(settings, data, seed))),
        ], context);
    }

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        int few = records[0].Epochs[Math.Min(1, records[0].Epochs.Count - 1)].Epoch;
        double Gain(RunRecord run, string learner, string matrix) => run.Rival(PhenomenonMeasures.ErrorOf(learner, Identity), 1, few) - run.Rival(PhenomenonMeasures.ErrorOf(learner, matrix), 1, few);
        OverSeeds Mean(string learner, string matrix) => OverSeeds.Mean(records.Select(r => Gain(r, learner, matrix)));
        return Verdict.Of(
        [
            .. s_learners.SelectMany(who => new[]
            {
                Check.Above($"{few} samples: error that the AGOP saves the fresh {who}", Mean(who, Agop), 0.02),
                Check.Above($"{few} samples: that the update of WᵀW saves it", Mean(who, Update), 0.02),
                Check.Above($"{few} samples: that M saves it", Mean(who, Machine), 0.02),
                Check.ControlBelow($"{few} samples: that the rotated AGOP saves the fresh {who}", Mean(who, Rotated), 0.01),
            }),
            .. s_learners.SelectMany(who => new[] { (Nfm, "WᵀW"), (Other, "another seed's WᵀW"), (Covariance, "the covariance of the inputs, which knows no labels,") }.Select(m => Check.Told($"{few} samples: that {m.Item2} saves the fresh {who}", Mean(who, m.Item1)))),
            .. s_learners.Select(who => Check.Told($"{few} samples: error of the fresh {who} on x", OverSeeds.Mean(records.Select(r => r.Rival(PhenomenonMeasures.ErrorOf(who, Identity), 1, few))))),
        ]);
    }

    private static readonly string[] s_learners = ["kernel", "network"];

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records)
    {
        double most = records.SelectMany(r => r.Correlations).Select(c => c.Value).Max();
        return
        [
            new Figure("transplant", "Error of fresh learners whose inputs pass through a transplanted matrix",
                [.. s_learners.Select(who => Curves.Stepped($"Fresh {(who == "kernel" ? "Laplace kernel machine" : who)}", "Training samples", 0, Math.Ceiling(10 * most) / 10,
                    [.. s_words.Select((w, i) => Curves.Of(w.Words, records, PhenomenonMeasures.ErrorOf(who, w.Matrix), Color(w.Matrix, i)) with { Dashed = w.Matrix is Identity or Rotated })]))])
            {
                Subtitle = $"{records[0].Manifest.Data.Name}; inputs mapped by the root of T of donors that were trained on other samples, scaled to the trace of the identity; means over seeds, bands from the least to the largest",
                Columns = 2,
                PanelWidth = 460,
                PanelHeight = 300,
                Caption = "A matrix that carries useful features makes the same learner need fewer samples. The rotated AGOP has the same spectrum in directions that mean nothing: what it gains, if anything, is not features.",
                Alt = "Line charts of test error by number of samples, a line for each matrix, for a kernel machine and a network.",
            },
        ];
    }

    /// <summary>What knows nothing of labels is black and grey.</summary>
    private static string Color(string matrix, int index) => matrix switch { Identity => Palette.Categories[^1], Rotated or Covariance => Palette.Reference, _ => Palette.Categories[index - 1] };

    private static IEnumerable<SweepPoint> Points(TransplantSettings settings, DataSplit data, Seed seed)
    {
        using var fresh = new DataSplit(data.Train.Take(settings.Samples[^1], settings.DonorSamples), data.Validation!.Take(int.MaxValue));
        var maps = Maps(settings, data, seed);
        try
        {
            foreach (int samples in settings.Samples)
            {
                (SplitMetrics Train, SplitMetrics Test)? plain = null;
                var rows = new List<(string, double)>();
                foreach (var (matrix, map) in maps)
                {
                    using var part = new DataSplit(fresh.Train.Take(samples), fresh.Validation!.Take(int.MaxValue));
                    using var mapped = Learners.Mapped(part, map);
                    using var network = Learners.Trained(settings.Fresh, mapped, seed);
                    rows.Add((PhenomenonMeasures.ErrorOf("kernel", matrix), 1 - Learners.LaplaceScore(mapped, settings.Bandwidth, settings.Ridge)));
                    rows.Add((PhenomenonMeasures.ErrorOf("network", matrix), 1 - Learners.Score(network, mapped)));
                    plain ??= (Trainer.Evaluate(network, mapped.Train, LossKind.MeanSquaredError), Trainer.Evaluate(network, mapped.Validation!, LossKind.MeanSquaredError));
                }
                yield return new(samples, plain!.Value.Train, plain.Value.Test, rows);
            }
        }
        finally
        {
            foreach (var (_, map) in maps) map.Dispose();
        }
    }

    /// <summary>T^½ of every matrix, each (d × d) in float64, of donors that saw the first samples.</summary>
    private static List<(string Matrix, Tensor Map)> Maps(TransplantSettings settings, DataSplit data, Seed seed)
    {
        using var scope = NewDisposeScope();
        using var donors = new DataSplit(data.Train.Take(settings.DonorSamples), data.Validation!.Take(int.MaxValue));
        using var network = Learners.Trained(settings.Donor, donors, seed);
        using var initial = Learners.Untrained(settings.Donor, donors, seed);
        using var other = Learners.Trained(settings.Donor, donors, new Seed(seed.Value + 1000));
        var probe = donors.Train.Inputs.narrow(0, 0, Math.Min(1000, donors.Train.Samples));
        var agop = Learners.Agop(network, probe);
        var rotation = Rotation((int)agop.shape[0], seed);
        using var metric = Learners.Machine(donors, settings.Bandwidth, settings.Ridge, settings.Iterations, m => m.Dense().to(ScalarType.Float64).DetachFromDisposeScope()).Read;
        var w = network.Weights[0].detach().to(ScalarType.Float64);
        var delta = w - initial.Weights[0].detach().to(ScalarType.Float64);
        var x = donors.Train.Inputs.to(ScalarType.Float64);
        return
        [
            .. new (string Name, Tensor T)[]
            {
                (Identity, eye(agop.shape[0], dtype: ScalarType.Float64)), (Nfm, MatrixPearson.Gram(w)), (Update, MatrixPearson.Gram(delta)), (Agop, agop), (Machine, metric), (Other, MatrixPearson.Gram(other.Weights[0].detach())),
                (Rotated, rotation.matmul(agop).matmul(rotation.t())), (Covariance, MatrixPearson.Gram(x - x.mean([0L]))),
            }.Select(m => (m.Name, Spectrum.Of(m.T * (m.T.shape[0] / m.T.trace())).Power(0.5).DetachFromDisposeScope())),
        ];
    }

    /// <summary>A Haar-random rotation of the inputs.</summary>
    private static Tensor Rotation(int width, Seed seed)
    {
        var gaussian = new double[width * width];
        seed.Stream("rotation").FillGaussian(gaussian);
        return HaarRotation.Of(gaussian, width);
    }
}
