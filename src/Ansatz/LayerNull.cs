using DeepNfa.Algebra;
using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>What AGOP^s of one layer is compared with: WᵀW, or another FᵀF of the same width.</summary>
/// <param name="Moments">Of the matrix.</param>
/// <param name="InSpace">F Q, (m × r), in the layer's row space; null for the NFM, which is diag(Λ) there.</param>
internal sealed record Compared(MatrixMoments Moments, Tensor? InSpace);

/// <summary>The similarity of a matrix with AGOP^s when C is rotated at random in neuron space, C ← UCUᵀ.</summary>
/// <remarks>
/// Over five seeded rotations up to <see cref="SampledWidth"/> neurons, and wherever a few eigenvalues of C or WWᵀ carry nearly everything, for then
/// their random overlaps do not average out. Otherwise the expectation of <see cref="RotationNull"/>, and the standard deviation of five rotations of
/// 64 quantiles of the same spectra, scaled down as 1/k, which is how linear statistics of rotated matrices fluctuate.
/// What is remembered lives in the dispose scope in which the object was made.
/// </remarks>
internal sealed class LayerNull
{
    /// <summary>The width up to which rotations are sampled as they are.</summary>
    public const int SampledWidth = 128;

    /// <summary>The number of quantiles that stand for wider spectra where only the spread of the null is asked for.</summary>
    private const int SurrogateWidth = 64;

    /// <summary>The participation ratio below which a spectrum is too concentrated for the closed form.</summary>
    private const double SpreadEnough = 4;

    private readonly NeuralFeatureMatrix _nfm;
    private readonly RowSpace _space;
    private readonly Func<bool, Tensor> _covariance;
    private readonly double[] _lambda;
    private readonly Dictionary<bool, RotationNull> _nulls = [];
    private readonly Dictionary<bool, double[]> _spectra = [];
    private readonly Dictionary<(bool Centered, int Neurons), RotatedSpectra> _rotated = [];
    private readonly SampledRotations _rotations;

    /// <summary>The null of a layer whose AGOP is not zero.</summary>
    /// <param name="nfm">WᵀW.</param>
    /// <param name="space">The row space of W.</param>
    /// <param name="covariance">C, (k × k), centred or not.</param>
    /// <param name="rotations">U.</param>
    public LayerNull(NeuralFeatureMatrix nfm, RowSpace space, Func<bool, Tensor> covariance, SampledRotations rotations) =>
        (_nfm, _space, _covariance, _lambda, _rotations) = (nfm, space, covariance, space.Lambda.ToDoubles(), rotations);

    private int Rows => (int)_nfm.Factor.shape[0];

    private int Width => (int)_nfm.Factor.shape[1];

    /// <summary>Mean and standard deviation of the similarity; the latter null where it is unknown.</summary>
    public (double Mean, double? Sd) Of(Compared matrix, Convention convention)
    {
        bool sampled = Sampled(convention.Centered);
        // Thinned spectra know nothing of the place of the diagonal in the input, nor of other matrices than the NFM: without them the spread stays unknown.
        if (!sampled && (convention.OffDiagonal || matrix.InSpace is not null)) return (Expected(matrix, convention), null);
        var (mean, sd) = MeanAndSd(Values(matrix, convention));
        return sampled ? (mean, sd) : (Expected(matrix, convention), sd * SurrogateWidth / Rows);
    }

    /// <summary>Whether rotations are sampled as they are.</summary>
    public bool Sampled(bool centered) => Rows <= SampledWidth || !(SpectrumSpread.Participation(Spectrum(centered)) >= SpreadEnough) || !(SpectrumSpread.Participation(_lambda) >= SpreadEnough);

    /// <summary>The spectra of five rotated AGOPs in the row space, with the squared sums of their eigenvectors' entries and their overlaps with the NFM; from quantiles of the spectra in layers of more neurons.</summary>
    /// <param name="centered">Whether of the centred AGOP.</param>
    /// <param name="neurons">The number of neurons, or of quantiles.</param>
    public IEnumerable<ProjectedSpectrum> Rotations(bool centered, int neurons)
    {
        var (kept, keptOnes, spectra) = Rotated(centered, Math.Min(Rows, neurons));
        return spectra.Select(spectrum =>
        {
            using var scope = NewDisposeScope();
            var (lambda, ones) = (tensor(kept), tensor(keptOnes));
            return new ProjectedSpectrum(
                spectrum.Values.ToDoubles(), spectrum.Vectors.square().t().mv(lambda).ToDoubles(), spectrum.Vectors.t().mv(ones).square().ToDoubles(),
                lambda.dot(lambda).ToDouble(), ones.square().dot(lambda).ToDouble(), Width);
        });
    }

