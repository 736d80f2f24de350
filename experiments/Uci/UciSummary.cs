namespace DeepNfa.Experiments;

/// <summary>Methods compared over many sets, by their accuracy on each.</summary>
/// <param name="Sets">How many sets.</param>
/// <param name="MeanAccuracy">Mean accuracy by method, in [0, 1].</param>
/// <param name="P90">Share of sets on which a method reaches 90 % of the best accuracy of all methods.</param>
/// <param name="P95">The same for 95 %.</param>
/// <param name="Pma">Mean of accuracy over best accuracy.</param>
/// <param name="FriedmanRank">Mean rank, 1 for the best; equal accuracies share their ranks.</param>
/// <param name="Gain">How the Recursive Feature Machine compares with the Laplace machine.</param>
/// <param name="GainOverMlp">How it compares with the network; null where a set has none.</param>
/// <remarks><b>Source.</b> Fernández-Delgado et al., JMLR 15 (2014); Arora et al., arXiv 1910.01663.</remarks>
public sealed record UciSummary(
    int Sets,
    IReadOnlyDictionary<string, double> MeanAccuracy,
    IReadOnlyDictionary<string, double> P90,
    IReadOnlyDictionary<string, double> P95,
    IReadOnlyDictionary<string, double> Pma,
    IReadOnlyDictionary<string, double> FriedmanRank,
    PairedGain Gain,
    PairedGain? GainOverMlp)
{
    /// <summary>On how many of the sets the kernel machines keep centres instead of all training rows.</summary>
    public int WithCenters { get; init; }

    /// <summary>The summary of rows; the accuracy of a set is the mean over its folds. The network is among the methods where every set has it.</summary>
    public static UciSummary Of(IReadOnlyList<UciRow> rows)
    {
        (string Name, Func<UciRow, double> Accuracy)[] methods = [("rfm", r => r.Rfm), ("laplace", r => r.Laplace), ("mlp", r => r.Mlp!.Accuracy)];
        bool networks = rows.All(r => r.Mlp is not null);
        if (!networks) methods = methods[..2];
        double[][] sets = [.. rows.GroupBy(r => r.Set).Select(g => methods.Select(m => g.Average(m.Accuracy)).ToArray())];
        IReadOnlyDictionary<string, double> ByMethod(Func<double[], int, double> of) => methods.Select((m, i) => (m.Name, Value: sets.Average(s => of(s, i)))).ToDictionary(p => p.Name, p => p.Value);
        return new(
            sets.Length,
            ByMethod((s, i) => s[i]),
            ByMethod((s, i) => s[i] >= 0.9 * s.Max() ? 1 : 0),
            ByMethod((s, i) => s[i] >= 0.95 * s.Max() ? 1 : 0),
            ByMethod((s, i) => s[i] / s.Max()),
            ByMethod((s, i) => 1 + s.Count(a => a > s[i]) + ((s.Count(a => a == s[i]) - 1) / 2.0)),
            PairedGain.Of([.. sets.Select(s => s[0] - s[1])]),
            networks ? PairedGain.Of([.. sets.Select(s => s[0] - s[2])]) : null)
        {
            WithCenters = rows.Where(r => r.Centers > 0).Select(r => r.Set).Distinct().Count(),
        };
    }
}

/// <summary>A difference of accuracies over sets.</summary>
/// <param name="Mean">The mean difference, in [−1, 1].</param>
/// <param name="StandardError">Its standard error over sets.</param>
/// <param name="Wins">Sets on which it is positive.</param>
/// <param name="Ties">Sets on which it is zero.</param>
/// <param name="Losses">Sets on which it is negative.</param>
public sealed record PairedGain(double Mean, double StandardError, int Wins, int Ties, int Losses)
{
    /// <summary>The mean in standard errors; undefined where these are 0, as for a single set.</summary>
    public double InErrors => StandardError > 0 ? Mean / StandardError : double.NaN;

    /// <summary>The differences by set.</summary>
    public static PairedGain Of(IReadOnlyList<double> differences)
    {
        double mean = differences.Average(), variance = differences.Sum(d => (d - mean) * (d - mean)) / Math.Max(1, differences.Count - 1);
        const double Equal = 1e-12;
        return new(mean, Math.Sqrt(variance / differences.Count), differences.Count(d => d > Equal), differences.Count(d => Math.Abs(d) <= Equal), differences.Count(d => d < -Equal));
    }
}
