using System.CommandLine;
using DeepNfa.Cli.Sweeps;
using DeepNfa.Records;
using DeepNfa.Reports;

namespace DeepNfa.Cli.Commands;

/// <summary><c>deepnfa sweep gather PLAN</c>: all runs as one tidy table, and the page that compares them.</summary>
internal static class SweepGatherCommand
{
    private const string Table = "sweep.csv";

    public static Command Create(Terminal terminal)
    {
        var (plan, output, common) = (SweepCommand.PlanArgument(), SweepCommand.OutOption(), new CommonOptions());
        var command = new Command("gather", "Write all runs of a plan as one tidy table, and the page that compares them.") { plan, output, common.Plots };
        command.SetAction(parsed =>
        {
            string plots = Renderers.RequireName(parsed.GetValue(common.Plots)!);
            var sweep = new SweepFolder(parsed.GetValue(plan)!, parsed.GetValue(output));
            var done = sweep.Look().Where(s => s.State == TaskState.Done).Select(s => s.Task).ToList();
            if (done.Count == 0) throw new DataException($"None of the {sweep.Tasks.Count} tasks of '{sweep.Plan.File}' is done in '{sweep.Path}'. Run them: deepnfa sweep {CommandText.Quoted(sweep.Plan.File)} --out {CommandText.Quoted(sweep.Path)}");
            if (done.Count < sweep.Tasks.Count) terminal.Error.WriteLine($"deepnfa: {done.Count} of {sweep.Tasks.Count} tasks are done; the others are left out.");
            var table = new SweepTable(sweep.Tasks);
            var runs = new List<(string Folder, RunRecord Record)>();
            foreach (var task in done)
                foreach (string folder in SweepFolder.Runs(task))
                {
                    runs.Add((folder, RunFolder.Open(folder).Load()));
                    table.Add(task, folder == task.Folder ? "" : Path.GetFileName(folder), runs[^1].Record);
                }
            string csv = Path.Combine(sweep.Path, Table);
            DiskFiles.Instance.Replace(csv, stream => stream.Write(table.ToBytes()), "the table");
            terminal.Out.WriteLine(csv);
            terminal.Out.WriteLine(ReportWriting.Write(runs, sweep.Path, plots, terminal));
            return 0;
        });
        return command;
    }
}
