using static TorchSharp.torch;

namespace DeepNfa.Algebra;

/// <summary>Orthogonal matrices that are evenly distributed over all: Haar's measure.</summary>
public static class HaarRotation
{
    /// <summary>The orthogonal matrix, (k × k) in float64, that independent standard Gaussian numbers determine.</summary>
    /// <param name="gaussian">k² of them.</param>
    /// <param name="size">k.</param>
    /// <remarks><b>Source.</b> Mezzadri, How to generate random matrices from the classical compact groups (2007): without the signs of R's diagonal the distribution is not Haar's.</remarks>
    public static Tensor Of(double[] gaussian, int size)
    {
        using var scope = NewDisposeScope();
        var (q, r) = linalg.qr(tensor(gaussian, [size, size]));
        return (q * r.diagonal().sign()).MoveToOuterDisposeScope();
    }
}
