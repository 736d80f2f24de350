using DeepNfa.Data;
using DeepNfa.Data.Preparation;
using DeepNfa.Records;
using DeepNfa.Reports;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Experiments;

/// <summary>The features of a network beside those of a Recursive Feature Machine and of another network, set by set.</summary>
public sealed class NetworkAgainstMachine : INetworkExperiment
{
    private const int Iterations = 3;
    private const string Product = "product", Digits = "mnist";
    private static readonly string[] s_measures =
    [
        PhenomenonMeasures.MachineUpdate, PhenomenonMeasures.MachineAgop, PhenomenonMeasures.KernelAgopUpdate, PhenomenonMeasures.ShuffledMachineUpdate,
        PhenomenonMeasures.MachineNfm, PhenomenonMeasures.CovarianceUpdate, PhenomenonMeasures.OtherSeed, PhenomenonMeasures.SameSeed,
    ];

    private static readonly string[] s_sets = [Product, Digits, "optical", "semeion", "spambase", "steel-plates"];

    /// <inheritdoc/>
    public string Name => "network-against-rfm";

    /// <inheritdoc/>
    public string Question => "Does a network learn the features that a Recursive Feature Machine learns from the same samples, and those that another network learns, beyond what the inputs alone force?";

    /// <inheritdoc/>
    public string Source => "Radhakrishnan et al., Science 383 (2024): M of the machine beside the NFM of the network, on CelebA there; settings of its scripts";

    /// <inheritdoc/>
    public string Published => "pictures, no numbers; a student reproduction has 0.77 between top eigenvectors on CelebA";

    /// <inheritdoc/>
    public string? DataNeeded => "MNIST's IDX files in DIR/mnist and the UCI-121 package in DIR/uci121, or builtin for drawn digits in the place of all but the product";

    /// <inheritdoc/>
    public Presets<NetworkSettings> Presets { get; } = new(
        Full: new() { Networks = [[128, 128]], TrainSamples = 1000, ValidationSamples = 500, Epochs = 80, Seeds = 5, Rate = 0.04, Momentum = 0.9, WeightDecay = 1e-3, Batch = 64, ProbeEvery = 0, ProbeSamples = 500 },
        Smoke: new() { Networks = [[8, 8]], TrainSamples = 60, ValidationSamples = 20, Epochs = 2, Seeds = 1, ProbeEvery = 0, ProbeSamples = 50 },
        Paper: new() { Networks = [[1024, 1024]], TrainSamples = 5000, ValidationSamples = 1000, Epochs = 500, Seeds = 5, ProbeEvery = 0 });

    /// <inheritdoc/>
    public DataSplit Load(NetworkSettings settings, string? data, Seed seed)
    {
        if (settings.Task == Product)
        {
            using var product = SyntheticTargets.Product(settings.TrainSamples + settings.ValidationSamples, 20, seed);
            return product.SplitCounts(settings.TrainSamples, settings.ValidationSamples, seed);
        }
        string? mnist = data is not null && Directory.Exists(Path.Combine(data, "mnist")) ? Path.Combine(data, "mnist") : data;
        return settings.Task == Digits ? ImageSources.FirstDigits(this, mnist, settings, seed) : new UciAnsatz().Load(settings, data, seed);
    }

    /// <summary>A set each.</summary>
    public IEnumerable<(string? Name, NetworkSettings Settings)> Variants(NetworkSettings settings) => s_sets.Select(set => ((string?)set, settings with { Task = set }));

    /// <summary>Before training and after it: the correlations of layer 1's matrices with M of machines, and with those of a network of another seed.</summary>
    public IEnumerable<Correlation> Measure(ProbedNetwork network)
    {
        var (epoch, data) = (network.Probe.Epoch, network.Data);
        if (epoch > 0 && epoch < network.Settings.Epochs)
        {
            foreach (string measure in s_measures) yield return network.Row(1, measure, double.NaN); // the same rows at every epoch
            yield break;
        }
        var update = MatrixPearson.Gram(network.Network.Weights[0] - (network.InitialFactor * network.InitialWeights[0]));
        var agop = Learners.Agop(network.Network, Probes(network));
        using var machine = MachineBeside.Metric(data, Iterations);
        double AtEnd(Func<double> of) => epoch > 0 ? of() : double.NaN; // before training there is no update, and what is compared with it need not be fitted
        yield return network.Row(1, PhenomenonMeasures.MachineUpdate, AtEnd(() => MatrixPearson.Of(machine, update)));
        yield return network.Row(1, PhenomenonMeasures.MachineAgop, MatrixPearson.Of(machine, agop));
        yield return network.Row(1, PhenomenonMeasures.KernelAgopUpdate, AtEnd(() => OfKernel(data, update)));
        yield return network.Row(1, PhenomenonMeasures.ShuffledMachineUpdate, AtEnd(() => OfShuffled(data, update)));
        yield return network.Row(1, PhenomenonMeasures.MachineNfm, MatrixPearson.Of(machine, MatrixPearson.Gram(network.Network.Weights[0])));
        yield return network.Row(1, PhenomenonMeasures.CovarianceUpdate, AtEnd(() => MatrixPearson.Of(MatrixPearson.Gram(data.Train.Inputs - data.Train.Inputs.mean([0])), update)));
        yield return network.Row(1, PhenomenonMeasures.OtherSeed, AtEnd(() => MatrixPearson.Of(update, AgopOfAnother(network))));
        yield return network.Row(1, PhenomenonMeasures.SameSeed, AtEnd(() => MatrixPearson.Of(update, agop)));
    }

