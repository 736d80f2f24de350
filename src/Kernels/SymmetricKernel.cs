using DeepNfa.Algebra;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Kernels;

/// <summary>The kernel of all points with each other, in one square of memory for everything that an iteration does with it.</summary>
/// <remarks>
/// The strict upper triangle holds the arguments of the kernel (squared distances or inner products), the lower one the kernel plus ridge and then its Cholesky
/// factor; the diagonal's arguments are kept apart. When the coefficients are known, <see cref="Slopes"/> turns the whole square into slopes.
/// Every entry is computed once and no second matrix is made. The square stays its maker's.
/// </remarks>
internal sealed class SymmetricKernel : IDisposable
{
    private const int BlockSize = 256;

    private readonly IKernel _kernel;
    private readonly Tensor _square; // (n×n)
    private readonly Tensor _diagonal; // (n), arguments
    private readonly bool[] _equal; // by block row: whether a pair beside the diagonal counts as equal

    /// <summary>Computes the arguments.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="metric">M.</param>
    /// <param name="points">X, (n×d).</param>
    /// <param name="square">The memory, (n×n).</param>
    public SymmetricKernel(IKernel kernel, Metric metric, Tensor points, Tensor square)
    {
        (_kernel, _square) = (kernel, square);
        using var scope = NewDisposeScope();
        var geometry = new KernelGeometry(kernel, metric, points, points);
        long n = square.shape[0];
        _diagonal = zeros(n, dtype: square.dtype, device: square.device).DetachFromDisposeScope();
        _equal = new bool[(n + BlockSize - 1) / BlockSize];
        foreach (var (block, start, size) in Blocks())
        {
            using var inner = NewDisposeScope();
            var row = square.narrow(0, start, size).narrow(1, start, n - start);
            _equal[block] = geometry.Fill(row, start, start, self: true);
            var corner = row.narrow(1, 0, size);
            if (!geometry.Distances) _diagonal.narrow(0, start, size).copy_(corner.diagonal());
            if (_equal[block]) EqualPairs += row.eq(0).triu(1).sum().ToInt64();
        }
    }

    /// <summary>A kernel that is known already: its values take the place of arguments, and it has no slopes.</summary>
    /// <param name="square">(n×n), K in the upper triangle and on the diagonal.</param>
    public SymmetricKernel(Tensor square)
    {
        (_kernel, _square) = (new LinearKernel(), square); // whose values are its arguments
        _diagonal = square.diagonal().clone().DetachFromDisposeScope();
        _equal = new bool[(square.shape[0] + BlockSize - 1) / BlockSize];
    }

    /// <summary>The number of points n.</summary>
    public long Points => _square.shape[0];

    /// <summary>How many pairs of different rows count as equal; 0 for inner products.</summary>
    public long EqualPairs { get; private set; }

    /// <summary>Writes K + λI into the lower triangle and factors it; the arguments stay, so it can be asked again with another λ.</summary>
    /// <returns>Whether it is positive definite to working precision.</returns>
    public bool Factor(double ridge)
    {
        long n = Points;
        foreach (var (_, start, size) in Blocks())
        {
            using var scope = NewDisposeScope();
            var values = ValuesOf(start, size); // (size×(n−start))
            values.narrow(1, 0, size).diagonal().add_(ridge);
            var corner = _square.narrow(0, start, size).narrow(1, start, size);
            corner.copy_(corner.triu(1).add_(values.narrow(1, 0, size).tril()));
            if (start + size < n) _square.narrow(0, start + size, n - start - size).narrow(1, start, size).copy_(values.narrow(1, size, n - start - size).t().contiguous());
        }
        return Cholesky.Factor(_square);
    }

    /// <summary>(K + λI)⁻¹B, a new tensor (n×c) in the current dispose scope; after <see cref="Factor"/>.</summary>
    public Tensor Solve(Tensor b) => Cholesky.Solve(_square, b);

    /// <summary>A lower bound of the condition number of what was factored.</summary>
    public double Condition => Cholesky.Condition(_square);

    /// <summary>The largest kernel of a point with itself.</summary>
    public double LargestValue()
    {
        using var scope = NewDisposeScope();
        var own = _diagonal.clone();
        _kernel.Values(own);
        return own.max().ToDouble();
    }

    /// <summary>KA, a new tensor (n×c) in the current dispose scope, from the arguments; before <see cref="Slopes"/>.</summary>
    /// <param name="a">(n×c).</param>
    public Tensor Times(Tensor a)
    {
        using var scope = NewDisposeScope();
        var sum = zeros_like(a);
        long n = Points;
        foreach (var (_, start, size) in Blocks())
        {
            using var inner = NewDisposeScope();
            var values = ValuesOf(start, size);
            sum.narrow(0, start, size).addmm_(values, a.narrow(0, start, n - start));
            long rest = n - start - size;
            if (rest > 0) sum.narrow(0, start + size, rest).addmm_(values.narrow(1, size, rest).t(), a.narrow(0, start, size));
        }
        return sum.MoveToOuterDisposeScope();
    }

    /// <summary>Turns the square into the slopes of all pairs and returns it; 0 for pairs that count as equal. Nothing else can be asked afterwards.</summary>
    public Tensor Slopes()
    {
        long n = Points;
        foreach (var (block, start, size) in Blocks())
        {
            using var scope = NewDisposeScope();
            var corner = _square.narrow(0, start, size).narrow(1, start, size);
            corner.copy_(Mirrored(start, size));
            var row = _square.narrow(0, start, size).narrow(1, start, n - start);
            KernelGeometry.Slopes(_kernel, row, _equal[block]);
            if (_kernel.Argument == KernelArgument.SquaredDistance) corner.diagonal().fill_(0);
            long rest = n - start - size;
            if (rest > 0) _square.narrow(0, start + size, rest).narrow(1, start, size).copy_(row.narrow(1, size, rest).t().contiguous());
        }
        return _square;
    }

    /// <summary>Frees what it keeps beside the square.</summary>
    public void Dispose() => _diagonal.Dispose();

    /// <summary>The kernel of the points of a block with themselves and all later ones, a new tensor.</summary>
    private Tensor ValuesOf(long start, long size)
    {
        var values = _square.narrow(0, start, size).narrow(1, start, Points - start).clone();
        values.narrow(1, 0, size).copy_(Mirrored(start, size));
        _kernel.Values(values);
        return values;
    }

    /// <summary>The arguments of a block with itself: the triangle above the diagonal, its mirror image, and the diagonal.</summary>
    private Tensor Mirrored(long start, long size)
    {
        var above = _square.narrow(0, start, size).narrow(1, start, size).triu(1);
        return above.t().add(above).add_(_diagonal.narrow(0, start, size).diag());
    }

    private IEnumerable<(int Block, long Start, long Size)> Blocks()
    {
        for (int block = 0; block < _equal.Length; block++)
            yield return (block, (long)block * BlockSize, Math.Min(BlockSize, Points - ((long)block * BlockSize)));
    }
}
