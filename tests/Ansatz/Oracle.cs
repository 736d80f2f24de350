using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Ansatz;

/// <summary>The readable definitions: one autograd pass an output, dense (d × d) matrices, square roots by eigenvalues. Slow and obviously right.</summary>
internal static class Oracle
{
    /// <summary>(1/n) Σ JᵀJ over samples and outputs at the input of every layer, dense; centred: the mean Jacobian is removed first.</summary>
    public static List<Tensor> Agops(Mlp network, Tensor inputs, bool centered)
    {
        var layerInputs = new List<Tensor>();
        var h = inputs.detach().requires_grad_(true);
        for (int l = 0; l < network.Weights.Count; l++)
        {
            layerInputs.Add(h);
            var z = h.matmul(network.Weights[l].t());
            if (network.Biases.Count > 0) z = z + network.Biases[l];
            h = l + 1 < network.Weights.Count ? network.Shape.Activation.Apply(z) : z;
        }
        long n = inputs.shape[0];
        var sums = layerInputs.Select(x => zeros(x.shape[1], x.shape[1], dtype: ScalarType.Float64)).ToList();
        for (long c = 0; c < h.shape[1]; c++)
        {
            var gradients = autograd.grad([h.select(1, c).sum()], layerInputs, retain_graph: true);
            for (int l = 0; l < sums.Count; l++)
            {
                var g = gradients[l]; // (n×d_l): row p is ∂f_c/∂h_l at x_p
                if (centered) g = g - g.mean([0L], true);
                sums[l] = sums[l] + g.t().matmul(g) / n;
            }
        }
        return sums;
    }

    /// <summary>The power of a symmetric positive semi-definite matrix; eigenvalues within rounding of zero are zero.</summary>
    public static Tensor Power(Tensor matrix, double s)
    {
        if (s == 1) return matrix;
        var (values, vectors) = linalg.eigh((matrix + matrix.t()) / 2);
        var kept = where(values.gt(values.max() * matrix.shape[0] * 2.2e-16), values, zeros_like(values));
        return (vectors * kept.pow(s)).matmul(vectors.t());
    }

    /// <summary>Pearson or cosine of two dense matrices, with or without their diagonals.</summary>
    public static double Similarity(Tensor a, Tensor b, SimilarityKind kind, bool offDiagonal)
    {
        var (x, y) = (a.flatten(), b.flatten());
        if (offDiagonal)
        {
            var mask = (1 - eye(a.shape[0], dtype: ScalarType.Float64)).flatten().gt(0.5);
            (x, y) = (x.masked_select(mask), y.masked_select(mask));
        }
        if (kind == SimilarityKind.Pearson) (x, y) = (x - x.mean(), y - y.mean());
        return (x.dot(y) / (x.norm() * y.norm())).ToDouble();
    }
}
