using DeepNfa.Records;

namespace DeepNfa.Data;

/// <summary>An operation on the numbers modulo p.</summary>
public enum ModularOperation
{
    /// <summary>a + b.</summary>
    Add,

    /// <summary>a − b.</summary>
    Subtract,

    /// <summary>a·b.</summary>
    Multiply,

    /// <summary>a·b⁻¹, for b other than 0.</summary>
    Divide,
}

/// <summary>The table of an operation modulo p as a data set: which rows are missing decides whether a method has understood it.</summary>
/// <remarks>
/// Inputs are e_a ⊕ e_b of width 2p, targets the one-hot result of width p; p² pairs, p(p − 1) for division. <b>Source.</b> N. Mallinar et al., arXiv 2407.20199, whose p is 61 (figures 6 and 7)
/// and whose training share is 50 %: 1,860 pairs for addition.
/// </remarks>
public static class ModularArithmetic
{
    /// <summary>All pairs, in the order of a, then of b.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="modulus">p, 2 to 1024; a prime for division.</param>
    /// <exception cref="UsageException">The modulus cannot be used.</exception>
    public static LabeledSet Table(ModularOperation operation, int modulus)
    {
        int p = Require.InRange(modulus, 2, 1024);
        Require.That(operation != ModularOperation.Divide || Enumerable.Range(2, (int)Math.Sqrt(p)).All(k => k >= p || p % k != 0), nameof(modulus), "a prime, so that every number but 0 divides", p, "61 and 97 are usual.");
        (int A, int B)[] pairs = [.. from a in Enumerable.Range(0, p) from b in Enumerable.Range(0, p) where b > 0 || operation != ModularOperation.Divide select (a, b)];
        var inputs = new float[pairs.Length * 2 * p];
        for (int i = 0; i < pairs.Length; i++)
            inputs[(i * 2 * p) + pairs[i].A] = inputs[(i * 2 * p) + p + pairs[i].B] = 1;
        return LabeledSet.OfClasses($"{operation.ToString().ToLowerInvariant()} mod {p}", inputs, [.. pairs.Select(q => Result(operation, q.A, q.B, p))], classes: p) with
        {
            Source = $"all pairs (a, b) modulo {p}, one-hot, with a {Sign(operation)} b",
        };
    }

    /// <summary>The table split by pairs at random, from stream "split".</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="modulus">p, 2 to 1024; a prime for division.</param>
    /// <param name="train">The share of pairs to train on, in (0, 1); their number is rounded down.</param>
    /// <param name="seed">Where the order is drawn from.</param>
    /// <exception cref="UsageException">An argument is out of range.</exception>
    /// <exception cref="DataException">The share comes to no pair.</exception>
    public static DataSplit Split(ModularOperation operation, int modulus, double train, Seed seed)
    {
        using var table = Table(operation, modulus);
        Require.That(train is > 0 and < 1, nameof(train), "a share between 0 and 1", train);
        int count = (int)(train * table.Samples);
        return count > 0 ? table.SplitCounts(count, table.Samples - count, seed) : throw new DataException($"{table.Name}: a share of {train} of {table.Samples} pairs is none. Give a larger share.");
    }

    private static int Result(ModularOperation operation, int a, int b, int p) => operation switch
    {
        ModularOperation.Add => (a + b) % p,
        ModularOperation.Subtract => (a - b + p) % p,
        ModularOperation.Multiply => a * b % p,
        _ => a * Inverse(b, p) % p,
    };

    /// <summary>b^(p−2), which is b⁻¹ by Fermat's little theorem.</summary>
    private static int Inverse(int b, int p)
    {
        int result = 1;
        for (int power = p - 2, square = b; power > 0; power >>= 1, square = square * square % p)
            if ((power & 1) != 0) result = result * square % p;
        return result;
    }

    private static string Sign(ModularOperation operation) => operation switch
    {
        ModularOperation.Add => "+",
        ModularOperation.Subtract => "-",
        ModularOperation.Multiply => "*",
        _ => "/",
    };
}
