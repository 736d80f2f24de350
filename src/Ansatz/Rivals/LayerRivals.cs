using DeepNfa.Algebra;
using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>Statements about one layer that rival or refine the ansatz, from the same factors.</summary>
/// <remarks>docs/rivals.md says what each is for. It is used in the dispose scope of the layer's features.</remarks>
internal sealed class LayerRivals(LayerFeatures layer)
{
    /// <summary>The number of neurons up to which the null of the exponent rotates C as it is.</summary>
    private const int RotatedWidth = 512;

    private readonly Dictionary<(bool Update, bool Centered), GradientPair> _pairs = [];

    /// <summary>‖W − aW⁰‖/‖W‖: how much of the weights training has made. NaN where W⁰ is unknown.</summary>
    public double UpdateShare()
    {
        if (layer.Update is not { } update) return double.NaN;
        using var scope = NewDisposeScope();
        return Math.Sqrt(update.Matrix.Factor.square().sum().ToDouble() / layer.Nfm.Factor.square().sum().ToDouble());
    }

    /// <summary>WᵀW against WᵀCW, or ΔᵀΔ against ΔᵀCΔ with Δ = W − aW⁰: similarity, null and the null's spread, all at power 1.</summary>
    public (double Value, double Null, double? NullSd) AtPowerOne(bool update, Convention convention)
    {
        if (layer.Moment(convention.Centered) is not { } c || layer.Readout) return (double.NaN, double.NaN, null);
        if ((update ? layer.Update?.Matrix : layer.Nfm) is not { Moments.SquaredNorm: > 0 } matrix) return (double.NaN, double.NaN, null);
        if (!_pairs.TryGetValue((update, convention.Centered), out var pair)) _pairs[(update, convention.Centered)] = pair = new(matrix, c);
        var (mean, sd) = pair.Rotated(convention, layer.Rotations);
        return (pair.Value(convention), mean, sd);
    }

    /// <summary>The power of the AGOP that fits WᵀW best, and its mean and standard deviation over rotations of C; null where the AGOP is zero. Diagonals are included.</summary>
    /// <remarks>In layers of more than <see cref="RotatedWidth"/> neurons, rotations are of as many quantiles of the spectra, and their spread is scaled as it falls, by 1/k.</remarks>
    public (BestExponent Best, double Null, double NullSd)? Exponent(Convention convention)
    {
        if (layer.SpectrumOf(convention.Centered) is not { } spectrum) return null;
        var space = layer.Space();
        var rotations = layer.Readout ? [] : layer.Null().Rotations(convention.Centered, RotatedWidth);
        using var scope = NewDisposeScope();
        var projected = new ProjectedSpectrum(
            spectrum.Values.ToDoubles(), spectrum.Vectors.square().t().mv(space.Lambda).ToDoubles(), spectrum.Vectors.t().mv(space.Ones).square().ToDoubles(),
            layer.Nfm.Moments.SquaredNorm, layer.Nfm.Moments.Sum, layer.Width);
        var best = BestExponent.Of(projected, convention.Similarity);
        if (layer.Readout) return (best, best.Exponent, 0);
        var (mean, sd) = LayerNull.MeanAndSd([.. rotations.Select(r => BestExponent.Of(r, convention.Similarity).Exponent)]);
        return (best, mean, sd * Math.Min(1, (double)RotatedWidth / layer.Rows));
    }

    /// <summary>Effective rank, e to the entropy of the normalised eigenvalues, and participation ratio (Σv)²/Σv², of the NFM and of the AGOP; NaN for a zero matrix.</summary>
    public ((double Rank, double Participation) Nfm, (double Rank, double Participation) Agop) Spread(bool centered)
    {
        if (layer.SpectrumOf(centered) is not { } spectrum) return ((double.NaN, double.NaN), (double.NaN, double.NaN));
        return (Of(layer.Space().Lambda.ToDoubles()), Of(spectrum.Values.ToDoubles()));

        static (double, double) Of(double[] values) => (SpectrumSpread.EffectiveRank(values), SpectrumSpread.Participation(values));
    }

    /// <summary>The mean squared cosine of the angles between the top <paramref name="count"/> eigenvectors of WᵀW and of W⁰ᵀW⁰; NaN where W⁰ is unknown or zero.</summary>
    public double InitialOverlap(int count)
    {
        if (layer.Initial is not { } initial || layer.Nfm.Moments.SquaredNorm == 0) return double.NaN;
        var space = layer.Space();
        using var scope = NewDisposeScope();
        int rank = (int)space.Lambda.shape[0], top = Math.Min(count, Math.Min(rank, Math.Min(layer.Rows, layer.Width)));
        var then = initial.TopVectors(count);
        int known = (int)then.shape[1];
        return known < top ? double.NaN : then.narrow(1, known - top, top).t().matmul(space.TopVectors(top)).square().sum().ToDouble() / top;
    }

    /// <summary>The mean squared cosine of the angles between r planted orthonormal directions and the top r eigenvectors of WᵀW; missing eigenvectors count as 0. NaN for a zero matrix.</summary>
    public double PlantedNfm(IReadOnlyList<double[]> planted)
    {
        if (layer.Nfm.Moments.SquaredNorm == 0) return double.NaN;
        var space = layer.Space();
        using var scope = NewDisposeScope();
        return Captured(planted, space.TopVectors(planted.Count));
    }

    /// <summary>The same of the AGOP.</summary>
    public double PlantedAgop(IReadOnlyList<double[]> planted, bool centered)
    {
        if (layer.SpectrumOf(centered) is not { } spectrum) return double.NaN;
        using var scope = NewDisposeScope();
        return Captured(planted, layer.Space().Lift(spectrum.Top(planted.Count)));
    }

    private static double Captured(IReadOnlyList<double[]> planted, Tensor vectors)
    {
        var directions = tensor(planted.SelectMany(v => v).ToArray(), [planted.Count, planted[0].Length], dtype: ScalarType.Float64, device: vectors.device);
        return directions.matmul(vectors).square().sum().ToDouble() / planted.Count;
    }

    /// <summary>The ρ that is left when the incoming weights of one neuron grow and its outgoing ones shrink: of all neurons, the least. NaN without the diagonal.</summary>
    /// <remarks>
    /// Rescaling neurons of a positively homogeneous activation keeps the function and this layer's AGOP, and takes WᵀW to Σ_j τ_j w_j w_jᵀ with any τ &gt; 0.
    /// By the triangle inequality no τ has a smaller cosine than the best single neuron, which τ approaches; for Pearson it is an upper bound of the infimum.
    /// </remarks>
    public double GaugeFloor(Convention convention)
    {
        if (convention.OffDiagonal || layer.PowerOf(convention) is not { } agop) return double.NaN;
        var space = layer.Space();
        using var scope = NewDisposeScope();
        double[] inner = agop.Quadratic(space.Y.matmul(agop.Basis.Vectors)).ToDoubles(); // wᵀ AGOP^s w of every neuron
        double[] norms = layer.Nfm.Factor.square().sum(1).square().ToDoubles(), sums = layer.Nfm.RowSums.square().ToDoubles(); // ‖wwᵀ‖² and 1ᵀwwᵀ1
        var values = inner.Select((a, j) => Similarity.Of(a, new(norms[j], sums[j], MatrixMoments.NoDiagonal), agop.Moments, layer.Width, convention));
        return values.Where(v => !double.IsNaN(v)).DefaultIfEmpty(double.NaN).Min();
    }
}
