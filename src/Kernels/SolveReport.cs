namespace DeepNfa.Kernels;

/// <summary>How a kernel system was solved, and how well.</summary>
/// <param name="Solver">"cholesky", or "nystrom-cg" for the iterative solver.</param>
/// <param name="Precision">The type of the factorization, "float32" or "float64".</param>
/// <param name="Ridge">The ridge that was used in the end.</param>
/// <param name="Residual">‖y − (K + λI)α‖/‖y‖; for the iterative solver that of its own, preconditioned system.</param>
/// <param name="Condition">A lower bound of the condition number of K + λI, from its factor; null for the iterative solver.</param>
/// <param name="Steps">Steps of refinement, or of conjugate gradients.</param>
/// <param name="Centers">The number of centres: all points, or those of the iterative solver.</param>
/// <param name="Notes">Sentences on what a user should know: a fallback, equal rows, a solver that was switched to.</param>
public sealed record SolveReport(string Solver, string Precision, double Ridge, double Residual, double? Condition, int Steps, int Centers, IReadOnlyList<string> Notes);
