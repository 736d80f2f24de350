using System.Diagnostics;
using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>What a probe measures.</summary>
/// <param name="Conventions">The conventions of every measure; <see cref="Convention.Default"/> alone if null.</param>
/// <param name="Samples">Probe samples: the first rows of the inputs. <value>The default value is 1000.</value></param>
/// <param name="Nulls">Whether the rotated null and the excess are measured. <value>The default value is true.</value></param>
/// <param name="Pictures">Whether spectra, diagonals and top eigenvectors are kept. <value>The default value is true.</value></param>
public sealed record ProbeOptions(IReadOnlyList<Convention>? Conventions = null, int Samples = 1000, bool Nulls = true, bool Pictures = true)
{
    /// <summary>Whether ρ is given the delete-one-tenth jackknife standard error of the probe sample. <value>The default value is false.</value></summary>
    public bool Jackknife { get; init; }

    /// <summary>Whether ρ, its null and the excess are measured in the balanced gauge as well. <value>The default value is false.</value></summary>
    public bool Balanced { get; init; }

    /// <summary>Random sign vectors a sample that stand for all outputs; even; 0 is exact. <value>The default value is 0.</value></summary>
    public int Signs { get; init; }

    /// <summary>Which rivals and refinements of the ansatz are measured as well. <value>The default value is none.</value></summary>
    public Rivals Rivals { get; init; }

    /// <summary>What the network is trained to do, for the rivals that ask; without it they are left out. <value>The default value is null.</value></summary>
    public Objective? Objective { get; init; }

    /// <summary>Training samples of the tangent kernel, which takes memory as their square. <value>The default value is 200.</value></summary>
    public int KernelSamples { get; init; } = 200;
}

/// <summary>Measures how far every layer of a network satisfies the neural feature ansatz, beside its null, its control and its initial value.</summary>
/// <remarks>
/// The probe remembers W⁰ when it is made and keeps a fixed probe set, so equal weights give equal numbers.
/// Gradients are those of the outputs, summed over outputs; the read-out layer is measured too, and stands apart because its NFM and AGOP are one matrix.
/// Only numbers and managed arrays leave.
/// <b>Source.</b> Radhakrishnan et al., Science 383 (2024), ansatz; the nulls and the measures beside ρ are described in docs/algorithms.md.
/// </remarks>
public sealed class AnsatzProbe : IDisposable
{
    private readonly Network _network;
    private readonly Tensor _inputs;
    private readonly IReadOnlyList<InitialWeights> _initial;
    private readonly ProbeOptions _options;
    private readonly Seed _nullSeed;
    private readonly SampledRotations _rotations;
    private readonly NetworkRivals? _rivals;

    /// <summary>A probe of a network that has not been trained yet.</summary>
    /// <param name="network">The network; its weights are copied as W⁰ now.</param>
    /// <param name="inputs">Inputs (n × d) of which the first <see cref="ProbeOptions.Samples"/> are the probe set.</param>
    /// <param name="options">What is measured.</param>
    /// <param name="seed">The seed of the null's rotations; 0 if not given, so that runs share their nulls.</param>
    public AnsatzProbe(Network network, Tensor inputs, ProbeOptions? options = null, Seed seed = default)
        : this(network, inputs, network.CopyWeights(), options, seed, network)
    {
    }

    /// <summary>A probe of a network whose initial weights are known from elsewhere.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Inputs (n × d) of which the first rows are the probe set.</param>
    /// <param name="initialWeights">W⁰ of every layer, owned by the probe from now on; empty where they are unknown: the measures that need them are then absent.</param>
    /// <param name="options">What is measured.</param>
    /// <param name="seed">The seed of the null's rotations.</param>
    public AnsatzProbe(Network network, Tensor inputs, IReadOnlyList<Tensor> initialWeights, ProbeOptions? options = null, Seed seed = default)
        : this(network, inputs, initialWeights, options, seed, null)
    {
    }

