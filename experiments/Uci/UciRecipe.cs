namespace DeepNfa.Experiments;

/// <summary>Among which settings kernel machines are chosen on a UCI set, and by what. The first of the best is taken, in the order ridge, rows, iteration.</summary>
/// <param name="Ridges">λ.</param>
/// <param name="Divisions">How often the training rows of a fold are divided for the choice, each time anew; what is chosen is best on average.</param>
/// <param name="ByLoss">Whether the least mean squared error is best, or the highest accuracy.</param>
public sealed record UciRecipe(IReadOnlyList<double> Ridges, int Divisions, bool ByLoss)
{
    /// <summary>L of the Laplace kernel.</summary>
    public const double Bandwidth = 10;

    /// <summary>The most updates of M; every number from 0 on is tried.</summary>
    public const int Iterations = 4;

    /// <summary>That of the paper's script.</summary>
    public static UciRecipe Published { get; } = new([10, 1, 0.1, 0.01, 0.001], Divisions: 1, ByLoss: false);

    /// <summary>Our own, designed on <see cref="DesignedOn"/> alone; docs/rfm.md tells what was looked at there.</summary>
    public static UciRecipe Own { get; } = new([0.1, 0.01, 0.001], Divisions: 4, ByLoss: true);

    /// <summary>The recipe of a selection.</summary>
    public static UciRecipe Of(UciSelection selection) => selection == UciSelection.Own ? Own : Published;

    /// <summary>Whether <see cref="Own"/> was designed with the set in sight: whether it is among the first forty of the eighty at hand, by name. What the recipe gains is told of the others.</summary>
    /// <param name="set">The set's name.</param>
    public static bool DesignedOn(string set) => string.CompareOrdinal(set, "low-res-spect") <= 0;
}
