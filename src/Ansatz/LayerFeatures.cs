using DeepNfa.Data;
using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>One layer's NFM and AGOP as factors, and every measure that compares them.</summary>
/// <remarks>
/// W (k × d) and C (k × k), float64; NFM = WᵀW, AGOP = WᵀCW, both d × d and never formed. Everything here follows algorithms of docs/algorithms.md;
/// all tensors live in the dispose scope in which the object was made.
/// </remarks>
internal sealed class LayerFeatures
{
    private readonly Tensor _w;
    private readonly GradientCovariance _covariance;
    private readonly RowSpace _space;
    private readonly Tensor _nfmCore; // R Rᵀ, (r×r)
    private readonly FeatureMatrix _nfm;
    private readonly Dictionary<bool, Spectrum> _spectra = [];
    private readonly Dictionary<(double Power, bool Centered), FeatureMatrix> _powers = [];

    public LayerFeatures(Tensor weight, GradientCovariance covariance, bool readout)
    {
        _w = weight.detach().to(ScalarType.Float64);
        _covariance = covariance;
        Readout = readout;
        _space = RowSpace.Of(_w);
        _nfmCore = _space.R.matmul(_space.R.t());
        _nfm = FeatureMatrix.InSpace(_space, _nfmCore);
    }

    /// <summary>Whether the layer is the linear read-out, whose C is the identity: NFM = AGOP by construction.</summary>
    public bool Readout { get; }

    /// <summary>The layer, counted from 1.</summary>
    public int Layer => _covariance.Layer;

    /// <summary>Rows k of W.</summary>
    public int Rows => (int)_w.shape[0];

    /// <summary>Columns d of W.</summary>
    public int Width => (int)_w.shape[1];

    /// <summary>ρ: the similarity of NFM and AGOP^s.</summary>
    public double NfmAgop(Convention convention) => AgopPower(convention) is { } agop ? Similarity(_nfm, agop, convention) : double.NaN;

    /// <summary>ρ with C replaced by UCUᵀ, for every rotation of the null.</summary>
    public double[] Rotated(Convention convention, Seed seed)
    {
        if (Moment(convention) is not { } c) return [];
        if (Readout) return [.. Enumerable.Repeat(NfmAgop(convention), Rotations.Count)]; // U I Uᵀ = I
        return [.. Enumerable.Range(0, Rotations.Count).Select(i =>
        {
            using var scope = NewDisposeScope();
            var core = Core(_space.R.matmul(Rotations.Haar(Rows, i, seed)), c);
            return Similarity(_nfm, FeatureMatrix.InSpace(_space, Power(core, convention.Power)), convention);
        })];
    }

    /// <summary>The cosine of C and (WWᵀ)^(1/s−1), both without their multiple of the identity, in the column space of W.</summary>
    public double Dual(Convention convention)
    {
        if (Moment(convention) is not { } c || convention.Power == 1) return double.NaN;
        using var scope = NewDisposeScope();
        var g = _w.matmul(_w.t()); // (k×k)
        if (Rows > Width)
        {
            var (v, _) = linalg.qr(_w); // (k×d): a basis of the column space
            (g, c) = (v.t().matmul(g).matmul(v), v.t().matmul(c).matmul(v));
        }
        double exponent = 1 / convention.Power - 1;
        if (exponent != 1) g = Spectrum.Of(g).Power(exponent);
        var (a, b) = (Deviator(c), Deviator(g));
        double aNorm = a.norm().ToDouble(), bNorm = b.norm().ToDouble();
        bool defined = aNorm > 1e-12 * c.norm().ToDouble() && bNorm > 1e-12 * g.norm().ToDouble();
        return defined ? (a * b).sum().ToDouble() / (aNorm * bNorm) : double.NaN;
    }

    /// <summary>The expected similarity of fresh i.i.d. Gaussian WᵀW, (k × d), with this AGOP^s, in closed form.</summary>
    /// <remarks>
    /// Ratio of expectations. Cosine: √(k/(k+d+1))·tr B/(√d‖B‖). Pearson, with b the sum of entries of B:
    /// √(k/((d−1)(k+d+2)))·(tr B − b/d)/√(‖B‖² − b²/d²). Off the diagonal fresh weights know nothing: 0.
    /// </remarks>
    public double NullFresh(Convention convention)
    {
        if (AgopPower(convention) is not { } agop) return double.NaN;
        if (convention.OffDiagonal) return 0;
        using var scope = NewDisposeScope();
        double k = Rows, d = Width, trace = agop.Diagonal().sum().ToDouble();
        if (convention.Similarity == SimilarityKind.Cosine) return Math.Sqrt(k / (k + d + 1)) * trace / Math.Sqrt(d * agop.SquaredNorm);
        double variation = agop.SquaredNorm - agop.Sum * agop.Sum / (d * d);
        return d > 1 && variation > 0 ? Math.Sqrt(k / ((d - 1) * (k + d + 2))) * (trace - agop.Sum / d) / Math.Sqrt(variation) : double.NaN;
    }

