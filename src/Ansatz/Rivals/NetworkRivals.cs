using DeepNfa.Records;
using DeepNfa.Training;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>The rivals that ask about loss, targets or classes, and so about the whole network at once.</summary>
internal sealed class NetworkRivals : IDisposable
{
    private readonly Network _network;
    private readonly Objective _objective;
    private readonly Rivals _chosen;
    private readonly int _samples;
    private readonly int _kernelSamples;
    private readonly IReadOnlyList<Tensor> _initialKernels;
    private readonly double _constantLoss;

    /// <summary>The rivals of a network that stands at its initialization, or of which it is known.</summary>
    /// <param name="network">The network.</param>
    /// <param name="objective">What it is trained to do.</param>
    /// <param name="chosen">Which rivals.</param>
    /// <param name="samples">Training samples for neural collapse: the first ones.</param>
    /// <param name="kernelSamples">Training samples for the tangent kernel: the first ones.</param>
    /// <param name="initial">The network at its initialization; null where it is unknown.</param>
    public NetworkRivals(Network network, Objective objective, Rivals chosen, int samples, int kernelSamples, Network? initial)
    {
        Require.That(network is Mlp || !chosen.HasFlag(Rivals.Kernel), "rivals", "no tangent kernel of a network with convolutions", "kernel", "Name the others.");
        (_network, _objective, _chosen) = (network, objective, chosen);
        (_samples, _kernelSamples) = ((int)Math.Min(samples, objective.Train.Samples), (int)Math.Min(kernelSamples, objective.Train.Samples));
        using var scope = NewDisposeScope();
        _initialKernels = chosen.HasFlag(Rivals.Kernel) && initial is not null ? [.. Kernels(initial).Select(k => k.DetachFromDisposeScope())] : [];
        _constantLoss = chosen.HasFlag(Rivals.Fact) ? objective.ConstantLoss() : double.NaN;
    }

    /// <summary>All rows of all layers but those of FACT, which need the layers' features.</summary>
    public IEnumerable<(int Layer, string Measure, Convention Convention, double Value)> Rows()
    {
        if (_chosen.HasFlag(Rivals.Collapse) && _objective.Train.Classification)
            foreach (var row in Collapse()) yield return row;
        if (_chosen.HasFlag(Rivals.Kernel))
            foreach (var row in Kernel()) yield return row;
    }

    /// <summary>∂L/∂W of every layer where FACT is defined and asked for, and the loss as a share of the constant predictor's; in the current dispose scope.</summary>
    public (IReadOnlyList<Tensor> Gradients, double LossShare)? LossGradients()
    {
        if (!_chosen.HasFlag(Rivals.Fact) || !_objective.HasPenalty) return null;
        var (gradients, loss) = _objective.GradientOf(_network);
        return (gradients, loss / _constantLoss);
    }

    /// <summary>The rows of FACT of one layer.</summary>
    public IEnumerable<(string Measure, Convention Convention, double Value)> FactOf(LayerFeatures layer, Tensor gradient, double lossShare, IEnumerable<SimilarityKind> kinds)
    {
        var fact = new Fact(layer, gradient, _objective.Plan.Optimizer.WeightDecay);
        yield return (Measures.FactResidual, Convention.AnyPower, fact.Residual);
        yield return (Measures.LossShare, Convention.AnyPower, lossShare);
        foreach (var kind in kinds)
        {
            var convention = Convention.AnyPower with { Similarity = kind };
            yield return (Measures.Fact, convention, fact.Value(kind));
            yield return (Measures.FactSymmetric, convention, fact.Symmetric(kind));
            yield return (Measures.FactPositive, convention, fact.Positive(kind));
            yield return (Measures.FactBackward, convention, fact.Backward(kind));
        }
    }

    private List<(int, string, Convention, double)> Collapse()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var rows = new List<(int, string, Convention, double)>();
        var classes = _objective.Train.Targets.narrow(0, 0, _samples);
        foreach (var (l, h, z) in _network.LayerByLayer(_network.Detached(), _objective.Train.Inputs.narrow(0, 0, _samples)))
        {
            using var inner = NewDisposeScope();
            var before = ClassCollapse.Of(h, classes);
            rows.Add((l + 1, Measures.CollapseInput, Convention.AnyPower, before.Variability));
            rows.Add((l + 1, Measures.CollapseLinear, Convention.AnyPower, ClassCollapse.Of(z, classes).Variability));
            rows.Add((l + 1, Measures.SimplexInput, Convention.AnyPower, before.Simplex));
        }
        return rows;
    }

    private List<(int, string, Convention, double)> Kernel()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var y = _objective.Train.Targets.narrow(0, 0, _kernelSamples).to(ScalarType.Float64);
        var target = y.matmul(y.t());
        return [.. Kernels(_network).SelectMany((k, l) => new (int, string, Convention, double)[]
        {
            (l + 1, Measures.KernelTarget, Convention.AnyPower, TangentKernel.Alignment(k, target)),
            (l + 1, Measures.NullKernelTarget, Convention.AnyPower, TangentKernel.ChanceAlignment(k, target)),
            (l + 1, Measures.KernelInitial, Convention.AnyPower, _initialKernels.Count > 0 ? TangentKernel.Alignment(k, _initialKernels[l]) : double.NaN),
        })];
    }

    private IReadOnlyList<Tensor> Kernels(Network network) => TangentKernel.Of((Mlp)network, _objective.Train.Inputs.narrow(0, 0, _kernelSamples));

    public void Dispose()
    {
        foreach (var kernel in _initialKernels) kernel.Dispose();
    }
}
