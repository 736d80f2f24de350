using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>The examples nearest to some queries, exactly.</summary>
/// <param name="Rows">The rows of the examples, (queries × k), nearest first; equally near ones in the order of the examples.</param>
/// <param name="Distances">Their Euclidean distances.</param>
public sealed record NearestNeighbours(int[,] Rows, double[,] Distances)
{
    // A block of distances; the products run at full speed from some hundred rows on.
    private const long BlockNumbers = 8L << 20;

    // Fast distances order the candidates, exact ones decide: as many more are looked at as rounding could exchange in practice.
    private const int Spare = 8;

    /// <summary>The k nearest examples of every query.</summary>
    /// <param name="queries">(m × d).</param>
    /// <param name="examples">(n × d).</param>
    /// <param name="k">How many; at most n, or n − 1 where the queries are examples.</param>
    /// <param name="own">The row of each query among the examples, which is passed over; null where they are others.</param>
    /// <remarks>
    /// <b>Cost.</b> 2mnd flops in float64, in blocks of queries; memory of one block of distances, whatever m and n are.
    /// <b>Numerics.</b> ‖q‖² + ‖x‖² − 2⟨q, x⟩ cancels for near points; it is taken about the examples' mean, and the candidates are ordered anew by ‖q − x‖ itself.
    /// </remarks>
    /// <exception cref="UsageException">The widths differ, or there are not so many examples.</exception>
    public static NearestNeighbours Of(Tensor queries, Tensor examples, int k, IReadOnlyList<int>? own = null)
    {
        Require.Shape(queries.shape, [-1, examples.shape[1]], "Give queries of the examples' width.");
        int m = (int)queries.shape[0], n = (int)examples.shape[0];
        Require.InRange(k, 1, n - (own is null ? 0 : 1), "There are not more examples.");
        var found = new NearestNeighbours(new int[m, k], new double[m, k]);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var center = examples.mean([0L], false, ScalarType.Float64);
        var x = examples.to(ScalarType.Float64) - center;
        var lengths = x.square().sum(1L); // (n)
        long size = Math.Max(1, BlockNumbers / n);
        for (long start = 0; start < m; start += size)
        {
            using var inner = NewDisposeScope();
            var q = queries.narrow(0, start, Math.Min(size, m - start)).to(ScalarType.Float64) - center;
            var fast = lengths - q.matmul(x.t()).mul_(2); // ‖q − x‖² but for ‖q‖²
            int kept = Math.Min(n, k + Spare + (own is null ? 0 : 1));
            long[] candidates = fast.topk(kept, 1, largest: false).indexes.contiguous().data<long>().ToArray();
            var near = x.index_select(0, tensor(candidates, device: x.device)).reshape(q.shape[0], kept, -1);
            double[] exact = (near - q.unsqueeze(1)).square().sum([2L]).sqrt().contiguous().data<double>().ToArray();
            for (int i = 0; i < q.shape[0]; i++) found.Fill((int)start + i, candidates.AsSpan(i * kept, kept), exact.AsSpan(i * kept, kept), own?[(int)start + i] ?? -1);
        }
        return found;
    }

    /// <summary>The class that most of the neighbours have; of equally frequent ones that of the nearest, (queries).</summary>
    /// <param name="classes">The class of every example.</param>
    /// <param name="k">How many neighbours vote; all if null.</param>
    public int[] Vote(IReadOnlyList<int> classes, int? k = null)
    {
        int voters = Require.InRange(k ?? Rows.GetLength(1), 1, Rows.GetLength(1));
        var votes = new int[Rows.GetLength(0)];
        for (int i = 0; i < votes.Length; i++)
            votes[i] = Enumerable.Range(0, voters).GroupBy(j => classes[Rows[i, j]]).OrderByDescending(g => g.Count()).ThenBy(g => g.Min()).First().Key;
        return votes;
    }

    private void Fill(int query, ReadOnlySpan<long> candidates, ReadOnlySpan<double> distances, int own)
    {
        var order = new List<(double Distance, int Row)>();
        for (int c = 0; c < candidates.Length; c++)
            if (candidates[c] != own) order.Add((distances[c], (int)candidates[c]));
        order.Sort();
        for (int j = 0; j < Rows.GetLength(1); j++) (Distances[query, j], Rows[query, j]) = order[j];
    }
}