    /// <summary>The similarity of (W − aW⁰)ᵀ(W − aW⁰) and AGOP^s, a the factor that weight decay has left on W⁰.</summary>
    public double UpdateAgop(Tensor initial, double factor, Convention convention)
    {
        if (AgopPower(convention) is not { } agop) return double.NaN;
        using var scope = NewDisposeScope();
        return Similarity(FeatureMatrix.Gram(_w - initial.to(ScalarType.Float64) * factor), agop, convention);
    }

    /// <summary>The similarity of WᵀW and W⁰ᵀW⁰.</summary>
    public double NfmInitial(Tensor initial, Convention convention)
    {
        using var scope = NewDisposeScope();
        return Similarity(FeatureMatrix.Gram(_w), FeatureMatrix.Gram(initial.to(ScalarType.Float64)), convention);
    }

    /// <summary>What pages and figures show of the layer.</summary>
    public LayerPicture Picture()
    {
        var agop = AgopSpectrum(centered: false)!;
        using var scope = NewDisposeScope();
        var nfm = Spectrum.Of(_nfmCore);
        var root = agop.Power(0.5);
        return new(
            Layer, Rows, Width, Readout,
            Descending(nfm.Values), Descending(agop.Values),
            Values(_nfm.Diagonal()), Values(FeatureMatrix.InSpace(_space, agop.Power(1)).Diagonal()),
            Top(nfm), Top(agop), Pooled(_nfmCore), Pooled(root));
    }

    /// <summary>The dense matrices NFM and AGOP^s, (d × d); the caller asked for d² numbers.</summary>
    public (Tensor Nfm, Tensor? Agop) Dense(Convention convention)
    {
        var spectrum = AgopSpectrum(convention.Centered);
        using var scope = NewDisposeScope();
        var agop = spectrum?.Power(convention.Power);
        return (Lifted(_nfmCore).MoveToOuterDisposeScope(), agop is null ? null : Lifted(agop).MoveToOuterDisposeScope());
        Tensor Lifted(Tensor core) => _space.Lift(_space.Lift(core).t());
    }

    private Tensor? Moment(Convention convention) => convention.Centered ? _covariance.Centered : _covariance.Raw;

    private static double Similarity(FeatureMatrix a, FeatureMatrix b, Convention convention) => FeatureMatrix.Similarity(a, b, convention.Similarity, convention.OffDiagonal);

    private static Tensor Core(Tensor r, Tensor c) => r.matmul(c).matmul(r.t());

    private static Tensor Power(Tensor core, double s) => s == 1 ? core : Spectrum.Of(core).Power(s);

    private static Tensor Deviator(Tensor m) => m - eye(m.shape[0], dtype: m.dtype, device: m.device) * (m.trace() / m.shape[0]);

    // What is remembered lives in the scope of the first call, so no method opens a scope of its own before it asks for these.
    private FeatureMatrix? AgopPower(Convention convention)
    {
        if (Moment(convention) is not { } c) return null;
        var key = (convention.Power, convention.Centered);
        if (!_powers.TryGetValue(key, out var power))
            _powers[key] = power = FeatureMatrix.InSpace(_space, convention.Power == 1 ? Core(_space.R, c) : AgopSpectrum(convention.Centered)!.Power(convention.Power));
        return power;
    }

    private Spectrum? AgopSpectrum(bool centered)
    {
        if ((centered ? _covariance.Centered : _covariance.Raw) is not { } c) return null;
        if (!_spectra.TryGetValue(centered, out var spectrum)) _spectra[centered] = spectrum = Spectrum.Of(Core(_space.R, c));
        return spectrum;
    }

    private double[] Descending(Tensor values) => [.. Values(values).Reverse().Take(Math.Min(Rows, Width))];

    private static double[] Values(Tensor vector) => vector.contiguous().data<double>().ToArray();

    private double[,] Top(Spectrum spectrum)
    {
        int count = Math.Min(8, (int)spectrum.Values.shape[0]);
        return Matrix(_space.Lift(spectrum.Vectors.narrow(1, spectrum.Vectors.shape[1] - count, count).flip(1)).t());
    }

    /// <summary>The mean over at most 96 × 96 blocks of coordinates: P core Pᵀ with P the block means of the basis.</summary>
    private double[,] Pooled(Tensor core)
    {
        const int Most = 96;
        int blocks = Math.Min(Most, Width);
        var mean = new double[blocks, Width];
        for (int j = 0; j < Width; j++)
        {
            int block = (int)((long)j * blocks / Width);
            mean[block, j] = 1;
        }
        var pool = tensor(mean, dtype: ScalarType.Float64, device: core.device);
        var p = _space.Project(pool / pool.sum(1).unsqueeze(1)); // (blocks×r)
        return Matrix(p.matmul(core).matmul(p.t()));
    }

    private static double[,] Matrix(Tensor m)
    {
        double[] flat = Values(m);
        var matrix = new double[m.shape[0], m.shape[1]];
        Buffer.BlockCopy(flat, 0, matrix, 0, flat.Length * sizeof(double));
        return matrix;
    }
}
