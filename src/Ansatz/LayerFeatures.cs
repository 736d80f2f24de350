using DeepNfa.Algebra;
using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>One layer's NFM and AGOP as factors, and every measure that compares them.</summary>
/// <remarks>
/// W (k × d) and C (k × k), float64; NFM = WᵀW and AGOP = WᵀCW are d × d and never formed, unless <see cref="DenseAgop"/> is asked for.
/// The formulas and their reasons are in docs/algorithms.md. What is remembered lives in the dispose scope in which the object was made, so the object
/// is used in that scope and no method opens one of its own before it asks for remembered things.
/// </remarks>
internal sealed class LayerFeatures
{
    private readonly GradientCovariance _covariance;
    private readonly NeuralFeatureMatrix _nfm;
    private readonly Dictionary<bool, Tensor> _inSpace = [];
    private readonly Dictionary<bool, Spectrum> _spectra = [];
    private readonly Dictionary<(double Power, bool Centered), AgopPower> _powers = [];
    private readonly Dictionary<Spectrum, Tensor> _updateIn = [];
    private readonly double _initialFactor;
    private readonly Lazy<bool> _live;
    private RowSpace? _space;
    private LayerNull? _null;
    private Tensor? _meanInBasis;
    private (NeuralFeatureMatrix Matrix, Tensor InSpace)? _update;
    private Tensor? _initialIn;
    private double? _smallDeviation;

    /// <summary>A layer with W and C.</summary>
    /// <param name="weight">W, (k × d).</param>
    /// <param name="covariance">C, (k × k).</param>
    /// <param name="readout">Whether this is the linear read-out.</param>
    /// <param name="initial">W⁰, (k × d); null where it is unknown.</param>
    /// <param name="initialFactor">The factor a that weight decay has left on W⁰.</param>
    public LayerFeatures(Tensor weight, GradientCovariance covariance, bool readout, InitialWeights? initial = null, double initialFactor = 1)
    {
        _covariance = covariance;
        _nfm = new(weight.detach().to(ScalarType.Float64));
        _live = new(() => { using var scope = NewDisposeScope(); return covariance.Raw.trace().ToDouble() > 0; });
        (Initial, _initialFactor, Readout) = (initial, initialFactor, readout);
        if (!double.IsFinite(_nfm.Moments.SquaredNorm))
            throw new DataException($"weights of layer {Layer}: expected numbers whose fourth powers are finite; they overflow. Scale the weights down.");
    }

    /// <summary>W⁰; null where it is unknown.</summary>
    internal InitialWeights? Initial { get; }

    /// <summary>WᵀW.</summary>
    internal NeuralFeatureMatrix Nfm => _nfm;

    /// <summary>Whether the layer is the linear read-out, whose C is the identity: NFM = AGOP by construction.</summary>
    public bool Readout { get; }

    /// <summary>Whether the weights are filters of a convolution. <value>The default value is false.</value></summary>
    public bool OfPatches { get; init; }

    /// <summary>The rotations of the null. <value>The default value is those of seed 0.</value></summary>
    public SampledRotations Rotations { get; init; } = new(default);

    /// <summary>The layer, counted from 1.</summary>
    public int Layer => _covariance.Layer;

    /// <summary>Rows k of W.</summary>
    public int Rows => (int)_nfm.Factor.shape[0];

    /// <summary>Columns d of W.</summary>
    public int Width => (int)_nfm.Factor.shape[1];

    /// <summary>The trace of the AGOP; NaN if it is zero within rounding.</summary>
    public double AgopTrace(bool centered)
    {
        if (SpectrumOf(centered) is not { } spectrum) return double.NaN;
        using var scope = NewDisposeScope();
        return spectrum.Values.sum().ToDouble();
    }

    /// <summary>e to the entropy of the AGOP's normalised spectrum; Roy and Vetterli 2007. NaN if the AGOP is zero within rounding.</summary>
    public double AgopEffectiveRank(bool centered)
    {
        if (SpectrumOf(centered) is not { } spectrum) return double.NaN;
        return SpectrumSpread.EffectiveRank(spectrum.Values.ToDoubles());
    }

    /// <summary>The mean squared cosine of the angles between the top <paramref name="count"/> eigenvectors of NFM and AGOP, or as many as the AGOP's rank, in [0, 1]: ‖V_NᵀV_A‖²/count.</summary>
    public double TopOverlap(int count, bool centered)
    {
        if (Moment(centered) is null) return double.NaN;
        int r = (int)Space().Lambda.shape[0], top = Math.Min(count, r);
        var vectors = CenteredTop(top, centered) ?? SpectrumOf(centered)!.Top(top); // (r×top)
        top = (int)vectors.shape[1];
        if (top == 0) return double.NaN;
        using var scope = NewDisposeScope();
        // In the row space the eigenvectors of the NFM are the coordinate axes, ascending.
        return vectors.narrow(0, r - top, top).square().sum().ToDouble() / top;
    }

