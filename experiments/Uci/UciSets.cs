using System.Diagnostics;
using DeepNfa.Data;
using DeepNfa.Data.Download;
using DeepNfa.Records;
using DeepNfa.Reports;
using static TorchSharp.torch;

namespace DeepNfa.Experiments;

/// <summary>Sizes of experiments on the sets of the UCI-121 package.</summary>
/// <param name="Seeds">How many, from the run's seed on; a seed draws what is drawn, the package's own splits stay.</param>
/// <param name="MaxRows">Larger sets are left out.</param>
/// <param name="Sets">Names with commas, or all.</param>
public sealed record UciSetsSettings(int Seeds, int MaxRows, string Sets);

/// <summary>One fold of a set in a record: the scores of the machine in question, and the accuracies that are compared.</summary>
/// <param name="Train">Scores on the training rows.</param>
/// <param name="Test">Scores on the test rows.</param>
/// <param name="Accuracies">Test accuracies: names and values.</param>
internal sealed record UciFold(SplitMetrics Train, SplitMetrics Test, IReadOnlyList<(string Measure, double Value)> Accuracies);

/// <summary>The protocol of experiments on the UCI-121 package: a run a set, in which an epoch is a fold.</summary>
internal static class UciSets
{
    /// <summary>What <c>--data</c> must name.</summary>
    public const string Needed = "the folders of the UCI-121 package, in DIR or DIR/uci121, or builtin for drawn digits in their place";

    /// <summary>The sizes of every such experiment.</summary>
    public static Presets<UciSetsSettings> Presets { get; } = new(Full: new(1, 5000, "all"), Smoke: new(1, 20, "all"), Paper: new(1, 10_000, "all"));

    private const string Package = "uci-121";
    private const int BuiltinRows = 32, BuiltinSide = 7;

    /// <summary>Runs every set of the settings.</summary>
    /// <param name="experiment">Who asks.</param>
    /// <param name="settings">Which sets.</param>
    /// <param name="context">Folder, data and first seed.</param>
    /// <param name="folds">The folds of a set, as the protocol pulls.</param>
    public static IEnumerable<Progress> Run(IExperiment experiment, UciSetsSettings settings, RunContext context, Func<Uci121, Seed, IEnumerable<UciFold>> folds)
    {
        Require.AtLeast(settings.MaxRows, 1, name: "maxRows");
        var seeds = context.Seeds(settings.Seeds).ToList();
        var names = Names(experiment, settings, context.Data);
        if (context.DryRun)
        {
            yield return new("", 0, 1, 0, null) { MemoryBytes = names.Max(n => Memory(experiment, n, context)) };
            yield break;
        }
        foreach (var seed in seeds)
            foreach (string name in names)
            {
                using var set = Load(experiment, name, context.Data, seed);
                UciProtocol.RequireMemory(Sizes(set), $"{name} is the set: leave it out with --set sets=…, or lower maxRows.");
                string part = settings.Seeds == 1 ? name : $"{name}-seed-{seed.Value}";
                var facts = new DataSplit(set.Samples, null).Facts;
                using var run = context.Continue(part, new NetworkFacts(facts.Inputs, [], facts.Outputs, "laplace", false, "rfm"), facts, SettingsJson.Write(settings), seed, "fold");
                if (run.Load().Correlations.Any(c => c.Epoch == Uci121.FoldCount)) continue; // complete already, in a run that was interrupted later
                run.RewindTo(-1);
                int done = 0;
                long start = Stopwatch.GetTimestamp();
                foreach (var fold in folds(set, seed))
                {
                    context.Stop.ThrowIfCancellationRequested();
                    done++;
                    run.Append(new EpochMetrics(done, fold.Train, fold.Test, Stopwatch.GetElapsedTime(start)));
                    run.Append(new ProbeRecord(done, [.. fold.Accuracies.Select(a => new Correlation(done, 1, a.Measure, Convention.AnyPower, facts.TrainSamples, a.Value))], [], TimeSpan.Zero));
                    yield return new(part, done, Uci121.FoldCount, fold.Train.Loss, fold.Test.Score);
                    start = Stopwatch.GetTimestamp();
                }
            }
    }

