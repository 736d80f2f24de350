using DeepNfa.Data;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>Seeded Haar-random orthogonal matrices: the rotations of the null.</summary>
internal static class Rotations
{
    /// <summary>How many rotations make a null.</summary>
    public const int Count = 5;

    /// <summary>Rotation <paramref name="index"/> of size (k × k), float64.</summary>
    /// <remarks>The same for every epoch and for every layer of that width, so nulls differ by their matrices alone.</remarks>
    public static Tensor Haar(int k, int index, Seed seed)
    {
        using var scope = NewDisposeScope();
        var entries = new double[(long)k * k];
        var stream = seed.Stream("null/rotation", ((long)k << 8) + index);
        for (long i = 0; i < entries.LongLength; i++) entries[i] = stream.NextGaussian();
        var (q, r) = linalg.qr(tensor(entries, [k, k], dtype: ScalarType.Float64));
        // Without the signs of R's diagonal the distribution is not Haar's (Mezzadri 2007).
        return (q * r.diagonal().sign()).MoveToOuterDisposeScope();
    }
}
