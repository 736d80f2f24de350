using DeepNfa.Ansatz;
using DeepNfa.Data;
using DeepNfa.Kernels;
using DeepNfa.Records;
using DeepNfa.Reports;
using static TorchSharp.torch;

namespace DeepNfa.Experiments;

/// <summary>Sizes of deep Recursive Feature Machines.</summary>
/// <param name="Seeds">How many, from the run's seed on.</param>
/// <param name="TrainSamples">Training samples.</param>
/// <param name="TestSamples">Test samples.</param>
/// <param name="Depth">Layers.</param>
/// <param name="Width">Random features of a layer.</param>
/// <param name="Bandwidth">L of the Laplace kernel, on inputs of norm 1.</param>
/// <param name="Ridge">λ.</param>
public sealed record DeepRfmSettings(int Seeds, int TrainSamples, int TestSamples, int Depth, int Width, double Bandwidth, double Ridge);

/// <summary>Neural collapse without backpropagation: the AGOP of a kernel machine and an untrained random layer, again and again.</summary>
/// <remarks>
/// <b>Formula.</b> Layer l: rows of X_l are scaled to norm 1, a kernel machine is fitted to them, M_l = AGOP of it, and X_{l+1} = relu(X_l M_l^½ R_lᵀ) with R_l Gaussian and never trained.
/// An epoch of the record is a layer; layer 1 of the record is the input, and the last one has no M. The control is the same stack with M = I.
/// </remarks>
public sealed class DeepRfm : IExperiment<DeepRfmSettings>
{
    private const string Learned = "agop", Plain = "identity";

    /// <inheritdoc/>
    public string Name => "deep-rfm";

    /// <inheritdoc/>
    public string Question => "Do layers of untrained random features collapse classes when each is preceded by the AGOP of a kernel machine, and not without it?";

    /// <inheritdoc/>
    public string Source => "arXiv 2402.13728, deep RFM: Laplace kernel of bandwidth 2 on rows of norm 1, one update a layer, 512 random ReLU features; up to 50,000 images there";

    /// <inheritdoc/>
    public string Published => "NC1 falls by layers, by figures only";

    /// <inheritdoc/>
    public string? DataNeeded => ImageSources.MnistNeeded;

    /// <inheritdoc/>
    public bool Foretells => true;

    /// <inheritdoc/>
    public Presets<DeepRfmSettings> Presets { get; } = new(
        Full: new(5, 2000, 1000, 6, 512, 2, 1e-3),
        Smoke: new(2, 60, 40, 2, 20, 2, 1e-3),
        Paper: new(3, 50000, 10000, 20, 512, 2, 1e-3));

    /// <inheritdoc/>
    public IEnumerable<Progress> Run(DeepRfmSettings settings, RunContext context)
    {
        Require.AtLeast(settings.Depth, 1, name: "depth");
        Require.AtLeast(settings.Width, 1, name: "width");
        var plan = new RfmPlan(1, settings.Ridge) { Power = 0.5, Scale = MetricScale.Trace };
        MachineSize Size(DataFacts data) => new(settings.TrainSamples, settings.TestSamples, Math.Max(data.Inputs, settings.Width), data.Outputs, InSingle: true);
        foreach (var seed in context.Seeds(settings.Seeds))
        {
            using var data = Images(settings, context, seed);
            MachineMemory.RequireFit(Size(data.Facts), plan, "Take fewer images with --set, such as --set trainSamples=1000.");
            if (context.DryRun)
            {
                yield return new("", 0, settings.Depth, 0, null) { MemoryBytes = MachineMemory.OfFit(Size(data.Facts), plan) };
                yield break;
            }
            foreach (string variant in new[] { Learned, Plain })
                foreach (var progress in Stack(settings, data, variant == Learned ? plan : plan with { Iterations = 0 }, variant, context with { Seed = seed })) yield return progress;
        }
    }

    private static IEnumerable<Progress> Stack(DeepRfmSettings settings, DataSplit data, RfmPlan plan, string variant, RunContext context)
    {
        string part = $"{variant}-seed-{context.Seed.Value}";
        using var run = context.Open(part, new NetworkFacts(data.Facts.Inputs, [.. Enumerable.Repeat(settings.Width, settings.Depth)], data.Facts.Outputs, "relu", false, variant), data.Facts, SettingsJson.Write(settings));
        var layer = Unit(data, data.Train.Inputs, data.Validation!.Inputs);
        for (int l = 0; l <= settings.Depth; l++)
        {
            context.Stop.ThrowIfCancellationRequested();
            var (next, metrics, rows) = Layer(layer, l, l < settings.Depth ? plan : plan with { Iterations = 0 }, settings, context.Seed);
            layer.Dispose();
            layer = next;
            run.Append(metrics);
            run.Append(new ProbeRecord(l, rows, [], TimeSpan.Zero));
            yield return new(part, l, settings.Depth, metrics.Train.Loss, metrics.Validation?.Accuracy);
        }
        layer.Dispose();
    }

