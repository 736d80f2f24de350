using DeepNfa.Algebra;
using DeepNfa.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Ansatz;

/// <summary>The top eigenvectors of a symmetric matrix that is cheap to multiply by.</summary>
/// <remarks>
/// Lanczos' method with full reorthogonalisation from a seeded start; O(steps² n) and no product of matrices. Where the wanted eigenvectors have not
/// settled after a fixed number of steps, because their eigenvalues lie close together, there is no answer and a whole eigenproblem is in place.
/// </remarks>
internal static class Lanczos
{
    private const int MostSteps = 112;
    private const double Settled = 1e-8; // the residual over the gap to the next eigenvalue bounds the sine of the angle

    /// <summary>The eigenvectors of the <paramref name="count"/> largest eigenvalues, ascending as columns, (n × count); null where they have not settled.</summary>
    /// <param name="multiply">The product with a vector (n).</param>
    /// <param name="n">The size of the matrix.</param>
    /// <param name="count">How many vectors.</param>
    public static Tensor? Top(Func<Tensor, Tensor> multiply, int n, int count)
    {
        using var scope = NewDisposeScope();
        int steps = Math.Min(n, MostSteps);
        var start = new double[n];
        new Seed(0).Stream("lanczos").FillGaussian(start);
        var basis = zeros(steps, n, dtype: ScalarType.Float64);
        var projected = zeros(steps, steps, dtype: ScalarType.Float64);
        var next = tensor(start) / tensor(start).norm();
        double beta = 0;
        for (int j = 0; j < steps; j++)
        {
            using var step = NewDisposeScope();
            basis[j].copy_(next);
            var w = multiply(next);
            var known = basis.narrow(0, 0, j + 1); // (j+1 × n)
            var along = known.mv(w);
            w = w - known.t().mv(along);
            w = w - known.t().mv(known.mv(w)); // twice is enough
            projected[j].narrow(0, 0, j + 1).copy_(along);
            beta = w.norm().ToDouble();
            if (!(beta > 0)) return null; // an invariant subspace: not all eigenvectors can be reached from one start
            next = (w / beta).MoveToOuterDisposeScope();
        }
        var spectrum = Spectrum.Of(projected); // reads the lower triangle: the rows that were written
        var vectors = spectrum.Vectors.narrow(1, steps - count, count);
        if (steps < n)
        {
            double residual = beta * vectors[steps - 1].abs().max().ToDouble();
            double gap = spectrum.Values[steps - count].ToDouble() - spectrum.Values[steps - count - 1].ToDouble();
            if (!(residual < Settled * gap)) return null;
        }
        return basis.t().matmul(vectors).MoveToOuterDisposeScope();
    }
}
