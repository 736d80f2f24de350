using System.Text.RegularExpressions;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>The catalogue as Markdown: a table with a row an experiment, and a section for each with every check. Written from kept records, which are judged anew.</summary>
public static partial class CatalogueText
{
    private const int ClaimsOfRow = 2, ControlsOfRow = 1;

    /// <summary>Writes table and sections.</summary>
    public static void Write(IReadOnlyList<KeptRecords> kept, TextWriter output)
    {
        output.WriteLine("| experiment | answer | published | measured | control | runs, time, machine, figure |");
        output.WriteLine("|---|---|---|---|---|---|");
        var verdicts = kept.Select(k => (Kept: k, Verdict: k.Experiment.Judge(k.Runs))).ToList();
        foreach (var (one, verdict) in verdicts) output.WriteLine(Row(one, verdict));
        var missing = Catalogue.All.Select(e => e.Name).Except(kept.Select(k => k.Experiment.Name)).ToList();
        if (missing.Count > 0) output.WriteLine($"\nWithout a record, so without a row: {string.Join(", ", missing)}.");
        foreach (var (one, verdict) in verdicts) Section(one, verdict, output);
    }

    private static string Row(KeptRecords kept, Verdict verdict)
    {
        var e = kept.Experiment;
        string[] cells =
        [
            $"**[{e.Name}](#{e.Name})**<br>{Plain(e.Question)}<br>`{Command(kept)}`",
            $"**{Answer(verdict)}**",
            Plain(e.Published),
            Some(verdict, CheckKind.Claim, ClaimsOfRow),
            Some(verdict, CheckKind.Control, ControlsOfRow),
            $"{Runs(kept)}, {Time(kept.Runs)}; {Machine(kept.Runs[0].Manifest)}{(kept.HasFigure ? $"<br>[figure](figures/{e.Name}.svg)" : "")}",
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    private static void Section(KeptRecords kept, Verdict verdict, TextWriter output)
    {
        var e = kept.Experiment;
        output.WriteLine($"\n### {e.Name}");
        output.WriteLine($"{Plain(e.Question)} **{Answer(verdict)}**<br>");
        output.WriteLine($"Source: {Plain(e.Source)}. Published: {Plain(e.Published)}. Data: {Plain(string.Join(", ", kept.Runs.Select(r => r.Manifest.Data.Name).Distinct()))}. [Record](records/{e.Name}): {Runs(kept)}.");
        output.WriteLine("\n| number | measured | margin | holds |\n|---|---|---|---|");
        foreach (var c in verdict.Checks.OrderBy(c => c.Kind))
            output.WriteLine($"| {(c.Kind == CheckKind.Claim ? "" : $"*{c.Kind.ToString().ToLowerInvariant()}:* ")}{Plain(c.Name)} | {Plain($"{c.Measured}")} | {Plain(c.Bound)} | {(c.Kind == CheckKind.Told ? "" : c.Held ? "yes" : "**no**")} |");
        if (kept.HasFigure) output.WriteLine($"\n![The figure of {e.Name}](figures/{e.Name}.svg)");
    }

    /// <summary>The first few of a kind, those that fail before all others.</summary>
    private static string Some(Verdict verdict, CheckKind kind, int most)
    {
        var all = verdict.Checks.Where(c => c.Kind == kind).OrderBy(c => c.Held).ToList();
        string more = all.Count > most ? $"<br>and {all.Count - most} more" : "";
        return string.Join("<br>", all.Take(most).Select(c => $"{(c.Held ? "" : "*fails:* ")}{Plain(c.Name)}: **{Plain(Check.Number(c.Measured.Value))}**{Plain($"{c.Measured}"[Check.Number(c.Measured.Value).Length..])} {Plain(c.Bound.Replace(' ', '\u00a0'))}")) + more;
    }

    private static string Answer(Verdict verdict) => verdict.Outcome.ToString().ToLowerInvariant();

    /// <summary>The command of the first run; where its data lay and what drew it is nobody's concern, and its threads stand beside the machine.</summary>
    private static string Command(KeptRecords kept) => "./" + Shown().Replace(DataPath().Replace(kept.Runs[0].Manifest.Command, m => m.Groups[1].Value is "builtin" ? m.Value : "--data DIR"), "");

    private static string Runs(KeptRecords kept)
    {
        int runs = kept.Runs.Count, seeds = kept.Runs.Select(r => r.Manifest.Seed).Distinct().Count();
        return $"{runs} run{(runs == 1 ? "" : "s")}, {seeds} seed{(seeds == 1 ? "" : "s")}";
    }

    private static string Time(IReadOnlyList<RunRecord> runs)
    {
        double seconds = runs.SelectMany(r => r.Timings).Sum(t => t.Seconds);
        return seconds < 120 ? FormattableString.Invariant($"{seconds:0} s") : FormattableString.Invariant($"{seconds / 60:0.0} min");
    }

    private static string Machine(RunManifest manifest) => $"{manifest.Machine.GetValueOrDefault("cpu", "unknown")}, {manifest.Machine.GetValueOrDefault("threads", "?")} thread{(manifest.Machine.GetValueOrDefault("threads") == "1" ? "" : "s")}";

    /// <summary>Text that no table and no markup breaks.</summary>
    private static string Plain(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal);

    [GeneratedRegex("--data ('[^']*'|[^ ]+)")]
    private static partial Regex DataPath();

    [GeneratedRegex(" --(?:plots|threads) [^ ]+")]
    private static partial Regex Shown();
}
