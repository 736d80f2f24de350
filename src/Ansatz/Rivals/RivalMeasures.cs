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

    /// <summary>FACT with its residual; needs an <see cref="Objective"/> with weight decay.</summary>
    Fact = 8,

    /// <summary>Neural collapse, NC1 and NC2; needs an <see cref="Objective"/> with classes.</summary>
    Collapse = 16,

    /// <summary>The empirical tangent kernel against target and initialization; needs an <see cref="Objective"/>.</summary>
    Kernel = 32,

    /// <summary>How spread the spectra are, and how far the top directions are still those of the initialization.</summary>
    Spectrum = 64,

    /// <summary>All of them.</summary>
    All = Update | Exponent | Gauge | Fact | Collapse | Kernel | Spectrum,
}

/// <summary>The names of the rivals in settings and options.</summary>
public static class RivalNames
{
    /// <summary>The rivals that a list names.</summary>
    /// <param name="names">Names with commas, such as "update,exponent"; "all", or "none".</param>
    /// <param name="setting">The setting or option, for the message.</param>
    /// <exception cref="UsageException">A name is unknown.</exception>
    public static Rivals Parse(string names, string setting)
    {
        var chosen = Rivals.None;
        foreach (string name in names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int i = Array.IndexOf(s_names, name.ToLowerInvariant());
            chosen |= i >= 0 ? s_values[i] : throw new UsageException($"{setting}: expected none, all, or a list of {string.Join(", ", s_names.SkipLast(2))}; got '{name}'.");
        }
        return chosen;
    }

    private static readonly Rivals[] s_values = [.. Enum.GetValues<Rivals>().Where(r => r is not (Rivals.None or Rivals.All)), Rivals.All, Rivals.None];
    private static readonly string[] s_names = [.. s_values.Select(r => r.ToString().ToLowerInvariant())];
}

/// <summary>The rows of the chosen rivals of one layer.</summary>
internal sealed class RivalMeasures(LayerFeatures layer, Rivals chosen, bool homogeneous, IReadOnlyList<double[]> planted)
{
    private readonly LayerRivals _rivals = new(layer);

    /// <summary>All rows for the conventions that were asked for. Where a measure does not depend on the power, its row has power 1 or none, whatever was asked.</summary>
    public IEnumerable<(string Measure, Convention Convention, double Value, double? Sd)> Of(IReadOnlyList<Convention> conventions)
    {
        if (chosen == Rivals.None) yield break;
        if (chosen.HasFlag(Rivals.Update)) yield return (Measures.UpdateShare, conventions[0], _rivals.UpdateShare(), null);
        if (chosen.HasFlag(Rivals.Spectrum))
            foreach (var row in Spectrum(conventions)) yield return row;
        foreach (var convention in conventions)
        {
            if (chosen.HasFlag(Rivals.Update) && layer.UpdateRotated(convention) is var (mean, sd)) yield return (Measures.NullUpdate, convention, mean, sd);
            if (chosen.HasFlag(Rivals.Gauge) && homogeneous) yield return (Measures.GaugeFloor, convention, _rivals.GaugeFloor(convention), null);
        }
        foreach (var convention in conventions.Select(c => c with { Power = 1 }).Distinct())
        {
            foreach (var row in chosen.HasFlag(Rivals.Update) ? AtPowerOne(convention) : []) yield return row;
            foreach (var row in chosen.HasFlag(Rivals.Exponent) && !convention.OffDiagonal ? Exponent(convention) : []) yield return row;
        }
    }

    private IEnumerable<(string, Convention, double, double?)> Spectrum(IReadOnlyList<Convention> conventions)
    {
        var none = Convention.AnyPower;
        foreach (bool centered in conventions.Select(c => c.Centered).Distinct())
        {
            var (nfm, agop) = _rivals.Spread(centered);
            var convention = none with { Centered = centered };
            yield return (Measures.NfmRank, convention, nfm.Rank, null);
            yield return (Measures.AgopRank, convention, agop.Rank, null);
            yield return (Measures.NfmParticipation, convention, nfm.Participation, null);
            yield return (Measures.AgopParticipation, convention, agop.Participation, null);
            if (planted.Count > 0) yield return (Measures.PlantedAgop, convention, _rivals.PlantedAgop(planted, centered), null);
        }
        if (planted.Count > 0) yield return (Measures.PlantedNfm, none, _rivals.PlantedNfm(planted), null);
        yield return (Measures.InitialOverlap, none, _rivals.InitialOverlap(Measures.TopCount), null);
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
