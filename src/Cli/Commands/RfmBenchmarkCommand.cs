using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using DeepNfa.Data;
using DeepNfa.Experiments;
using DeepNfa.Records;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa rfm benchmark</c>: Recursive Feature Machines against Laplace kernel machines and tuned networks on the UCI-121 package.</summary>
internal static class RfmBenchmarkCommand
{
    public static Command Create(Terminal terminal)
    {
        var common = new CommonOptions();
        var chosen = new BenchmarkOptions();
        var table = new Option<string?>("--out") { Description = "A table with a row for each set and fold; sets that stand in it are not run again.", HelpName = "FILE.csv" };
        var shard = new Option<string?>("--shard") { Description = "Run only every n-th set, from the i-th on, into a table of its own; 'rfm benchmark merge' makes one of all.", HelpName = "i/n" };
        var command = new Command("benchmark", "Compare with the Laplace kernel and a tuned network on the UCI-121 package.") { RfmBenchmarkMergeCommand.Create(terminal) };
        chosen.AddTo(command);
        foreach (var option in new Option[] { table, shard, common.Seed, common.Threads, common.Device, common.Json, common.DryRun }) command.Add(option);
        command.SetAction(parsed =>
        {
            var (folder, selection, limit) = (chosen.Folder(parsed), chosen.Selection(parsed), chosen.MostRows(parsed));
            var names = chosen.Names(parsed);
            if (parsed.GetValue(shard) is { } part) names = Part(names, Shard.Parse(part), parsed.GetValue(table));
            common.Apply(parsed);
            terminal.Stop.AtOnce();
            bool dry = parsed.GetValue(common.DryRun);
            var sets = SmallEnough(folder, names, limit, dry ? TextWriter.Null : terminal.Error);
            if (dry)
            {
                terminal.Out.WriteLine(Foretold(sets, names.Count, limit));
                return 0;
            }
            var done = new UciTable(parsed.GetValue(table));
            sets.RemoveAll(s => done.Holds(s.Name, selection));
            // Before the first of them is run, which may be hours before the last.
            foreach (var (name, sizes) in sets) UciProtocol.RequireMemory(sizes, $"{name} is the set: leave it out with --sets, or lower --max-rows.");
            foreach (var (name, _) in sets) Run(Path.Combine(folder, name), name, selection, done, new Seed(parsed.GetValue(common.Seed)), terminal);
            var rows = done.Rows.Where(r => r.Selection == selection && names.Contains(r.Set)).ToList();
            if (rows.Count == 0) throw new DataException($"--sets: every set has more than {limit} rows, so none was run. Raise --max-rows.");
            Tell(UciSummary.Of(rows), chosen.Protocol(parsed), parsed.GetValue(common.Json), terminal.Out);
            return 0;
        });
        return command;
    }

    /// <summary>Every n-th set, so that each part has small ones and large.</summary>
    private static IReadOnlyList<string> Part(IReadOnlyList<string> names, Shard shard, string? table)
    {
        if (table is null) throw new UsageException("--shard: expected --out FILE.csv beside it, a table of its own for every part; got none.");
        return [.. names.Where((_, i) => i % shard.Count == shard.Number - 1)];
    }

    /// <summary>The sets that are small enough, by their descriptions.</summary>
    private static List<(string Name, (int Rows, int Inputs, int Classes) Sizes)> SmallEnough(string folder, IReadOnlyList<string> names, int limit, TextWriter leftOut)
    {
        var sizes = names.Select(n => (Name: n, Sizes: Uci121.SizesOf(Path.Combine(folder, n)))).ToLookup(s => s.Sizes.Rows <= limit);
        foreach (var (name, size) in sizes[false]) leftOut.WriteLine($"{name}: left out, {size.Rows} rows");
        return [.. sizes[true]];
    }

    /// <summary>What would be run, and the most memory that a set takes.</summary>
    private static string Foretold(List<(string Name, (int Rows, int Inputs, int Classes) Sizes)> sets, int all, int limit)
    {
        if (sets.Count == 0) return $"every set has more than {limit} rows, so none would be run";
        var (bytes, name) = sets.Max(s => (UciProtocol.Memory(s.Sizes), s.Name));
        return FormattableString.Invariant($"{sets.Count} of {all} sets: about {bytes / 1e6:0} MB of memory, for {name}; {FreeMemory.Bytes() / 1e6:0} MB are free");
    }

    private static void Run(string folder, string name, UciSelection selection, UciTable table, Seed seed, Terminal terminal)
    {
        long start = Stopwatch.GetTimestamp();
        using var set = Uci121.Load(folder);
        // A table of an earlier program has the kernel machines already.
        var rows = UciProtocol.Run(set, selection, seed, table.Of(name, selection) is { Count: > 0 } begun ? begun : null);
        table.Put(rows);
        string centers = rows[0].Centers > 0 ? $", {rows[0].Centers} centres" : "";
        terminal.Error.WriteLine(FormattableString.Invariant($"{name}: RFM {rows.Average(r => r.Rfm):0.0000}, Laplace {rows.Average(r => r.Laplace):0.0000}, network {rows.Average(r => r.Mlp!.Accuracy):0.0000}, {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s{centers}"));
    }

    /// <summary>Writes the comparison to standard output.</summary>
    public static void Tell(UciSummary summary, string protocol, bool json, TextWriter output)
    {
        if (json)
        {
            // Tables of an earlier program may be merged, which have no network.
            Dictionary<string, double?> With(IReadOnlyDictionary<string, double> values) => new(values.Select(v => KeyValuePair.Create(v.Key, (double?)v.Value))) { ["mlp"] = values.TryGetValue("mlp", out double mlp) ? mlp : null };
            static object? Of(PairedGain? g) => g is null ? null : new { mean = g.Mean, standardError = g.StandardError, wins = g.Wins, ties = g.Ties, losses = g.Losses };
            output.WriteLine(JsonSerializer.Serialize(new { sets = summary.Sets, withCenters = summary.WithCenters, protocol, meanAccuracy = With(summary.MeanAccuracy), p90 = With(summary.P90), p95 = With(summary.P95), pma = With(summary.Pma), friedmanRank = With(summary.FriedmanRank), gain = Of(summary.Gain), gainOverMlp = Of(summary.GainOverMlp) }, Json.Readable));
            return;
        }
        string centers = summary.WithCenters > 0 ? $" ({summary.WithCenters} of more than 5,000 rows, with 2,000 centres)" : "";
        output.WriteLine($"{summary.Sets} sets{centers}, {protocol} selection\n           accuracy      P90      P95      PMA    rank");
        foreach (string m in summary.MeanAccuracy.Keys)
            output.WriteLine(FormattableString.Invariant($"{m,-8} {summary.MeanAccuracy[m],10:0.0000} {summary.P90[m],8:0.000} {summary.P95[m],8:0.000} {summary.Pma[m],8:0.000} {summary.FriedmanRank[m],7:0.00}"));
        foreach (var (over, gain) in new[] { ("Laplace", summary.Gain), ("MLP", summary.GainOverMlp) })
            output.WriteLine(gain is null
                ? $"RFM − {over} unknown: the table was made without networks; 'rfm benchmark --out' on it adds them"
                : FormattableString.Invariant($"RFM − {over} {100 * gain.Mean:0.00} ± {100 * gain.StandardError:0.00} points (standard error over sets); {gain.Wins} wins, {gain.Ties} ties, {gain.Losses} losses"));
    }
}
