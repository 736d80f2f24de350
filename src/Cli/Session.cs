using System.CommandLine;
using System.Text.Json;
using DeepNfa.Cli.Commands;
using DeepNfa.Data;
using DeepNfa.Experiments;
using DeepNfa.Records;
using DeepNfa.Reports;
using DeepNfa.Training;
using TorchSharp;

namespace DeepNfa.Cli;

/// <summary>What a command line asks for.</summary>
/// <param name="Name">The experiment's name, or "train".</param>
/// <param name="Data">What <c>--data</c> named; null if nothing.</param>
/// <param name="Settings">All settings.</param>
/// <param name="Judged">Whether the claim is judged.</param>
internal sealed record SessionRequest(string Name, string? Data, JsonElement Settings, bool Judged)
{
    /// <summary>Where else the trained weights are written; null for nowhere.</summary>
    public string? Save { get; init; }
}

/// <summary>A command that trains.</summary>
/// <param name="Command">The command with its options.</param>
/// <param name="Common">The options that it shares with others.</param>
/// <param name="Request">What its arguments ask for.</param>
internal sealed record SessionCommand(Command Command, CommonOptions Common, Func<ParseResult, SessionRequest> Request)
{
    /// <summary>The command, which runs what it is asked for.</summary>
    public Command Running(string[] args, Terminal terminal)
    {
        Command.SetAction(parsed => new Session(parsed, Common, terminal).Start(Request(parsed), args));
        return Command;
    }
}

/// <summary>One run from the command line, begun or gone on with: folder, progress, verdict, report.</summary>
internal sealed class Session(ParseResult parsed, CommonOptions common, Terminal terminal)
{
    /// <summary>Runs a protocol to its end; an unfinished folder of the same command is gone on with.</summary>
    /// <returns>0, or 1 if the claim did not hold.</returns>
    public int Start(SessionRequest request, string[] args)
    {
        string command = CommandText.Of(args);
        if (parsed.GetValue(common.DryRun)) return Foretell(request, command);
        string plots = Renderers.RequireName(parsed.GetValue(common.Plots)!);
        common.Checkpoints(parsed);
        common.Apply(parsed);
        var wanted = new RunSession(
            RunSession.CurrentSchema, request.Name, request.Settings, parsed.GetValue(common.Seed), DataOf(request), request.Judged, plots,
            torch.get_num_threads(), parsed.GetValue(common.Device)!, command, request.Save is not null, Finished: false);
        string? named = parsed.GetValue(common.Out);
        for (; ; )
        {
            using var folder = SessionFolders.Obtain(wanted, named);
            try
            {
                return Continue(folder, request.Save, wanted.Plots, wanted.Data);
            }
            catch (EnvironmentException) when (named is null && !folder.HasBegun && Path.Exists(folder.Path))
            {
                // Another process has taken the free name since; there are more.
            }
        }
    }

    /// <summary>Checks all that can be checked, the data included, and says what would be done.</summary>
    private int Foretell(SessionRequest request, string command)
    {
        Renderers.RequireName(parsed.GetValue(common.Plots)!);
        common.Checkpoints(parsed);
        if (request.Save is not null) NetworkFile.RequirePlace(request.Save);
        string folder = parsed.GetValue(common.Out) ?? SessionFolders.NextFree(Path.Combine("runs", request.Name));
        var foretold = Foretold(request, parsed.GetValue(common.Seed), common.Apply(parsed));
        terminal.Out.WriteLine(JsonSerializer.Serialize(new { name = request.Name, folder, command, settings = request.Settings, seconds = foretold?.Seconds is { } s ? Math.Ceiling(s) : (double?)null, memoryMB = foretold?.MemoryBytes is { } b ? Math.Round(b / 1e6) : (double?)null, freeMB = Math.Round(FreeMemory.Bytes() / 1e6) }, Json.Readable));
        return 0;
    }

    /// <summary>What a request would take, after everything that can be checked has been; null where its protocol does not tell.</summary>
    public static Progress? Foretold(SessionRequest request, long seed, torch.Device? device)
    {
        if (request.Name != "train" && !Catalogue.Find(request.Name).Foretells) return null;
        var context = new RunContext
        {
            Name = request.Name,
            Seed = new Seed(seed),
            Folder = "",
            Data = DataOf(request),
            Command = "",
            Versions = MachineFacts.Versions(),
            Machine = new Dictionary<string, string>(),
            Device = device,
            DryRun = true,
        };
        return Protocol(request.Name)(request.Settings, context).FirstOrDefault();
    }

