using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Records;

public sealed class RunFolderFaultTests
{
    private static readonly Action<RunFolder>[] s_steps =
    [
        run => run.Append(RunSamples.Classified(0)),
        run => run.Append(RunSamples.Probe(0)),
        run => run.WriteCheckpoint(new(0, 0), [("w", NpyArray.Of([1.0]))]),
        run => run.Append(RunSamples.Classified(1)),
        run => run.Append(RunSamples.Probe(1)),
        run => run.WriteCheckpoint(new(0, 0), [("w", NpyArray.Of([2.0]))]),
    ];

    private readonly List<string> _states = []; // what a reader sees after so many steps

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public void A_write_that_fails_at_any_step_damages_nothing_and_the_run_goes_on(double share)
    {
        int failures = 0;
        for (int failAt = 0; ; failAt++)
        {
            using var folder = new TempFolder();
            var files = new FaultyFiles(failAt, share);
            RunFolder run;
            try
            {
                run = RunFolder.Create(folder["run"], RunSamples.Manifest, files);
            }
            catch (EnvironmentException)
            {
                failures++;
                Assert.False(RunFolder.IsRun(folder["run"]));
                continue;
            }
            bool failed = false;
            for (int step = 0; step < s_steps.Length; step++)
            {
                try
                {
                    s_steps[step](run);
                }
                catch (EnvironmentException)
                {
                    failed = true;
                    AssertRecorded(folder["run"], step);
                    s_steps[step](run); // the disk has room again
                }
            }
            AssertRecorded(folder["run"], s_steps.Length);
            if (!failed)
                break;
            failures++;
        }
        Assert.True(failures > 12, $"only {failures} writes failed");
    }

    [Fact]
    public void A_folder_that_is_deleted_or_moved_while_it_is_written_is_not_made_again()
    {
        using var folder = new TempFolder();
        for (int step = 0; step < s_steps.Length; step++)
        {
            using (var run = RunFolder.Create(folder["run"], RunSamples.Manifest))
            {
                foreach (var earlier in s_steps[..step]) earlier(run);
                Directory.Move(folder["run"], folder["away"]);
                foreach (var later in s_steps[step..])
                    Assert.Contains("was deleted or moved while the run went on", Assert.Throws<EnvironmentException>(() => later(run)).Message, StringComparison.Ordinal);
                Assert.False(Directory.Exists(folder["run"]));
            }
            AssertRecorded(folder["away"], step);
            Directory.Delete(folder["away"], recursive: true);
        }
    }

    [Fact]
    public void A_table_that_is_deleted_while_the_run_goes_on_is_not_begun_again_in_its_middle()
    {
        using var folder = new TempFolder();
        using var run = RunFolder.Create(folder["run"], RunSamples.Manifest);
        s_steps[0](run);
        File.Delete(folder["run/epochs.csv"]);
        Assert.Contains("epochs.csv' was deleted or moved while the run went on", Assert.Throws<EnvironmentException>(() => s_steps[3](run)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["run/epochs.csv"]));
    }

    /// <summary>The folder holds what the first steps wrote, and no more.</summary>
    private void AssertRecorded(string path, int steps)
    {
        if (_states.Count == 0)
            RecordStates();
        using var run = RunFolder.Open(path);
        Assert.Equal(_states[steps], State(run));
    }

    private void RecordStates()
    {
        using var folder = new TempFolder();
        using var run = RunFolder.Create(folder["run"], RunSamples.Manifest);
        _states.Add(State(run));
        foreach (Action<RunFolder> step in s_steps)
        {
            step(run);
            _states.Add(State(run));
        }
    }

    /// <summary>What a reader sees: tables, and the checkpoints' weights. A picture is complete or absent; which of them is seen depends on the step that failed.</summary>
    private static string State(RunFolder run)
    {
        RunRecord record = run.Load();
        foreach (int epoch in record.ProbedEpochs)
            Assert.Equal(2, record.PicturesAt(epoch).Count);
        return RunSamples.Text(record) + string.Join(" ", run.Checkpoints().Select(e => $"{e}: {run.ReadWeights(e)["w"].ToDoubles()[0]}"));
    }
}
