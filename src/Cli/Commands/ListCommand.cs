using System.CommandLine;
using System.Text.Json;
using DeepNfa.Experiments;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa list</c>: the experiments with their questions.</summary>
internal static class ListCommand
{
    public static Command Create(Terminal terminal)
    {
        var json = new CommonOptions().Json;
        var command = new Command("list", "List the experiments with the question that each answers.") { json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(json)) terminal.Out.WriteLine(JsonSerializer.Serialize(Catalogue.All.Select(e => new { name = e.Name, question = e.Question, source = e.Source, data = e.DataNeeded }), Json.Readable));
            else
                foreach (var e in Catalogue.All) terminal.Out.WriteLine($"{e.Name,-24} {e.Question}{(e.DataNeeded is null ? "" : $" (--data: {e.DataNeeded})")}");
            return 0;
        });
        return command;
    }
}
