using System.CommandLine;
using System.Text.Json;
using DeepNfa.Data.Download;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa data list</c>: what is known, where it is, and on what terms.</summary>
internal static class DataListCommand
{
    public static Command Create(Terminal terminal)
    {
        var json = new CommonOptions().Json;
        var command = new Command("list", "List the known data sets: size, whether they are here, licence, citation.") { json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(json)) terminal.Out.WriteLine(JsonSerializer.Serialize(new { folder = DataHome.Folder, sets = KnownSets.All.Select(Told) }, Json.Readable));
            else Write(terminal.Out);
            return 0;
        });
        return command;
    }

    private static object Told(KnownSet set) => new
    {
        name = set.Name,
        title = set.Title,
        contents = set.Contents,
        bytes = set.Bytes,
        here = DataHome.Find(set.Name),
        licence = set.Licence,
        citation = set.Citation,
        files = set.Files.Select(f => new { name = f.Name, bytes = f.Bytes, sha256 = f.Sha256, hashFrom = f.HashFrom, mirrors = f.Mirrors.Select(m => new { url = m.Url, tried = m.Tried }) }),
    };

    private static void Write(TextWriter output)
    {
        foreach (var set in KnownSets.All)
        {
            output.WriteLine($"{set.Name,-18} {DataCommand.Size(set.Bytes),-15} {(DataHome.Find(set.Name) is { } folder ? $"in {folder}" : "not here")}");
            output.WriteLine($"  {set.Title}: {set.Contents}");
            output.WriteLine($"  licence: {set.Licence}");
            output.WriteLine($"  cite:    {set.Citation}");
            output.WriteLine($"  hashes:  {(set.Verified ? $"verified; from {string.Join("; ", set.Files.Select(f => f.HashFrom).Distinct())}" : "none verified; what comes is told on the first download")}");
            output.WriteLine($"  mirrors: {string.Join(", ", set.Files.SelectMany(f => f.Mirrors).GroupBy(m => new Uri(m.Url).Host).Select(g => g.Key + (g.All(m => m.Tried) ? "" : " (not tried)")))}");
        }
        output.WriteLine($"They are kept in {DataHome.Folder}; {DataHome.Variable} names another folder. 'deepnfa data get NAME' downloads.");
    }
}
