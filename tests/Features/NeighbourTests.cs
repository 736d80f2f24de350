using DeepNfa.Features;
using DeepNfa.Records;
using DeepNfa.Tests.Ansatz;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Features;

public sealed class NeighbourTests
{
    [Fact]
    public void Neighbours_are_those_of_the_sorted_differences_even_far_from_the_origin()
    {
        using var scope = NewDisposeScope();
        var (queries, examples) = (Networks.Gaussian(7, 5) + 1e6, Networks.Gaussian(60, 5, 2) + 1e6);
        var found = NearestNeighbours.Of(queries, examples, 4);
        for (int i = 0; i < 7; i++)
        {
            double[] distances = (examples - queries[i]).square().sum(1L).sqrt().data<double>().ToArray();
            int[] order = [.. Enumerable.Range(0, 60).OrderBy(j => distances[j]).Take(4)];
            Assert.Equal(order, Enumerable.Range(0, 4).Select(j => found.Rows[i, j]));
            for (int j = 0; j < 4; j++) Assert.Equal(distances[order[j]], found.Distances[i, j], 1e-8);
        }
    }

    [Fact]
    public void Equally_near_examples_keep_their_order_and_a_query_is_not_its_own_neighbour()
    {
        using var examples = tensor(new[] { 0.0, 2, 1, 3, 1 }, [5, 1]);
        using var query = tensor(new[] { 1.0 }, [1, 1]);
        Assert.Equal([2, 4, 0, 1], NearestNeighbours.Of(query, examples, 4).Rows.Cast<int>());
        Assert.Equal([4, 0, 1, 3], NearestNeighbours.Of(query, examples, 4, own: [2]).Rows.Cast<int>());
        Assert.StartsWith("k: expected 1 to 4; got 5", Assert.Throws<UsageException>(() => NearestNeighbours.Of(query, examples, 5, own: [2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_equally_many_votes_the_nearest_decides()
    {
        var neighbours = new NearestNeighbours(new[,] { { 0, 1, 2, 3 }, { 3, 0, 1, 2 } }, new double[2, 4]);
        Assert.Equal([7, 7], neighbours.Vote([7, 5, 5, 7]));
        Assert.Equal([5, 7], neighbours.Vote([7, 5, 5, 7], 3)); // 7 5 5, and 7 7 5
        Assert.Equal([5, 5], neighbours.Vote([5, 7, 7, 5], 2)); // 5 7, and 5 5
    }

    [Fact]
    public void Separation_of_two_pairs_of_points_is_known_by_hand()
    {
        // Classes at ±3 with deviations ±1: within 4·1, between 4·9; for each point a = 2, b = mean(4 or 6, 6 or 8).
        using var x = tensor(new[] { -4.0, -2, 2, 4 }, [4, 1]);
        var separation = ClassSeparation.Of(x, [0, 0, 1, 1]);
        Assert.Equal(1.0 / 9, separation.WithinOverBetween, 1e-12);
        Assert.Equal(((7 - 2) / 7.0 + (5 - 2) / 5.0) / 2, separation.Silhouette, 1e-12);
        Assert.Equal(double.PositiveInfinity, ClassSeparation.Of(x, [0, 1, 1, 0]).WithinOverBetween);
        Assert.True(ClassSeparation.Of(x, [0, 1, 1, 0]).Silhouette < 0);
        Assert.Equal(double.NaN, ClassSeparation.Of(x, [0, 0, 0, 0]).Silhouette);
        // A class without samples between others changes nothing.
        Assert.Equal(separation, ClassSeparation.Of(x, [0, 0, 5, 5]));
    }

    [Fact]
    public void The_silhouette_is_that_of_all_pairs_in_many_dimensions()
    {
        using var scope = NewDisposeScope();
        var x = Networks.Gaussian(30, 4);
        int[] classes = [.. Enumerable.Range(0, 30).Select(i => i % 3)];
        double total = 0;
        for (int i = 0; i < 30; i++)
        {
            double Mean(int c) => Enumerable.Range(0, 30).Where(j => j != i && classes[j] == c).Average(j => (x[i] - x[j]).norm().ToDouble());
            double a = Mean(classes[i]), b = Enumerable.Range(0, 3).Where(c => c != classes[i]).Min(Mean);
            total += (b - a) / Math.Max(a, b);
        }
        Assert.Equal(total / 30, ClassSeparation.Of(x, classes).Silhouette, 1e-9);
    }
}
