using DeepNfa.Algebra;
using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Kernels;

/// <summary>Kernel ridge regression on all n points with the machine's centres restricted to m of them, by preconditioned conjugate gradients.</summary>
/// <remarks>
/// <b>Formula.</b> (KₙₘᵀKₙₘ + λKₘₘ)α = Kₙₘᵀy, with Kₘₘ = TᵀT and AᵀA = (n/m)TTᵀ + λI; α = T⁻¹A⁻¹β, where β solves a system close to the identity. With m = n this is
/// (K + λI)α = y. <b>Cost.</b> 2nmd for Kₙₘ once, 4nmc a step, m³ for the preconditioner; n·m and m² numbers of memory.
/// <b>Source.</b> Rudi, Carratino and Rosasco, FALKON, NeurIPS 2017. Its tensors live in the dispose scope in which it was made.
/// </remarks>
internal sealed class NystromSolver
{
    private const int MostSteps = 100;
    private const double Enough = 1e-5;
    private const double Least = 1e-30; // a divisor in place of 0, in float32 too

    private readonly Tensor _rows; // Kₙₘ, (n×m)
    private readonly Tensor _t; // Tᵀ, lower, (m×m)
    private readonly Tensor _a; // Aᵀ, lower, (m×m)
    private readonly double _ridge;
    private readonly List<string> _notes = [];

    /// <summary>Computes Kₙₘ into the given memory, and the preconditioner.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="metric">M.</param>
    /// <param name="points">X, (n×d).</param>
    /// <param name="centers">Z, (m×d).</param>
    /// <param name="rows">The memory, (n×m).</param>
    /// <param name="ridge">λ.</param>
    /// <exception cref="DataException">The kernel matrix of the centres cannot be factored.</exception>
    public NystromSolver(IKernel kernel, Metric metric, Tensor points, Tensor centers, Tensor rows, double ridge)
    {
        (_rows, _ridge) = (rows, ridge);
        KernelGeometry.ForEachBlock(kernel, metric, points, centers, (at, count) => rows.narrow(0, at, count), (block, _, _) => kernel.Values(block));
        using var scope = NewDisposeScope();
        long m = centers.shape[0];
        var own = kernel.Gram(centers, centers, metric);
        double largest = own.diagonal().max().ToDouble();
        _t = Factored(own, largest);
        var inner = SymmetricSum.Gram(_t).mul_((double)points.shape[0] / m); // TTᵀ n/m
        inner.diagonal().add_(ridge);
        _a = Factored(inner, inner.diagonal().max().ToDouble());
        _t.MoveToOuterDisposeScope();
        _a.MoveToOuterDisposeScope();
    }

    /// <summary>Solves for all columns of the targets at once.</summary>
    /// <returns>α, (m×c), and Kₙₘα, (n×c), in the current dispose scope, and how it went.</returns>
    public (Tensor Coefficients, Tensor Fitted, SolveReport Report) Solve(Tensor targets)
    {
        using var scope = NewDisposeScope();
        var right = Whitened(_rows.t().matmul(targets)); // (m×c)
        var start = right.square().sum(0L).clamp_min_(Least); // (c); an output without a target has a start of 0 and nothing to solve
        var (solution, rest, direction) = (zeros_like(right), right.clone(), right.clone());
        var energy = rest.square().sum(0L);
        int steps = 0;
        double residual = 1;
        for (; steps < MostSteps && !(residual <= Enough); steps++)
        {
            using var inner = NewDisposeScope();
            var applied = Apply(direction);
            var step = energy / (direction * applied).sum(0L).clamp_min_(Least); // (c): every output has its own conjugate gradients
            solution.add_(direction * step);
            rest.sub_(applied * step);
            var next = rest.square().sum(0L);
            direction.mul_(next / energy.clamp_min(Least)).add_(rest);
            energy.copy_(next);
            residual = Math.Sqrt((next / start).max().ToDouble());
        }
        if (!(residual <= Enough)) _notes.Add(FormattableString.Invariant($"The iterative solver stopped after {steps} steps at a relative residual of {residual:G2}; a larger ridge or more centres would help."));
        var coefficients = Unwhitened(solution).MoveToOuterDisposeScope();
        var fitted = _rows.matmul(coefficients).MoveToOuterDisposeScope();
        return (coefficients, fitted, new("nystrom-cg", targets.dtype == ScalarType.Float32 ? "float32" : "float64", _ridge, residual, null, steps, (int)_t.shape[0], _notes));
    }

    /// <summary>A⁻ᵀ(T⁻ᵀKₙₘᵀKₙₘT⁻¹ + λI)A⁻¹v.</summary>
    private Tensor Apply(Tensor v)
    {
        var inner = linalg.solve_triangular(_a.t(), v, upper: true);
        var product = _rows.t().matmul(_rows.matmul(linalg.solve_triangular(_t.t(), inner, upper: true)));
        return linalg.solve_triangular(_a, linalg.solve_triangular(_t, product, upper: false).add_(inner * _ridge), upper: false);
    }

    private Tensor Whitened(Tensor v) => linalg.solve_triangular(_a, linalg.solve_triangular(_t, v, upper: false), upper: false);

    private Tensor Unwhitened(Tensor v) => linalg.solve_triangular(_t.t(), linalg.solve_triangular(_a.t(), v, upper: true), upper: true);

    /// <summary>The lower factor, with as little added to the diagonal as it takes: the solution does not depend on it, only the number of steps.</summary>
    private static Tensor Factored(Tensor matrix, double largest)
    {
        double epsilon = MachineEpsilon.Of(matrix.dtype);
        for (double added = 10 * epsilon * largest; added < largest; added *= 10)
        {
            using var scope = NewDisposeScope();
            var work = matrix.clone();
            work.diagonal().add_(added);
            if (Cholesky.Factor(work)) return work.tril_().MoveToOuterDisposeScope();
        }
        throw new DataException("The kernel matrix of the centres cannot be factored. Look for rows of extreme size, and scale the inputs.");
    }
}
