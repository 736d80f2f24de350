using static TorchSharp.torch;

namespace DeepNfa.Kernels.Convolution;

/// <summary>Sums over a square window that moves by one position: what a convolution does to covariances.</summary>
/// <remarks>Positions are the first dimensions, so that every sum runs over whole stretches of memory; rows first, then columns: 2(q − 1) additions in place of q² − 1.</remarks>
internal static class WindowSums
{
    /// <summary>The sums, a new tensor in the current dispose scope.</summary>
    /// <param name="values">(rows × columns × …), or (rows × columns × rows' × columns' × …) of pairs of positions.</param>
    /// <param name="window">q.</param>
    /// <param name="padding">Zeros around.</param>
    /// <param name="pairs">Whether both windows of a pair move together: Σₖₗ v[r + k, c + l, r' + k, c' + l].</param>
    public static Tensor Of(Tensor values, int window, int padding, bool pairs = false)
    {
        using var scope = NewDisposeScope();
        var padded = Padded(values, padding, pairs ? 4 : 2);
        if (window == 1) return (ReferenceEquals(padded, values) ? values.clone() : padded).MoveToOuterDisposeScope();
        return Along(Along(padded, window, 0, pairs), window, 1, pairs).MoveToOuterDisposeScope();
    }

    /// <summary>The adjoint of <see cref="Of"/>: the gradient with respect to the values from that with respect to the sums; a new tensor in the current dispose scope.</summary>
    public static Tensor Adjoint(Tensor gradients, int window, int padding, bool pairs = false) => Of(gradients, window, window - 1 - padding, pairs);

    private static Tensor Along(Tensor values, int window, int dimension, bool pairs)
    {
        Tensor At(int k) => pairs ? Shifted(Shifted(values, k, window, dimension), k, window, dimension + 2) : Shifted(values, k, window, dimension);
        var sum = At(0) + At(1);
        for (int k = 2; k < window; k++) sum.add_(At(k));
        return sum;
    }

    private static Tensor Shifted(Tensor values, int by, int window, int dimension) => values.narrow(dimension, by, values.shape[dimension] - window + 1);

    private static Tensor Padded(Tensor values, int padding, int dimensions)
    {
        if (padding == 0) return values;
        long rest = values.dim() - dimensions;
        return nn.functional.pad(values, [.. Enumerable.Repeat(0L, (int)(2 * rest)), .. Enumerable.Repeat((long)padding, 2 * dimensions)]);
    }
}
