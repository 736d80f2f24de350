using DeepNfa.Algebra;
using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>How far classes lie apart in a space.</summary>
/// <param name="WithinOverBetween">tr S_W / tr S_B: the scatter of samples about their class mean over that of the class means about the mean of all, both summed over samples. Smaller is
/// further apart; infinite where all class means are equal.</param>
/// <param name="Silhouette">The mean of (b − a)/max(a, b), in [−1, 1], with a a sample's mean distance to its own class and b the smallest to another; NaN with fewer than two classes.</param>
/// <remarks><b>Source.</b> Rousseeuw, Journal of Computational and Applied Mathematics 20 (1987), equation (2), for the silhouette; a sample that is alone in its class counts 0, as there.</remarks>
public sealed record ClassSeparation(double WithinOverBetween, double Silhouette)
{
    /// <summary>The separation of samples in a space.</summary>
    /// <param name="samples">(n × d).</param>
    /// <param name="classes">The class of every sample, from 0.</param>
    /// <param name="silhouetteSamples">The silhouette compares all pairs; it is taken over the first so many samples.</param>
    /// <exception cref="UsageException">There is not one class for each sample.</exception>
    public static ClassSeparation Of(Tensor samples, IReadOnlyList<int> classes, int silhouetteSamples = 1000)
    {
        Require.That(samples.shape is [> 0 and var n, _] && n == classes.Count, nameof(classes), "one for each of at least one sample", classes.Count);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        int count = classes.Max() + 1;
        var scatter = ClassScatter.Of(samples, Members(classes, count, samples).t());
        int taken = Math.Min(Require.AtLeast(silhouetteSamples, 1), classes.Count);
        return new(scatter.Between > 0 ? scatter.Within / scatter.Between : double.PositiveInfinity, SilhouetteOf(samples.narrow(0, 0, taken).to(ScalarType.Float64), [.. classes.Take(taken)], count));
    }

    private static double SilhouetteOf(Tensor x, IReadOnlyList<int> classes, int count)
    {
        if (classes.Distinct().Count() < 2) return double.NaN;
        x = x - x.mean([0L]); // far from 0 the distances would cancel
        var members = Members(classes, count, x);
        double[] sizes = members.sum(1L).data<double>().ToArray();
        var lengths = x.square().sum(1L);
        var distances = (lengths.unsqueeze(1) + lengths - x.matmul(x.t()) * 2).clamp_min(0).sqrt();
        distances = distances * (1 - eye(classes.Count, dtype: ScalarType.Float64, device: x.device)); // rounding leaves a sample at some distance from itself
        double[] sums = distances.matmul(members.t()).contiguous().data<double>().ToArray(); // (n×c)
        double total = 0;
        for (int i = 0; i < classes.Count; i++)
        {
            if (sizes[classes[i]] < 2) continue;
            double own = sums[(i * count) + classes[i]] / (sizes[classes[i]] - 1), nearest = double.PositiveInfinity;
            for (int c = 0; c < count; c++)
                if (c != classes[i] && sizes[c] > 0) nearest = Math.Min(nearest, sums[(i * count) + c] / sizes[c]);
            if (Math.Max(own, nearest) > 0) total += (nearest - own) / Math.Max(own, nearest);
        }
        return total / classes.Count;
    }

    /// <summary>1 where a sample is of a class, (c × n).</summary>
    private static Tensor Members(IReadOnlyList<int> classes, int count, Tensor like)
    {
        var members = new double[(long)count * classes.Count];
        for (int i = 0; i < classes.Count; i++) members[((long)classes[i] * classes.Count) + i] = 1;
        return tensor(members, [count, classes.Count], dtype: ScalarType.Float64, device: like.device);
    }
}