    /// <summary>Mean and standard deviation, n − 1 in the denominator.</summary>
    public static (double Mean, double Sd) MeanAndSd(double[] values)
    {
        double mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1)));
    }

    /// <summary>The eigenvalues of C, ascending, (k), no less than 0.</summary>
    private double[] Spectrum(bool centered)
    {
        if (_spectra.TryGetValue(centered, out double[]? values)) return values;
        using var scope = NewDisposeScope();
        var c = _covariance(centered);
        // Neurons that never fire have rows of zeros, which are eigenvalues of 0 at no cost.
        var alive = c.diagonal().gt(0).nonzero().flatten();
        int dead = Rows - (int)alive.shape[0];
        if (dead > 0) c = c.index_select(0, alive).index_select(1, alive);
        var spectrum = InSinglePrecision(c) ?? Algebra.Spectrum.ValuesOf(c);
        return _spectra[centered] = [.. Enumerable.Repeat(0.0, dead), .. spectrum.clamp(min: 0).ToDoubles()];
    }

    /// <summary>The eigenvalues of C by arithmetic of half the width, for wide layers; null where those too small for single precision count: their roots could be more than 5e-4 of all, where the null has a spread of 1e-3.</summary>
    private static Tensor? InSinglePrecision(Tensor c)
    {
        const int Fails = 2800; // the workspace query of some LAPACK bindings for float32 matrices
        const double Resolved = 1e-6; // of the largest
        if (c.shape[0] is <= SampledWidth or >= Fails) return null;
        var trace = c.trace();
        var values = linalg.eigvalsh((c / trace).to(ScalarType.Float32), 'U').to(ScalarType.Float64); // the faster half in common LAPACK libraries
        double least = Resolved * values.max().ToDouble(), unresolved = values.lt(least).sum().ToDouble() * Math.Sqrt(least);
        return unresolved < 5e-4 * values.clamp(min: 0).sqrt().sum().ToDouble() ? values * trace : null;
    }

    private double Expected(Compared matrix, Convention convention)
    {
        if (!_nulls.TryGetValue(convention.Centered, out var rotation)) _nulls[convention.Centered] = rotation = new(_lambda, Spectrum(convention.Centered), Rows);
        using var scope = NewDisposeScope();
        double[] mean = rotation.MeanPower(convention.Power), ones = _space.Ones.ToDoubles();
        double[] weights = matrix.InSpace?.square().sum(0L).ToDoubles() ?? _lambda; // the diagonal of the compared matrix in the row space, where E[AGOP^s] is diagonal
        double inner = 0, sum = 0;
        for (int i = 0; i < mean.Length; i++) (inner, sum) = (inner + weights[i] * mean[i], sum + ones[i] * ones[i] * mean[i]);
        var moments = new MatrixMoments(rotation.MeanTrace(2 * convention.Power), sum, () => _space.Basis().square().mv(tensor(mean)));
        return Similarity.Of(inner, matrix.Moments, moments, Width, convention);
    }

    private double[] Values(Compared matrix, Convention convention)
    {
        var (keptLambda, keptOnes, spectra) = Rotated(convention.Centered, Sampled(convention.Centered) ? Rows : SurrogateWidth);
        using var scope = NewDisposeScope();
        var (lambda, ones) = (tensor(keptLambda), tensor(keptOnes));
        int kept = keptLambda.Length;
        var moments = matrix.InSpace is null
            ? new(lambda.dot(lambda).ToDouble(), ones.square().dot(lambda).ToDouble(), () => Diagonal(eye(kept, dtype: ScalarType.Float64), lambda))
            : matrix.Moments;
        return [.. spectra.Select(spectrum =>
        {
            var power = spectrum.Values.pow(convention.Power);
            var rotated = new MatrixMoments(power.dot(power).ToDouble(), spectrum.Vectors.t().mv(ones).square().dot(power).ToDouble(), () => Diagonal(spectrum.Vectors, power));
            double inner = matrix.InSpace is { } f ? f.matmul(spectrum.Vectors).square().mv(power).sum().ToDouble() : spectrum.Vectors.square().mv(power).dot(lambda).ToDouble();
            return Similarity.Of(inner, moments, rotated, Width, convention);
        })];

        // Asked for only where all of the spectrum is kept, so that the basis Q is that of the layer.
        Tensor Diagonal(Tensor vectors, Tensor values) => _space.Lift(vectors).square().mv(values);
    }

    /// <summary>The spectrum of WWᵀ, Qᵀ1, and the spectra of the rotated AGOPs: whole for all neurons, otherwise from evenly spaced quantiles.</summary>
    private RotatedSpectra Rotated(bool centered, int neurons)
    {
        if (_rotated.TryGetValue((centered, neurons), out var known)) return known;
        int kept = Math.Max(1, (int)Math.Round((double)_lambda.Length * neurons / Rows));
        double[] lambda = Quantiles(_lambda, kept), covariance = Quantiles(Spectrum(centered), neurons);
        return _rotated[(centered, neurons)] = new(lambda, Quantiles(_space.Ones.ToDoubles(), kept), [.. Enumerable.Range(0, SampledRotations.Count).Select(i => _rotations.Rotated(lambda, covariance, i))]);
    }

    private sealed record RotatedSpectra(double[] Lambda, double[] Ones, IReadOnlyList<Spectrum> Spectra);

    /// <summary>Evenly spaced order statistics; all values where as many are asked for.</summary>
    private static double[] Quantiles(double[] values, int count) =>
        [.. Enumerable.Range(0, count).Select(i => values[(int)((i + 0.5) * values.Length / count)])];
}
