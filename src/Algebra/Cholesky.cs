using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Algebra;

/// <summary>The factorization A = LLᵀ in the memory of A: block by block, half the flops of an LU, no second matrix.</summary>
/// <remarks>
/// <b>Shapes.</b> A is (n×n), row after row. Only its lower triangle with the diagonal is read and written; what lies above stays, and may be something else.
/// <b>Cost.</b> n³/3 flops, nearly all of them in matrix products; memory of one block of columns.
/// <b>Source.</b> Golub and Van Loan, Matrix Computations (4th ed.), section 4.2.5, the left-looking form.
/// </remarks>
public static class Cholesky
{
    private const int BlockSize = 256;

    /// <summary>Overwrites the lower triangle of A by L.</summary>
    /// <param name="a">(n×n), positive definite.</param>
    /// <returns>Whether A is positive definite to working precision. If not, the lower triangle holds nothing of use.</returns>
    public static bool Factor(Tensor a)
    {
        long n = a.shape[0];
        for (long start = 0; start < n; start += BlockSize)
        {
            using var scope = NewDisposeScope();
            long size = Math.Min(BlockSize, n - start), below = n - start - size;
            var panel = a.narrow(0, start, n - start).narrow(1, start, size); // the block on the diagonal and all below it
            var diagonal = panel.narrow(0, 0, size);
            var above = diagonal.triu(1);
            if (start > 0) // A − LLᵀ over the finished columns
                panel.addmm_(a.narrow(0, start, n - start).narrow(1, 0, start), a.narrow(0, start, size).narrow(1, 0, start).t(), alpha: -1);
            var (l, info) = linalg.cholesky_ex(diagonal);
            if (info.ToInt64() != 0 || !isfinite(l.sum()).ToBoolean()) return false;
            diagonal.copy_(l.tril().add_(above));
            if (below == 0) continue;
            var rest = panel.narrow(0, size, below); // (below×size) ← rest · L⁻ᵀ
            rest.copy_(linalg.solve_triangular(l.tril().t(), rest, upper: true, left: false));
        }
        return true;
    }

    /// <summary>(LLᵀ)⁻¹B, a new tensor (n×c) in the current dispose scope.</summary>
    /// <param name="l">L in the lower triangle; what lies above is not read.</param>
    /// <param name="b">B, (n×c).</param>
    public static Tensor Solve(Tensor l, Tensor b)
    {
        using var scope = NewDisposeScope();
        var x = b.clone();
        var blocks = Enumerable.Range(0, (int)((l.shape[0] + BlockSize - 1) / BlockSize)).ToList();
        foreach (int block in blocks) Substitute(l, x, block, forward: true);
        foreach (int block in blocks.AsEnumerable().Reverse()) Substitute(l, x, block, forward: false);
        return x.MoveToOuterDisposeScope();
    }

    /// <summary>A lower bound of the condition number of A: the ratio of the extreme diagonal entries of L, squared.</summary>
    public static double Condition(Tensor l)
    {
        using var scope = NewDisposeScope();
        var diagonal = l.diagonal().abs();
        return Math.Pow(diagonal.max().ToDouble() / diagonal.min().ToDouble(), 2);
    }

    private static void Substitute(Tensor l, Tensor x, int block, bool forward)
    {
        using var scope = NewDisposeScope();
        long n = l.shape[0], start = (long)block * BlockSize, size = Math.Min(BlockSize, n - start), end = start + size;
        var rows = x.narrow(0, start, size);
        if (forward && start > 0) rows.addmm_(l.narrow(0, start, size).narrow(1, 0, start), x.narrow(0, 0, start), alpha: -1);
        if (!forward && end < n) rows.addmm_(l.narrow(0, end, n - end).narrow(1, start, size).t(), x.narrow(0, end, n - end), alpha: -1);
        var diagonal = l.narrow(0, start, size).narrow(1, start, size).tril();
        rows.copy_(linalg.solve_triangular(forward ? diagonal : diagonal.t(), rows, upper: !forward));
    }
}
