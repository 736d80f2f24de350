namespace DeepNfa.Data;

/// <summary>Rows to train on and rows to test on, counted from 0.</summary>
/// <param name="Train">The training rows, in the order of the file.</param>
/// <param name="Test">The test (or validation) rows, in the order of the file.</param>
public sealed record Uci121Split(IReadOnlyList<int> Train, IReadOnlyList<int> Test);
