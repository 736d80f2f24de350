using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>Second moments of the gradients D_l = ∂f/∂z_l of all outputs with respect to one layer's pre-activations.</summary>
/// <param name="Layer">The layer, counted from 1.</param>
/// <param name="Samples">The number n of samples.</param>
/// <remarks>AGOP_l = W_lᵀ C_l W_l; see <see cref="OutputGradients"/>. One thread at a time.</remarks>
public sealed record GradientCovariance(int Layer, int Samples) : IDisposable
{
    private Tensor? _raw;

    /// <summary>C_l = (1/n) Σ D_lᵀD_l over samples and outputs, (k_l × k_l), float64; where it is the sum of the centred one and of D̄ᵀD̄, it is added up when it is first asked for.</summary>
    public Tensor Raw { get => _raw ??= (Centered! + Mean!.t().matmul(Mean)).DetachFromDisposeScope(); internal init => _raw = value; }

    /// <summary>The same with the mean of D_l over samples removed for every output, (k_l × k_l), float64; null if it is zero within rounding.</summary>
    public Tensor? Centered { get; internal init; }

    /// <summary>D̄, the mean of D_l over samples, (c × k_l), float64, so that Raw = Centered + D̄ᵀD̄; null in estimates and where nothing is left without it.</summary>
    public Tensor? Mean { get; internal init; }

    /// <summary>Frees the matrices.</summary>
    public void Dispose()
    {
        foreach (var tensor in Tensors) tensor.Dispose();
    }

    internal IEnumerable<Tensor> Tensors => new[] { _raw, Centered, Mean }.OfType<Tensor>();
}

/// <summary>One forward and one c-fold backward pass give the gradient covariance of every layer.</summary>
/// <remarks>
/// <b>Formula.</b> D_{L+1} = I, D_l = (D_{l+1} W_{l+1}) ∘ φ'(z_l). By the chain rule ∂f/∂h_l = D_l W_l, so AGOP_l = W_lᵀ C_l W_l.
/// The last hidden layer needs no factor c: C_L = (W_{L+1}ᵀW_{L+1}) ∘ (Φ'ᵀΦ'/n), centred with the covariance of φ'.
/// <b>Cost.</b> 2n·Σ k_l d_l flops forward, 2n·c·Σ k_l k_{l+1} backward and n·c·k_l² a layer for the products, of which half are computed;
/// memory O(block·c·k + Σ k_l²), whatever n is.
/// <b>Numerics.</b> D is computed in float32 where weights and inputs are, otherwise in float64. Blocks are added up in float64; the product of one float32 block, and the sum over the places of one convolved
/// image, are float32 where that moves no eigenvalue, as <see cref="BlockMoments"/> makes sure. Every block is centred before its product and merged with the running mean, so nothing cancels: the uncentred
/// moment is the sum of two positive terms. Blocks have a fixed size and order.
/// <b>Source.</b> Radhakrishnan et al., Science 383 (2024); the factorisation is that of Beaglehole et al. 2024, arXiv 2402.05271.
/// <b>Also known as</b> EGOP, the expected gradient outer product. <b>Not to be confused with</b> gradients of the loss: these are gradients of the outputs.
/// </remarks>
public static class OutputGradients
{
    // Small enough that a block's D stays in the processor's caches between its passes, large enough for full-speed products.
    private const long BlockBytes = 12L << 20;
    private const long MostRows = 4096;
    private const int PartsOfLayers = 4;

    /// <summary>The gradient covariance of every layer, first to last; the caller disposes them.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">(n × d).</param>
    /// <param name="blockSize">Samples a block; chosen from a memory bound if null. It changes the result by rounding only.</param>
    /// <exception cref="DataException">The inputs have another width than the network.</exception>
    public static IReadOnlyList<GradientCovariance> Covariances(Network network, Tensor inputs, int? blockSize = null)
    {
        var shape = network.Shape;
        if (inputs.shape is not [> 0 and var samples, var width] || width != shape.Inputs)
            throw new DataException($"inputs: expected (n × {shape.Inputs}), the network's input width; got ({string.Join(" × ", inputs.shape)}).");
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return MoveOut(Finish(network, Moments(network, inputs, blockSize ?? BlockSize(shape, shape.Outputs, samples)), samples));
    }

    /// <summary>The rows of one of several parts of a measurement: whole blocks of the measurement in one, so that every gradient is computed as there. Parts beyond the number of blocks are empty.</summary>
    /// <param name="shape">The network's shape.</param>
    /// <param name="samples">All samples.</param>
    /// <param name="part">The part, from 0.</param>
    /// <param name="parts">The number of parts.</param>
    public static (long First, long Count) Part(NetworkShape shape, long samples, int part, int parts)
    {
        return WholeBlocks(samples, BlockSize(shape, shape.Outputs, samples), part, parts);
    }