    /// <summary>Measures a layer's inputs, and makes the next one's.</summary>
    private static (DataSplit Next, EpochMetrics Metrics, List<Correlation> Rows) Layer(DataSplit layer, int l, RfmPlan plan, DeepRfmSettings settings, Seed seed)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var rows = new List<Correlation>();
        var before = ClassCollapse.Of(layer.Train.Inputs, layer.Train.Targets);
        Row(Measures.CollapseInput, before.Variability);
        Row(Measures.SimplexInput, before.Simplex);
        EpochMetrics? metrics = null;
        Tensor train = layer.Train.Inputs, test = layer.Validation!.Inputs;
        foreach (var step in RecursiveFeatureMachine.Fit(new LaplaceKernel(settings.Bandwidth), layer, plan, seed))
        {
            using var machine = step.Machine;
            metrics ??= new(l, step.Train, step.Validation, step.SolveElapsed); // of the kernel in this layer's space
            if (step.Iteration == 1) (train, test) = (machine.Metric.Times(train), machine.Metric.Times(test)); // M is AGOP^½
        }
        if (l < settings.Depth) Row(Measures.CollapseLinear, ClassCollapse.Of(train, layer.Train.Targets).Variability);
        int width = (int)train.shape[1];
        var random = new float[settings.Width * width];
        seed.Stream("deep-rfm", l).FillGaussian(random);
        var features = tensor(random, [settings.Width, width]).t();
        return (Unit(layer, train.matmul(features).relu(), test.matmul(features).relu()), metrics!, rows);

        void Row(string measure, double value) => rows.Add(new(l, l + 1, measure, Convention.AnyPower, layer.Train.Samples, value));
    }

    /// <summary>The same samples elsewhere, rows scaled to norm 1.</summary>
    private static DataSplit Unit(DataSplit data, Tensor train, Tensor test)
    {
        return new(Of(data.Train, train), Of(data.Validation!, test));

        static LabeledSet Of(LabeledSet set, Tensor inputs) =>
            new(set.Name, inputs / inputs.norm(1, true).clamp_min(1e-12), set.Targets.clone()) { Classification = true, Source = set.Source };
    }

    private DataSplit Images(DeepRfmSettings settings, RunContext context, Seed seed)
    {
        var read = new NetworkSettings { Networks = [[1]], TrainSamples = settings.TrainSamples, ValidationSamples = settings.TestSamples, Epochs = 0, Preparation = "standardize" };
        return ImageSources.FirstDigits(this, context.Data, read, seed).Prepared(read, seed);
    }

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        int depth = records[0].Manifest.Network.Hidden.Count;
        var (learned, plain) = (Of(records, Learned), Of(records, Plain));
        OverSeeds Fall(IEnumerable<RunRecord> runs) => OverSeeds.Mean(runs.Select(r => Input(r, 0) / Input(r, depth)));
        // e-foldings of NC1 in the maps M^½, and in the random features after them.
        double Metrics(RunRecord run) => Enumerable.Range(0, depth).Sum(l => Math.Log(Input(run, l) / run.Rival(Measures.CollapseLinear, l + 1, l)));
        double Features(RunRecord run) => Enumerable.Range(0, depth).Sum(l => Math.Log(run.Rival(Measures.CollapseLinear, l + 1, l) / Input(run, l + 1)));
        return Verdict.Of(
            Check.Above("NC1 of the input over that after all layers", Fall(learned), 4),
            Check.Above("seeds in which the maps AGOP^½ lower log NC1 more than the random features", learned.Select(r => (Metrics(r), Features(r))).Larger(), learned.Count - 1.5),
            Check.ControlBelow("NC1 of the input over that after all layers, with M = I", Fall(plain), 2),
            Check.Told("NC1 of the input", OverSeeds.Mean(learned.Select(r => Input(r, 0)))),
            Check.Told("NC1 after all layers", OverSeeds.Mean(learned.Select(r => Input(r, depth)))),
            Check.Told("fall of log NC1 in the maps AGOP^½", OverSeeds.Mean(learned.Select(Metrics))),
            Check.Told("fall of log NC1 in the random features", OverSeeds.Mean(learned.Select(Features))),
            Check.Told("test accuracy of a kernel machine after all layers", OverSeeds.Mean(learned.Select(r => r.FinalScore()))),
            Check.Told("the same with M = I", OverSeeds.Mean(plain.Select(r => r.FinalScore()))));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records)
    {
        int depth = records[0].Manifest.Network.Hidden.Count;
        IReadOnlyList<Mark> Both(Func<RunRecord, int, double> of) => [Curve("M = I, the control", Plain, 1, of), Curve("M = AGOP of a kernel machine", Learned, 0, of)];
        Line Curve(string name, string variant, int color, Func<RunRecord, int, double> of) =>
            Curves.Of(name, Of(records, variant), (run, layer) => of(run, layer - 1), Palette.Categories[color], Enumerable.Range(1, depth + 1));
        var across = new Axis("Layer", Whole: true);
        return
        [
            new("deep-rfm", "Random features collapse classes where the AGOP goes before them",
            [
                new("NC1 of the layer's input", across, new Axis(Scale: AxisScale.Log), Both(Input)),
                new("Test accuracy of a kernel machine on it", across, new Axis(), Both((r, l) => r.ScoreAt(l))),
            ])
            {
                Columns = 2,
                Caption = $"Scatter within classes over that between them, at the input of every layer, mean and range of {Of(records, Learned).Count} seeds. No weight is trained: a layer is the root of the AGOP of a kernel machine, or the identity, followed by {records[0].Manifest.Network.Hidden[0]} random ReLU features.",
                Alt = $"NC1 from {Check.Number(Input(Of(records, Learned)[0], 0))} to {Check.Number(Input(Of(records, Learned)[0], depth))} over {depth} layers with the AGOP, and to {Check.Number(Input(Of(records, Plain)[0], depth))} without, first seed.",
            },
        ];
    }

    private static List<RunRecord> Of(IReadOnlyList<RunRecord> records, string variant) => [.. records.Where(r => r.Manifest.Network.Initialization == variant)];

    /// <summary>NC1 after l layers.</summary>
    private static double Input(RunRecord run, int l) => run.Rival(Measures.CollapseInput, l + 1, l);
}