    private AnsatzProbe(Network network, Tensor inputs, IReadOnlyList<Tensor> initialWeights, ProbeOptions? options, Seed seed, Network? untrained)
    {
        _network = network;
        _options = options ?? new ProbeOptions();
        if (_options.Signs < 0 || _options.Signs % 2 != 0) throw new UsageException($"signs: expected an even number of sign vectors, or 0 for exact gradients; got {_options.Signs}.");
        (_nullSeed, _rotations) = (seed, new(seed));
        _initial = [.. initialWeights.Select(w => new InitialWeights(w))];
        if (_options.Conventions?.Any(c => c.Centered) == true && inputs.shape[0] < 2) throw new DataException($"inputs: expected at least 2 samples, since centring removes the mean over them; got {inputs.shape[0]}.");
        using var scope = NewDisposeScope();
        _inputs = inputs.narrow(0, 0, Math.Min(_options.Samples, inputs.shape[0])).detach().clone().DetachFromDisposeScope();
        if (_options is not { Rivals: not Rivals.None, Objective: { } objective }) return;
        using var rebuilt = untrained is null && initialWeights.Count > 0 && network is Mlp { Shape: { Biases: false } shape } ? new Mlp(initialWeights, shape.Activation, null, shape.Activations) : null;
        _rivals = new(network, objective, _options.Rivals, _options.Samples, _options.KernelSamples, untrained ?? rebuilt);
    }

    /// <summary>W⁰ of every layer; empty where it is unknown. Owned by the probe.</summary>
    public IReadOnlyList<Tensor> InitialWeights => [.. _initial.Select(w => w.Weights)];

    /// <summary>Measures the network at an epoch of its training.</summary>
    /// <param name="metrics">The epoch that the trainer yielded; it tells what weight decay has left of W⁰.</param>
    /// <param name="stop">Asks to stop before the next layer.</param>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public ProbeRecord Measure(EpochMetrics metrics, CancellationToken stop = default) => Measure(metrics.Epoch, metrics.InitialFactor, stop);

    /// <summary>Measures the network as it is now.</summary>
    /// <param name="epoch">The epoch to write into the record.</param>
    /// <param name="initialFactor">The factor that weight decay has left on W⁰; the update is W − factor·W⁰.</param>
    /// <param name="stop">Asks to stop before the next layer.</param>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public ProbeRecord Measure(int epoch, double initialFactor = 1, CancellationToken stop = default) =>
        Measure(() => _options.Signs > 0 ? OutputGradients.Estimated(_network, _inputs, _options.Signs, _nullSeed) : [OutputGradients.Covariances(_network, _inputs)], epoch, initialFactor, stop);

    /// <summary>Measures a network whose gradients were summed before, in parts; what needs the samples themselves cannot be asked for.</summary>
    /// <param name="network">The network.</param>
    /// <param name="parts">The sums of all parts of the probe set; each is asked for when those before it are added.</param>
    /// <param name="initialWeights">W⁰ of every layer, disposed here; empty where they are unknown.</param>
    /// <param name="options">What is measured.</param>
    /// <param name="initialFactor">The factor that weight decay has left on W⁰.</param>
    /// <exception cref="DataException">The sums are of other layers, or of no samples.</exception>
    public static ProbeRecord Measure(Network network, IEnumerable<GradientSums> parts, IReadOnlyList<Tensor> initialWeights, ProbeOptions options, double initialFactor = 1)
    {
        Require.That(options is { Signs: 0, Jackknife: false, Objective: null }, "options", "neither signs, jackknife nor an objective, which need the samples", "some of them");
        using var none = empty(2, network.Shape.Inputs);
        using var probe = new AnsatzProbe(network, none, initialWeights, options);
        return probe.Measure(() => [OutputGradients.Merged(network, parts)], 0, initialFactor, default);
    }

    private ProbeRecord Measure(Func<IReadOnlyList<IReadOnlyList<GradientCovariance>>> sum, int epoch, double initialFactor, CancellationToken stop)
    {
        long start = Stopwatch.GetTimestamp();
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var covariances = sum();
        int samples = covariances[0][0].Samples;
        // Disposed by the thread that measures their layer, and a scope is no thread's but its own.
        foreach (var tensor in covariances.SelectMany(list => list).SelectMany(c => c.Tensors)) tensor.DetachFromDisposeScope();
        var gradients = Stopwatch.GetElapsedTime(start);
        var loss = _rivals?.LossGradients();
        var balancing = _options.Balanced ? Gauge.Balancing(_network) : null;
        var errors = _options.Jackknife ? JackknifeErrors() : [];
        MeasuredLayer[] layers;
        try
        {
            layers = LayerByLayer(l =>
            {
                stop.ThrowIfCancellationRequested();
                return MeasureLayer(l, epoch, initialFactor, [.. covariances.Select(list => list[l])], balancing, errors, loss);
            });
        }
        catch
        {
            foreach (var tensor in covariances.SelectMany(list => list).SelectMany(c => c.Tensors)) tensor.Dispose(); // those of layers that were not begun
            throw;
        }
        var whole = _rivals?.Rows().Select(r => new Correlation(epoch, r.Layer, r.Measure, r.Convention, samples, r.Value)) ?? [];
        return new(epoch, [.. layers.SelectMany(l => l.Correlations), .. whole], [.. Responses.Add(_network, _inputs, [.. layers.Select(l => l.Picture).OfType<LayerPicture>()])], Stopwatch.GetElapsedTime(start))
        {
            GradientsElapsed = gradients,
            Layers = [.. layers.Select(l => l.Summary)],
        };
    }

