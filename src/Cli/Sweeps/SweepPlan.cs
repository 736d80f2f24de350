using System.Text.Json;
using DeepNfa.Records;

namespace DeepNfa.Cli.Sweeps;

/// <summary>A plan of many runs, as its file says it: what all tasks share, what varies, and what a task may take.</summary>
/// <param name="File">The plan's path.</param>
/// <param name="Experiment">The experiment's name, or "train".</param>
/// <param name="Preset">The experiment's preset.</param>
/// <param name="Data">What <c>--data</c> would name; null for nothing.</param>
/// <param name="Settings">The settings of all tasks.</param>
/// <param name="Entries">Settings that belong together, with a name each, of which every task takes one; a single empty one where the plan has none.</param>
/// <param name="Grid">Settings of which every combination is run.</param>
/// <param name="Seeds">The seeds.</param>
/// <param name="Limits">What a task may take.</param>
/// <param name="Slurm">What only a cluster needs to know.</param>
internal sealed record SweepPlan(
    string File,
    string Experiment,
    string Preset,
    string? Data,
    IReadOnlyList<JsonProperty> Settings,
    IReadOnlyList<(string? Name, IReadOnlyList<JsonProperty> Settings)> Entries,
    IReadOnlyList<(string Name, IReadOnlyList<JsonElement> Values)> Grid,
    IReadOnlyList<long> Seeds,
    SweepLimits Limits,
    SlurmWishes Slurm)
{
    /// <summary>Reads a plan.</summary>
    /// <exception cref="DataException">The file is not there, or is no JSON.</exception>
    /// <exception cref="UsageException">It says what is not understood.</exception>
    public static SweepPlan Read(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(DiskFiles.Instance.ReadAllBytes(file), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return Of(file, json.RootElement.Clone());
        }
        catch (JsonException e)
        {
            string reason = e.Message.Split(" LineNumber:")[0].Split(" Path:")[0].TrimEnd('.');
            throw new DataException(FormattableString.Invariant($"'{file}', line {e.LineNumber + 1}: expected JSON; {reason}. docs/clusters.md shows a plan."), e);
        }
    }

    private static SweepPlan Of(string file, JsonElement root)
    {
        var plan = new PlanObject(file, "", root).Knowing("experiment", "preset", "data", "settings", "list", "grid", "seeds", "limits", "slurm");
        return new(
            file,
            plan.Text("experiment") ?? throw plan.Wrong("experiment", "expected the name of an experiment, or train; got none. 'deepnfa list' names them"),
            plan.Text("preset") ?? "full",
            plan.Text("data"),
            plan.Part("settings")?.Properties ?? [],
            [.. (plan.List("list") is null ? [] : plan.List("list")!).Select((e, i) => Entry(new PlanObject(file, $"list[{i}]", e))).DefaultIfEmpty((null, []))],
            [.. (plan.Part("grid")?.Properties ?? []).Select(p => (p.Name, plan.Part("grid")!.List(p.Name)!))],
            SeedsOf(plan),
            SweepLimits.Of(plan.Part("limits")),
            SlurmWishes.Of(plan.Part("slurm")));
    }

    private static (string?, IReadOnlyList<JsonProperty>) Entry(PlanObject entry) => (entry.Text("name"), [.. entry.Properties.Where(p => p.Name != "name")]);

    /// <summary>A list of seeds, or how many there are from 0 on.</summary>
    private static IReadOnlyList<long> SeedsOf(PlanObject plan)
    {
        if (plan.Find("seeds") is not { } seeds) return [0];
        if (seeds.ValueKind == JsonValueKind.Number && seeds.TryGetInt32(out int count) && count > 0) return [.. Enumerable.Range(0, count).Select(i => (long)i)];
        if (seeds.ValueKind == JsonValueKind.Array && seeds.GetArrayLength() > 0 && seeds.EnumerateArray().All(s => s.ValueKind == JsonValueKind.Number && s.TryGetInt64(out long _))) return [.. seeds.EnumerateArray().Select(s => s.GetInt64())];
        throw plan.Expected("seeds", "how many there are, such as 3, or a list, such as [0, 1, 2]", seeds);
    }
}
