namespace DeepNfa.Records;

/// <summary>The fit of a kernel machine as plain values: what its page is drawn from.</summary>
/// <param name="Kernel">The kernel with its bandwidth, in words.</param>
/// <param name="Iterations">Every iteration, in order.</param>
/// <param name="Selected">The iteration that was kept.</param>
/// <param name="Importances">diag M of that iteration, (d).</param>
/// <param name="Eigenvalues">The largest eigenvalues of M, descending.</param>
/// <param name="Vectors">Their eigenvectors, a row each, (k × d).</param>
/// <param name="Features">A name for each column of the inputs; null where they have none.</param>
/// <param name="Facts">Settings, data and solver, in words: name and value.</param>
/// <param name="Notes">Sentences on what a reader should know.</param>
/// <param name="Command">The command that repeats the fit.</param>
public sealed record MachineRecord(
    string Kernel,
    IReadOnlyList<MachineIteration> Iterations,
    int Selected,
    IReadOnlyList<double> Importances,
    IReadOnlyList<double> Eigenvalues,
    IReadOnlyList<double[]> Vectors,
    IReadOnlyList<string>? Features,
    IReadOnlyList<(string Name, string Value)> Facts,
    IReadOnlyList<string> Notes,
    string Command)
{
    /// <summary>The network that M was compared with, in words; null where there was none.</summary>
    public string? Network { get; init; }

    /// <summary>How alike M and the matrices of that network are, by iteration.</summary>
    public IReadOnlyList<MachineLikeness> Likenesses { get; init; } = [];
}

/// <summary>The scores of one iteration.</summary>
/// <param name="Iteration">Updates of M; 0 is the plain kernel machine.</param>
/// <param name="Train">The training samples.</param>
/// <param name="Validation">The validation samples, or null without any.</param>
/// <param name="Test">The test samples, or null without any.</param>
public sealed record MachineIteration(int Iteration, SplitMetrics Train, SplitMetrics? Validation, SplitMetrics? Test);
