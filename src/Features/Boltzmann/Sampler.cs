using DeepNfa.Data;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>Turns the memory of a tensor into samples: random numbers are written into it and compared, or added to, in place.</summary>
/// <remarks>
/// Random numbers are drawn here and not by libtorch, whose streams differ between thread counts and releases; they cost about a tenth of a Gibbs step's matrix products.
/// Uniform numbers are multiples of 2⁻²⁴, so a probability below that is met about 2⁻²⁴ too often.
/// </remarks>
internal sealed class Sampler(long mostNumbers)
{
    private readonly float[] _numbers = new float[mostNumbers];

    /// <summary>0 or 1 by their probabilities.</summary>
    public void Bernoulli(Tensor into, Tensor probabilities, RandomStream draws)
    {
        int count = (int)into.numel();
        draws.FillUnit(_numbers.AsSpan(0, count));
        Put(into, count);
        into.lt_(probabilities);
    }

    /// <summary>Normal numbers of unit variance about their means.</summary>
    public void Normal(Tensor into, Tensor means, RandomStream draws)
    {
        int count = (int)into.numel();
        draws.FillGaussian(_numbers.AsSpan(0, count));
        Put(into, count);
        into.add_(means);
    }

    /// <summary>Visible units of either kind.</summary>
    public void Visible(Tensor into, Tensor means, VisibleUnits units, RandomStream draws)
    {
        if (units == VisibleUnits.Bernoulli) Bernoulli(into, means, draws);
        else Normal(into, means, draws);
    }

    private void Put(Tensor into, int count)
    {
        if (into.dtype == ScalarType.Float32 && into.is_cpu())
        {
            into.data<float>().CopyFrom(_numbers.AsSpan(0, count));
            return;
        }
        using var scope = NewDisposeScope();
        into.copy_(tensor(_numbers.AsSpan(0, count).ToArray(), into.shape));
    }
}
