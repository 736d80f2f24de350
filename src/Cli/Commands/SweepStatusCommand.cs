using System.CommandLine;
using System.Text.Json;
using DeepNfa.Cli.Sweeps;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa sweep status PLAN</c>: how far the tasks are, from their run folders alone.</summary>
internal static class SweepStatusCommand
{
    public static Command Create(Terminal terminal)
    {
        var (plan, output, json) = (SweepCommand.PlanArgument(), SweepCommand.OutOption(), new CommonOptions().Json);
        var command = new Command("status", "Tell how far the tasks of a plan are, from their run folders alone.") { plan, output, json };
        command.SetAction(parsed =>
        {
            var sweep = new SweepFolder(parsed.GetValue(plan)!, parsed.GetValue(output));
            var standings = sweep.Look();
            var counts = Enum.GetValues<TaskState>().Reverse().ToDictionary(Word, s => standings.Count(t => t.State == s));
            if (parsed.GetValue(json))
            {
                terminal.Out.WriteLine(JsonSerializer.Serialize(new { folder = sweep.Path, counts, others = sweep.Others, tasks = standings.Select(s => new { index = s.Task.Index, name = s.Task.Name, state = Word(s.State), epoch = s.Epoch, detail = s.Detail }) }, Json.Readable));
                return 0;
            }
            terminal.Out.WriteLine($"{standings.Count} tasks in {sweep.Path}: {string.Join(", ", counts.Where(c => c.Value > 0).Select(c => $"{c.Value} {c.Key}"))}{(sweep.Others.Count > 0 ? $"; {sweep.Others.Count} other runs, such as {sweep.Others[0]}, are no task of the plan" : "")}");
            foreach (var s in standings.Where(s => s.State is not (TaskState.Done or TaskState.Waiting)))
                terminal.Out.WriteLine($"  {s.Task.Index,5}  {s.Task.Name}  {Word(s.State)}{(s.Epoch is { } epoch ? $", epoch {epoch}" : "")}{(s.Detail is { } detail ? $", {detail}" : "")}");
            return 0;
        });
        return command;
    }

    private static string Word(TaskState state) => state.ToString().ToLowerInvariant();
}
