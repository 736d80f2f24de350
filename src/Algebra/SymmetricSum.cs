using static TorchSharp.torch;

namespace DeepNfa.Algebra;

/// <summary>A sum of products XᵀX of which only the lower triangle is computed: about half the flops of general products.</summary>
/// <remarks>The triangle is halved until it is small: a square below the diagonal is one product, of the largest size that there is.</remarks>
public sealed class SymmetricSum
{
    private const int SmallestHalved = 64;

    private readonly IReadOnlyList<(int Row, int Rows, int Column, int Columns)> _blocks;

    /// <summary>The sum itself, (k × k), of which only the lower triangle with the diagonal is to be read.</summary>
    public Tensor Lower { get; }

    /// <summary>A sum of nothing, (k × k), in the current dispose scope.</summary>
    /// <param name="width">k.</param>
    /// <param name="device">Where it is summed.</param>
    /// <param name="dtype">The type of the sum.</param>
    public SymmetricSum(int width, Device device, ScalarType dtype = ScalarType.Float64)
        : this(zeros(width, width, dtype: dtype, device: device))
    {
    }

    /// <summary>A sum that goes on from a whole symmetric one, (k × k), which is taken over.</summary>
    public SymmetricSum(Tensor whole) => (Lower, _blocks) = (whole, [.. Triangle(0, (int)whole.shape[0])]);

    /// <summary>XᵀX for X (m × k), as a new tensor in the current dispose scope.</summary>
    public static Tensor Gram(Tensor x) => Product(x, x);

    /// <summary>XᵀZ for X and Z (m × k), where the caller knows that it is symmetric; a new tensor in the current dispose scope.</summary>
    public static Tensor Product(Tensor x, Tensor z)
    {
        using var scope = NewDisposeScope();
        var sum = new SymmetricSum((int)x.shape[1], x.device, x.dtype);
        sum.Add(x, z);
        return sum.Mirrored().MoveToOuterDisposeScope();
    }

    /// <summary>Adds another sum of the same width.</summary>
    public void Add(SymmetricSum other) => Lower.add_(other.Lower);

    /// <summary>Adds XᵀX for X (m × k), multiplied in the precision of X.</summary>
    public void AddGram(Tensor x) => Add(x, x);

    /// <summary>Adds a whole symmetric matrix, (k × k).</summary>
    public void AddWhole(Tensor whole) => Lower.add_(whole);

    /// <summary>The whole symmetric sum, (k × k), as a new tensor in the current dispose scope.</summary>
    public Tensor ToTensor() => new SymmetricSum(Lower.clone()).Mirrored();

    private void Add(Tensor x, Tensor z)
    {
        using var scope = NewDisposeScope();
        foreach (var (row, rows, column, columns) in _blocks)
        {
            using var inner = NewDisposeScope();
            var (left, right) = (x.narrow(1, row, rows).t(), z.narrow(1, column, columns));
            if (x.dtype == Lower.dtype) Block(row, rows, column, columns).addmm_(left, right);
            else Block(row, rows, column, columns).add_(left.matmul(right));
        }
    }

    /// <summary>The sum itself, with what lies above the diagonal.</summary>
    private Tensor Mirrored()
    {
        using var scope = NewDisposeScope();
        foreach (var (row, rows, column, columns) in _blocks)
            if (row != column) Block(column, columns, row, rows).copy_(Block(row, rows, column, columns).t());
        return Lower;
    }

    private Tensor Block(int row, int rows, int column, int columns) => Lower.narrow(0, row, rows).narrow(1, column, columns);

    /// <summary>Squares on the diagonal and blocks below it that make up the lower triangle.</summary>
    private static IEnumerable<(int Row, int Rows, int Column, int Columns)> Triangle(int start, int size)
    {
        if (size <= SmallestHalved) return [(start, size, start, size)];
        int half = size / 2, rest = size - half;
        return [.. Triangle(start, half), (start + half, rest, start, half), .. Triangle(start + half, rest)];
    }
}
