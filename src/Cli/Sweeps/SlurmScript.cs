using System.Globalization;
using System.Text;
using DeepNfa.Records;

namespace DeepNfa.Cli.Sweeps;

/// <summary>The job-array scripts of a sweep, with the copy of the plan that they go by: what is queued does not change with the plan.</summary>
/// <remarks>
/// A task that is killed, requeued or moved to another node leaves a run folder that its next attempt goes on with. Slurm tells the script before the time limit (USR1); the script asks the task
/// to save its state and Slurm to queue it again. A task that is cancelled gets SIGTERM instead and is not queued again. One that was killed (by a machine short of memory, say) is tried again three times.
/// </remarks>
internal static class SlurmScript
{
    private const int WarningSeconds = 120, MostRetries = 3;
    private const double MemoryMargin = 1.5, TimeMargin = 3; // of estimates that are good to 30 % and to a factor of two

    /// <summary>Writes plan and scripts into a folder.</summary>
    /// <returns>The paths of the scripts.</returns>
    /// <exception cref="EnvironmentException">The folder holds the scripts of another plan, or cannot be written.</exception>
    public static IReadOnlyList<string> Write(SweepFolder sweep, string folder)
    {
        var files = DiskFiles.Instance;
        string plan = Path.GetFullPath(Path.Combine(folder, "plan.json"));
        byte[] content = files.ReadAllBytes(sweep.Plan.File);
        if (Path.GetFullPath(sweep.Plan.File) == plan) throw new UsageException($"--slurm {folder}: expected a folder other than that of the plan, which is copied there.");
        if (files.FileExists(plan) && !files.ReadAllBytes(plan).AsSpan().SequenceEqual(content))
            throw new EnvironmentException($"'{folder}' holds the scripts of another plan, of which tasks may be queued. Choose another folder with --slurm, or delete it.");
        var needs = new TaskNeeds(sweep);
        var each = sweep.Tasks.Select(needs.Of).ToList();
        files.CreateDirectory(folder, "the scripts");
        files.Replace(plan, stream => stream.Write(content), "the plan");
        int size = sweep.Plan.Slurm.ArraySize, parts = (sweep.Tasks.Count + size - 1) / size;
        var scripts = new List<string>();
        for (int part = 0; part < parts; part++)
        {
            scripts.Add(Path.Combine(folder, parts == 1 ? "array.sbatch" : $"array-{part + 1}.sbatch"));
            byte[] text = Encoding.UTF8.GetBytes(Text(sweep, plan, Path.GetFullPath(folder), part * size, Math.Min(size, sweep.Tasks.Count - (part * size)), each.Max(n => n.Bytes), each.Max(n => n.Seconds)));
            files.Replace(scripts[^1], stream => stream.Write(text), "the script");
        }
        return scripts;
    }

    private static string Text(SweepFolder sweep, string plan, string folder, int first, int count, double? bytes, double? seconds)
    {
        var (limits, slurm) = (sweep.Plan.Limits, sweep.Plan.Slurm);
        var time = limits.Time ?? (seconds is { } s ? TimeSpan.FromMinutes(10 * Math.Ceiling(TimeMargin * s / 600)) : null);
        int? memory = limits.MemoryMB ?? (bytes is { } b ? (int)(100 * Math.Ceiling(MemoryMargin * b / 1e8)) : null);
        string[] directives =
        [
            $"--job-name={Path.GetFileNameWithoutExtension(sweep.Plan.File)}",
            $"--array=0-{count - 1}{(limits.AtOnce is { } most ? $"%{most}" : "")}",
            $"--cpus-per-task={limits.Threads}",
            .. memory is null ? [] : new[] { $"--mem={memory}M" },
            .. time is null ? [] : new[] { $"--time={SweepLimits.Text(time.Value)}", $"--signal=B:USR1@{(int)Math.Min(WarningSeconds, time.Value.TotalSeconds / 3)}" },
            .. slurm.Partition is null ? [] : new[] { $"--partition={slurm.Partition}" },
            .. limits.Gpus == 0 ? [] : new[] { $"--gres=gpu:{limits.Gpus}" },
            "--requeue",
            "--open-mode=append",
            $"--output=\"{folder}/{(first == 0 ? "%a.log" : $"{first}+%a.log")}\"",
            .. slurm.Options,
        ];
        string program = slurm.Program ?? string.Join(' ', TaskProcess.Program().Select(CommandText.Quoted));
        return string.Create(CultureInfo.InvariantCulture, $$"""
            #!/bin/bash
            {{string.Join('\n', directives.Select(d => $"#SBATCH {d}"))}}
            # {{count}} tasks, from number {{first}} on. Submit with sbatch; 'deepnfa sweep status' tells how far they are.
            cd {{CommandText.Quoted(Environment.CurrentDirectory)}} || exit 5
            {{string.Concat(slurm.Setup.Select(l => l + "\n"))}}{{program}} sweep task {{CommandText.Quoted(plan)}} --index $((SLURM_ARRAY_TASK_ID + {{first}})) --out {{CommandText.Quoted(Path.GetFullPath(sweep.Path))}} &
            task=$! again=
            trap 'again=1; kill -TERM "$task" 2>/dev/null' USR1 # the time limit is near
            trap 'kill -TERM "$task" 2>/dev/null' TERM          # cancelled, or queued again by Slurm itself
            while kill -0 "$task" 2>/dev/null; do wait "$task"; done
            wait "$task"
            code=$?
            if [[ ($again && $code == 143) || ($code == 137 && ${SLURM_RESTART_COUNT:-0} -lt {{MostRetries}}) ]]; then
              scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"
            fi
            exit $code

            """).ReplaceLineEndings("\n");
    }
}
