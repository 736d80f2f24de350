using TorchSharp;

namespace DeepNfa.Experiments;

/// <summary>Dense matrices of layer 1, for comparisons with matrices that no weights of the network are in.</summary>
internal static class MatrixPearson
{
    /// <summary>The Pearson correlation of all entries; NaN where one of the matrices is constant.</summary>
    /// <param name="a">(d×d).</param>
    /// <param name="b">(d×d).</param>
    public static double Of(torch.Tensor a, torch.Tensor b)
    {
        using var scope = torch.NewDisposeScope();
        var (x, y) = (Centered(a), Centered(b));
        double norms = x.norm().ToDouble() * y.norm().ToDouble();
        return norms > 0 ? x.dot(y).ToDouble() / norms : double.NaN;
    }

    /// <summary>FᵀF in double precision, (d×d), of F (k×d).</summary>
    public static torch.Tensor Gram(torch.Tensor factor)
    {
        var f = factor.to(torch.ScalarType.Float64);
        return f.t().matmul(f);
    }

    private static torch.Tensor Centered(torch.Tensor matrix)
    {
        var flat = matrix.to(torch.ScalarType.Float64).flatten();
        return flat - flat.mean();
    }
}