    /// <summary>The top eigenvectors of the centred AGOP in the row space, (r × count), where they are to be had without its spectrum.</summary>
    private Tensor? CenteredTop(int count, bool centered)
    {
        if (!centered || _spectra.ContainsKey(true) || MeanInBasis() is not { } z) return null;
        var uncentered = SpectrumOf(false)!;
        if (uncentered.Rank < count + z.shape[1]) return null; // the centred one may have fewer directions than are asked for
        using var scope = NewDisposeScope();
        return Lanczos.Top(v => (uncentered.Values * v) - z.mv(z.t().mv(v)), (int)z.shape[0], count) is { } top ? uncentered.Vectors.matmul(top).MoveToOuterDisposeScope() : null;
    }

    /// <summary>ρ: the similarity of NFM and AGOP^s.</summary>
    public double NfmAgop(Convention convention) =>
        PowerOf(convention) is { } agop ? Similarity.Of(agop.InnerWithNfm(), _nfm.Moments, agop.Moments, Width, convention) : double.NaN;

    /// <summary>Mean and standard deviation of ρ over Haar-random rotations of C; <see cref="LayerNull"/>.</summary>
    public (double Mean, double? Sd) Rotated(Convention convention)
    {
        if (Moment(convention.Centered) is null) return (double.NaN, null);
        return Readout ? (NfmAgop(convention), 0) : Null().Of(new(_nfm.Moments, null), convention); // U I Uᵀ = I
    }

    /// <summary>The same for <see cref="UpdateAgop"/>.</summary>
    public (double Mean, double? Sd) UpdateRotated(Convention convention)
    {
        if (Moment(convention.Centered) is null || Update is not { } update || update.Matrix.Moments.SquaredNorm == 0) return (double.NaN, null);
        return Readout ? (UpdateAgop(convention), 0) : Null().Of(new(update.Matrix.Moments, update.InSpace), convention);
    }

    /// <summary>The cosine of C and (WWᵀ)^(1/s−1), both without their multiple of the identity, in the column space of W.</summary>
    public double Dual(Convention convention)
    {
        if (Moment(convention.Centered) is not { } c || convention.Power == 1) return double.NaN;
        var space = Space();
        var inSpace = Rows > Width ? InSpace(convention.Centered) : null;
        using var scope = NewDisposeScope();
        double exponent = 1 / convention.Power - 1;
        Tensor g;
        if (inSpace is not null)
        {
            var whitening = space.Lambda.rsqrt(); // V = YΛ^(−½), orthonormal
            (g, c) = (diag(space.Lambda.pow(exponent)), inSpace * whitening * whitening.unsqueeze(1));
        }
        else
        {
            g = exponent == 1 ? _nfm.Small : (space.Y * space.Lambda.pow(exponent - 1)).matmul(space.Y.t());
        }
        var a = Deviator(c);
        double aNorm = Norm(a), bNorm = ReferenceEquals(g, _nfm.Small) ? _smallDeviation ??= Norm(Deviator(g)) : Norm(Deviator(g));
        bool defined = aNorm > 1e-12 * Norm(c) && bNorm > 1e-12 * Norm(g);
        return defined ? a.flatten().dot(g.flatten()).ToDouble() / (aNorm * bNorm) : double.NaN; // a has no trace, so that of g counts for nothing

        static double Norm(Tensor m) => Math.Sqrt(m.flatten().dot(m.flatten()).ToDouble());
    }

    /// <summary><see cref="Measures.DualSd"/> in the dimension in which <see cref="Dual"/> compares; NaN for a zero matrix.</summary>
    public double DualSd() => _nfm.Moments.SquaredNorm == 0 ? double.NaN : Measures.DualSd(Rows > Width ? Space().Lambda.shape[0] : Rows);

    /// <summary>The expected similarity of fresh i.i.d. Gaussian WᵀW, (k × d), with this AGOP^s, in closed form.</summary>
    /// <remarks>
    /// Ratio of expectations. Cosine: √(k/(k+d+1))·tr B/(√d‖B‖). Pearson, with b the sum of entries of B:
    /// √(k/((d−1)(k+d+2)))·(tr B − b/d)/√(‖B‖² − b²/d²). Off the diagonal fresh weights know nothing: 0.
    /// </remarks>
    public double NullFresh(Convention convention)
    {
        if (PowerOf(convention) is not { } agop) return double.NaN;
        if (convention.OffDiagonal) return 0;
        double k = Rows, d = Width;
        if (convention.Similarity == SimilarityKind.Cosine) return Math.Sqrt(k / (k + d + 1)) * agop.Trace / Math.Sqrt(d * agop.Moments.SquaredNorm);
        double variation = agop.Moments.SquaredNorm - agop.Moments.Sum * agop.Moments.Sum / (d * d);
        return d > 1 && variation > 0 ? Math.Sqrt(k / ((d - 1) * (k + d + 2))) * (agop.Trace - agop.Moments.Sum / d) / Math.Sqrt(variation) : double.NaN;
    }