    /// <summary>Goes on with a session to its end.</summary>
    /// <param name="folder">Its folder, locked.</param>
    /// <param name="save">Where else the trained weights are written; null for nowhere.</param>
    /// <param name="plots">The renderer's name.</param>
    /// <param name="data">The data, where they are or are called.</param>
    /// <returns>0, or 1 if the claim did not hold.</returns>
    public int Continue(SessionFolder folder, string? save, string plots, string? data)
    {
        if (save is not null) NetworkFile.RequirePlace(save);
        var session = folder.Session;
        var device = CommonOptions.Apply(parsed.GetValue(common.Threads) ?? session.Threads, session.Device);
        if (torch.get_num_threads() != session.Threads)
            terminal.Error.WriteLine($"deepnfa: '{folder.Path}' was begun with {session.Threads} thread(s) and goes on with {torch.get_num_threads()}: sums are taken in another order, so the last digits may differ.");
        var context = ContextOf(folder, data, device);
        try
        {
            Watch(Protocol(session.Name)(session.Settings, context), context);
            terminal.Stop.Token.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException) when (folder.HasBegun)
        {
            throw new InterruptedException($"interrupted; what was recorded is complete, and the state is saved. Go on with: deepnfa resume {CommandText.Quoted(folder.Path)}");
        }
        catch (EnvironmentException e) when (folder.HasBegun)
        {
            throw new EnvironmentException($"{e.Message} {Kept.Sentence(folder.Path, context.Runs, session.Command)}", e);
        }
        // From here on everything follows from the records, so there is nothing to save.
        terminal.Stop.AtOnce(() => terminal.Error.WriteLine($"deepnfa: interrupted; all is trained and recorded, but the page may be missing. Draw it with: deepnfa resume {CommandText.Quoted(folder.Path)}"));
        try
        {
            if (save is not null) TrainCommand.Save(RunFolder.Open(context.Runs[^1]), save);
            return Conclude(folder, context.Runs, plots);
        }
        catch (EnvironmentException e)
        {
            throw new EnvironmentException($"{e.Message} Safe: all is trained and recorded. Missing: {(save is null ? "the page" : "the page, or the weights of --save")}. Go on with: deepnfa resume {CommandText.Quoted(folder.Path)}{(save is null ? "" : $" --save {CommandText.Quoted(save)}")}", e);
        }
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

    private RunContext ContextOf(SessionFolder folder, string? data, torch.Device? device) => new()
    {
        Name = folder.Session.Name,
        Seed = new Seed(folder.Session.Seed),
        Folder = folder.Path,
        Data = data,
        Command = folder.Session.Command,
        Versions = MachineFacts.Versions(),
        Machine = MachineFacts.Machine(device),
        Device = device,
        Stop = terminal.Stop.Token,
        Checkpoints = common.Checkpoints(parsed),
        Session = folder,
    };

    /// <summary>Verdict, page and summary, from the records alone.</summary>
    private int Conclude(SessionFolder folder, IReadOnlyList<string> runs, string plots)
    {
        var session = folder.Session;
        var loaded = runs.Select(f => (f, RunFolder.Open(f).Load())).ToList();
        var records = loaded.Select(r => r.Item2).ToList();
        var experiment = session.Name == "train" ? null : Catalogue.Find(session.Name);
        var verdict = session.Judged ? experiment?.Judge(records) : null;
        string page = ReportWriting.Write(loaded, folder.Path, plots, terminal, experiment?.Answer(records, session.Judged));
        folder.Finish();
        new Summary(records, folder.Path, page, verdict, session.Command).Write(terminal.Out, parsed.GetValue(common.Json));
        return verdict is { Held: false } ? 1 : 0;
    }

    private static Func<JsonElement, RunContext, IEnumerable<Progress>> Protocol(string name) => name == "train" ? TrainCommand.Protocol : Catalogue.Find(name).Run;

    /// <summary>The data that are used: a folder in full, so that the run can be gone on with from anywhere.</summary>
    internal static string? DataOf(SessionRequest request)
    {
        bool needed = request.Name == "train" || Catalogue.Find(request.Name).DataNeeded is not null;
        string? data = request.Data ?? (needed ? Environment.GetEnvironmentVariable("DEEPNFA_DATA") : null);
        return data is { Length: > 0 } && Path.Exists(data) ? Path.GetFullPath(data) : data;
    }
}

/// <summary>Stopped by the user; the message says how to go on.</summary>
internal sealed class InterruptedException(string message) : OperationCanceledException(message);
