using DeepNfa.Algebra;
using DeepNfa.Data;
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

    /// <summary>The null of a layer whose AGOP is not zero.</summary>
    /// <param name="nfm">WᵀW.</param>
    /// <param name="space">The row space of W.</param>
    /// <param name="covariance">C, (k × k), centred or not.</param>
    public LayerNull(NeuralFeatureMatrix nfm, RowSpace space, Func<bool, Tensor> covariance) =>
        (_nfm, _space, _covariance, _lambda) = (nfm, space, covariance, space.Lambda.ToDoubles());

    private int Rows => (int)_nfm.Factor.shape[0];

    private int Width => (int)_nfm.Factor.shape[1];

    /// <summary>Mean and standard deviation of the similarity; the latter null where it is unknown.</summary>
    public (double Mean, double? Sd) Of(Compared matrix, Convention convention, Seed seed)
    {
        bool sampled = Sampled(convention.Centered);
        // Thinned spectra know nothing of the place of the diagonal in the input, nor of other matrices than the NFM: without them the spread stays unknown.
        if (!sampled && (convention.OffDiagonal || matrix.InSpace is not null)) return (Expected(matrix, convention), null);
        int neurons = sampled ? Rows : SurrogateWidth;
        double[] values = Values(matrix, convention, seed, neurons);
        var (mean, sd) = MeanAndSd(values);
        return sampled ? (mean, sd) : (Expected(matrix, convention), sd * neurons / Rows);
    }

    /// <summary>Whether rotations are sampled as they are.</summary>
    public bool Sampled(bool centered) => Rows <= SampledWidth || !(SpectrumSpread.Participation(Spectrum(centered)) >= SpreadEnough) || !(SpectrumSpread.Participation(_lambda) >= SpreadEnough);

    /// <summary>The spectra of five rotated AGOPs in the row space, thinned to 64 neurons in wide layers, with the squared sums of their eigenvectors' entries and their overlaps with the NFM.</summary>
    public IEnumerable<ProjectedSpectrum> Rotations(bool centered, Seed seed)
    {
        int neurons = Sampled(centered) ? Rows : SurrogateWidth;
        var thin = Thinned(centered, neurons);
        for (int i = 0; i < SampledRotations.Count; i++)
        {
            using var scope = NewDisposeScope();
            var spectrum = SampledRotations.Rotated(thin.Lambda, thin.Covariance, i, seed);
            var (lambda, ones) = (tensor(thin.Lambda), tensor(thin.Ones));
            yield return new(
                spectrum.Values.ToDoubles(), spectrum.Vectors.square().t().mv(lambda).ToDoubles(), spectrum.Vectors.t().mv(ones).square().ToDoubles(),
                lambda.dot(lambda).ToDouble(), ones.square().dot(lambda).ToDouble(), Width);
        }
    }

    /// <summary>Mean and standard deviation, n − 1 in the denominator.</summary>
    public static (double Mean, double Sd) MeanAndSd(double[] values)
    {
        double mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1)));
    }

    /// <summary>The eigenvalues of C, ascending, (k), good to 1e-6 of the largest in wide layers: the null that they serve has a spread of 1e-3.</summary>
    private double[] Spectrum(bool centered)
    {
        const int SinglePrecisionFails = 2800; // the workspace query of some LAPACK bindings for float32 matrices
        if (_spectra.TryGetValue(centered, out double[]? values)) return values;
        using var scope = NewDisposeScope();
        var c = _covariance(centered);
        bool single = Rows is > SampledWidth and < SinglePrecisionFails;
        return _spectra[centered] = (single ? Algebra.Spectrum.ValuesOf((c / c.trace()).to(ScalarType.Float32)).to(ScalarType.Float64) * c.trace() : Algebra.Spectrum.ValuesOf(c)).ToDoubles();
    }

    private double Expected(Compared matrix, Convention convention)
    {
        if (!_nulls.TryGetValue(convention.Centered, out var rotation)) _nulls[convention.Centered] = rotation = new(_lambda, Spectrum(convention.Centered), Rows);
        using var scope = NewDisposeScope();
        double[] mean = rotation.MeanPower(convention.Power), ones = _space.Ones.ToDoubles();
        double[] weights = matrix.InSpace?.square().sum(0L).ToDoubles() ?? _lambda; // the diagonal of the compared matrix in the row space, where E[AGOP^s] is diagonal
        double inner = 0, sum = 0;
        for (int i = 0; i < mean.Length; i++) (inner, sum) = (inner + weights[i] * mean[i], sum + ones[i] * ones[i] * mean[i]);
        var moments = new MatrixMoments(rotation.MeanTrace(2 * convention.Power), sum, () => _nfm.Factor.t().matmul(_space.OverLambda).square().mv(tensor(mean)));
        return Similarity.Of(inner, matrix.Moments, moments, Width, convention);
    }

    private double[] Values(Compared matrix, Convention convention, Seed seed, int neurons)
    {
        var thin = Thinned(convention.Centered, neurons);
        using var scope = NewDisposeScope();
        var (lambda, ones) = (tensor(thin.Lambda), tensor(thin.Ones));
        int kept = thin.Lambda.Length;
        var moments = matrix.InSpace is null
            ? new(lambda.dot(lambda).ToDouble(), ones.square().dot(lambda).ToDouble(), () => Diagonal(eye(kept, dtype: ScalarType.Float64), lambda))
            : matrix.Moments;
        return [.. Enumerable.Range(0, SampledRotations.Count).Select(i =>
        {
            var spectrum = SampledRotations.Rotated(thin.Lambda, thin.Covariance, i, seed);
            var power = spectrum.Values.pow(convention.Power);
            var rotated = new MatrixMoments(power.dot(power).ToDouble(), spectrum.Vectors.t().mv(ones).square().dot(power).ToDouble(), () => Diagonal(spectrum.Vectors, power));
            double inner = matrix.InSpace is { } f ? f.matmul(spectrum.Vectors).square().mv(power).sum().ToDouble() : spectrum.Vectors.square().mv(power).dot(lambda).ToDouble();
            return Similarity.Of(inner, moments, rotated, Width, convention);
        })];

        // Asked for only where all of the spectrum is kept, so that the basis Q is that of the layer.
        Tensor Diagonal(Tensor vectors, Tensor values) => _nfm.Factor.t().matmul(_space.OverLambda).matmul(vectors).square().mv(values);
    }

    /// <summary>Spectra of WWᵀ and C, and Qᵀ1, at evenly spaced quantiles; whole where as many neurons are asked for as there are.</summary>
    private (double[] Lambda, double[] Ones, double[] Covariance) Thinned(bool centered, int neurons)
    {
        int kept = Math.Max(1, (int)Math.Round((double)_lambda.Length * neurons / Rows));
        return (Quantiles(_lambda, kept), Quantiles(_space.Ones.ToDoubles(), kept), Quantiles(Spectrum(centered), neurons));
    }

    /// <summary>Evenly spaced order statistics; all values where as many are asked for.</summary>
    private static double[] Quantiles(double[] values, int count) =>
        [.. Enumerable.Range(0, count).Select(i => values[(int)((i + 0.5) * values.Length / count)])];
}