    /// <summary>Eigenproblems hardly gain from a second thread, so layers are measured side by side, one thread each.</summary>
    private MeasuredLayer[] LayerByLayer(Func<int, MeasuredLayer> measure)
    {
        var layers = new MeasuredLayer[_network.Shape.Layers];
        // One hidden layer more than goes side by side would keep one thread busy and the others waiting: it has all of them to itself.
        int alone = (layers.Length - 1) % Math.Min(MostAtOnce, get_num_threads()) == 1 ? 1 : 0;
        if (alone == 1) layers[0] = measure(0);
        Workers.Run(layers.Length - alone, _network.Weights[0].device, l => layers[l + alone] = measure((int)l + alone), most: MostAtOnce);
        return layers;
    }

    private MeasuredLayer MeasureLayer(int l, int epoch, double initialFactor, IReadOnlyList<GradientCovariance> covariances, IReadOnlyList<Tensor>? balancing, Dictionary<(int Layer, Convention Convention), double> errors, (IReadOnlyList<Tensor> Gradients, double Share)? loss)
    {
        using var scope = NewDisposeScope();
        int samples = covariances[0].Samples;
        var correlations = new List<Correlation>();
        // All signs, and each half of them; exact covariances are alone.
        var layers = covariances.Select(c => Features(l, _network.Weights[l], c, initialFactor)).ToList();
        var balanced = balancing is null ? null : Balanced(balancing, l, covariances[0]);
        foreach (var convention in Conventions)
        {
            var measured = layers.Select(layer => MeasuresOf(layer, convention).ToList()).ToList();
            for (int i = 0; i < measured[0].Count; i++)
            {
                var (measure, value, sd) = layers.Count == 1 ? measured[0][i] : Extrapolated(measured[0][i], measured[1][i], measured[2][i]);
                if (measure == Measures.NfmAgop && errors.TryGetValue((l, convention), out double error)) sd = error;
                correlations.Add(new(epoch, l + 1, measure, convention, samples, value, sd));
            }
            foreach (var (measure, value, sd) in balanced is null ? [] : Relative(balanced, convention))
                correlations.Add(new(epoch, l + 1, measure + Measures.BalancedSuffix, convention, samples, value, sd));
        }
        var first = layers[0];
        var rivals = new RivalMeasures(first, _options.Rivals, _network is Mlp { Shape: var shape } && l < shape.Hidden.Count && shape.ActivationOf(l).IsHomogeneous(), l == 0 && _network is Mlp ? _options.Objective?.Train.Planted ?? [] : []);
        correlations.AddRange(rivals.Of(Conventions).Select(r => new Correlation(epoch, l + 1, r.Measure, r.Convention, samples, r.Value, r.Sd)));
        if (loss is var (gradients, share))
            correlations.AddRange(_rivals!.FactOf(first, gradients[l], share, Conventions.Select(c => c.Similarity).Distinct()).Select(r => new Correlation(epoch, l + 1, r.Measure, r.Convention, samples, r.Value)));
        var result = new MeasuredLayer(
            correlations, new(l + 1, first.Rows, first.Width, first.Readout, first.AgopTrace(false), first.AgopEffectiveRank(false)), _options.Pictures ? first.Picture() : null);
        foreach (var c in covariances) c.Dispose();
        return result;
    }

    private sealed record MeasuredLayer(IReadOnlyList<Correlation> Correlations, LayerSummary Summary, LayerPicture? Picture);

    // More layers at once would hold more (k × k) matrices than the time is worth.
    private const int MostAtOnce = 4;

