using System.Text;
using System.Text.RegularExpressions;
using DeepNfa.Cli.Sweeps;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Cli;

[Collection(Alone.Name)] // dry runs set the threads of the process
public sealed class SweepTests : IDisposable
{
    private const string Smoke = """ "experiment": "quickstart", "preset": "smoke" """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Plan(string json, string name = "plan") => _folder.Write($"{name}.json", Encoding.UTF8.GetBytes(json));

    private SweepFolder Sweep(string json) => new(Plan(json), _folder["runs"]);

    [Fact]
    public void Tasks_are_every_combination_seed_by_seed_under_names_that_stay_when_the_plan_grows()
    {
        var small = Sweep($$"""{ {{Smoke}}, "grid": { "activation": ["relu"], "rate": [0.1, 1] } }""").Tasks;
        Assert.Equal(["activation-relu_rate-0.1_seed-0", "activation-relu_rate-1_seed-0"], small.Select(t => t.Name));
        var seeds = Sweep($$"""{ {{Smoke}}, "grid": { "activation": ["relu"], "rate": [0.1, 1] }, "seeds": 2 }""").Tasks;
        Assert.Equal(small.Select(t => (t.Index, t.Name)), seeds.Take(2).Select(t => (t.Index, t.Name)));
        Assert.Equal([0L, 0L, 1L, 1L], seeds.Select(t => t.Seed));
        var values = Sweep($$"""{ {{Smoke}}, "grid": { "activation": ["tanh", "relu"], "rate": [0.1, 1, 2] }, "seeds": [0, 7] }""").Tasks;
        Assert.Equal(12, values.Count);
        Assert.Subset(values.Select(t => t.Name).ToHashSet(), small.Select(t => t.Name).ToHashSet());
    }

    [Fact]
    public void A_task_is_a_command_that_anybody_may_type()
    {
        var task = Sweep($$"""{ {{Smoke}}, "settings": { "weightDecay": 0.01 }, "list": [{ "optimizer": "adam", "rate": 0.001 }], "grid": { "width": [8], "depth": [2] }, "seeds": [3] }""").Tasks.Single();
        Assert.Equal("optimizer-adam_rate-0.001_width-8_depth-2_seed-3", task.Name);
        Assert.Equal(["run", "quickstart", "--preset", "smoke", "--set", "networks=[[8,8]]", "--set", "weightDecay=0.01", "--set", "optimizer=adam", "--set", "rate=0.001", "--seed", "3", "--threads", "1", "--plots", "none", "--out", task.Folder], task.Arguments);
    }

    [Fact]
    public void Train_takes_its_own_options_as_settings()
    {
        var sweep = Sweep("""{ "experiment": "train", "data": "digits", "settings": { "trainSamples": 50, "bias": true }, "grid": { "hidden": [[8], [4, 4]], "weight-decay": [0, 0.1] }, "limits": { "threads": 2 } }""");
        Assert.Equal(["hidden-8_weight-decay-0_seed-0", "hidden-8_weight-decay-0.1_seed-0", "hidden-4x4_weight-decay-0_seed-0", "hidden-4x4_weight-decay-0.1_seed-0"], sweep.Tasks.Select(t => t.Name));
        var settings = sweep.Request(sweep.Tasks[3]).Settings;
        Assert.Equal("[[4,4]]", settings.GetProperty("networks").GetRawText());
        Assert.True(settings.GetProperty("biases").GetBoolean());
        Assert.Contains("2", sweep.Tasks[3].Arguments);
    }

