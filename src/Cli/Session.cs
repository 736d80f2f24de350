using System.CommandLine;
using System.Text.Json;
using DeepNfa.Data;
using DeepNfa.Experiments;
using DeepNfa.Records;
using DeepNfa.Reports;
using DeepNfa.Training;

namespace DeepNfa.Cli;

/// <summary>One run from the command line: folder, progress, verdict, report.</summary>
internal sealed class Session(ParseResult parsed, CommonOptions common, string[] args, Terminal terminal)
{
    /// <summary>Runs a protocol to its end.</summary>
    /// <returns>0, or 1 if the claim did not hold.</returns>
    public int Run(string name, string? data, JsonElement settings, Func<JsonElement, RunContext, IEnumerable<Progress>> protocol, Func<IReadOnlyList<RunRecord>, Verdict>? judge)
    {
        string folder = parsed.GetValue(common.Out) ?? NextFree(Path.Combine("runs", name));
        string command = CommandText.Of(args);
        if (parsed.GetValue(common.DryRun))
        {
            terminal.Out.WriteLine(JsonSerializer.Serialize(new { name, folder, command, settings }, Json.Readable));
            return 0;
        }
        string plots = Renderers.RequireName(parsed.GetValue(common.Plots)!);
        var device = common.Apply(parsed);
        var context = new RunContext
        {
            Name = name,
            Seed = new Seed(parsed.GetValue(common.Seed)),
            Folder = folder,
            Data = data ?? Environment.GetEnvironmentVariable("DEEPNFA_DATA"),
            Command = command,
            Versions = MachineFacts.Versions(),
            Machine = MachineFacts.Machine(device),
            Device = device,
            Stop = terminal.Stop.Token,
        };
        Watch(protocol(settings, context), context);
        var runs = context.Runs.Select(f => (f, RunFolder.Open(f).Load())).ToList();
        var records = runs.Select(r => r.Item2).ToList();
        var verdict = judge?.Invoke(records);
        string page = ReportWriting.Write(runs, folder, plots, terminal);
        new Summary(records, folder, page, verdict, command).Write(terminal.Out, parsed.GetValue(common.Json));
        return verdict is { Held: false } ? 1 : 0;
    }

    /// <summary>Pulls the protocol to its end, and keeps a page of what is there so far.</summary>
    private void Watch(IEnumerable<Progress> protocol, RunContext context)
    {
        var page = new LivePage(context.Folder, files: context.Files);
        bool ended = false;
        try
        {
            ProgressDisplay.Show(Watched(), terminal);
            ended = true;
        }
        finally
        {
            if (!ended) page.Close(context.Runs);
        }

        IEnumerable<Progress> Watched()
        {
            foreach (var progress in protocol)
            {
                if (progress.Done < progress.Total) page.Update(context.Runs); // the last page comes with the figures
                yield return progress;
            }
        }
    }

    /// <summary>The folder itself, or with the first number from 2 that nothing has yet: no run overwrites another.</summary>
    private static string NextFree(string folder)
    {
        if (!Path.Exists(folder)) return folder;
        for (int n = 2; ; n++)
            if (!Path.Exists($"{folder}-{n}")) return $"{folder}-{n}";
    }
}
