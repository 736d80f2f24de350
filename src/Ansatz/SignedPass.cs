using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Training;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>The covariances estimated from a few random sign vectors a sample instead of all c outputs: for networks with hundreds of outputs.</summary>
/// <remarks>
/// <b>Formula.</b> g = Dᵀv with v uniform on {±1}^c, fresh for every sample and probe (one shared by all samples never averages out); Ĉ = (1/nm) Σ ggᵀ.
/// Centred: not the mean of g but D̂ = (1/nm) Σ vgᵀ estimates the mean Jacobian, and Ĉ − D̂ᵀD̂ + ((c − 1)/(nm)) Ĉ is exactly unbiased; its
/// negative eigenvalues count as zero. The last hidden layer needs no estimate: its closed form is independent of c.
/// <b>Cost.</b> m/c of the exact pass.
/// </remarks>
internal sealed class SignedPass
{
    private readonly DensePass _exact;
    private readonly IReadOnlyList<Tensor> _weights;
    private readonly List<Half>[] _halves; // of every hidden layer but the last

    public SignedPass(Mlp network, ScalarType inputs, int signs, Seed seed)
    {
        _exact = new DensePass(network, inputs);
        _weights = _exact.Weights;
        (Signs, Seed, Outputs) = (signs, seed, network.Shape.Outputs);
        var device = network.Weights[0].device;
        _halves = [.. Enumerable.Range(0, 2).Select(_ => network.Shape.Hidden.SkipLast(1).Select(k => new Half(Outputs, k, device)).ToList())];
    }

    private int Signs { get; }

    private Seed Seed { get; }

    private int Outputs { get; }

    /// <summary>Adds a block of samples, (b × d), the first of which is number <paramref name="first"/> of all.</summary>
    public void Add(Tensor x, long first)
    {
        using var scope = NewDisposeScope();
        var slopes = _exact.Forward(x);
        int last = slopes.Count - 1;
        if (last < 0) return;
        _exact.Moments[last].Add(slopes[last]);
        var v = Draw(first, (int)x.shape[0]).to(slopes[0].dtype, slopes[0].device); // (b×m×c)
        var g = v.matmul(_weights[last + 1]).mul_(slopes[last]);
        for (int l = last - 1; l >= 0; l--)
        {
            g = g.matmul(_weights[l + 1]).mul_(slopes[l]); // (b×m×k_l)
            for (int h = 0; h < 2; h++) _halves[h][l].Add(v.narrow(1, h * Signs / 2, Signs / 2), g.narrow(1, h * Signs / 2, Signs / 2));
        }
    }

    /// <summary>The estimate from all signs, and from each half of them; every hidden layer but the last.</summary>
    public (Tensor Raw, Tensor Centered)[] Estimates(int layer, long samples) =>
        [Half.Estimate([_halves[0][layer], _halves[1][layer]], samples, Signs), Half.Estimate([_halves[0][layer]], samples, Signs / 2), Half.Estimate([_halves[1][layer]], samples, Signs / 2)];

    /// <summary>Of φ' of the last hidden layer.</summary>
    public BlockMoments LastHidden => _exact.Moments[^1];

    private Tensor Draw(long first, int rows)
    {
        var signs = new float[(long)rows * Signs * Outputs];
        for (int i = 0; i < rows; i++)
        {
            var stream = Seed.Stream("signs", first + i);
            ulong bits = 0;
            for (int j = 0; j < Signs * Outputs; j++)
            {
                if (j % 64 == 0) bits = stream.NextUInt64();
                signs[((long)i * Signs * Outputs) + j] = (bits >> (j % 64) & 1) == 0 ? -1 : 1;
            }
        }
        return tensor(signs, [rows, Signs, Outputs]);
    }

    /// <summary>Sums over one half of the signs: Σ ggᵀ and Σ vgᵀ.</summary>
    private sealed class Half(int outputs, int width, Device device)
    {
        private readonly SymmetricSum _gram = new(width, device);
        private readonly Tensor _mean = zeros(outputs, width, dtype: ScalarType.Float64, device: device); // Σ vgᵀ, (c×k)

        public void Add(Tensor v, Tensor g)
        {
            using var scope = NewDisposeScope();
            var rows = g.to(ScalarType.Float64).flatten(0, 1); // (b·m×k)
            _gram.AddGram(rows);
            _mean.add_(v.to(ScalarType.Float64).flatten(0, 1).t().matmul(rows));
        }

        public static (Tensor Raw, Tensor Centered) Estimate(IReadOnlyList<Half> halves, long samples, int signs)
        {
            double count = (double)samples * signs;
            var raw = halves.Select(h => h._gram.ToTensor()).Aggregate((a, b) => a + b) / count;
            var mean = halves.Select(h => h._mean).Aggregate((a, b) => a + b) / count;
            return (raw, raw * (1 + ((mean.shape[0] - 1) / count)) - mean.t().matmul(mean));
        }
    }
}