    [Theory]
    [InlineData("""{ "experiment": "quickstart", "settings": { "epoch": 3 } }""", "'epochs'")]
    [InlineData("""{ "experiment": "quickstart", "grid": { "optimiser": ["sgd"] } }""", "'optimizer'")]
    [InlineData("""{ "experiment": "quickstart", "list": [{ "lerning-rate": 1 }] }""", "list[0]")]
    [InlineData("""{ "experiment": "train", "data": "digits", "settings": { "weightdecy": 1 } }""", "'weight-decay'")]
    [InlineData("""{ "experiment": "rfm-product", "grid": { "depth": [3] } }""", "'depth'")]
    [InlineData("""{ "experiment": "quikstart" }""", "'quickstart'")]
    [InlineData("""{ "experiment": "quickstart", "sedes": 2 }""", "'seeds'")]
    [InlineData("""{ "experiment": "quickstart", "limits": { "memory": 2 } }""", "'memoryMB'")]
    [InlineData("""{ "experiment": "quickstart", "limits": { "time": "1 h" } }""", "01:30:00")]
    [InlineData("""{ "experiment": "quickstart", "limits": { "threads": 0 } }""", "limits.threads")]
    [InlineData("""{ "experiment": "quickstart", "slurm": { "options": ["module load x"] } }""", "slurm.setup")]
    [InlineData("""{ "experiment": "quickstart", "seeds": -1 }""", "seeds")]
    [InlineData("""{ "experiment": "quickstart", "seeds": [1, 1] }""", "'seed-1'")]
    [InlineData("""{ "experiment": "quickstart", "grid": { "width": [] } }""", "grid.width")]
    [InlineData("""{ "experiment": "quickstart", "grid": { "width": ["wide"] } }""", "width")]
    [InlineData("""{ "experiment": "quickstart", "settings": { "rate": 1 }, "grid": { "rate": [1] } }""", "same twice")]
    [InlineData("""{ "experiment": "quickstart", "settings": { "networks": [[3]] }, "grid": { "width": [1] } }""", "same twice")]
    [InlineData("""{ "experiment": "quickstart", "settings": { "epochs": "many" } }""", "epochs")]
    [InlineData("""{ "experiment": "quickstart", "grid": { "activation": ["swish"] } }""", "swish")]
    [InlineData("""{ "experiment": "quickstart", "preset": "tiny" }""", "tiny")]
    [InlineData("""{ "experiment": "train" }""", "data")]
    [InlineData("""{ "preset": "smoke" }""", "experiment")]
    [InlineData("""[]""", "object")]
    public void A_wrong_plan_ends_with_code_2_and_what_may_have_been_meant(string json, string named)
    {
        Called.AssertRefused(2, named, Called.Run("sweep", Plan(json), "--out", _folder["runs"]));
        Assert.False(Directory.Exists(_folder["runs"]));
    }

    [Fact]
    public void A_missing_or_torn_plan_ends_with_code_3()
    {
        Called.AssertRefused(3, "nowhere.json", Called.Run("sweep", _folder["nowhere.json"]));
        Called.AssertRefused(3, "line 2", Called.Run("sweep", Plan("{\n\"experiment\": ")));
    }

    [Fact]
    public void An_index_outside_the_array_is_refused()
    {
        string plan = Plan($$"""{ {{Smoke}}, "seeds": 3 }""");
        foreach (string index in new[] { "3", "-1" }) Called.AssertRefused(2, "expected 0 to 2", Called.Run("sweep", "task", plan, "--index", index, "--out", _folder["runs"]));
    }

    [Fact]
    public void A_failed_task_stops_no_other_and_the_same_command_goes_on_with_what_is_left()
    {
        string plan = Plan($$"""{ {{Smoke}}, "list": [{ "name": "diverges", "rate": 1e30 }, { "name": "fine", "rate": 0.1 }] }""");
        string[] sweep = ["sweep", plan, "--jobs", "2", "--out", _folder["runs"]];
        var (code, output, error) = Called.Run(sweep);
        Assert.Equal((4, ""), (code, output));
        Assert.Contains("task 0, diverges_seed-0, ended with exit code 4", error, StringComparison.Ordinal);
        var status = Called.Json("sweep", "status", plan, "--out", _folder["runs"], "--json");
        Assert.Equal((1, 1), (status.GetProperty("counts").GetProperty("done").GetInt32(), status.GetProperty("counts").GetProperty("failed").GetInt32()));
        Assert.Contains("1E+30", status.GetProperty("tasks")[0].GetProperty("detail").GetString(), StringComparison.Ordinal);

        byte[] before = File.ReadAllBytes(_folder["runs/fine_seed-0/timings.csv"]);
        Assert.Equal(4, Called.Run(sweep).Code);
        Assert.Equal(before, File.ReadAllBytes(_folder["runs/fine_seed-0/timings.csv"])); // what is done is not run again

        // The table holds what is done, a value a row.
        Assert.Equal(0, Called.Run("sweep", "gather", plan, "--out", _folder["runs"], "--plots", "none").Code);
        var record = RunFolder.Open(_folder["runs/fine_seed-0"]).Load();
        string[] rows = File.ReadAllLines(_folder["runs/sweep.csv"]);
        Assert.Equal("task,run,rate,seed,epoch,layer,measure,power,centered,similarity,off_diagonal,value,sd", rows[0]);
        Assert.Equal(record.Epochs.Count * 4, rows.Count(r => r.Contains("_loss,", StringComparison.Ordinal) || r.Contains("_accuracy,", StringComparison.Ordinal)));
        Assert.Equal(1 + (record.Epochs.Count * 4) + record.Correlations.Count, rows.Length);
        Assert.All(rows[1..], r => Assert.StartsWith("fine_seed-0,,0.1,0,", r, StringComparison.Ordinal));
        Assert.True(File.Exists(_folder["runs/report.html"]));
    }

