using DeepNfa.Reports;
using DeepNfa.Tests.Records;
using Xunit;

namespace DeepNfa.Tests.Reports;

public sealed class LivePageTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SteppingClock _clock = new();

    public void Dispose() => _folder.Dispose();

    private string Text => File.ReadAllText(_folder["run/report.html"]);

    [Fact]
    public void A_page_of_a_run_that_goes_on_reads_itself_anew_and_says_how_far_it_is()
    {
        var run = SyntheticRun.Create(2, width: 8, inputs: 6, pooled: 6);
        var page = new LivePage(_folder["run"], _clock);
        run.Write(_folder["run"], until: 3);
        Assert.False(page.Update([_folder["run"]]), "a short run needs no page before its last");
        _clock.Pass(3);
        Assert.True(page.Update([_folder["run"]]));
        Assert.Contains("<html lang=\"en\" data-refresh=\"3\">", Text);
        Assert.Contains("The run goes on: 3 of 40 epochs are recorded. This page reads itself anew.", Text);
        Assert.Contains("http-equiv=\"refresh\"", Text);
        page.Close([_folder["run"]]);
        Assert.DoesNotContain("data-refresh", Text.Split("<script")[0]);
        Assert.DoesNotContain("http-equiv=\"refresh\"", Text);
        Assert.Contains("The run is not finished: 3 of 40 epochs are recorded.", Text);
    }

    [Fact]
    public void It_is_written_again_only_where_something_was_measured_and_after_a_rest_of_twenty_times_its_cost()
    {
        var run = SyntheticRun.Create(1, width: 8, inputs: 6, pooled: 6);
        var page = new LivePage(_folder["run"], _clock);
        string[] runs = [run.Write(_folder["run"], until: 0)];
        _clock.Pass(2.5);
        Assert.True(page.Update(runs));
        _clock.Pass(100);
        Assert.False(page.Update(runs), "nothing new was measured");
        run.Write(_folder["run"], until: 1);
        Assert.True(page.Update(runs));
        run.Write(_folder["run"], until: 2);
        Assert.False(page.Update(runs), "it has just been written");
        _clock.Pass(LivePage.Rest * 2 * _clock.Step);
        Assert.True(page.Update(runs));
    }

    [Fact]
    public void A_finished_page_does_not_read_itself_anew()
    {
        string path = SyntheticRun.Create(1, width: 8, inputs: 6, pooled: 6).Write(_folder["run"]);
        Report.Write(DeepNfa.Records.RunFolder.Open(path).Load(), path, new ReportOptions("none"));
        Assert.DoesNotContain("data-refresh", Text.Split("<script")[0]);
        Assert.DoesNotContain("The run is not finished", Text);
        Assert.DoesNotContain("The run goes on", Text);
    }

    [Fact]
    public void A_disk_that_refuses_the_page_does_not_stop_the_run()
    {
        string path = SyntheticRun.Create(1, width: 8, inputs: 6, pooled: 6).Write(_folder["run"], until: 1);
        var page = new LivePage(path, _clock, new FaultyFiles(failAt: 0, share: 0.5));
        _clock.Pass(3);
        Assert.False(page.Update([path]));
        page.Close([path]);
        Assert.False(File.Exists(_folder["run/report.html"]));
    }

    /// <summary>A clock that a test moves; reading it takes a step.</summary>
    private sealed class SteppingClock : TimeProvider
    {
        private long _ticks;

        /// <summary>Seconds that pass at each reading.</summary>
        public double Step => 0.1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks += (long)(Step * TimestampFrequency);

        public void Pass(double seconds) => _ticks += (long)(seconds * TimestampFrequency);
    }
}