    /// <summary>The most numbers of the gradients of one layer that the pass of a network with convolutions holds at once, whatever its outputs are.</summary>
    public static long NumbersAtOnce(NetworkShape shape) => Math.Max(shape.Widest, Math.Min(shape.Outputs * shape.Widest, BlockBytes / sizeof(double)));

    /// <summary>What one part of a measurement adds to it.</summary>
    /// <param name="network">The network.</param>
    /// <param name="rows">The rows of the part, (m × d); <see cref="Part"/> tells which.</param>
    /// <param name="samples">All samples of the measurement.</param>
    public static GradientSums Sums(Network network, Tensor rows, long samples)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return GradientSums.Of(Moments(network, rows, BlockSize(network.Shape, network.Shape.Outputs, samples)), rows.shape[0]);
    }

    /// <summary>The gradient covariance of every layer from the sums of all parts, added in the order given; the caller disposes them.</summary>
    /// <param name="network">The network.</param>
    /// <param name="parts">The sums of all parts; each is asked for when those before it are added.</param>
    /// <exception cref="DataException">The sums are of other layers, or of no samples.</exception>
    public static IReadOnlyList<GradientCovariance> Merged(Network network, IEnumerable<GradientSums> parts)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var moments = BackwardPass.NoMoments(network);
        long samples = 0;
        foreach (var part in parts)
        {
            part.AddTo(moments);
            samples += part.Samples;
        }
        return samples > 0 ? MoveOut(Finish(network, moments, samples)) : throw new DataException("sums: expected at least one sample in all parts; got none.");
    }

    /// <summary>The covariances without the first, second, … tenth of the samples in turn, from one pass; each list is disposed when the next is asked for.</summary>
    /// <remarks>Holds ten moments of every layer: 10·8·Σk_l² bytes.</remarks>
    internal static IEnumerable<IReadOnlyList<GradientCovariance>> WithoutEachTenth(Network network, Tensor inputs)
    {
        const int Tenths = 10;
        using var scope = NewDisposeScope();
        long samples = inputs.shape[0];
        if (samples < Tenths) throw new DataException($"jackknife: expected at least {Tenths} samples; got {samples}.");
        var passes = new List<(IReadOnlyList<BlockMoments> Moments, long Samples)>();
        for (int f = 0; f < Tenths; f++)
        {
            using var _ = no_grad();
            long start = f * samples / Tenths, count = ((f + 1) * samples / Tenths) - start;
            passes.Add((Moments(network, inputs.narrow(0, start, count), BlockSize(network.Shape, network.Shape.Outputs, count)), count));
        }
        for (int f = 0; f < Tenths; f++)
        {
            using var inner = NewDisposeScope();
            using var _ = no_grad();
            var moments = BackwardPass.NoMoments(network);
            for (int l = 0; l < moments.Count; l++)
                for (int g = 0; g < Tenths; g++)
                    if (g != f) moments[l].Merge(passes[g].Moments[l]);
            yield return Finish(network, moments, samples - passes[f].Samples);
        }
    }

    /// <summary>Estimates from random signs: the covariances from all of them, from the first half, and from the second.</summary>
    internal static IReadOnlyList<IReadOnlyList<GradientCovariance>> Estimated(Network network, Tensor inputs, int signs, Seed seed)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var shape = network.Shape;
        long samples = inputs.shape[0];
        var pass = new SignedPass(network as Mlp ?? throw new UsageException("signs: expected a fully connected network; the gradients of convolutions are exact. Leave the option out."), inputs.dtype, signs, seed);
        foreach (var (x, first) in Blocks(inputs, BlockSize(shape, signs, samples))) pass.Add(x, first);
        var lists = Enumerable.Range(0, 3).Select(_ => new List<GradientCovariance>()).ToList();
        for (int l = 0; l < shape.Hidden.Count - 1; l++)
        {
            var estimates = pass.Estimates(l, samples);
            for (int i = 0; i < lists.Count; i++) lists[i].Add(Estimate(l + 1, estimates[i].Raw, estimates[i].Centered, samples));
        }
        foreach (var list in lists)
        {
            if (shape.Hidden.Count > 0) list.Add(Finish(pass.LastHidden, network.Weights[^1], shape.Hidden.Count, samples));
            list.Add(Readout(network, samples));
            MoveOut(list);
        }
        return lists;
    }

    /// <summary>The moments of all rows, in the current dispose scope: with products in float32 where that is enough.</summary>
    private static IReadOnlyList<BlockMoments> Moments(Network network, Tensor rows, int blockSize) =>
        Moments(network, rows, blockSize, single: true) ?? Moments(network, rows, blockSize, single: false)!;

    /// <summary>The moments of all rows, in the current dispose scope; null where products in float32 are not enough for one of the layers.</summary>
    private static IReadOnlyList<BlockMoments>? Moments(Network network, Tensor rows, int blockSize, bool single)
    {
        using var scope = NewDisposeScope();
        // The products of small filters are too small to share, so that parts of the samples go side by side. Their number is fixed: threads change no sum.
        long samples = rows.shape[0], blocks = (samples + blockSize - 1) / blockSize;
        int parts = network is LayeredNetwork ? (int)Math.Clamp(blocks, 1, PartsOfLayers) : 1;
        var passes = Enumerable.Range(0, parts).Select(_ => BackwardPass.Of(network, rows.dtype, single ? samples : 0)).ToList();
        Workers.Run(parts, rows.device, p =>
        {
            var (first, count) = WholeBlocks(samples, blockSize, p, parts);
            foreach (var (x, _) in Blocks(rows.narrow(0, first, count), blockSize))
            {
                passes[(int)p].Add(x);
                if (passes[(int)p].Moments.Any(m => m.IsDoubtful)) return;
            }
        });
        if (passes.Any(pass => pass.Moments.Any(m => m.IsDoubtful))) return null;
        foreach (var pass in passes.Skip(1))
            for (int l = 0; l < pass.Moments.Count; l++) passes[0].Moments[l].Merge(pass.Moments[l]);
        if (!passes[0].Moments.All(m => m.IsTrusted())) return null;
        foreach (var moments in passes[0].Moments) moments.MoveToOuter();
        return passes[0].Moments;
    }

    /// <summary>The rows of one of several parts, whole blocks.</summary>
    private static (long First, long Count) WholeBlocks(long samples, long blockSize, long part, int parts)
    {
        long blocks = (samples + blockSize - 1) / blockSize, first = Math.Min(samples, part * blocks / parts * blockSize);
        return (first, Math.Min(samples, (part + 1) * blocks / parts * blockSize) - first);
    }

    private static IEnumerable<(Tensor Rows, long First)> Blocks(Tensor inputs, int size)
    {
        for (long start = 0; start < inputs.shape[0]; start += size)
        {
            using var rows = inputs.narrow(0, start, Math.Min(size, inputs.shape[0] - start));
            yield return (rows, start);
        }
    }

    private static List<GradientCovariance> Finish(Network network, IReadOnlyList<BlockMoments> moments, long samples) =>
        [.. moments.Select((m, l) => Finish(m, BackwardPass.ClosedForm(network, l) ? network.Weights[^1] : null, l + 1, samples)), Readout(network, samples)];

    private static List<GradientCovariance> MoveOut(List<GradientCovariance> covariances)
    {
        foreach (var c in covariances) MoveOut(c);
        return covariances;
    }

    private static GradientCovariance MoveOut(GradientCovariance covariance)
    {
        foreach (var tensor in covariance.Tensors) tensor.MoveToOuterDisposeScope();
        return covariance;
    }

    private static GradientCovariance Readout(Network network, long samples) =>
        new(network.Shape.Layers, (int)samples) { Raw = eye(network.Shape.Outputs, dtype: ScalarType.Float64, device: network.Weights[0].device) };

    private static int BlockSize(NetworkShape shape, int vectors, long samples)
    {
        long numbers = vectors * shape.Widest;
        return (int)Math.Min(samples, Math.Clamp(BlockBytes / (sizeof(double) * numbers), 1, MostRows));
    }

    private static GradientCovariance Finish(BlockMoments moments, Tensor? readout, int layer, long samples)
    {
        using var scope = NewDisposeScope();
        var (centered, mean) = (moments.Centered(), moments.Mean);
        if (readout is not null)
        {
            var w = readout.to(ScalarType.Float64);
            (centered, mean) = (centered * w.t().matmul(w), w * mean); // of φ' with divisor n, (1×k)
        }
        double total = centered.trace().ToDouble() + mean.square().sum().ToDouble();
        return MoveOut(IsZero(centered, total, layer, samples)
            ? new GradientCovariance(layer, (int)samples) { Raw = centered + mean.t().matmul(mean) }
            : new GradientCovariance(layer, (int)samples) { Centered = centered, Mean = mean });
    }

    private static GradientCovariance Estimate(int layer, Tensor raw, Tensor centered, long samples) =>
        new(layer, (int)samples) { Raw = raw, Centered = IsZero(centered, raw.trace().ToDouble(), layer, samples) ? null : centered };

    private static bool IsZero(Tensor centered, double total, int layer, long samples) => double.IsFinite(total)
        ? centered.trace().ToDouble() <= 100 * samples * MachineEpsilon.Of(centered.dtype) * total
        : throw new DataException($"gradients of layer {layer}: expected finite numbers; they overflow. Scale the inputs or the weights down.");
}
