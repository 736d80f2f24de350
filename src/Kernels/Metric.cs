using DeepNfa.Algebra;
using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Kernels;

/// <summary>The matrix M in which a kernel machine measures distances and inner products; symmetric and positive semi-definite, possibly diagonal.</summary>
/// <remarks>It owns its tensor, which leaves the dispose scope that it was made in. A diagonal metric keeps d numbers, so that d² need not fit in memory.</remarks>
public sealed class Metric : IDisposable
{
    /// <summary>A metric of its entries.</summary>
    /// <param name="values">(d×d), or (d) for a diagonal metric.</param>
    /// <exception cref="UsageException">The tensor is neither a square matrix nor a vector.</exception>
    public Metric(Tensor values)
    {
        Require.That(values.dim() == 1 || (values.dim() == 2 && values.shape[0] == values.shape[1]), nameof(values), "(d × d), or (d) for a diagonal metric", Require.InWords(values.shape));
        Values = values.DetachFromDisposeScope();
    }

    /// <summary>(d×d), or (d) where the metric is diagonal.</summary>
    public Tensor Values { get; }

    /// <summary>Whether only the diagonal is kept.</summary>
    public bool Diagonal => Values.dim() == 1;

    /// <summary>d.</summary>
    public int Width => (int)Values.shape[0];

    /// <summary>M = I: the plain kernel.</summary>
    public static Metric Identity(int width, ScalarType dtype, Device device, bool diagonal = false) =>
        new(diagonal ? ones(width, dtype: dtype, device: device) : eye(width, dtype: dtype, device: device));

    /// <summary>XM, a new tensor in the current dispose scope.</summary>
    /// <param name="x">(n×d).</param>
    public Tensor Times(Tensor x) => Diagonal ? x * Values : x.matmul(Values); // (n×d)

    /// <summary>The dense matrix (d×d), a new tensor in the current dispose scope.</summary>
    public Tensor Dense() => Diagonal ? Values.diag() : Values.clone();

    /// <summary>The entries as plain numbers, (d×d).</summary>
    public double[,] ToMatrix()
    {
        using var scope = NewDisposeScope();
        double[] flat = Dense().to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
        var matrix = new double[Width, Width];
        Buffer.BlockCopy(flat, 0, matrix, 0, flat.Length * sizeof(double));
        return matrix;
    }

    /// <summary>How much each feature counts: the diagonal of M, (d).</summary>
    public double[] Importances()
    {
        using var scope = NewDisposeScope();
        return [.. (Diagonal ? Values : Values.diagonal()).to(ScalarType.Float64).cpu().contiguous().data<double>()];
    }

    /// <summary>The largest eigenvalues and their eigenvectors as rows, largest first.</summary>
    /// <param name="count">How many; at most d.</param>
    public (double[] Values, double[][] Vectors) Top(int count)
    {
        using var scope = NewDisposeScope();
        var spectrum = Spectrum.Of(Dense().to(ScalarType.Float64).cpu());
        int d = Width, k = Math.Min(count, d);
        var vectors = spectrum.Vectors.narrow(1, d - k, k).flip(1).t().contiguous().data<double>().ToArray();
        return ([.. spectrum.Values.narrow(0, d - k, k).flip(0).contiguous().data<double>()], [.. vectors.Chunk(d)]);
    }

    /// <summary>Frees the tensor.</summary>
    public void Dispose() => Values.Dispose();
}