    /// <summary>The similarity of (W − aW⁰)ᵀ(W − aW⁰) and AGOP^s, a the factor that weight decay has left on W⁰.</summary>
    public double UpdateAgop(Convention convention)
    {
        if (PowerOf(convention) is not { } agop || Update is not { } update) return double.NaN;
        return Similarity.Of(agop.Inner(UpdateIn(agop.Basis)), update.Matrix.Moments, agop.Moments, Width, convention);
    }

    /// <summary>The similarity of WᵀW and W⁰ᵀW⁰.</summary>
    public double NfmInitial(Convention convention)
    {
        if (Initial is not { } initial || _nfm.Moments.SquaredNorm == 0) return double.NaN;
        var (inSpace, lambda) = (InitialIn(initial), Space().Lambda);
        using var scope = NewDisposeScope();
        return Similarity.Of(inSpace.square().sum(0L).dot(lambda).ToDouble(), _nfm.Moments, initial.Moments(), Width, convention);
    }

    /// <summary>What pages and figures show of the layer.</summary>
    public LayerPicture Picture()
    {
        const int Vectors = 8;
        if (SpectrumOf(false) is not { } agop || PowerOf(Convention.Default) is not { } root) return Blank();
        var space = Space();
        using var scope = NewDisposeScope();
        int count = Math.Min(Vectors, (int)space.Lambda.shape[0]);
        var pooled = Pooled(_nfm.Factor); // (k×blocks)
        return new(
            Layer, Rows, Width, Readout,
            Descending(space.Lambda), Descending(agop.Values),
            _nfm.Diagonal().ToDoubles(), ((Moment(false)!.matmul(_nfm.Factor) * _nfm.Factor).sum(0L)).ToDoubles(),
            Top(space.TopVectors(count)), Top(space.Lift(agop.Top(count))),
            Matrix(pooled.t().matmul(pooled)), Matrix(root.Reduced(pooled)))
        {
            Filters = Filters(),
        };

        // Eigenvectors in input coordinates, as rows, largest first; zeros where the rank is less, so that shapes stay what they are from epoch to epoch.
        double[,] Top(Tensor vectors) => Matrix(nn.functional.pad(vectors.flip(1), [0, count - vectors.shape[1]]).t());
    }

    /// <summary>The picture of a layer without weights or gradients: what is there of the NFM, and zeros.</summary>
    private LayerPicture Blank()
    {
        using var scope = NewDisposeScope();
        var pooled = Pooled(_nfm.Factor);
        int least = Math.Min(Rows, Width), blocks = (int)pooled.shape[1];
        return new(
            Layer, Rows, Width, Readout,
            Descending(Spectrum.ValuesOf(_nfm.Small)), new double[least], _nfm.Diagonal().ToDoubles(), new double[Width],
            new double[Math.Min(8, least), Width], new double[Math.Min(8, least), Width], Matrix(pooled.t().matmul(pooled)), new double[blocks, blocks])
        {
            Filters = Filters(),
        };
    }

    /// <summary>The weights of the first neurons, of layer 1 alone: later ones are no pictures of an input.</summary>
    private double[,] Filters() => Layer == 1 ? Matrix(_nfm.Factor.narrow(0, 0, Math.Min(OfPatches ? LayerPicture.MostPatchFilters : LayerPicture.MostFilters, Rows))) : new double[0, 0];

    /// <summary>The dense NFM, (d × d).</summary>
    public Tensor DenseNfm() => _nfm.Factor.t().matmul(_nfm.Factor);

    /// <summary>The dense AGOP^s, (d × d); null if it is zero within rounding.</summary>
    public Tensor? DenseAgop(Convention convention) => PowerOf(convention)?.Dense();

    /// <summary>Δ = W − aW⁰, and ΔQ, (k × r); null where W⁰ is unknown.</summary>
    internal (NeuralFeatureMatrix Matrix, Tensor InSpace)? Update => Initial is null ? null : _update ??= UpdateFrom(Initial);

    private (NeuralFeatureMatrix Matrix, Tensor InSpace) UpdateFrom(InitialWeights initial) =>
        (new NeuralFeatureMatrix(_nfm.Factor - initial.Factor() * _initialFactor), Space().Y - InitialIn(initial) * _initialFactor);

    /// <summary>W⁰Q, (k × r).</summary>
    private Tensor InitialIn(InitialWeights initial)
    {
        if (_initialIn is not null) return _initialIn;
        var space = Space();
        using var scope = NewDisposeScope();
        return _initialIn = space.Project(initial.Factor()).MoveToOuterDisposeScope();
    }

