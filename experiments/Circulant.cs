namespace DeepNfa.Experiments;

/// <summary>How far a square matrix is from circulant, and the order of numbers in which multiplication becomes addition.</summary>
public static class Circulant
{
    /// <summary>1, g, g², …, g^(p−2) modulo a prime p for its smallest primitive root g.</summary>
    public static int[] Powers(int p)
    {
        for (int g = 1; ; g++)
        {
            var powers = new int[p - 1];
            for (int i = 0, power = 1; i < powers.Length; i++, power = power * g % p) powers[i] = power;
            if (powers.Distinct().Count() == p - 1) return powers;
        }
    }

    /// <summary>The share of a matrix, its mean entry removed, that is not constant along shifted diagonals, the better of those that fall (circulant) and those that rise (Hankel).</summary>
    /// <param name="entry">The entry of row and column.</param>
    /// <param name="size">Rows and columns.</param>
    /// <returns>0 for a circulant matrix, about 1 − 1/size for entries in random order, NaN for a constant one.</returns>
    public static double Rest(Func<int, int, double> entry, int size)
    {
        var entries = (from i in Enumerable.Range(0, size) from j in Enumerable.Range(0, size) select (I: i, J: j, Value: entry(i, j))).ToList();
        double total = Spread(entries.Select(e => e.Value));
        double Within(Func<int, int, int> diagonal) => entries.GroupBy(e => (diagonal(e.I, e.J) + size) % size).Sum(g => Spread(g.Select(e => e.Value)));
        return total > 0 ? Math.Min(Within((i, j) => j - i), Within((i, j) => i + j)) / total : double.NaN;
    }

    private static double Spread(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double mean = all.Average();
        return all.Sum(v => (v - mean) * (v - mean));
    }
}
