using System.CommandLine;
using DeepNfa.Experiments;
using DeepNfa.Records;
using DeepNfa.Reports;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa report RUN…</c>: draws figures and page anew from run folders. Needs no libtorch.</summary>
internal static class ReportCommand
{
    private const int Damaged = 3;

    public static Command Create(Terminal terminal)
    {
        var common = new CommonOptions();
        var runs = new Argument<string[]>("RUN") { Description = "Run folders; several make one page that compares them.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string?>("--out") { Description = "Folder of figures and page (the run's own; with several runs, the folder that holds them).", HelpName = "DIR" };
        var markdown = new Option<bool>("--markdown") { Description = "Draw nothing; print each run's table as Markdown." };
        var command = new Command("report", "Draw the figures and the page of recorded runs.") { runs, output, common.Plots, markdown };
        command.SetAction(parsed =>
        {
            var folders = parsed.GetValue(runs)!.SelectMany(RunsIn).ToList();
            bool sound = true;
            if (parsed.GetValue(markdown))
            {
                foreach (string run in folders) sound &= Table(run, terminal);
                return sound ? 0 : Damaged;
            }
            var records = folders.Select(f => (f, RunFolder.Open(f).Load())).ToList();
            string folder = parsed.GetValue(output) ?? (folders.Count == 1 ? folders[0] : Path.GetDirectoryName(Path.GetFullPath(folders[0]))!);
            string plots = Renderers.RequireName(parsed.GetValue(common.Plots)!);
            terminal.Out.WriteLine(ReportWriting.Write(records, folder, plots, terminal, AnswerOf(parsed.GetValue(runs)!, [.. records.Select(r => r.Item2)])));
            foreach (var (_, record) in records) sound &= Sound(record, terminal);
            return sound ? 0 : Damaged;
        });
        return command;
    }

    /// <summary>Prints the table of a run, as far as there is one. A run that has none keeps none from the others.</summary>
    /// <returns>Whether all of the run was there and sound.</returns>
    private static bool Table(string folder, Terminal terminal)
    {
        try
        {
            var record = RunFolder.Open(folder).Load();
            bool sound = Sound(record, terminal);
            MarkdownTable.Write(record, terminal.Out);
            return sound;
        }
        catch (DataException e)
        {
            terminal.Error.WriteLine($"deepnfa: {e.Message}");
            return false;
        }
    }

    /// <summary>Says what is missing or damaged of a run.</summary>
    private static bool Sound(RunRecord record, Terminal terminal)
    {
        var damage = Report.Damage(record);
        foreach (string sentence in damage) terminal.Error.WriteLine($"deepnfa: {sentence}");
        return damage.Count == 0;
    }

    /// <summary>What all runs of one finished session answer; several sessions, or some of the runs of one, answer nothing.</summary>
    private static Answer? AnswerOf(string[] folders, IReadOnlyList<RunRecord> records)
    {
        if (folders is not [var one] || !SessionFolder.IsSession(one) || SessionFolder.Read(one) is not { Finished: true } session) return null;
        return Catalogue.All.FirstOrDefault(e => e.Name == session.Name)?.Answer(records, session.Judged);
    }

    /// <summary>The folder itself if it is a run, otherwise the runs directly in it.</summary>
    private static IReadOnlyList<string> RunsIn(string folder)
    {
        if (RunFolder.IsRun(folder)) return [folder];
        var inside = Directory.Exists(folder) ? Directory.GetDirectories(folder).Where(d => RunFolder.IsRun(d)).Order(StringComparer.Ordinal).ToList() : [];
        return inside.Count > 0 ? inside : throw new DataException($"'{folder}' is no run: expected a folder with manifest.json, or a folder of such folders. 'deepnfa run' makes one.");
    }
}
