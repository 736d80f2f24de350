using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>Compares kinds of features: the score of a linear read-out of the first r of each, and the overlap of the spaces that they span.</summary>
/// <remarks>
/// The read-out is <see cref="LinearProbe"/>, a closed form that chooses its ridge by itself, so that a comparison depends on nothing but its features and no method is tuned more than another.
/// Deterministic: no seed, no order of samples.
/// </remarks>
public static class FeatureComparison
{
    /// <summary>The ranks 1, 2, 5, 10, 20, 50, … up to a largest one, which is the last.</summary>
    public static IReadOnlyList<int> RanksTo(int most)
    {
        Require.AtLeast(most, 1);
        var ranks = new List<int>();
        for (int ten = 1; ten <= most; ten *= 10)
            ranks.AddRange(new[] { ten, 2 * ten, 5 * ten }.Where(r => r < most));
        return [.. ranks, most];
    }

    /// <summary>Compares.</summary>
    /// <param name="features">The kinds of features, of the same samples in the same order.</param>
    /// <param name="trainTargets">(n × c); one-hot for classes.</param>
    /// <param name="testTargets">(m × c).</param>
    /// <param name="classification">Whether the targets are classes.</param>
    /// <param name="ranks">How many of the first features are taken, each at least 1.</param>
    /// <exception cref="UsageException">Nothing is compared, or rows or names do not agree.</exception>
    public static ComparedFeatures Of(IReadOnlyList<OrderedFeatures> features, Tensor trainTargets, Tensor testTargets, bool classification, IReadOnlyList<int> ranks)
    {
        Require.That(features.Count > 0 && ranks.Count > 0, "comparison", "features and ranks", $"{features.Count} and {ranks.Count}");
        Require.That(features.Select(f => f.Name).Distinct().Count() == features.Count, "names of features", "each once", string.Join(", ", features.Select(f => f.Name)));
        foreach (int rank in ranks) Require.AtLeast(rank, 1, name: "rank");
        foreach (var f in features)
        {
            Require.Shape(f.Train.shape, [trainTargets.shape[0], -1], "Give the features of every training sample.", $"features {f.Name}");
            Require.Shape(f.Test.shape, [testTargets.shape[0], f.Train.shape[1]], "Give the same features of every test sample.", $"features {f.Name}");
        }
        var scores = new double[features.Count, ranks.Count];
        for (int i = 0; i < features.Count; i++)
            for (int r = 0; r < ranks.Count; r++)
                scores[i, r] = Score(features[i], ranks[r], trainTargets, testTargets, classification);
        var spaces = features.Where(f => f.Directions is not null).ToList();
        return new([.. features.Select(f => f.Name)], ranks, scores, classification, [.. spaces.Select(f => f.Name)],
            [.. ranks.Select(r => Overlaps(spaces, r))], [.. ranks.Select(r => spaces.Count == 0 ? double.NaN : Math.Min(1, (double)r / spaces[0].Directions!.shape[0]))]);
    }

    /// <summary>‖Q_AᵀQ_B‖²_F/r in [0, 1], with orthonormal bases Q of the columns: 1 for equal spaces, r/d expected for random ones.</summary>
    /// <param name="a">(d × r), independent columns.</param>
    /// <param name="b">(d × r).</param>
    public static double Overlap(Tensor a, Tensor b)
    {
        Require.Shape(b.shape, a.shape, "Give equally many directions of the same inputs.");
        using var scope = NewDisposeScope();
        Tensor qa = linalg.qr(a.to(ScalarType.Float64)).Q, qb = linalg.qr(b.to(ScalarType.Float64)).Q;
        return qa.t().matmul(qb).square().sum().ToDouble() / a.shape[1];
    }

    private static double Score(OrderedFeatures features, int rank, Tensor trainTargets, Tensor testTargets, bool classification)
    {
        if (rank > features.Train.shape[1]) return double.NaN;
        using var scope = NewDisposeScope();
        using var probe = LinearProbe.Fit(features.Train.narrow(1, 0, rank), trainTargets);
        return probe.Score(features.Test.narrow(1, 0, rank), testTargets, classification).Score ?? double.NaN;
    }

    private static double[,] Overlaps(List<OrderedFeatures> spaces, int rank)
    {
        var overlaps = new double[spaces.Count, spaces.Count];
        for (int i = 0; i < spaces.Count; i++)
            for (int j = 0; j <= i; j++)
            {
                using var scope = NewDisposeScope();
                Tensor a = spaces[i].Directions!, b = spaces[j].Directions!;
                overlaps[i, j] = overlaps[j, i] = Math.Min(a.shape[1], b.shape[1]) < rank ? double.NaN : Overlap(a.narrow(1, 0, rank), b.narrow(1, 0, rank));
            }
        return overlaps;
    }
}
