using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Reports;
using TorchSharp;

namespace DeepNfa.Experiments;

/// <summary>Modular arithmetic with its numbers in the order in which every operation is an addition, so that what is learned of it can be seen.</summary>
public static class ModularTables
{
    /// <summary>The operations by name.</summary>
    public static IReadOnlyList<string> Operations { get; } = ["add", "subtract", "multiply", "divide"];

    /// <summary>The operation of a name.</summary>
    /// <exception cref="UsageException">There is none of that name.</exception>
    public static ModularOperation Parse(string name) =>
        Operations.Contains(name) ? Enum.Parse<ModularOperation>(name, ignoreCase: true) : throw new UsageException($"operations: expected add, subtract, multiply or divide; got '{name}'.");

    /// <summary>The pairs of an operation.</summary>
    public static int Pairs(ModularOperation operation, int modulus) => operation == ModularOperation.Divide ? modulus * (modulus - 1) : modulus * modulus;

    /// <summary>The table split by pairs, its inputs in the order of <see cref="Order"/> with what that leaves out (0) last: columns of one-hot inputs have no order of their own.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="modulus">p.</param>
    /// <param name="train">The share of pairs to train on.</param>
    /// <param name="seed">Where the order of pairs is drawn from.</param>
    public static DataSplit Split(ModularOperation operation, int modulus, double train, Seed seed)
    {
        var split = ModularArithmetic.Split(operation, modulus, train, seed);
        int[] order = Order(operation, modulus);
        if (order.Length == modulus) return split;
        int[] all = [.. order, 0];
        using var scope = torch.NewDisposeScope();
        using var columns = torch.tensor([.. all, .. all.Select(i => modulus + i)]);
        using (split) return new(Ordered(split.Train), split.Validation is null ? null : Ordered(split.Validation));
        LabeledSet Ordered(LabeledSet set) => new(set.Name, set.Inputs.index_select(1, columns), set.Targets.clone())
        {
            Classification = true,
            Source = $"{set.Source}; numbers in the order of the powers of the smallest primitive root, 0 last",
        };
    }

    /// <summary>The numbers in the order in which the operation is an addition: 0, 1, 2, … or, for × and ÷, the powers of a primitive root, without 0.</summary>
    public static int[] Order(ModularOperation operation, int modulus) =>
        operation is ModularOperation.Multiply or ModularOperation.Divide ? Circulant.Powers(modulus) : [.. Enumerable.Range(0, modulus)];

    /// <summary>The places of these numbers among the inputs of <see cref="Split"/>: 0, 1, 2, …</summary>
    public static int[] Places(ModularOperation operation, int modulus) => [.. Enumerable.Range(0, Order(operation, modulus).Length)];

    /// <summary>The same numbers in a random order, which destroys what is circulant and keeps the entries: the control.</summary>
    public static int[] Shuffled(int[] order, Seed seed) => [.. seed.Stream("circulant-control").Permutation(order.Length).Select(i => order[i])];

    /// <summary>The share of the block between second and first operand that is not circulant.</summary>
    /// <param name="matrix">(2p × 2p).</param>
    /// <param name="order">Where the numbers are among the inputs, in the order in which the operation is an addition: <see cref="Order"/> in the table as it is, <see cref="Places"/> in that of <see cref="Split"/>.</param>
    public static double Rest(double[,] matrix, int[] order)
    {
        int modulus = matrix.GetLength(0) / 2;
        return Circulant.Rest((i, j) => matrix[modulus + order[i], order[j]], order.Length);
    }

    /// <summary>The cosine of two matrices as vectors; nothing is removed first.</summary>
    internal static double Cosine(double[,] a, double[,] b)
    {
        double[] x = [.. a.Cast<double>()], y = [.. b.Cast<double>()];
        double Dot(double[] u, double[] v) => u.Zip(v, (p, q) => p * q).Sum();
        return Dot(x, y) / Math.Sqrt(Dot(x, x) * Dot(y, y));
    }

    /// <summary>The block between second and first operand.</summary>
    internal static double[,] MixedBlock(double[,] matrix)
    {
        int p = matrix.GetLength(0) / 2;
        var block = new double[p, p];
        for (int i = 0; i < p; i++)
            for (int j = 0; j < p; j++) block[i, j] = matrix[p + i, j];
        return block;
    }

    /// <summary>WᵀW above AGOP^½ of layer 1 for each task of the first seed, at the end; nothing where the pictures were not kept.</summary>
    public static IEnumerable<Figure> Pictures(IReadOnlyList<RunRecord> records)
    {
        var shown = records.Where(r => r.Manifest.Seed == records[0].Manifest.Seed && r.ProbedEpochs.Count > 0).Select(r => (Name: r.Settings().Task ?? r.Manifest.Data.Name, Picture: r.PicturesAt(r.ProbedEpochs[^1])[0])).ToList();
        if (shown.Count == 0) yield break;
        yield return new Figure("circulant", "Circulant features: the two matrices of layer 1",
            [.. shown.Select(s => Heat($"{s.Name}: WᵀW", s.Picture.NfmPooled)), .. shown.Select(s => Heat($"{s.Name}: AGOP^½", s.Picture.AgopPooled))])
        {
            Subtitle = "At the end of training; rows and columns: first operand, then second; for × and ÷ in the order of the powers of a primitive root; the diagonal left out, colours end at the 99th percentile",
            Columns = shown.Count,
            PanelWidth = 230,
            PanelHeight = 230,
            Caption = "The blocks off the diagonal compare the first operand with the second. Stripes along diagonals mean that only the sum (or the difference) of the two numbers counts: the network has found the structure of the operation, in the basis of its Fourier modes.",
            Alt = $"Heat maps of WᵀW and AGOP^½ for {string.Join(", ", shown.Select(s => s.Name))}.",
        };
    }

    private static Panel Heat(string title, double[,] m)
    {
        int n = m.GetLength(0);
        var shown = (double[,])m.Clone();
        for (int i = 0; i < n; i++) shown[i, i] = 0;
        double[] sizes = [.. shown.Cast<double>().Select(Math.Abs).Order()];
        double limit = sizes[(int)(0.99 * (sizes.Length - 1))] is > 0 and var l ? l : 1;
        return new(title, new Axis(), new Axis(), [new Heat(shown, ColorMap.Diverging, -limit, limit)], Bare: true);
    }
}