    [Fact]
    public void Tasks_of_an_array_have_the_bytes_of_a_sweep_on_one_machine_and_are_run_once()
    {
        string plan = Plan($$"""{ {{Smoke}}, "grid": { "activation": ["relu", "tanh"] } }""");
        Assert.Equal(0, Called.Run("sweep", plan, "--out", _folder["local"]).Code);
        foreach (string index in new[] { "1", "0" }) Assert.Equal(0, Called.Run("sweep", "task", plan, "--index", index, "--out", _folder["array"]).Code);
        Assert.Contains("done already", Called.Run("sweep", "task", plan, "--index", "0", "--out", _folder["array"]).Out, StringComparison.Ordinal);
        foreach (string run in new[] { "activation-relu_seed-0", "activation-tanh_seed-0" })
            foreach (string file in new[] { "epochs.csv", "correlations.csv", "probes/epoch-000002.npz", "checkpoints/epoch-000002.npz" })
                Assert.Equal(File.ReadAllBytes(_folder[$"local/{run}/{file}"]), File.ReadAllBytes(_folder[$"array/{run}/{file}"]));
    }

    [Fact]
    public void A_folder_of_another_plan_is_refused_by_every_verb()
    {
        string plan = Plan($$"""{ {{Smoke}} }""");
        Assert.Equal(0, Called.Run("sweep", "task", plan, "--index", "0", "--out", _folder["runs"]).Code);
        string other = Plan($$"""{ {{Smoke}}, "settings": { "epochs": 3 } }""", "other"), stranger = Plan($$"""{ {{Smoke}}, "grid": { "rate": [1] } }""", "stranger");
        foreach (string[] verb in new[] { new[] { "sweep", other }, ["sweep", "status", other], ["sweep", "gather", other], ["sweep", "task", other, "--index", "0"] })
            Called.AssertRefused(3, "epochs 3 in place of 2", Called.Run([.. verb, "--out", _folder["runs"]]));
        foreach (string[] verb in new[] { new[] { "sweep", stranger }, ["sweep", "status", stranger], ["sweep", "task", stranger, "--index", "0"] })
            Called.AssertRefused(3, "such as seed-0", Called.Run([.. verb, "--out", _folder["runs"]]));
    }

    [Fact]
    public void Runs_of_an_earlier_program_that_knew_fewer_settings_are_of_the_plan()
    {
        var sweep = Sweep($$"""{ {{Smoke}} }""");
        Assert.Equal(0, Called.Run("sweep", "task", sweep.Plan.File, "--index", "0", "--out", sweep.Path).Code);
        string session = Path.Combine(sweep.Tasks[0].Folder, "session.json");
        File.WriteAllText(session, Regex.Replace(File.ReadAllText(session), @"\s*""probeEvery"": \d+,", ""));
        Assert.DoesNotContain("probeEvery", File.ReadAllText(session), StringComparison.Ordinal);
        Assert.Equal(TaskState.Done, sweep.Look(sweep.Tasks[0]).State);
        Called.AssertRefused(3, "probeEvery 7", Called.Run("sweep", "status", Plan($$"""{ {{Smoke}}, "settings": { "probeEvery": 7 } }""", "other"), "--out", sweep.Path));
    }