    /// <summary>By set, in the order of the package: the mean over folds, and seeds, of a measure.</summary>
    public static IReadOnlyList<(string Set, Func<string, double> Mean)> BySet(this IReadOnlyList<RunRecord> records) =>
        [.. records.GroupBy(r => r.Manifest.Data.Name).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, (Func<string, double>)(measure => g.SelectMany(r => r.Correlations).Where(c => c.Measure == measure).Select(c => c.Value).DefaultIfEmpty(double.NaN).Average())))];

    /// <summary>A panel of two gains, a dot a set, with the line on which they are equal.</summary>
    /// <param name="title">The title, which names the vertical gain.</param>
    /// <param name="against">The horizontal gain, such as "the published protocol".</param>
    /// <param name="gains">Set, horizontal and vertical gain.</param>
    /// <param name="range">Both axes.</param>
    /// <param name="told">Whether these are not the evidence: hollow dots of another colour.</param>
    public static Panel Gains(string title, string against, IReadOnlyList<(string Set, double Across, double Up)> gains, (double Low, double High) range, bool told) =>
        new(title, new Axis($"Gain by {against}", Min: range.Low, Max: range.High), new Axis(Min: range.Low, Max: range.High),
        [
            new Level(null, 0, Palette.Reference),
            new Line($"as much as by {against}", [range.Low, range.High], [range.Low, range.High], Palette.Reference) { Dashed = true, Width = 1 },
            new Points(null, [.. gains.Select(g => g.Across)], [.. gains.Select(g => g.Up)], Palette.Categories[told ? 1 : 0], Hollow: told) { Notes = [.. gains.Select(g => $"{g.Set}: {Check.Number(g.Across)} and {Check.Number(g.Up)}")] },
        ]);

    /// <summary>Whole twentieths around some gains.</summary>
    public static (double Low, double High) Range(IEnumerable<double> gains)
    {
        double[] all = [.. gains];
        return (Math.Floor(all.Min() * 20) / 20, Math.Ceiling(all.Max() * 20) / 20);
    }

    private static (int Rows, int Inputs, int Classes) Sizes(Uci121 set) => (set.Samples.Samples, set.Samples.InputWidth, set.Samples.Outputs);

    private static double Memory(IExperiment experiment, string name, RunContext context)
    {
        using var set = Load(experiment, name, context.Data, context.Seed);
        return UciProtocol.Memory(Sizes(set));
    }

    /// <summary>The names that the settings ask for, without sets of more rows than they allow.</summary>
    private static string[] Names(IExperiment experiment, UciSetsSettings settings, string? data)
    {
        if (data == "builtin") return ["digits"];
        string home = Home(experiment, data);
        var all = Uci121.Names(home);
        string[] asked = settings.Sets == "all" ? [.. all] : [.. settings.Sets.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
        if (asked.FirstOrDefault(n => !all.Contains(n)) is { } unknown) throw new UsageException($"sets: expected all, or some of {string.Join(", ", all)}; got '{unknown}'.");
        string[] names = [.. asked.Where(n => Uci121.SizesOf(Path.Combine(home, n)).Rows <= settings.MaxRows)];
        return names.Length > 0 ? names : throw new UsageException($"maxRows: expected a number of rows that some set does not exceed; got {settings.MaxRows}.");
    }

    private static string Home(IExperiment experiment, string? data)
    {
        string? home = data is not null && Directory.Exists(Path.Combine(data, "uci121")) ? Path.Combine(data, "uci121") : data ?? DataHome.Find(Package);
        return home is not null && Directory.Exists(home) ? home
            : throw new DataException($"{experiment.Name} needs {Needed}; {(home is null ? "none were named" : $"'{home}' is no folder")}. Get them with 'deepnfa data get {Package}', or give --data builtin.");
    }

    private static Uci121 Load(IExperiment experiment, string name, string? data, Seed seed) => data == "builtin" ? Digits(seed) : Uci121.Load(Path.Combine(Home(experiment, data), name));

    /// <summary>A few drawn digits of 7 × 7 pixels, with splits as the package has them.</summary>
    private static Uci121 Digits(Seed seed)
    {
        using var drawn = DrawnDigits.Generate(BuiltinRows, seed);
        using var scope = NewDisposeScope();
        int block = DrawnDigits.Side / BuiltinSide;
        var small = drawn.Inputs.reshape(BuiltinRows, BuiltinSide, block, BuiltinSide, block).mean([2L, 4L]).reshape(BuiltinRows, -1);
        Uci121Split Split(int index, int train)
        {
            int[] order = seed.Stream("uci-builtin", index).Permutation(BuiltinRows);
            return new(order[..train], order[train..]);
        }
        return new(new("digits", small, drawn.Targets.clone()) { Classification = true, Source = drawn.Source }, Split(0, BuiltinRows / 2), [.. Enumerable.Range(1, Uci121.FoldCount).Select(f => Split(f, BuiltinRows * 3 / 4))]);
    }
}
