using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Records;

public sealed class RunFolderFaultTests
{
    private static readonly Action<RunFolder>[] s_steps =
    [
        run => run.Append(RunSamples.Classified(0)),
        run => run.Append(RunSamples.Probe(0)),
        run => run.WriteWeights(0, [("w", NpyArray.Of([1.0]))]),
        run => run.Append(RunSamples.Classified(1)),
        run => run.Append(RunSamples.Probe(1)),
        run => run.WriteWeights(0, [("w", NpyArray.Of([2.0]))]),
    ];

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

    /// <summary>The folder holds what the first steps wrote, and no more.</summary>
    private static void AssertRecorded(string path, int steps)
    {
        using var expectedFolder = new TempFolder();
        using var expected = RunFolder.Create(expectedFolder["run"], RunSamples.Manifest);
        foreach (Action<RunFolder> step in s_steps[..steps])
            step(expected);
        using var run = RunFolder.Open(path);
        Assert.Equal(RunSamples.Text(expected.Load()), RunSamples.Text(run.Load()));
        foreach (int epoch in expected.Load().ProbedEpochs)
            Assert.Equal(expected.Load().PicturesAt(epoch).Count, run.Load().PicturesAt(epoch).Count);
        Assert.Equal(expected.Checkpoints(), run.Checkpoints());
        foreach (int epoch in expected.Checkpoints())
            Assert.Equal(expected.ReadWeights(epoch)["w"].ToDoubles(), run.ReadWeights(epoch)["w"].ToDoubles());
    }
}
