using DeepNfa.Algebra;
using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>The directions of largest variance of a sample: the features that a linear, unsupervised method finds.</summary>
/// <remarks>Whichever of covariance (d × d) and Gram matrix (n × n) is smaller is decomposed, in float64; the tensors leave the dispose scope that they were made in. The sign of a direction is such that its largest entry is positive.</remarks>
public sealed class PrincipalComponents : IDisposable
{
    private PrincipalComponents(Tensor mean, Tensor directions, Tensor variances, double total) =>
        (Mean, Directions, Variances, TotalVariance) = (mean, directions, variances, total);

    /// <summary>The mean of the sample, (d), float64.</summary>
    public Tensor Mean { get; }

    /// <summary>Orthonormal directions as columns, (d × r), by falling variance, float64.</summary>
    public Tensor Directions { get; }

    /// <summary>Variance along each direction, (r), with n in the denominator.</summary>
    public Tensor Variances { get; }

    /// <summary>The variance of the sample in all directions together.</summary>
    public double TotalVariance { get; }

    /// <summary>The first components of a sample.</summary>
    /// <param name="samples">X, (n × d).</param>
    /// <param name="count">How many are wanted; fewer are given where the sample spans fewer.</param>
    /// <exception cref="UsageException">Fewer than one component is asked for.</exception>
    public static PrincipalComponents Of(Tensor samples, int count)
    {
        Require.AtLeast(count, 1);
        using var scope = NewDisposeScope();
        long n = samples.shape[0];
        var x = samples.to_type(ScalarType.Float64);
        var mean = x.mean([0L]);
        x = x - mean;
        bool few = n < samples.shape[1];
        var spectrum = Spectrum.Of(SymmetricSum.Gram(few ? x.t().contiguous() : x) / n);
        long rank = Math.Min(count, spectrum.Rank);
        var values = spectrum.Values.flip(0).narrow(0, 0, rank);
        var vectors = spectrum.Vectors.flip(1).narrow(1, 0, rank);
        var directions = few ? x.t().matmul(vectors) / (values * n).sqrt() : vectors;
        return new(
            mean.DetachFromDisposeScope(), (directions * Signs(directions)).DetachFromDisposeScope(),
            values.contiguous().DetachFromDisposeScope(), spectrum.Values.sum().ToDouble());
    }

    /// <summary>Coordinates along the directions, (n × r), float64, in the current dispose scope.</summary>
    /// <param name="samples">Samples, (n × d).</param>
    public Tensor Transform(Tensor samples)
    {
        Require.Shape(samples.shape, [-1, Mean.shape[0]], "Give the columns that the components were found in.");
        using var scope = NewDisposeScope();
        return (samples.to_type(ScalarType.Float64) - Mean).matmul(Directions).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Mean.Dispose();
        Directions.Dispose();
        Variances.Dispose();
    }

    private static Tensor Signs(Tensor directions) => directions.gather(0, directions.abs().argmax(0, true)).sign();
}
