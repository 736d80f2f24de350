using DeepNfa.Data;
using DeepNfa.Records;

namespace DeepNfa.Ansatz;

/// <summary>Rivals and refinements of the ansatz; docs/rivals.md says what each states and what stands beside it.</summary>
[Flags]
public enum Rivals
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>What training added: the centred and uncentred ansatz at power 1, the null of the update's correlation, the update's share of the weights.</summary>
    Update = 1,

    /// <summary>The power that fits best, with its curve and its interval.</summary>
    Exponent = 2,

    /// <summary>The least ρ of networks with the same function.</summary>
    Gauge = 4,
}

/// <summary>The rows of the chosen rivals of one layer.</summary>
internal sealed class RivalMeasures(LayerFeatures layer, Rivals chosen, Seed seed, bool homogeneous)
{
    private readonly LayerRivals _rivals = new(layer, seed);

    /// <summary>All rows for the conventions that were asked for. Where a measure does not depend on the power, its row has power 1 or none, whatever was asked.</summary>
    public IEnumerable<(string Measure, Convention Convention, double Value, double? Sd)> Of(IReadOnlyList<Convention> conventions)
    {
        if (chosen == Rivals.None) yield break;
        if (chosen.HasFlag(Rivals.Update)) yield return (Measures.UpdateShare, conventions[0], _rivals.UpdateShare(), null);
        foreach (var convention in conventions)
        {
            if (chosen.HasFlag(Rivals.Update) && layer.UpdateRotated(convention, seed) is var (mean, sd)) yield return (Measures.NullUpdate, convention, mean, sd);
            if (chosen.HasFlag(Rivals.Gauge) && homogeneous) yield return (Measures.GaugeFloor, convention, _rivals.GaugeFloor(convention), null);
        }
        foreach (var convention in conventions.Select(c => c with { Power = 1 }).Distinct())
        {
            foreach (var row in chosen.HasFlag(Rivals.Update) ? AtPowerOne(convention) : []) yield return row;
            foreach (var row in chosen.HasFlag(Rivals.Exponent) && !convention.OffDiagonal ? Exponent(convention) : []) yield return row;
        }
    }

    private IEnumerable<(string, Convention, double, double?)> AtPowerOne(Convention convention)
    {
        var plain = _rivals.AtPowerOne(update: false, convention);
        yield return (Measures.UncenteredNfa, convention, plain.Value, null);
        yield return (Measures.NullUncenteredNfa, convention, plain.Null, plain.NullSd);
        var update = _rivals.AtPowerOne(update: true, convention);
        yield return (Measures.CenteredNfa, convention, update.Value, null);
        yield return (Measures.NullCenteredNfa, convention, update.Null, update.NullSd);
    }

    private IEnumerable<(string, Convention, double, double?)> Exponent(Convention convention)
    {
        convention = convention with { Power = double.NaN };
        if (_rivals.Exponent(convention) is not var (best, mean, sd))
        {
            yield return (Measures.Exponent, convention, double.NaN, null);
            yield break;
        }
        yield return (Measures.Exponent, convention, best.Exponent, null);
        yield return (Measures.ExponentLow, convention, best.Low, null);
        yield return (Measures.ExponentHigh, convention, best.High, null);
        yield return (Measures.NullExponent, convention, mean, sd);
        for (int i = 0; i < best.Curve.Count; i++) yield return (Measures.ExponentCurve, convention with { Power = BestExponent.Powers[i] }, best.Curve[i], null);
    }
}