    /// <summary>ΔQU in the basis U of a spectrum, (k × r), shared by its powers.</summary>
    private Tensor UpdateIn(Spectrum basis)
    {
        if (!_updateIn.TryGetValue(basis, out var update)) _updateIn[basis] = update = Update!.Value.InSpace.matmul(basis.Vectors);
        return update;
    }

    /// <summary>C; null where the AGOP is zero, of which nothing can be said.</summary>
    internal Tensor? Moment(bool centered) =>
        _nfm.Moments.SquaredNorm == 0 || !_live.Value ? null : centered ? _covariance.Centered : _covariance.Raw;

    /// <summary>The row space of W.</summary>
    internal RowSpace Space() => _space ??= new RowSpace(_nfm);

    /// <summary>The rotations of C; for a layer whose AGOP is not zero.</summary>
    internal LayerNull Null() => _null ??= new LayerNull(_nfm, Space(), centered => Moment(centered)!, Rotations);

    /// <summary>The AGOP's spectrum in the row space, from YᵀCY.</summary>
    internal Spectrum? SpectrumOf(bool centered)
    {
        if (Moment(centered) is null) return null;
        if (!_spectra.TryGetValue(centered, out var spectrum)) _spectra[centered] = spectrum = Spectrum.Of(InSpace(centered));
        return spectrum;
    }

    /// <summary>YᵀCY, the AGOP in the row space, (r × r).</summary>
    private Tensor InSpace(bool centered)
    {
        if (_inSpace.TryGetValue(centered, out var known)) return known;
        var y = Space().Y;
        // Both come from one product where the mean gradient is known: what is added is positive, so that nothing cancels.
        var rest = !centered && Moment(true) is not null && _covariance.Mean is not null ? InSpace(true) : null;
        using var scope = NewDisposeScope();
        var product = rest is null ? SymmetricSum.Product(y, Moment(centered)!.matmul(y)) : rest + SymmetricSum.Gram(_covariance.Mean!.matmul(y));
        return _inSpace[centered] = product.MoveToOuterDisposeScope();
    }

    /// <summary>Z = UᵀYᵀD̄ᵀ, (r × c), in the eigenbasis of the uncentred AGOP, where the centred one is diag(values) − ZZᵀ; null where the mean gradient is unknown or all there is.</summary>
    private Tensor? MeanInBasis()
    {
        if (_meanInBasis is null && Moment(true) is not null && _covariance.Mean is { } mean)
            _meanInBasis = SpectrumOf(false)!.Vectors.t().matmul(mean.matmul(Space().Y).t());
        return _meanInBasis;
    }

    /// <summary>AGOP^s; null if it is zero within rounding.</summary>
    internal AgopPower? PowerOf(Convention convention)
    {
        var key = (convention.Power, convention.Centered);
        if (_powers.TryGetValue(key, out var known)) return known;
        if (convention is { Power: 0.5, Centered: true } && MeanInBasis() is { } z && AgopPower.CenteredRootOf(Space(), SpectrumOf(false)!, z) is { } root)
            return _powers[key] = root;
        if (SpectrumOf(convention.Centered) is not { } spectrum) return null;
        return _powers[key] = AgopPower.Of(Space(), spectrum, convention.Power);
    }

    /// <summary>M − (tr M/k)I, a new tensor in the current dispose scope.</summary>
    private static Tensor Deviator(Tensor m)
    {
        using var scope = NewDisposeScope();
        var deviator = m.clone();
        deviator.diagonal().sub_(m.trace() / m.shape[0]);
        return deviator.MoveToOuterDisposeScope();
    }

    private double[] Descending(Tensor values) => [.. values.ToDoubles().Reverse().Take(Math.Min(Rows, Width))];

    /// <summary>The columns of F as they are up to 128 of them, and averaged over 96 blocks where there are more, (m × blocks): FᵀF becomes its block means.</summary>
    private static Tensor Pooled(Tensor factor)
    {
        const int Whole = 128, Most = 96; // a little above 96, most blocks would be single columns and the others pairs, which shows as stripes
        long width = factor.shape[1], blocks = width <= Whole ? width : Most;
        return stack([.. Enumerable.Range(0, (int)blocks).Select(b =>
        {
            long start = (b * width + blocks - 1) / blocks, end = ((b + 1) * width + blocks - 1) / blocks;
            return factor.narrow(1, start, end - start).mean([1L]);
        })], 1);
    }

    private static double[,] Matrix(Tensor m)
    {
        double[] flat = m.ToDoubles();
        var matrix = new double[m.shape[0], m.shape[1]];
        Buffer.BlockCopy(flat, 0, matrix, 0, flat.Length * sizeof(double));
        return matrix;
    }
}