    /// <summary>The dense matrices of every layer: "nfm*", "agop*", "sqrtagop*" and the last two with "_centered"; the star stands for the layer's number.</summary>
    /// <remarks>d² numbers each; a centred AGOP that is zero is written as zeros.</remarks>
    public static IEnumerable<(int Layer, string Name, NpyArray Matrix)> Dense(Network network, Tensor inputs, bool centered, bool raw)
    {
        using var scope = NewDisposeScope();
        foreach (var covariance in OutputGradients.Covariances(network, inputs))
        {
            var layer = new LayerFeatures(network.Weights[covariance.Layer - 1], covariance, readout: covariance.Layer == network.Shape.Layers);
            yield return (layer.Layer, "nfm*", layer.DenseNfm().ToNpy());
            foreach (bool c in new[] { false, true }.Where(c => c ? centered : raw))
                foreach (double power in new[] { 1, 0.5 })
                {
                    var agop = layer.DenseAgop(new(power, c, SimilarityKind.Pearson, false)) ?? zeros(layer.Width, layer.Width, dtype: ScalarType.Float64);
                    yield return (layer.Layer, (power == 1 ? "agop*" : "sqrtagop*") + (c ? "_centered" : ""), agop.ToNpy());
                }
        }
    }

    /// <summary>Frees the copies of W⁰ and of the probe set.</summary>
    public void Dispose()
    {
        foreach (var w in _initial) w.Dispose();
        _inputs.Dispose();
        _rivals?.Dispose();
    }

    private IReadOnlyList<Convention> Conventions => _options.Conventions ?? [Convention.Default];

    private LayerFeatures Features(int layer, Tensor weight, GradientCovariance covariance, double initialFactor = 1) =>
        new(weight, covariance, layer == _network.Shape.Layers - 1, _initial.Count > 0 ? _initial[layer] : null, initialFactor) { Rotations = _rotations, OfPatches = _network is LayeredNetwork { Shape: var graph } && graph.Patch(layer) is not null };

    private LayerFeatures Balanced(IReadOnlyList<Tensor> balancing, int layer, GradientCovariance covariance)
    {
        var (weight, rescaled) = Gauge.Apply(balancing, layer, _network.Weights[layer], covariance);
        return Features(layer, weight, rescaled);
    }

    /// <summary>ρ with its null and its excess.</summary>
    private IEnumerable<(string Measure, double Value, double? Sd)> Relative(LayerFeatures layer, Convention convention)
    {
        double rho = layer.NfmAgop(convention);
        yield return (Measures.NfmAgop, rho, null);
        if (!_options.Nulls) yield break;
        var (mean, sd) = layer.Rotated(convention);
        yield return (Measures.NullRotated, mean, sd);
        yield return (Measures.Excess, 1 - mean > 1e-9 ? (rho - mean) / (1 - mean) : double.NaN, null);
    }

    private IEnumerable<(string Measure, double Value, double? Sd)> MeasuresOf(LayerFeatures layer, Convention convention)
    {
        foreach (var measure in Relative(layer, convention)) yield return measure;
        double dual = layer.Dual(convention);
        yield return (Measures.Dual, dual, null);
        yield return (Measures.DualZ, dual / layer.DualSd(), null);
        yield return (Measures.NullFresh, layer.NullFresh(convention), null);
        yield return (Measures.TopOverlap, layer.TopOverlap(Measures.TopCount, convention.Centered), null);
        if (_initial.Count == 0) yield break;
        yield return (Measures.UpdateAgop, layer.UpdateAgop(convention), null);
        yield return (Measures.NfmInitial, layer.NfmInitial(convention), null);
    }

    /// <summary>An estimate from m signs is biased by O(1/m): twice its value less the mean of the values from half of them each. Its sd is half of their difference.</summary>
    private static (string Measure, double Value, double? Sd) Extrapolated((string Measure, double Value, double? Sd) all, (string, double Value, double?) first, (string, double Value, double?) second) =>
        (all.Measure, (2 * all.Value) - ((first.Value + second.Value) / 2), Math.Abs(first.Value - second.Value) / 2);

    /// <summary>The delete-one-tenth jackknife standard error of ρ over the probe sample, √(9/10 Σ (ρ_f − ρ̄)²).</summary>
    private Dictionary<(int Layer, Convention Convention), double> JackknifeErrors()
    {
        var values = new Dictionary<(int, Convention), List<double>>();
        foreach (var covariances in OutputGradients.WithoutEachTenth(_network, _inputs))
            for (int l = 0; l < covariances.Count; l++)
            {
                using var scope = NewDisposeScope();
                var layer = Features(l, _network.Weights[l], covariances[l]);
                foreach (var convention in Conventions)
                {
                    if (!values.TryGetValue((l, convention), out var list)) values[(l, convention)] = list = [];
                    list.Add(layer.NfmAgop(convention));
                }
            }
        return values.ToDictionary(p => p.Key, p => Math.Sqrt((p.Value.Count - 1.0) / p.Value.Count * p.Value.Sum(v => (v - p.Value.Average()) * (v - p.Value.Average()))));
    }
}
