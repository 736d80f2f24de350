using System.CommandLine;
using System.Text.Json;
using DeepNfa.Data.Download;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa data get NAME</c>: downloads a known set.</summary>
internal static class DataGetCommand
{
    private const long AskAbove = 100_000_000;

    public static Command Create(Terminal terminal)
    {
        var common = new CommonOptions();
        var name = new Argument<string>("NAME") { Description = "The set; 'deepnfa data list' names them." };
        var command = new Command("get", "Download a known data set: mirrors in turn, interrupted downloads continue, SHA-256 is checked.") { name, common.Json, common.DryRun, common.Yes };
        common.Yes.Description = "Ask nothing, however large the set is.";
        command.SetAction(parsed =>
        {
            var set = KnownSets.Find(parsed.GetValue(name)!);
            return parsed.GetValue(common.DryRun)
                ? Plan(set, DataHome.Folder, terminal.Out, parsed.GetValue(common.Json))
                : Get(set, DataHome.Folder, terminal, parsed.GetValue(common.Json), parsed.GetValue(common.Yes));
        });
        return command;
    }

    /// <summary>Downloads a set into a folder, after asking where it is large and somebody can answer.</summary>
    /// <returns>The exit code.</returns>
    internal static int Get(KnownSet set, string home, Terminal terminal, bool json, bool yes, DownloadOptions? options = null)
    {
        string folder = Path.Combine(home, set.Name);
        bool large = set.Bytes is null or > AskAbove;
        if (large && !yes && !set.IsIn(folder) && terminal.Interactive && terminal.In is not null && !Agrees(set, folder, terminal)) return 0;
        var download = new SetDownload(set, home, options);
        try
        {
            DownloadDisplay.Show(download.Run(terminal.Stop.Token), terminal);
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine($"deepnfa: stopped. What came is kept in {folder}, and 'deepnfa data get {set.Name}' continues it.");
            return terminal.Stop.ExitCode;
        }
        var receipt = download.Receipt!;
        if (json) terminal.Out.WriteLine(JsonSerializer.Serialize(new { name = set.Name, folder, files = receipt.Files, unpacked = receipt.Unpacked }, Json.Readable));
        else
        {
            foreach (var file in receipt.Files) terminal.Out.WriteLine($"{file.Sha256}  {file.Name}{(file.Kept ? "" : " (unpacked)")}");
            terminal.Out.WriteLine($"{set.Title} is in {folder}. Licence: {set.Licence}. Please cite: {set.Citation}");
        }
        return 0;
    }

    private static int Plan(KnownSet set, string home, TextWriter output, bool json)
    {
        string folder = Path.Combine(home, set.Name);
        if (json) output.WriteLine(JsonSerializer.Serialize(new { name = set.Name, folder, here = set.IsIn(folder), bytes = set.Bytes, files = set.Files }, Json.Readable));
        else
        {
            output.WriteLine($"{set.Title} would go to {folder}{(set.IsIn(folder) ? ", where it is already" : "")}: {DataCommand.Size(set.Bytes)}.");
            foreach (var file in set.Files)
            {
                output.WriteLine($"{file.Name}  {DataCommand.Size(file.Bytes)}  {(file.Sha256 is null ? "no verified hash" : $"SHA-256 {file.Sha256}")}{(file.IsArchive ? ", unpacked" : "")}");
                foreach (var mirror in file.Mirrors) output.WriteLine($"  {mirror.Url}{(mirror.Tried ? "" : " (not tried)")}");
            }
        }
        return 0;
    }

    private static bool Agrees(KnownSet set, string folder, Terminal terminal)
    {
        terminal.Error.Write($"{set.Title}, {DataCommand.Size(set.Bytes)}, into {folder}. Licence: {set.Licence}. Download? [y/N] ");
        bool agrees = terminal.In!.ReadLine()?.Trim() is "y" or "Y" or "yes";
        if (!agrees) terminal.Error.WriteLine("Nothing was downloaded; --yes does not ask.");
        return agrees;
    }
}
