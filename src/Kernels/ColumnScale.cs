using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Kernels;

/// <summary>A shift and a factor for each column of inputs, learned on training rows and kept with the machine.</summary>
/// <param name="Shift">What is subtracted, (d).</param>
/// <param name="Scale">What is then multiplied by, (d).</param>
public sealed record ColumnScale(IReadOnlyList<double> Shift, IReadOnlyList<double> Scale)
{
    /// <summary>To mean 0 and standard deviation 1 over the rows (n in its denominator); a constant column is only shifted.</summary>
    /// <param name="inputs">(n×d).</param>
    public static ColumnScale Standard(Tensor inputs)
    {
        using var scope = NewDisposeScope();
        var x = inputs.to(ScalarType.Float64).cpu();
        var mean = x.mean([0L]);
        double[] deviation = [.. (x - mean).square().mean([0L]).sqrt().data<double>()];
        return new([.. mean.contiguous().data<double>()], [.. deviation.Select(d => d > 0 ? 1 / d : 1)]);
    }

    /// <summary>Scales rows where they are.</summary>
    /// <param name="inputs">(n×d).</param>
    /// <exception cref="UsageException">The width differs.</exception>
    public void Apply(Tensor inputs)
    {
        Require.Shape(inputs.shape, [-1, Shift.Count]);
        using var scope = NewDisposeScope();
        inputs.sub_(tensor(Shift.ToArray(), dtype: inputs.dtype, device: inputs.device)).mul_(tensor(Scale.ToArray(), dtype: inputs.dtype, device: inputs.device));
    }
}
