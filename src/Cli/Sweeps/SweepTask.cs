using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DeepNfa.Records;

namespace DeepNfa.Cli.Sweeps;

/// <summary>One task of a sweep: an ordinary command with a folder of its own.</summary>
/// <param name="Index">Its number, from 0, in the order of the plan.</param>
/// <param name="Name">The name of its folder: what varies, in words, so that it stays when the plan grows.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Varied">What tells it from others, by the names of the plan; the seed is none.</param>
/// <param name="Folder">The folder of its run.</param>
/// <param name="Arguments">The arguments of the command.</param>
internal sealed record SweepTask(int Index, string Name, long Seed, IReadOnlyList<(string Name, string Value)> Varied, string Folder, string[] Arguments)
{
    private const int LongestName = 120;

    /// <summary>All tasks of a plan: seed by seed, so that more seeds come after all others; the last setting of the grid changes fastest.</summary>
    /// <exception cref="UsageException">Two tasks have one name, or a value does not fit.</exception>
    public static IReadOnlyList<SweepTask> Of(SweepPlan plan, TaskCommand command, string folder)
    {
        List<List<(string Name, JsonElement Value)>> combinations = [[]];
        foreach (var (name, values) in plan.Grid) combinations = [.. from c in combinations from v in values select c.Append((name, v)).ToList()];
        var tasks = new List<SweepTask>();
        foreach (long seed in plan.Seeds)
            foreach (var (entry, own) in plan.Entries)
                foreach (var combination in combinations)
                {
                    List<(string Name, JsonElement Value)> settings = [.. own.Select(p => (p.Name, p.Value)), .. combination];
                    List<(string Name, string Value)> varied = [.. settings.Select(s => (s.Name, Plain(s.Value)))];
                    string name = NameOf([.. entry is null ? [] : new[] { Safe(entry) }, .. (entry is null ? varied : varied.Skip(own.Count)).Select(v => $"{Safe(v.Name)}-{Safe(v.Value)}"), $"seed-{seed}"]);
                    string run = Path.Combine(folder, name);
                    tasks.Add(new(tasks.Count, name, seed, varied, run, command.Arguments([.. plan.Settings.Select(p => (p.Name, p.Value)), .. settings], seed, run)));
                }
        if (tasks.GroupBy(t => t.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new UsageException($"'{plan.File}': {twice.Count()} tasks would be called '{twice.Key}'. Leave repeated values and seeds out, or give the entries of the list names (\"name\": \"…\").");
        return tasks;
    }

    /// <summary>A value as it stands in tables: lists as 64x64.</summary>
    private static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join('x', value.EnumerateArray().Select(Plain)),
        _ => value.GetRawText(),
    };

    private static string Safe(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+' ? c : '-')).Trim('.') is { Length: > 0 } safe ? safe : "-";

    private static string NameOf(string[] parts)
    {
        string name = string.Join('_', parts);
        return name.Length <= LongestName ? name : $"{name[..(LongestName - 9)]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}";
    }

    /// <summary>The task of an index.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static SweepTask At(IReadOnlyList<SweepTask> tasks, int index) => index >= 0 && index < tasks.Count ? tasks[index]
        : throw new UsageException($"--index: expected 0 to {(tasks.Count - 1).ToString(CultureInfo.InvariantCulture)}, for the plan has {tasks.Count} tasks; got {index}.");
}
