using System.CommandLine;
using DeepNfa.Records;
using DeepNfa.Reports;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa resume RUN</c>: goes on with an interrupted run, to the same bytes as if it had never been interrupted.</summary>
internal static class ResumeCommand
{
    public static Command Create(Terminal terminal)
    {
        var common = new CommonOptions();
        var run = new Argument<string>("RUN") { Description = "The folder of an unfinished run." };
        var plots = new Option<string?>("--plots") { Description = "auto, gnuplot, scottplot or none (as the run was begun)." };
        var data = new Option<string?>("--data") { Description = "The data of the run, where they are no longer at the path that it recorded, or cannot be checked there.", HelpName = "PATH" };
        var save = new Option<string?>("--save") { Description = "Write the trained weights here as well, once trained.", HelpName = "FILE.npz" };
        var command = new Command("resume", "Go on with an interrupted run.") { run, data, plots, save, common.Threads, common.Json, common.DryRun, common.CheckpointEpochs, common.CheckpointSeconds };
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(run)!;
            RequireSession(path);
            var session = SessionFolder.Read(path);
            string renderer = Renderers.RequireName(parsed.GetValue(plots) ?? session.Plots);
            if (session.Finished)
            {
                terminal.Out.WriteLine($"'{path}' is finished, so there is nothing to go on with. 'deepnfa report {CommandText.Quoted(path)}' draws it again.");
                return 0;
            }
            RecordedData.RequireNoLinks(path);
            string? named = parsed.GetValue(data), used = named is not null && Path.Exists(named) ? Path.GetFullPath(named) : named ?? session.Data;
            if (named is null && !RecordedData.IsName(session.Data))
            {
                RecordedData.Require(path, session.Data!);
                terminal.Error.WriteLine($"deepnfa: the data of the run are read from '{session.Data}', a path outside its folder; its files are those that manifest.json tells.");
            }
            if (parsed.GetValue(common.DryRun))
            {
                terminal.Out.WriteLine($"'{path}' is unfinished; this would go on with: {session.Command}");
                return 0;
            }
            if (session.Saves && parsed.GetValue(save) is null)
                terminal.Error.WriteLine("deepnfa: the run was begun with --save; a resumed run writes outside its folder only where it is told to. Give --save FILE here as well to have the weights written.");
            using var folder = SessionFolder.Open(path);
            return new Session(parsed, common, terminal).Continue(folder, parsed.GetValue(save), renderer, used);
        });
        return command;
    }

    /// <summary>One of several runs of a session is no session of its own.</summary>
    private static void RequireSession(string path)
    {
        string? above = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        if (!SessionFolder.IsSession(path) && RunFolder.IsRun(path) && above is not null && SessionFolder.IsSession(above))
            throw new DataException($"'{path}' is one of the runs of '{above}'. Go on with all of them: deepnfa resume {CommandText.Quoted(above)}");
    }
}
