namespace DeepNfa.Cli.Sweeps;

/// <summary>What somebody may have meant by a name that does not exist.</summary>
internal static class NearestName
{
    /// <summary>The name that takes the fewest changes of a letter; one that begins like what was written comes first.</summary>
    public static string Of(string written, IReadOnlyCollection<string> names)
    {
        string plain = Plain(written);
        return names.OrderBy(n => Plain(n) is var p && (p.StartsWith(plain, StringComparison.Ordinal) || plain.StartsWith(p, StringComparison.Ordinal)) ? 0 : 1)
            .ThenBy(n => Distance(plain, Plain(n))).ThenBy(n => n, StringComparer.Ordinal).First();
    }

    /// <summary>A name as it is compared: weightDecay, weight-decay and WeightDecay are one.</summary>
    public static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Insertions, deletions and replacements of a letter that lead from one word to another; Levenshtein 1966.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
                (row[j], diagonal) = (Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)), row[j]);
        }
        return row[^1];
    }
}
