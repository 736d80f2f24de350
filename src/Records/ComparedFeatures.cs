namespace DeepNfa.Records;

/// <summary>How well several kinds of features serve a linear classifier, and how far the spaces that they span agree; plain values for pages and tables.</summary>
/// <param name="Names">The kinds of features.</param>
/// <param name="Ranks">How many of the first features were taken, ascending.</param>
/// <param name="Scores">Accuracy (R² of numbers) of a linear read-out on held-out samples: a row for each name, a column for each rank; NaN where a kind has fewer features.</param>
/// <param name="Classification">Whether scores are accuracies.</param>
/// <param name="Spaces">The names among them whose features are linear, so that they span a space of inputs.</param>
/// <param name="Overlaps">For each rank, ‖V_AᵀV_B‖²/r of the spaces of the first r directions, in [0, 1]: a matrix over <paramref name="Spaces"/>; NaN where one has fewer directions.</param>
/// <param name="Chance">For each rank, the expected overlap of two random spaces, r/d.</param>
public sealed record ComparedFeatures(
    IReadOnlyList<string> Names,
    IReadOnlyList<int> Ranks,
    double[,] Scores,
    bool Classification,
    IReadOnlyList<string> Spaces,
    IReadOnlyList<double[,]> Overlaps,
    IReadOnlyList<double> Chance);
