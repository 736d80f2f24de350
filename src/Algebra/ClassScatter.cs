using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Algebra;

/// <summary>How samples of classes scatter in a space: tr S_W about their class means, tr S_B of the class means about the mean of all, both summed over samples.</summary>
/// <param name="Within">tr S_W.</param>
/// <param name="Between">tr S_B; 0 where it is rounding beside all scatter.</param>
/// <param name="CenteredMeans">Class means less the mean of all, (C × d), float64; those of empty classes are zero.</param>
public sealed record ClassScatter(double Within, double Between, Tensor CenteredMeans)
{
    /// <summary>The scatter of samples (n × d) with classes one-hot (n × C); the means in the current dispose scope.</summary>
    public static ClassScatter Of(Tensor samples, Tensor classes)
    {
        using var scope = NewDisposeScope();
        var (x, members) = (samples.to(ScalarType.Float64), classes.to(ScalarType.Float64));
        x = x - x.mean([0L]);
        var sizes = members.sum(0L);
        var means = members.t().matmul(x) / sizes.clamp_min(1).unsqueeze(1); // (C×d)
        double between = (means.square().sum(1L) * sizes).sum().ToDouble(), all = x.square().sum().ToDouble();
        // All = within + between; taken apart by differences to the means, since the difference of the sums would cancel.
        double within = (x - members.matmul(means)).square().sum().ToDouble();
        return new(within, between > all * 1e-28 ? between : 0, means.MoveToOuterDisposeScope());
    }
}
