using System.CommandLine;
using DeepNfa.Data;
using DeepNfa.Experiments;
using DeepNfa.Records;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa rfm benchmark merge TABLE…</c>: one table of those that parts have written.</summary>
internal static class RfmBenchmarkMergeCommand
{
    public static Command Create(Terminal terminal)
    {
        var common = new CommonOptions();
        var tables = new Argument<string[]>("TABLE") { Description = "The tables of all parts.", Arity = ArgumentArity.OneOrMore };
        var chosen = new BenchmarkOptions();
        var output = new Option<string?>("--out") { Description = "Where the table goes, too.", HelpName = "FILE.csv" };
        var command = new Command("merge", "Make one table of those that the parts of a benchmark have written.") { tables };
        chosen.AddTo(command);
        foreach (var option in new Option[] { output, common.Json }) command.Add(option);
        command.SetAction(parsed =>
        {
            var (selection, names) = (chosen.Selection(parsed), chosen.Names(parsed));
            if (parsed.GetValue(output) is { } there && File.Exists(there)) throw new EnvironmentException($"'{there}' exists already, and a table is not overwritten. Choose another name with --out.");
            var rows = Rows(parsed.GetValue(tables)!, selection, names);
            RequireComplete(rows, names, chosen.Folder(parsed), chosen.MostRows(parsed));
            if (parsed.GetValue(output) is { } file) new UciTable(file).Put(rows);
            RfmBenchmarkCommand.Tell(UciSummary.Of(rows), chosen.Protocol(parsed), parsed.GetValue(common.Json), terminal.Out);
            return 0;
        });
        return command;
    }

    /// <summary>The rows of all tables, set by set in the order of the package.</summary>
    private static List<UciRow> Rows(string[] tables, UciSelection selection, IReadOnlyList<string> names)
    {
        var from = new Dictionary<string, string>(); // set → table
        var rows = new List<UciRow>();
        foreach (string table in tables)
        {
            if (!File.Exists(table)) throw new DataException($"'{table}' is not there. Check the path.");
            foreach (var set in new UciTable(table).Rows.Where(r => r.Selection == selection && names.Contains(r.Set)).GroupBy(r => r.Set))
            {
                if (!from.TryAdd(set.Key, table)) throw new DataException($"'{table}' and '{from[set.Key]}' both hold the set {set.Key}. Name the tables of parts that were made with the same --shard count.");
                rows.AddRange(set);
            }
        }
        return [.. names.SelectMany(n => rows.Where(r => r.Set == n).OrderBy(r => r.Fold))];
    }

    private static void RequireComplete(List<UciRow> rows, IReadOnlyList<string> names, string folder, int limit)
    {
        var missing = names.Where(n => rows.Count(r => r.Set == n) < Uci121.FoldCount && Uci121.SizesOf(Path.Combine(folder, n)).Rows <= limit).ToList();
        if (missing.Count > 0) throw new DataException($"The tables lack {missing.Count} of {names.Count} sets, such as {string.Join(", ", missing.Take(5))}. Name the table of the part that has them, or run it.");
        if (rows.Count == 0) throw new DataException("The tables hold no set of this protocol and these names.");
    }
}
