namespace DeepNfa.Cli.Sweeps;

/// <summary>What the program says of itself, among all else that a task writes.</summary>
internal static class Sentence
{
    /// <summary>What stands where a task said nothing.</summary>
    public const string Nothing = "it said nothing";

    private const string Mark = "deepnfa: ";

    /// <summary>The sentence of a line; null if it is none of the program's.</summary>
    public static string? Of(string line) => line.StartsWith(Mark, StringComparison.Ordinal) ? line[Mark.Length..].TrimEnd() : null;
}
