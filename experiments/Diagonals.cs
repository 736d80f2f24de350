namespace DeepNfa.Experiments;

/// <summary>What the diagonal of a feature matrix says of coordinates that are known to matter.</summary>
internal static class Diagonals
{
    /// <summary>The share of the trace that lies on some coordinates.</summary>
    public static double Share(IReadOnlyList<double> diagonal, IEnumerable<int> coordinates) => coordinates.Sum(c => diagonal[c]) / diagonal.Sum();

    /// <summary>The rank, from 1, of the last of some coordinates when all are sorted by falling entries: their number where they come first.</summary>
    public static int LastRank(IReadOnlyList<double> diagonal, IEnumerable<int> coordinates) => coordinates.Max(c => diagonal.Count(v => v >= diagonal[c]));
}