    [Fact]
    public void A_task_whose_process_was_killed_is_interrupted_and_one_of_another_machine_runs()
    {
        var sweep = Sweep($$"""{ {{Smoke}} }""");
        string run = sweep.Tasks[0].Folder;
        Assert.Equal(TaskState.Waiting, sweep.Look(sweep.Tasks[0]).State);
        Assert.Equal(0, Called.Run("sweep", "task", sweep.Plan.File, "--index", "0", "--out", sweep.Path).Code);
        Assert.Equal(TaskState.Done, sweep.Look(sweep.Tasks[0]).State);
        File.WriteAllText(Path.Combine(run, "session.json"), File.ReadAllText(Path.Combine(run, "session.json")).Replace("\"finished\": true", "\"finished\": false", StringComparison.Ordinal));
        void HeldBy(string holder) => File.WriteAllText(Path.Combine(run, ".lock-holder"), $"{holder} since 2026-01-02 03:04:05 UTC\n");
        HeldBy($"process {int.MaxValue} on {Environment.MachineName}");
        Assert.Equal((TaskState.Interrupted, 2), (sweep.Look(sweep.Tasks[0]).State, sweep.Look(sweep.Tasks[0]).Epoch!.Value));
        HeldBy($"process {Environment.ProcessId} on {Environment.MachineName}");
        Assert.Equal(TaskState.Running, sweep.Look(sweep.Tasks[0]).State);
        HeldBy("process 1 on another-machine");
        Assert.Contains("another-machine", sweep.Look(sweep.Tasks[0]).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_stays_until_the_next_attempt_and_gives_way_to_who_holds_the_folder()
    {
        string run = _folder["run"];
        Assert.Null(TaskFailure.Read(run));
        new TaskFailure(1, 5, "no space").Write(run);
        Assert.Equal(new TaskFailure(1, 5, "no space"), TaskFailure.Read(run));
        using (FolderLock.Take(run))
        {
            new TaskFailure(1, 70, "another's").Write(run);
            TaskFailure.Forget(run);
            Assert.Equal(5, TaskFailure.Read(run)!.ExitCode);
        }
        TaskFailure.Forget(run);
        Assert.Null(TaskFailure.Read(run));
    }

    [Fact]
    public void The_forecast_tells_memory_and_time_of_every_task_and_writes_nothing()
    {
        string plan = Plan($$"""{ {{Smoke}}, "grid": { "width": [16, 512], "rate": [0.1] }, "seeds": 2 }""");
        var told = Called.Json("sweep", plan, "--dry-run", "--json", "--out", _folder["runs"]).GetProperty("tasks").EnumerateArray().ToList();
        Assert.Equal(4, told.Count);
        Assert.All(told, t => Assert.InRange(t.GetProperty("memoryMB").GetDouble(), 100, 2000));
        Assert.True(told[1].GetProperty("seconds").GetDouble() > told[0].GetProperty("seconds").GetDouble(), "a wide network takes longer");
        Assert.Contains("about", Called.Run("sweep", plan, "--dry-run", "--out", _folder["runs"]).Out, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["runs"]));
    }

    [Fact]
    public void The_script_of_an_array_says_what_the_plan_says_and_is_kept_from_another_plan()
    {
        string plan = Plan($$"""
            { {{Smoke}}, "seeds": 5, "limits": { "threads": 2, "memoryMB": 700, "gpus": 1, "atOnce": 3, "time": "1-02:03:04" },
              "slurm": { "partition": "long", "options": ["--account=vision"], "setup": ["module load cuda"], "program": "apptainer exec --nv deepnfa.sif deepnfa", "arraySize": 4 } }
            """);
        var (code, output, _) = Called.Run("sweep", plan, "--slurm", _folder["jobs"], "--out", _folder["runs"]);
        Assert.Equal((0, $"sbatch {_folder["jobs/array-1.sbatch"]}\nsbatch {_folder["jobs/array-2.sbatch"]}\n"), (code, output));
        string script = File.ReadAllText(_folder["jobs/array-1.sbatch"]);
        foreach (string line in new[] { "--array=0-3%3", "--cpus-per-task=2", "--mem=700M", "--time=1-02:03:04", "--signal=B:USR1@120", "--partition=long", "--gres=gpu:1", "--requeue", "--account=vision" })
            Assert.Contains($"\n#SBATCH {line}\n", script, StringComparison.Ordinal);
        Assert.Contains($"\nmodule load cuda\napptainer exec --nv deepnfa.sif deepnfa sweep task {_folder["jobs/plan.json"]} --index $((SLURM_ARRAY_TASK_ID + 0)) --out {_folder["runs"]} &\n", script, StringComparison.Ordinal);
        Assert.Contains("#SBATCH --array=0-0%3\n", File.ReadAllText(_folder["jobs/array-2.sbatch"]), StringComparison.Ordinal);
        Assert.Contains("SLURM_ARRAY_TASK_ID + 4", File.ReadAllText(_folder["jobs/array-2.sbatch"]), StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(plan), File.ReadAllBytes(_folder["jobs/plan.json"]));
        Assert.False(Directory.Exists(_folder["runs"]));
        Called.AssertRefused(5, "another plan", Called.Run("sweep", Plan($$"""{ {{Smoke}} }""", "other"), "--slurm", _folder["jobs"], "--out", _folder["runs"]));
    }

    [Fact]
    public void Nothing_done_is_nothing_to_gather() =>
        Called.AssertRefused(3, "None of the 1 tasks", Called.Run("sweep", "gather", Plan($$"""{ {{Smoke}} }"""), "--out", _folder["runs"]));

    [Fact]
    public void Run_takes_what_to_do_on_divergence()
    {
        var settings = Called.Json("run", "quickstart", "--smoke", "--on-divergence", "continue", "--dry-run").GetProperty("settings");
        Assert.Equal("continue", settings.GetProperty("onDivergence").GetString());
        Called.AssertRefused(2, "rfm-product", Called.Run("run", "rfm-product", "--smoke", "--on-divergence", "continue", "--dry-run"));
    }
}
