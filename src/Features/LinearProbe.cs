using DeepNfa.Algebra;
using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>A linear read-out of features: what of the targets stands in them for a linear function to take.</summary>
/// <remarks>
/// <b>Formula.</b> Ridge regression with a free constant, Θ = (X̃ᵀX̃ + λI)⁻¹X̃ᵀỸ on centred X̃ and Ỹ; one-hot targets make it a classifier by the largest output.
/// Closed form, so a probe is a function of its data alone: no rate, no stopping, no seed. λ is chosen from twelve powers of ten by the exact leave-one-out error,
/// Σᵢ‖(yᵢ − ŷᵢ)/(1 − Hᵢᵢ)‖², which the same factorization gives. Features are not rescaled; λ is relative to their mean variance, so their common scale does not matter.
/// <b>Cost.</b> One eigenproblem of the smaller of (d × d) and (n × n), and n·r numbers of memory; float64.
/// <b>Source.</b> Golub, Heath and Wahba, Technometrics 21 (1979), equation 2.2 for the leave-one-out error.
/// <b>Not to be confused with</b> multinomial logistic regression, which fits the classes' probabilities and has no closed form.
/// </remarks>
public sealed class LinearProbe : IDisposable
{
    private const int LeastPower = -9, MostPower = 2; // of ten; what λ is over the mean eigenvalue of X̃ᵀX̃

    private LinearProbe(Tensor weights, Tensor bias, double ridge) => (Weights, Bias, Ridge) = (weights, bias, ridge);

    /// <summary>Θ, (d × c), float64.</summary>
    public Tensor Weights { get; }

    /// <summary>The constant of each output, (c), float64.</summary>
    public Tensor Bias { get; }

    /// <summary>λ relative to the mean eigenvalue of X̃ᵀX̃.</summary>
    public double Ridge { get; }

    /// <summary>Fits a probe; its tensors leave the dispose scope that it is made in.</summary>
    /// <param name="features">X, (n × d), any floating type.</param>
    /// <param name="targets">Y, (n × c); one-hot for classes.</param>
    /// <param name="ridge">λ relative to the mean eigenvalue; null to choose it by the leave-one-out error.</param>
    /// <exception cref="UsageException">The rows are not equally many, are fewer than two, or λ is negative.</exception>
    /// <exception cref="DataException">A feature is not finite.</exception>
    public static LinearProbe Fit(Tensor features, Tensor targets, double? ridge = null)
    {
        Require.Shape(features.shape, [-1, -1]);
        Require.Shape(targets.shape, [features.shape[0], -1], "Give one row of targets for each row of features.");
        Require.AtLeast((int)features.shape[0], 2, "Give more samples.", "samples of a linear probe");
        if (ridge is { } given) Require.InRange(given, 0, double.MaxValue, name: nameof(ridge));
        using var scope = NewDisposeScope();
        var x = features.to_type(ScalarType.Float64);
        if (!isfinite(x.sum()).ToBoolean()) throw new DataException("Features of a linear probe: expected finite numbers; NaN or infinity is among them. Look whether the network has diverged.");
        var (center, mean) = (x.mean([0L]), targets.to_type(ScalarType.Float64).mean([0L]));
        x = x - center;
        var y = targets.to_type(ScalarType.Float64) - mean;
        var (left, squares, right) = Factors(x);
        double unit = squares.shape[0] == 0 ? 1 : squares.sum().ToDouble() / Math.Min(x.shape[0], x.shape[1]);
        var projected = left.t().matmul(y); // (r×c)
        double chosen = ridge ?? Enumerable.Range(LeastPower, MostPower - LeastPower + 1).Select(p => Math.Pow(10, p)).MinBy(l => LeaveOneOut(left, squares, projected, y, l * unit));
        var weights = right.matmul((squares.sqrt() / (squares + (chosen * unit))).unsqueeze(1) * projected); // (d×c)
        var bias = mean - center.matmul(weights);
        return new(weights.DetachFromDisposeScope(), bias.DetachFromDisposeScope(), chosen);
    }

    /// <summary>Outputs (m × c) for features (m × d), float64, in the current dispose scope.</summary>
    /// <exception cref="UsageException">The features have another width.</exception>
    public Tensor Predict(Tensor features)
    {
        Require.Shape(features.shape, [-1, Weights.shape[0]], "Give the features that the probe was fitted to.");
        using var scope = NewDisposeScope();
        return features.to_type(ScalarType.Float64).matmul(Weights).add_(Bias).MoveToOuterDisposeScope();
    }

    /// <summary>Mean squared error, with the accuracy of classes or the R² of numbers.</summary>
    /// <param name="features">(m × d).</param>
    /// <param name="targets">(m × c).</param>
    /// <param name="classification">Whether the targets are one-hot classes.</param>
    public SplitMetrics Score(Tensor features, Tensor targets, bool classification)
    {
        using var scope = NewDisposeScope();
        return Scores.Of(Predict(features), targets, classification);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Weights.Dispose();
        Bias.Dispose();
    }

    /// <summary>U (n×r), s² (r) and V (d×r) of X = U diag(s) Vᵀ, without the directions that only rounding gives.</summary>
    private static (Tensor Left, Tensor Squares, Tensor Right) Factors(Tensor x)
    {
        bool few = x.shape[0] < x.shape[1];
        var spectrum = Spectrum.Of(SymmetricSum.Gram(few ? x.t().contiguous() : x));
        long rank = spectrum.Rank, cut = spectrum.Values.shape[0] - rank;
        var squares = spectrum.Values.narrow(0, cut, rank);
        var vectors = spectrum.Vectors.narrow(1, cut, rank);
        return few ? (vectors, squares, x.t().matmul(vectors) / squares.sqrt()) : (x.matmul(vectors) / squares.sqrt(), squares, vectors);
    }

    /// <summary>Σᵢ‖(yᵢ − ŷᵢ)/(1 − Hᵢᵢ)‖², where H is the whole map from y to ŷ, the constant's 1/n included.</summary>
    private static double LeaveOneOut(Tensor left, Tensor squares, Tensor projected, Tensor y, double ridge)
    {
        using var scope = NewDisposeScope();
        var shrink = squares / (squares + ridge); // (r)
        var residual = y - left.matmul(shrink.unsqueeze(1) * projected); // (n×c)
        var leverage = left.square().matmul(shrink) + (1.0 / y.shape[0]); // (n)
        // A row that only its own value determines has leverage 1: what is left of 1 − 1 is rounding.
        return (residual / (1 - leverage).clamp_min(1e-10).unsqueeze(1)).square().sum().ToDouble();
    }
}
