using System.Globalization;
using DeepNfa.Records;

namespace DeepNfa.Cli;

/// <summary>One of several parts of a piece of work.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="Count">How many there are.</param>
internal sealed record Shard(int Number, int Count)
{
    private const int Most = 10_000;

    /// <summary>Reads <c>i/n</c>.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static Shard Parse(string text) =>
        text.Split('/') is [var i, var n] && int.TryParse(i, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && number >= 1 && number <= count && count <= Most
            ? new(number, count)
            : throw new UsageException($"--shard: expected i/n, part i of n from 1 on, such as 2/8; got '{text}'.");

    /// <summary>As it is written on the command line.</summary>
    public override string ToString() => $"{Number}/{Count}";
}
