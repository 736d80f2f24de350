using DeepNfa.Algebra;
using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Kernels;

/// <summary>Squared distances or inner products in a metric between points and centres, block by block, each from one matrix product.</summary>
/// <remarks>
/// <b>Formula.</b> u_ij = |x_i|² + |z_j|² − 2x_iᵀMz_j is the product of (−2x_iM, |x_i|², 1) and (z_j, 1, |z_j|²), norms in M.
/// <b>Numerics.</b> The formula cancels, so both sides are moved by the mean of the centres first, and pairs with u ≤ 8ε(|x_i|² + |z_j|²) are set to exactly 0:
/// equal rows are never told apart by rounding. Its tensors live in the dispose scope in which it was made.
/// </remarks>
internal sealed class KernelGeometry
{
    /// <summary>Rows of a block that <see cref="ForEachBlock"/> hands on.</summary>
    public const int BlockSize = 1024;

    private readonly Tensor _left; // (p×(d+2)), or (p×d) for inner products
    private readonly Tensor _right; // (n×(d+2)), or (n×d)
    private readonly double _near;

    public KernelGeometry(IKernel kernel, Metric metric, Tensor points, Tensor centers)
    {
        using var scope = NewDisposeScope();
        Distances = kernel.Argument == KernelArgument.SquaredDistance;
        if (!Distances)
        {
            (_left, _right) = (metric.Times(points).MoveToOuterDisposeScope(), centers);
            return;
        }
        var shift = centers.mean([0L], keepdim: true); // (1×d)
        var z = centers - shift;
        var x = ReferenceEquals(points, centers) ? z : points - shift;
        (Tensor xm, Tensor xx) = Measured(metric, x);
        var zz = ReferenceEquals(x, z) ? xx : Measured(metric, z).Norms;
        _left = cat([xm.mul_(-2), xx, ones_like(xx)], 1).MoveToOuterDisposeScope();
        _right = cat([z, ones_like(zz), zz], 1).MoveToOuterDisposeScope();
        double epsilon = MachineEpsilon.Of(points.dtype);
        _near = 8 * epsilon * (xx.max().ToDouble() + zz.max().ToDouble());
        (LeftNorms, RightNorms, Epsilon) = (_left.select(1, _left.shape[1] - 2), _right.select(1, _right.shape[1] - 1), epsilon);
        LeftNorms.MoveToOuterDisposeScope();
        RightNorms.MoveToOuterDisposeScope();
    }

    /// <summary>Whether blocks hold squared distances; otherwise inner products.</summary>
    public bool Distances { get; }

    public long Points => _left.shape[0];

    public long Centers => _right.shape[0];

    private Tensor? LeftNorms { get; }

    private Tensor? RightNorms { get; }

    private double Epsilon { get; }

    /// <summary>Fills a block with the arguments of the kernel for some points (rows) and centres (columns).</summary>
    /// <param name="block">The memory.</param>
    /// <param name="firstPoint">The point of its first row.</param>
    /// <param name="firstCenter">The centre of its first column.</param>
    /// <param name="self">Whether its diagonal holds distances of points to themselves, which are 0 and no equal pairs.</param>
    /// <returns>Whether the block holds a pair that counts as equal; never for inner products.</returns>
    public bool Fill(Tensor block, long firstPoint, long firstCenter, bool self = false)
    {
        using var scope = NewDisposeScope();
        long rows = block.shape[0], columns = block.shape[1];
        block.addmm_(_left.narrow(0, firstPoint, rows), _right.narrow(0, firstCenter, columns).t(), beta: 0);
        if (!Distances) return false;
        if (self) block.diagonal().fill_(float.MaxValue);
        bool far = block.min().ToDouble() > _near, equalPairs = !far && SetEqual(block, firstPoint, firstCenter);
        if (self) block.diagonal().fill_(0);
        return equalPairs;
    }

    private bool SetEqual(Tensor block, long firstPoint, long firstCenter)
    {
        using var scope = NewDisposeScope();
        long rows = block.shape[0], columns = block.shape[1];
        var bound = (LeftNorms!.narrow(0, firstPoint, rows).unsqueeze(1) + RightNorms!.narrow(0, firstCenter, columns)).mul_(8 * Epsilon);
        var equal = block.le(bound);
        block.masked_fill_(equal, 0);
        return equal.any().ToBoolean();
    }

    /// <summary>The median distance in M of different points, of all pairs; n² numbers.</summary>
    /// <exception cref="DataException">All points are equal.</exception>
    public static double MedianDistance(IKernel kernel, Metric metric, Tensor points)
    {
        using var scope = NewDisposeScope();
        var block = empty(points.shape[0], points.shape[0], dtype: points.dtype, device: points.device);
        new KernelGeometry(kernel, metric, points, points).Fill(block, 0, 0);
        var squares = block.masked_select(block.triu(1).gt(0));
        return squares.numel() > 0
            ? Math.Sqrt(squares.median().ToDouble())
            : throw new DataException("The median distance of the training rows is zero, so it gives no bandwidth. Give a bandwidth, or remove equal rows.");
    }

    /// <summary>Fills the arguments of the kernel block of points by block, and hands each on; memory does not grow with the points.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="metric">M.</param>
    /// <param name="points">X, (p×d).</param>
    /// <param name="centers">Z, (n×d).</param>
    /// <param name="target">The memory (rows×n) for a first point and a number of rows.</param>
    /// <param name="then">Takes a block, its first point, and whether it holds an equal pair.</param>
    public static void ForEachBlock(IKernel kernel, Metric metric, Tensor points, Tensor centers, Func<long, long, Tensor> target, Action<Tensor, long, bool> then)
    {
        for (long start = 0; start < points.shape[0]; start += 8 * BlockSize)
        {
            using var scope = NewDisposeScope();
            long some = Math.Min(8 * BlockSize, points.shape[0] - start);
            var geometry = new KernelGeometry(kernel, metric, points.narrow(0, start, some), centers);
            for (long at = 0; at < some; at += BlockSize)
            {
                using var inner = NewDisposeScope();
                var block = target(start + at, Math.Min(BlockSize, some - at));
                bool equalPairs = geometry.Fill(block, at, 0);
                then(block, start + at, equalPairs);
            }
        }
    }

    /// <summary>A block of slopes; 0 for pairs that count as equal, whose difference is zero.</summary>
    public static void Slopes(IKernel kernel, Tensor block, bool equalPairs)
    {
        using var scope = NewDisposeScope();
        var equal = equalPairs ? block.eq(0) : null;
        kernel.Slopes(block);
        if (equal is not null) block.masked_fill_(equal, 0);
    }

    private static (Tensor Times, Tensor Norms) Measured(Metric metric, Tensor x)
    {
        var times = metric.Times(x);
        return (times, (times * x).sum(1, keepdim: true)); // (n×d), (n×1)
    }
}
