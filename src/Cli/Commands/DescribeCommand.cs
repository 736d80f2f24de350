using System.CommandLine;
using System.Text.Json;
using DeepNfa.Experiments;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa describe NAME</c>: question, source and all settings of an experiment.</summary>
internal static class DescribeCommand
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "The experiment." };
        var preset = new Option<string>("--preset") { Description = "full, smoke or paper.", DefaultValueFactory = _ => "full" };
        var json = new CommonOptions().Json;
        var command = new Command("describe", "Describe an experiment: its question, its source and every setting.") { name, preset, json };
        command.SetAction(parsed =>
        {
            var experiment = Catalogue.Find(parsed.GetValue(name)!);
            var settings = experiment.SettingsOf(parsed.GetValue(preset)!);
            if (parsed.GetValue(json))
            {
                terminal.Out.WriteLine(JsonSerializer.Serialize(new { name = experiment.Name, question = experiment.Question, source = experiment.Source, data = experiment.DataNeeded, settings }, Json.Readable));
                return 0;
            }
            terminal.Out.WriteLine($"{experiment.Name}\n  question  {experiment.Question}\n  source    {experiment.Source}");
            if (experiment.DataNeeded is { } data) terminal.Out.WriteLine($"  data      --data DIR with {data}");
            terminal.Out.WriteLine($"  settings  of the preset {parsed.GetValue(preset)}; change one with --set NAME=VALUE");
            foreach (var p in settings.EnumerateObject()) terminal.Out.WriteLine($"    {p.Name,-18} {p.Value.GetRawText()}");
            return 0;
        });
        return command;
    }
}
