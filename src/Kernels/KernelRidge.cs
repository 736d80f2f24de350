using DeepNfa.Algebra;
using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Kernels;

/// <summary>Kernel ridge regression (K + λI)α = y by Cholesky, with a check of what came out and a stated fallback.</summary>
/// <remarks>
/// <b>Numerics.</b> The residual is computed from K itself. Where it is above 1e-6 (1e-12 in double precision) the solution is refined up to three times. Where the
/// factorization breaks down, or the residual stays above 1e-3, single precision goes over to double, and double raises the ridge tenfold from nε·max K until it
/// holds. Each is said in a sentence.
/// </remarks>
internal static class KernelRidge
{
    private const double Acceptable = 1e-3;

    /// <summary>Solves with a symmetric kernel, whose triangle is overwritten by the factor.</summary>
    /// <returns>α, Kα (both (n×c), in the current dispose scope), and how it went.</returns>
    /// <param name="symmetric">K, of which the arguments are known.</param>
    /// <param name="targets">y, (n×c), of the type of K.</param>
    /// <param name="ridge">λ.</param>
    /// <param name="wider">K in double precision, asked for where single does not do; null where that would not fit in memory.</param>
    public static (Tensor Coefficients, Tensor Fitted, SolveReport Report) Solve(SymmetricKernel symmetric, Tensor targets, double ridge, Func<SymmetricKernel>? wider)
    {
        using var scope = NewDisposeScope();
        var notes = new List<string>();
        if (symmetric.EqualPairs > 0 && ridge == 0)
            notes.Add($"{symmetric.EqualPairs} pair{(symmetric.EqualPairs == 1 ? "" : "s")} of training rows are equal and the ridge is 0, so no machine can interpolate them unless their targets are equal.");
        var result = Attempt(symmetric, targets, ridge, notes);
        if (result is null && targets.dtype == ScalarType.Float32 && wider is not null)
        {
            notes.Add("The kernel matrix is too ill-conditioned for single precision; it was solved in double precision.");
            using var wide = wider();
            result = Attempt(wide, targets.to(ScalarType.Float64), ridge, notes) ?? Raised(wide, targets.to(ScalarType.Float64), ridge, notes);
        }
        var (coefficients, fitted, report) = result ?? Raised(symmetric, targets, ridge, notes);
        return (coefficients.to(targets.dtype).MoveToOuterDisposeScope(), fitted.to(targets.dtype).MoveToOuterDisposeScope(), report);
    }

    private static (Tensor, Tensor, SolveReport)? Attempt(SymmetricKernel symmetric, Tensor targets, double ridge, List<string> notes)
    {
        bool single = targets.dtype == ScalarType.Float32;
        double enough = single ? 1e-6 : 1e-12;
        if (!symmetric.Factor(ridge)) return null;
        double norm = targets.norm().ToDouble(), condition = symmetric.Condition;
        var coefficients = symmetric.Solve(targets);
        var (fitted, rest, residual) = Check(coefficients);
        int steps = 0;
        while (residual > enough && steps < 3)
        {
            var refined = coefficients + symmetric.Solve(rest);
            var (f, r, now) = Check(refined);
            if (!(now < residual)) break;
            (coefficients, fitted, rest, residual) = (refined, f, r, now);
            steps++;
        }
        if (!(residual <= Acceptable)) return null;
        return (coefficients, fitted, new("cholesky", single ? "float32" : "float64", ridge, residual, condition, steps, (int)symmetric.Points, notes));

        (Tensor Fitted, Tensor Left, double Residual) Check(Tensor a)
        {
            var f = symmetric.Times(a);
            var r = targets - f - (a * ridge);
            return (f, r, norm == 0 ? 0 : r.norm().ToDouble() / norm);
        }
    }

    private static (Tensor, Tensor, SolveReport) Raised(SymmetricKernel symmetric, Tensor targets, double ridge, List<string> notes)
    {
        double epsilon = MachineEpsilon.Of(targets.dtype);
        double largest = symmetric.LargestValue(), raised = Math.Max(ridge * 10, symmetric.Points * epsilon * largest);
        for (; raised <= largest; raised *= 10)
        {
            if (Attempt(symmetric, targets, raised, notes) is not { } result) continue;
            notes.Add(FormattableString.Invariant($"K + {ridge}·I is singular to working precision; the ridge was raised to {raised:G2}."));
            return result;
        }
        throw new DataException(FormattableString.Invariant($"The kernel matrix of {symmetric.Points} training rows cannot be solved even with a ridge of {largest:G2}. Look for rows or targets of extreme size, and scale the inputs."));
    }
}
