using System.Text.Json;
using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>Runs that differ in their seed alone, and what tells them from other groups.</summary>
/// <param name="Label">The factors that tell groups apart, in words.</param>
/// <param name="Runs">The runs.</param>
/// <param name="Factors">What was chosen for them, by the factor's name; the seed is none.</param>
internal sealed record RunGroup(string Label, IReadOnlyList<RunSeries> Runs, IReadOnlyDictionary<string, string> Factors)
{
    /// <summary>Settings that are told by the network's shape, or that say how much was looked at and not what was trained.</summary>
    private static readonly HashSet<string> Told = ["networks", "hidden", "activation", "initialization", "biases", "probeEvery", "probeSamples", "conventions"];

    /// <summary>What a reader wants named whatever else changes with it.</summary>
    private static readonly HashSet<string> s_always = ["data", "network", "width", "depth", "activation", "initialization", "experiment", "optimizer"];

    /// <summary>The groups in the order of their first runs. Where nothing but seeds differs, every run is a group, so that seeds are compared.</summary>
    public static IReadOnlyList<RunGroup> Of(IReadOnlyList<RunRecord> runs, Convention? convention)
    {
        var factors = runs.Select(FactorsOf).ToList();
        var telling = Varying(factors);
        var all = runs.Select(r => new RunSeries(r, convention)).ToList();
        if (telling.Count == 0)
            return [.. all.Select((s, i) => new RunGroup(SeedLabel(runs, i), [s], factors[i]))];
        string Label(int i) => string.Join(", ", telling.Select(t => Said(t, factors[i].GetValueOrDefault(t, "–"))));
        return [.. Enumerable.Range(0, runs.Count).GroupBy(Label).Select(g => new RunGroup(g.Key, [.. g.Select(i => all[i])], factors[g.First()]))];
    }

    /// <summary>The factors that have more than one value, in the order in which a reader would name them.</summary>
    public static IReadOnlyList<string> Varying(IReadOnlyList<RunGroup> groups) => Varying([.. groups.Select(g => g.Factors)]);

    /// <summary>Mean and standard deviation over the seeds of a value of each run; no deviation for fewer than two values.</summary>
    public (double Mean, double Sd) Over(Func<RunSeries, double> value)
    {
        var values = Runs.Select(value).Where(double.IsFinite).ToList();
        if (values.Count == 0)
            return (double.NaN, 0);
        double mean = values.Average();
        return (mean, values.Count < 2 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1)));
    }

    /// <summary>The task of an experiment, where it tells apart whatever all factors do: what follows from it need not be said.</summary>
    private static bool TaskTells(IReadOnlyList<IReadOnlyDictionary<string, string>> factors, List<string> names) =>
        names.Contains("task") && factors.GroupBy(f => f.GetValueOrDefault("task", "")).All(g => g.Select(f => string.Join('\n', names.Select(n => f.GetValueOrDefault(n, "")))).Distinct().Count() == 1);

    private static List<string> Varying(IReadOnlyList<IReadOnlyDictionary<string, string>> factors)
    {
        var names = factors.SelectMany(f => f.Keys).Distinct().Where(n => factors.Select(f => f.GetValueOrDefault(n, "")).Distinct().Count() > 1).ToList();
        if (TaskTells(factors, names)) return ["task"];
        // Of settings that change together, such as an optimizer with its rate, the first tells them all.
        names = [.. names.Where((n, i) => s_always.Contains(n) || !names.Take(i).Any(m => Together(factors, m, n)))];
        // A network is told by width and depth where it can be.
        return names.Contains("width") || names.Contains("depth") ? [.. names.Where(n => n != "network" || factors.Any(f => !f.ContainsKey("width")))] : names;
    }

    private static bool Together(IReadOnlyList<IReadOnlyDictionary<string, string>> factors, string a, string b)
    {
        var pairs = factors.Select(f => (f.GetValueOrDefault(a, ""), f.GetValueOrDefault(b, ""))).Distinct().ToList();
        return pairs.Select(p => p.Item1).Distinct().Count() == pairs.Count && pairs.Select(p => p.Item2).Distinct().Count() == pairs.Count;
    }

    private static string SeedLabel(IReadOnlyList<RunRecord> runs, int i)
    {
        string label = $"seed {runs[i].Manifest.Seed}";
        return runs.Count(r => r.Manifest.Seed == runs[i].Manifest.Seed) == 1 ? label : $"{i + 1}: {label}";
    }

    /// <summary>Numbers need the name of what they are; names speak for themselves.</summary>
    private static string Said(string factor, string value) => factor is "data" or "network" or "activation" or "initialization" or "optimizer" or "experiment" or "loss" or "task" ? value : $"{factor} {value}";

    private static Dictionary<string, string> FactorsOf(RunRecord run)
    {
        var (m, n) = (run.Manifest, run.Manifest.Network);
        var factors = new Dictionary<string, string> { ["data"] = m.Data.Name, ["network"] = n.ToString() };
        if (n.Hidden.Count > 0 && n.Hidden.Distinct().Count() == 1)
            factors["width"] = $"{n.Hidden[0]}";
        factors["depth"] = $"{n.Hidden.Count}";
        factors["activation"] = n.Activation;
        factors["initialization"] = n.Initialization;
        factors["biases"] = n.Biases ? "yes" : "no";
        factors["experiment"] = m.Name;
        if (m.Settings.ValueKind == JsonValueKind.Object)
            foreach (var p in m.Settings.EnumerateObject().Where(p => p.Value.ValueKind is JsonValueKind.Number or JsonValueKind.String or JsonValueKind.True or JsonValueKind.False && !Told.Contains(p.Name)))
                factors.TryAdd(Words.Spaced(p.Name), p.Value.ToString());
        return factors;
    }
}
