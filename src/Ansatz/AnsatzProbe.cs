using System.Diagnostics;
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
    private readonly Mlp _network;
    private readonly Tensor _inputs;
    private readonly IReadOnlyList<Tensor> _initial;
    private readonly ProbeOptions _options;
    private readonly Seed _nullSeed;

    /// <summary>A probe of a network that has not been trained yet.</summary>
    /// <param name="network">The network; its weights are copied as W⁰ now.</param>
    /// <param name="inputs">Inputs (n × d) of which the first <see cref="ProbeOptions.Samples"/> are the probe set.</param>
    /// <param name="options">What is measured.</param>
    /// <param name="seed">The seed of the null's rotations; 0 if not given, so that runs share their nulls.</param>
    public AnsatzProbe(Mlp network, Tensor inputs, ProbeOptions? options = null, Seed seed = default)
        : this(network, inputs, network.CopyWeights(), options, seed)
    {
    }

    /// <summary>A probe of a network whose initial weights are known from elsewhere.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">Inputs (n × d) of which the first rows are the probe set.</param>
    /// <param name="initialWeights">W⁰ of every layer, owned by the probe from now on; empty where they are unknown: the measures that need them are then absent.</param>
    /// <param name="options">What is measured.</param>
    /// <param name="seed">The seed of the null's rotations.</param>
    public AnsatzProbe(Mlp network, Tensor inputs, IReadOnlyList<Tensor> initialWeights, ProbeOptions? options = null, Seed seed = default)
    {
        _network = network;
        _options = options ?? new ProbeOptions();
        _nullSeed = seed;
        _initial = initialWeights;
        using var scope = NewDisposeScope();
        _inputs = inputs.narrow(0, 0, Math.Min(_options.Samples, inputs.shape[0])).detach().clone().DetachFromDisposeScope();
    }

    /// <summary>Measures the network at an epoch of its training.</summary>
    /// <param name="metrics">The epoch that the trainer yielded; it tells what weight decay has left of W⁰.</param>
    public ProbeRecord Measure(EpochMetrics metrics) => Measure(metrics.Epoch, metrics.InitialFactor);

    /// <summary>Measures the network as it is now.</summary>
    /// <param name="epoch">The epoch to write into the record.</param>
    /// <param name="initialFactor">The factor that weight decay has left on W⁰; the update is W − factor·W⁰.</param>
    public ProbeRecord Measure(int epoch, double initialFactor = 1)
    {
        long start = Stopwatch.GetTimestamp();
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var correlations = new List<Correlation>();
        var pictures = new List<LayerPicture>();
        var summaries = new List<LayerSummary>();
        var covariances = OutputGradients.Covariances(_network, _inputs);
        var gradients = Stopwatch.GetElapsedTime(start);
        foreach (var covariance in covariances)
        {
            using var inner = NewDisposeScope();
            int l = covariance.Layer - 1;
            var layer = new LayerFeatures(_network.Weights[l], covariance, readout: covariance.Layer == _network.Shape.Layers);
            foreach (var convention in _options.Conventions ?? [Convention.Default])
                foreach (var (measure, value, sd) in MeasuresOf(layer, convention, _initial.Count > 0 ? _initial[l] : null, initialFactor))
                    correlations.Add(new(epoch, covariance.Layer, measure, convention, (int)_inputs.shape[0], value, sd));
            summaries.Add(new(covariance.Layer, layer.Rows, layer.Width, layer.Readout, layer.AgopTrace(false), layer.AgopEffectiveRank(false)));
            if (_options.Pictures) pictures.Add(layer.Picture());
        }
        return new(epoch, correlations, pictures, Stopwatch.GetElapsedTime(start)) { GradientsElapsed = gradients, Layers = summaries };
    }

    /// <summary>The dense matrices of every layer: "nfm*", "agop*", "sqrtagop*" and the last two with "_centered"; the star stands for the layer's number.</summary>
    /// <remarks>d² numbers each; a centred AGOP that is zero is written as zeros.</remarks>
    public static IEnumerable<(int Layer, string Name, NpyArray Matrix)> Dense(Mlp network, Tensor inputs, bool centered, bool raw)
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
    }

    private IEnumerable<(string Measure, double Value, double? Sd)> MeasuresOf(LayerFeatures layer, Convention convention, Tensor? initial, double initialFactor)
    {
        double rho = layer.NfmAgop(convention);
        yield return (Measures.NfmAgop, rho, null);
        if (_options.Nulls)
        {
            var (mean, sd) = layer.Rotated(convention, _nullSeed);
            yield return (Measures.NullRotated, mean, sd);
            yield return (Measures.Excess, 1 - mean > 1e-9 ? (rho - mean) / (1 - mean) : double.NaN, null);
        }
        yield return (Measures.Dual, layer.Dual(convention), null);
        yield return (Measures.NullFresh, layer.NullFresh(convention), null);
        if (initial is null) yield break;
        yield return (Measures.UpdateAgop, layer.UpdateAgop(initial, initialFactor, convention), null);
        yield return (Measures.NfmInitial, layer.NfmInitial(initial, convention), null);
    }
}
