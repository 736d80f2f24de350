using DeepNfa.Data;
using DeepNfa.Features;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Cli;

/// <summary>What a page shows of a machine, collected while it is trained.</summary>
internal sealed class RbmPictures(LabeledSet train, BoltzmannPlan plan)
{
    /// <summary>Filters that are shown, and epochs that are kept of them.</summary>
    public const int MostShown = 120, MostFrames = 24;

    private const int Examples = 14, GibbsSteps = 1000;

    private readonly List<(int Epoch, float[] Weights)> _weights = [];
    private double[]? _initialNorms;

    /// <summary>Keeps the weights of an epoch, where it is one of those that are shown.</summary>
    public void Take(RestrictedBoltzmannMachine machine, int epoch)
    {
        using var scope = torch.NewDisposeScope();
        _initialNorms ??= ColumnNorms(machine);
        if (epoch % Math.Max(1, (plan.Epochs + MostFrames - 2) / (MostFrames - 1)) == 0 || epoch == plan.Epochs) _weights.Add((epoch, Flat(machine)));
    }

    /// <summary>All that a page is drawn from.</summary>
    public BoltzmannRecord Record(RestrictedBoltzmannMachine machine, IReadOnlyList<BoltzmannEpoch> epochs, DataSplit data, RbmSettings settings, IReadOnlyDictionary<string, object> results)
    {
        using var scope = torch.NewDisposeScope();
        if (_weights.Count == 0 || _weights[^1].Epoch != epochs[^1].Epoch) _weights.Add((epochs[^1].Epoch, Flat(machine)));
        double[] norms = Doubles(machine.Weights.to(torch.ScalarType.Float64).norm(1));
        int[] order = [.. Enumerable.Range(0, norms.Length).OrderByDescending(i => norms[i]).ThenBy(i => i)];
        int[] shown = order[..Math.Min(MostShown, order.Length)];
        int d = machine.Inputs;
        var filters = _weights.Select(w => (w.Epoch, shown.Select(unit => Array.ConvertAll(w.Weights[(unit * d)..((unit + 1) * d)], v => (double)v)).ToArray())).ToList();
        return new(
            $"{train.Name}, {machine.Inputs} visible and {machine.HiddenUnits} hidden units",
            [.. epochs.Select(e => new BoltzmannScores(e.Epoch, e.PseudoLikelihood, e.OneFlip, e.HeldOutPseudoLikelihood, e.ReconstructionError, e.FreeEnergy, e.HeldOutFreeEnergy, e.Activity, e.Elapsed.TotalSeconds))],
            filters, [.. order.Select(i => norms[i])], Doubles(machine.VisibleBias), train.Image is null ? [] : Rows(machine, settings.Seed), train.Image, Constants(machine), Facts(data, settings, results), [], settings.Command);
    }

    private List<double[][]> Rows(RestrictedBoltzmannMachine machine, Seed seed)
    {
        var samples = train.Inputs.narrow(0, 0, Math.Min(Examples, train.Samples));
        double[][] Of(torch.Tensor rows) => [.. Doubles(rows).Chunk(machine.Inputs)];
        return [Of(samples), Of(machine.Reconstruct(samples)), Of(machine.Sample(samples, GibbsSteps, seed).Means)];
    }

    private ConstantColumns? Constants(RestrictedBoltzmannMachine machine)
    {
        bool[] constant = [.. train.Inputs.amax(0).eq(train.Inputs.amin(0)).cpu().data<bool>()];
        int count = constant.Count(c => c);
        if (count == 0 || _initialNorms is null) return null;
        double[] final = ColumnNorms(machine);
        double Mean(double[] norms, bool of) => norms.Where((_, i) => constant[i] == of).DefaultIfEmpty(double.NaN).Average();
        return new(count, Mean(_initialNorms, true), Mean(final, true), Mean(final, false));
    }

    private static List<(string, string)> Facts(DataSplit data, RbmSettings settings, IReadOnlyDictionary<string, object> results)
    {
        var p = settings.Plan;
        return
        [
            ("data", data.Train.Source.Length > 0 ? data.Train.Source : data.Train.Name), ("preparation", data.Preparation.Count > 0 ? string.Join(", ", data.Preparation) : "none"),
            ("samples", FormattableString.Invariant($"{data.Train.Samples} training, {data.Validation?.Samples ?? 0} held out")),
            ("units", FormattableString.Invariant($"{data.Train.InputWidth} {p.Visible.ToString().ToLowerInvariant()} visible, {p.HiddenUnits} hidden")),
            ("training", FormattableString.Invariant($"{(p.Persistent ? "persistent CD" : "CD")}-{p.GibbsSteps}, rate {p.LearningRate}, batch {p.BatchSize}, {p.Epochs} epochs")),
            ("momentum, weight decay", FormattableString.Invariant($"{(p.EarlyMomentum is { } early ? $"{early} then " : "")}{p.Momentum}, {p.WeightDecay}")),
            ("sparsity", p.SparsityCost > 0 ? FormattableString.Invariant($"target {p.SparsityTarget}, cost {p.SparsityCost}") : "none"),
            ("start", FormattableString.Invariant($"{(p.UniformStart ? $"uniform, {p.InitialScale}·√(6/(d + k))" : $"normal, {p.InitialScale}")}; visible biases {(p.DataBias ? "from the data" : "0")}")),
            ("scored rows", p.ScoreRows == int.MaxValue ? "all" : FormattableString.Invariant($"the first {p.ScoreRows}")), ("seed", $"{settings.Seed.Value}"),
            .. results.Select(r => (r.Key, $"{r.Value}")), .. MachineFacts.Versions().Select(v => (v.Key, v.Value)), .. MachineFacts.Machine(null).Select(v => (v.Key, v.Value)),
        ];
    }

    private static float[] Flat(RestrictedBoltzmannMachine machine) => machine.Weights.cpu().contiguous().data<float>().ToArray();

    private static double[] ColumnNorms(RestrictedBoltzmannMachine machine) => Doubles(machine.Weights.to(torch.ScalarType.Float64).norm(0));

    private static double[] Doubles(torch.Tensor values)
    {
        using var scope = torch.NewDisposeScope();
        return values.to(torch.ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
    }
}