    /// <inheritdoc/>
    public Verdict Judge(IReadOnlyList<RunRecord> records)
    {
        var seeds = records.GroupBy(r => r.Manifest.Seed).Select(g => g.ToList()).ToList();
        OverSeeds Over(string measure, int? epoch = null) => OverSeeds.Mean(seeds.Select(s => s.Average(r => r.Rival(measure, 1, epoch ?? r.LastProbe()))));
        var sets = BySet(records);
        return Verdict.Of(
            Check.Above("correlation of the machine's M with the network's update NFM, mean over sets", Over(PhenomenonMeasures.MachineUpdate), 0.5),
            Check.Above("correlation of M with the network's AGOP", Over(PhenomenonMeasures.MachineAgop), 0.5),
            Check.Above("correlation of a network's update NFM with another's AGOP", Over(PhenomenonMeasures.OtherSeed), 0.5),
            Check.Above("sets in which M is closer to the update NFM than the covariance of the inputs is", sets.Count(s => s.Of(PhenomenonMeasures.MachineUpdate).Value > s.Of(PhenomenonMeasures.CovarianceUpdate).Value), sets.Count - 1.5),
            Check.Above("sets in which M of the right labels is closer to the update NFM than M of shuffled ones", sets.Count(s => s.Of(PhenomenonMeasures.MachineUpdate).Value > s.Of(PhenomenonMeasures.ShuffledMachineUpdate).Value), sets.Count - 1.5),
            Check.ControlBelow("correlation of M with WᵀW of the untrained network", Over(PhenomenonMeasures.MachineNfm, 0), 0.4),
            Check.ControlBelow("correlation of M of shuffled labels with the update NFM", Over(PhenomenonMeasures.ShuffledMachineUpdate), 0.4),
            Check.Told("correlation of the update NFM with the covariance of the inputs", Over(PhenomenonMeasures.CovarianceUpdate)),
            Check.Told("correlation of the plain kernel's AGOP with the update NFM", Over(PhenomenonMeasures.KernelAgopUpdate)),
            Check.Told("correlation of M with the AGOP of the untrained network", Over(PhenomenonMeasures.MachineAgop, 0)),
            Check.Told("correlation of a network's update NFM with its own AGOP", Over(PhenomenonMeasures.SameSeed)));
    }

    /// <inheritdoc/>
    public IReadOnlyList<Figure> Figures(IReadOnlyList<RunRecord> records)
    {
        var sets = BySet(records);
        Panel Of(int color, params (string Name, string Measure, bool Hollow)[] series) => RangePanel.Of("Update NFM with …", [.. sets.Select(s => s.Name)], [.. series.Select(x => new RangePanel.Series(x.Name, [.. sets.Select(s => s.Of(x.Measure))], x.Hollow))], firstColor: color);
        return
        [
            new(Name, "Whose features does a network learn?",
            [
                Of(0, ("M of the machine", PhenomenonMeasures.MachineUpdate, false), ("M of shuffled labels", PhenomenonMeasures.ShuffledMachineUpdate, true), ("covariance of the inputs", PhenomenonMeasures.CovarianceUpdate, true)),
                Of(3, ("AGOP of itself", PhenomenonMeasures.SameSeed, false), ("AGOP of another network", PhenomenonMeasures.OtherSeed, false), ("AGOP of the plain kernel", PhenomenonMeasures.KernelAgopUpdate, true)),
            ])
            {
                Subtitle = "Pearson correlation of all entries, layer 1; points are means over seeds, lines go from the least seed to the largest",
                Columns = 2,
                PanelWidth = 280,
                PanelHeight = 34 * sets.Count,
                Caption = "Full points: learners that saw the same samples. Hollow: what needs no labels, or wrong ones. The gap is what the labels taught both.",
                Alt = string.Join("; ", sets.Select(s => $"{s.Name}: {s.Of(PhenomenonMeasures.MachineUpdate)} with M, {s.Of(PhenomenonMeasures.OtherSeed)} with another network")),
            },
        ];
    }

    /// <summary>The AGOP of the plain kernel, which is M after one iteration.</summary>
    private static double OfKernel(DataSplit data, torch.Tensor matrix)
    {
        using var metric = MachineBeside.Metric(data, iterations: 1);
        return MatrixPearson.Of(metric, matrix);
    }

    /// <summary>M of the machine on shuffled labels.</summary>
    private static double OfShuffled(DataSplit data, torch.Tensor matrix)
    {
        using var shuffled = PreparationPlan.Parse("shuffle-labels").Apply(data, new Seed(0));
        using var metric = MachineBeside.Metric(shuffled, Iterations);
        return MatrixPearson.Of(metric, matrix);
    }

    /// <summary>The samples that the AGOP is measured on, in the caller's dispose scope.</summary>
    private static torch.Tensor Probes(ProbedNetwork network) => network.Data.Train.Inputs.narrow(0, 0, Math.Min(network.Settings.ProbeSamples, network.Data.Train.Samples));

    /// <summary>The AGOP of a network that differs in its initialization and the order of its batches alone, trained now.</summary>
    private static torch.Tensor AgopOfAnother(ProbedNetwork network)
    {
        var (settings, seed) = (network.Settings, new Seed(1_000_000));
        using var other = network.Network.Shape.Create(seed, Initialization.Parse(settings.Initialization), settings.DType(), network.Network.Weights[0].device);
        using (torch.enable_grad())
            foreach (var _ in Trainer.Run(other, network.Data, settings.Plan(), seed)) { }
        return Learners.Agop(other, Probes(network));
    }

    private static List<OfSet> BySet(IReadOnlyList<RunRecord> records) => [.. records.GroupBy(r => r.Settings().Task!).Select(g => new OfSet(g.Key, [.. g]))];

    private sealed record OfSet(string Name, IReadOnlyList<RunRecord> Runs)
    {
        public OverSeeds Of(string measure) => Runs.AtEnd(measure);
    }
}
