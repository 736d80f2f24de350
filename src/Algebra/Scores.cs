using DeepNfa.Records;
using TorchSharp;
using static TorchSharp.torch;

namespace DeepNfa.Algebra;

/// <summary>How well outputs (n × c) fit targets (n × c).</summary>
public static class Scores
{
    /// <summary>Mean squared error over samples and outputs, with the accuracy of one-hot classes or the R² of numbers.</summary>
    public static SplitMetrics Of(Tensor outputs, Tensor targets, bool classification)
    {
        using var scope = NewDisposeScope();
        var (f, y) = (outputs.to(ScalarType.Float64), targets.to(ScalarType.Float64));
        double residual = (f - y).square().sum().ToDouble(), loss = residual / Math.Max(1, y.numel());
        return classification ? new(loss, f.argmax(1).eq(y.argmax(1)).sum().ToDouble() / y.shape[0], null) : new(loss, null, R2(residual, y));
    }

    /// <summary>1 − Σ(y − f)²/Σ(y − ȳ)², pooled over outputs; null where the targets do not vary.</summary>
    /// <param name="residual">Σ(y − f)².</param>
    /// <param name="targets">y, (n × c).</param>
    public static double? R2(double residual, Tensor targets)
    {
        using var scope = NewDisposeScope();
        var y = targets.to(ScalarType.Float64);
        double spread = (y - y.mean([0L], keepdim: true)).square().sum().ToDouble();
        return spread > 0 ? 1 - (residual / spread) : null;
    }
}
