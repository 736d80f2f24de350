namespace DeepNfa.Ansatz;

/// <summary>How many of the eigenvalues of a positive semi-definite matrix matter.</summary>
internal static class SpectrumSpread
{
    /// <summary>e to the entropy of the normalised eigenvalues; Roy and Vetterli 2007. NaN where all are zero.</summary>
    public static double EffectiveRank(double[] values)
    {
        double total = values.Sum();
        return total > 0 ? Math.Exp(-values.Where(v => v > 0).Sum(v => v / total * Math.Log(v / total))) : double.NaN;
    }

    /// <summary>The participation ratio (Σv)²/Σv²; NaN where all are zero.</summary>
    public static double Participation(double[] values) => values.Sum() is var sum && sum > 0 ? sum * sum / values.Sum(v => v * v) : double.NaN;
}
