using System.CommandLine;
using DeepNfa.Data;
using DeepNfa.Experiments;
using DeepNfa.Records;

namespace DeepNfa.Cli;

/// <summary>Which sets a benchmark is of, and by which protocol: options that a benchmark and the merging of its parts share.</summary>
internal sealed class BenchmarkOptions
{
    private const int DefaultRows = 5000;

    private readonly Option<string> _folder = new("--uci") { Description = "The folder of the UCI-121 package.", HelpName = "DIR", Required = true };
    private readonly Option<string> _sets = new("--sets") { Description = "Names with commas, or all.", DefaultValueFactory = _ => "all" };
    private readonly Option<string> _protocol = new("--protocol") { Description = "published (settings and M from the tuning split, as in the paper), nested (all inside each training part), or own (nested, by our own recipe).", DefaultValueFactory = _ => "published" };
    private readonly Option<int> _mostRows = new("--max-rows") { Description = "Leave out sets with more rows.", DefaultValueFactory = _ => DefaultRows };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _folder, _sets, _protocol, _mostRows }) command.Add(option);
    }

    public string Folder(ParseResult parsed) => parsed.GetValue(_folder)!;

    public int MostRows(ParseResult parsed) => Require.AtLeast(parsed.GetValue(_mostRows), 1, name: "--max-rows");

    public string Protocol(ParseResult parsed) => parsed.GetValue(_protocol)!;

    /// <summary>The protocol.</summary>
    /// <exception cref="UsageException">There is none of that name.</exception>
    public UciSelection Selection(ParseResult parsed) => Protocol(parsed) switch
    {
        "published" => UciSelection.Published,
        "nested" => UciSelection.Nested,
        "own" => UciSelection.Own,
        var other => throw new UsageException($"--protocol: expected published, nested or own; got '{other}'."),
    };

    /// <summary>The names of the sets that are asked for.</summary>
    /// <exception cref="UsageException">One of them does not exist.</exception>
    public IReadOnlyList<string> Names(ParseResult parsed)
    {
        var (all, sets) = (Uci121.Names(Folder(parsed)), parsed.GetValue(_sets)!);
        if (sets == "all") return all;
        string[] names = [.. sets.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
        return names.FirstOrDefault(n => !all.Contains(n)) is { } missing ? throw new UsageException($"--sets: expected all, or some of {string.Join(", ", all)}; got '{missing}'.") : names;
    }
}
