using System.CommandLine;
using DeepNfa.Cli.Sweeps;
using DeepNfa.Records;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa sweep task PLAN --index N</c>: one task of a plan, for schedulers; it goes on with what an earlier attempt left.</summary>
internal static class SweepTaskCommand
{
    public static Command Create(Terminal terminal)
    {
        var (plan, output) = (SweepCommand.PlanArgument(), SweepCommand.OutOption());
        var index = new Option<int>("--index") { Description = "The task's number, from 0, such as $SLURM_ARRAY_TASK_ID.", HelpName = "N", Required = true };
        var command = new Command("task", "Run one task of a plan, or go on with it; for schedulers.") { plan, output, index };
        command.SetAction(parsed =>
        {
            var sweep = new SweepFolder(parsed.GetValue(plan)!, parsed.GetValue(output));
            var task = SweepTask.At(sweep.Tasks, parsed.GetValue(index));
            sweep.Request(task);
            if (sweep.Look(task).State == TaskState.Done)
            {
                terminal.Out.WriteLine($"{task.Folder} is done already.");
                return 0;
            }
            terminal.Error.WriteLine($"deepnfa: task {task.Index} of {sweep.Tasks.Count}: {CommandText.Of(task.Arguments)}");
            TaskFailure.Forget(task.Folder);
            return Run(task, terminal);
        });
        return command;
    }

    /// <summary>Runs the task's own command, and leaves word of a failure in its folder.</summary>
    private static int Run(SweepTask task, Terminal terminal)
    {
        using var heard = new LastLineWriter(terminal.Error);
        int code = CommandLine.Run(task.Arguments, terminal with { Error = heard, Interactive = false });
        if (code is 1) return 0; // the claim did not hold, which is a result
        if (code is not (0 or 130 or 143)) new TaskFailure(TaskFailure.CurrentSchema, code, heard.LastSentence).Write(task.Folder);
        return code;
    }
}
