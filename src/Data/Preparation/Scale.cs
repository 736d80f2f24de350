using DeepNfa.Records;

namespace DeepNfa.Data.Preparation;

/// <summary>Multiplies all inputs by one factor.</summary>
/// <param name="Factor">Finite and not 0.</param>
public sealed record Scale(double Factor) : PreparationStep(FormattableString.Invariant($"scale:{Factor}"))
{
    /// <summary>The factor.</summary>
    /// <exception cref="UsageException">It is 0 or not finite.</exception>
    public double Factor { get; } = Usable(Factor);

    internal override Tables Apply(Tables data, Seed seed, int occurrence)
    {
        foreach (var table in data.Each)
            foreach (ref float value in table.Inputs.AsSpan()) value = (float)(value * Factor);
        return data;
    }

    private static double Usable(double factor)
    {
        Require.That(double.IsFinite(factor) && factor != 0, "factor", "a finite number other than 0", factor);
        return factor;
    }
}
