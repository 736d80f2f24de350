using DeepNfa.Algebra;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>Neural collapse in a space: how small classes are beside their distances, and how near their means are to a simplex; Papyan, Han and Donoho 2020.</summary>
/// <param name="Variability">NC1 = tr Σ_W/tr Σ_B; infinite where all class means are equal.</param>
/// <param name="Simplex">NC2: the mean squared difference between the Gram matrix of centred, normalised class means and that of the simplex equiangular tight frame, 1 and −1/(C − 1).</param>
/// <remarks>Both are weighted by class sizes as arXiv 2402.13728 does; NC1 does not change under rotations, so that of Wh is that of SVᵀh.</remarks>
public sealed record ClassCollapse(double Variability, double Simplex)
{
    /// <summary>The collapse of samples in their classes.</summary>
    /// <param name="samples">(n × d).</param>
    /// <param name="classes">One-hot, (n × C).</param>
    public static ClassCollapse Of(Tensor samples, Tensor classes)
    {
        using var scope = NewDisposeScope();
        var scatter = ClassScatter.Of(samples, classes);
        double variability = scatter.Between > 0 ? scatter.Within / scatter.Between : double.PositiveInfinity;
        long count = classes.shape[1];
        if (count < 2 || scatter.Between == 0) return new(variability, double.NaN);
        var directions = scatter.CenteredMeans / scatter.CenteredMeans.norm(1, true).clamp_min(1e-300);
        var simplex = (eye(count, dtype: ScalarType.Float64, device: directions.device) * count - 1) / (count - 1);
        return new(variability, (directions.matmul(directions.t()) - simplex).square().mean().ToDouble());
    }
}
