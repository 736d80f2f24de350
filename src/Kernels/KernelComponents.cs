using DeepNfa.Algebra;
using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Kernels;

/// <summary>Kernel principal components: the directions of largest variance in the space that the kernel maps samples to.</summary>
/// <remarks>
/// <b>Formula.</b> K̃ = HKH with H = I − 11ᵀ/n has the eigenpairs (nλₖ, uₖ); the score of x is Σᵢ uₖᵢ k̃(x, xᵢ)/√(nλₖ), k̃ centred by the means of the sample's Gram matrix.
/// The score of a sample itself is √(nλₖ)·uₖᵢ. With the linear kernel these are principal components. The sign of a component is such that its largest coefficient is positive.
/// <b>Cost.</b> n² numbers and an eigenproblem of n³; float64. Take a few thousand samples and <see cref="Transform"/> the others.
/// <b>Source.</b> Schölkopf, Smola and Müller, Neural Computation 10 (1998).
/// </remarks>
public sealed class KernelComponents : IDisposable
{
    private const int MedianPoints = 1000;

    private readonly IKernel _kernel;
    private readonly Metric _metric;
    private readonly Tensor _points; // (n×d)
    private readonly Tensor _means; // (n): mean of each column of the Gram matrix
    private readonly Tensor _coefficients; // (n×r): uₖ/√(nλₖ)
    private readonly double _mean;

    private KernelComponents(IKernel kernel, Tensor points, Tensor means, double mean, Tensor coefficients, Tensor variances, double total)
    {
        (_kernel, _points, _means, _mean, _coefficients, Variances, TotalVariance) = (kernel, points, means, mean, coefficients, variances, total);
        _metric = Metric.Identity((int)points.shape[1], ScalarType.Float64, points.device, diagonal: true);
    }

    /// <summary>λₖ: the variance of each component over the sample, (r), falling.</summary>
    public Tensor Variances { get; }

    /// <summary>The variance of the sample in the whole feature space, tr K̃/n.</summary>
    public double TotalVariance { get; }

    /// <summary>The first components of a sample for the Gaussian kernel whose bandwidth is the median distance of its first points.</summary>
    /// <param name="samples">X, (n × d).</param>
    /// <param name="count">How many are wanted; fewer are given where the sample spans fewer.</param>
    /// <exception cref="UsageException">Fewer than one component is asked for.</exception>
    /// <exception cref="DataException">All points are equal.</exception>
    public static KernelComponents OfMedianGaussian(Tensor samples, int count)
    {
        using var scope = NewDisposeScope();
        var first = samples.narrow(0, 0, Math.Min(MedianPoints, samples.shape[0])).to(ScalarType.Float64);
        using var metric = Metric.Identity((int)samples.shape[1], ScalarType.Float64, samples.device, diagonal: true);
        return Of(new GaussianKernel(KernelGeometry.MedianDistance(new GaussianKernel(1), metric, first)), samples, count);
    }

    /// <summary>The first components of a sample, in the plain metric.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="samples">X, (n × d).</param>
    /// <param name="count">How many are wanted; fewer are given where the sample spans fewer.</param>
    /// <exception cref="UsageException">Fewer than one component is asked for.</exception>
    public static KernelComponents Of(IKernel kernel, Tensor samples, int count)
    {
        Require.AtLeast(count, 1);
        using var scope = NewDisposeScope();
        var points = samples.to(ScalarType.Float64, true);
        long n = points.shape[0];
        using var metric = Metric.Identity((int)points.shape[1], ScalarType.Float64, points.device, diagonal: true);
        var gram = kernel.Gram(points, points, metric);
        gram = (gram + gram.t()) / 2; // equal to rounding; exactly, for the eigenproblem
        var means = gram.mean([0L]);
        double mean = means.mean().ToDouble();
        gram.sub_(means.unsqueeze(0)).sub_(means.unsqueeze(1)).add_(mean);
        double total = gram.trace().ToDouble() / n;
        var spectrum = Spectrum.Of(gram);
        long rank = Math.Min(count, spectrum.Rank);
        var values = spectrum.Values.flip(0).narrow(0, 0, rank); // nλ
        var vectors = spectrum.Vectors.flip(1).narrow(1, 0, rank);
        var coefficients = vectors / values.sqrt();
        coefficients = coefficients * coefficients.gather(0, coefficients.abs().argmax(0, true)).sign();
        return new(kernel, points.DetachFromDisposeScope(), means.DetachFromDisposeScope(), mean, coefficients.DetachFromDisposeScope(), (values / n).DetachFromDisposeScope(), total);
    }

    /// <summary>Scores of any samples, (m × r), float64, in the current dispose scope.</summary>
    /// <param name="samples">(m × d).</param>
    /// <exception cref="UsageException">The samples have another width.</exception>
    public Tensor Transform(Tensor samples)
    {
        Require.Shape(samples.shape, [-1, _points.shape[1]], "Give the columns that the components were found in.");
        using var scope = NewDisposeScope();
        var gram = _kernel.Gram(samples.to(ScalarType.Float64), _points, _metric); // (m×n)
        var own = gram.mean([1L], keepdim: true);
        return gram.sub_(own).sub_(_means).add_(_mean).matmul(_coefficients).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _metric.Dispose();
        _points.Dispose();
        _means.Dispose();
        _coefficients.Dispose();
        Variances.Dispose();
    }
}
