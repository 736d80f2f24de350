using System.Collections.Concurrent;
using DeepNfa.Algebra;
using DeepNfa.Data;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>Seeded Haar-random rotations of C against WWᵀ, from their spectra alone: the law of UCUᵀ depends on nothing else.</summary>
/// <remarks>The same for every epoch and layer, so nulls differ by their matrices alone; all but the largest are drawn once. Any thread may ask.</remarks>
internal sealed class SampledRotations(Seed seed)
{
    /// <summary>How many rotations make a null.</summary>
    public const int Count = 5;

    private const int KeptWidth = 1024; // 8 MB a rotation, whose QR factorization takes nearly as long as the eigenproblem that it serves

    private readonly ConcurrentDictionary<(int Width, int Index), double[]> _kept = [];

    /// <summary>A Haar-random orthogonal matrix, (k × k), float64.</summary>
    public static Tensor Haar(int k, int index, Seed seed)
    {
        var entries = new double[(long)k * k];
        seed.Stream("null/rotation", ((long)k << 8) + index).FillGaussian(entries);
        return HaarRotation.Of(entries, k);
    }

    /// <summary>The rotation of an index below <see cref="Count"/>, (k × k), float64.</summary>
    public Tensor Haar(int k, int index)
    {
        if (k > KeptWidth) return Haar(k, index, seed);
        return tensor(_kept.GetOrAdd((k, index), _ => { using var scope = NewDisposeScope(); return Haar(k, index, seed).ToDoubles(); }), [k, k]);
    }

    /// <summary>The spectrum of B = A^½ U C Uᵀ A^½ for one rotation U, with A = diag(a, 0, …) and C = diag(c), both k × k; vectors in the non-zero rows of A.</summary>
    public Spectrum Rotated(double[] a, double[] c, int index)
    {
        using var scope = NewDisposeScope();
        var rotation = Haar(c.Length, index).narrow(0, 0, a.Length);
        var half = rotation * tensor(c).sqrt() * tensor(a).sqrt().unsqueeze(1); // (r×k)
        return Spectrum.Of(SymmetricSum.Gram(half.t())).MoveToOuter();
    }
}
