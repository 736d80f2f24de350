using System.CommandLine;
using DeepNfa.Cli.Sweeps;
using DeepNfa.Records;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa sweep PLAN</c>: many runs by one plan, here or as a job array of Slurm.</summary>
internal static class SweepCommand
{
    public static Command Create(Terminal terminal)
    {
        var common = new CommonOptions();
        var (plan, output) = (PlanArgument(), OutOption());
        var jobs = new Option<int?>("--jobs") { Description = "The most tasks at once, each a process; never more than cores and memory allow (all cores).", HelpName = "N" };
        var slurm = new Option<string?>("--slurm") { Description = "Run nothing; write the script of a job array, and the plan that it goes by, into this folder.", HelpName = "DIR" };
        var command = new Command("sweep", "Run many settings and seeds by one plan: a run folder each, here or on a Slurm cluster.")
        {
            plan, output, jobs, slurm, common.DryRun, common.Json, SweepTaskCommand.Create(terminal), SweepStatusCommand.Create(terminal), SweepGatherCommand.Create(terminal),
        };
        command.SetAction(parsed =>
        {
            var sweep = new SweepFolder(parsed.GetValue(plan)!, parsed.GetValue(output));
            int most = Require.AtLeast(parsed.GetValue(jobs) ?? int.MaxValue, 1, "Leave the option out for as many as there are cores.", "--jobs");
            int fit = sweep.Plan.Limits.Gpus > 0 && parsed.GetValue(jobs) is null ? 1 : Math.Max(1, Environment.ProcessorCount / sweep.Plan.Limits.Threads); // how many tasks a GPU takes nobody knows but the user
            int atOnce = Math.Min(most, Math.Min(sweep.Plan.Limits.AtOnce ?? int.MaxValue, fit));
            if (parsed.GetValue(common.DryRun))
            {
                new SweepForecast(sweep, atOnce).Write(terminal.Out, parsed.GetValue(common.Json));
                return 0;
            }
            if (parsed.GetValue(slurm) is { } folder)
            {
                foreach (string script in SlurmScript.Write(sweep, folder)) terminal.Out.WriteLine($"sbatch {CommandText.Quoted(script)}");
                return 0;
            }
            if (parsed.GetValue(jobs) is { } asked && asked > atOnce) terminal.Error.WriteLine($"deepnfa: {atOnce} at once, not {asked}: {Environment.ProcessorCount} cores for tasks of {sweep.Plan.Limits.Threads} thread(s){(sweep.Plan.Limits.AtOnce is { } limit ? $", at most {limit} by the plan" : "")}.");
            int code = new LocalSweep(sweep, atOnce, terminal).Run();
            if (code == 0) terminal.Out.WriteLine($"{sweep.Path}\nCompare the runs: deepnfa sweep gather {CommandText.Quoted(sweep.Plan.File)}{(parsed.GetValue(output) is { } named ? $" --out {CommandText.Quoted(named)}" : "")}");
            return code;
        });
        return command;
    }

    /// <summary>The plan.</summary>
    public static Argument<string> PlanArgument() => new("PLAN") { Description = "The plan, a JSON file (docs/clusters.md)." };

    /// <summary>The folder of the runs.</summary>
    public static Option<string?> OutOption() => new("--out") { Description = "Folder of the runs (runs/NAME, by the name of the plan).", HelpName = "DIR" };
}
