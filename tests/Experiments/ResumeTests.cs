using DeepNfa.Data;
using DeepNfa.Experiments;
using DeepNfa.Records;
using DeepNfa.Tests.Records;
using Xunit;

namespace DeepNfa.Tests.Experiments;

/// <summary>A run killed in any of its writes and gone on with ends with the bytes of one that was never interrupted.</summary>
/// <remarks>Alone: the thread count of matrix products belongs to the process, and tests beside this one change it while it measures.</remarks>
[Collection(Alone.Name)]
public sealed class ResumeTests : IDisposable
{
    private static readonly NetworkSettings s_settings = new()
    {
        Networks = [[5], [4, 3]],
        TrainSamples = 40,
        ValidationSamples = 10,
        Epochs = 3,
        Batch = 16,
        ProbeEvery = 2,
        ProbeSamples = 12,
        Optimizer = "adamw",
        Rate = 0.01,
        WeightDecay = 0.1,
        Schedule = "cosine",
    };

    private readonly TempFolder _folder = new(inMemory: true);
    private readonly DataSplit _data = DataSources.Product(40, 10, new Seed(5));

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Killed_in_one_of_its_writes_and_gone_on_with_it_ends_with_the_same_bytes() => KillAndGoOn(first: 2, every: 11, share: 0.5);

    [Theory]
    [InlineData(0)]
    [InlineData(0.7)]
    [Trait("Tier", "All")]
    public void Killed_in_any_of_its_writes_and_gone_on_with_it_ends_with_the_same_bytes(double share) => KillAndGoOn(first: 0, every: 1, share);

    private void KillAndGoOn(int first, int every, double share)
    {
        var whole = new FaultyFiles(int.MaxValue, 0);
        Run("whole", whole);
        var expected = Bytes("whole");
        Assert.True(whole.Writes > 80, $"only {whole.Writes} writes");
        for (int failAt = first; failAt < whole.Writes; failAt += every)
        {
            // Only what comes after the last checkpoint may fail without anybody hearing of it.
            var killed = Record.Exception(() => Run("killed", new FaultyFiles(failAt, share, dies: true)));
            Assert.True(killed is EnvironmentException || (killed is null && failAt > whole.Writes - 3), $"write {failAt}: {killed}");
            Run("killed", DiskFiles.Instance);
            AssertSame(expected, Bytes("killed"), $"write {failAt}");
            Directory.Delete(_folder["killed"], recursive: true);
        }
    }

    [Fact]
    public void Saved_between_batches_wherever_time_falls_and_killed_after_it_it_ends_with_the_same_bytes()
    {
        var settings = s_settings with { Batch = 1, TrainSamples = 300 }; // an epoch outlasts the clock's millisecond many times over
        using var data = DataSources.Product(300, 10, new Seed(5));
        Run("whole", DiskFiles.Instance, data: data, settings: settings);
        var expected = Bytes("whole");
        bool between = false;
        for (int failAt = 40; failAt < 160; failAt += 20)
        {
            Exception? killed = Record.Exception(() => Run("run", new FaultyFiles(failAt, 0.5, dies: true), new HastyClock(), data, settings));
            between |= Directory.GetFiles(_folder["run"], "epoch-*-batch-*.npz", SearchOption.AllDirectories).Length > 0;
            if (killed is not null) Run("run", DiskFiles.Instance, new HastyClock(), data, settings);
            AssertSame(expected, Bytes("run"), $"{failAt}");
            Directory.Delete(_folder["run"], recursive: true);
        }
        Assert.True(between, "no checkpoint fell between two batches");
    }

    [Fact]
    public void Other_data_or_settings_in_the_folder_of_a_run_are_refused()
    {
        Assert.Throws<EnvironmentException>(() => Run("run", new FaultyFiles(20, 0, dies: true)));
        using var other = DataSources.Product(39, 10, new Seed(5));
        Assert.Contains("its data are no longer", Assert.Throws<DataException>(() => Run("run", DiskFiles.Instance, data: other)).Message, StringComparison.Ordinal);
        Assert.Contains("its settings are no longer", Assert.Throws<DataException>(() => Run("run", DiskFiles.Instance, settings: s_settings with { Rate = 0.02 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_checkpoint_is_passed_over_for_the_one_before_it()
    {
        Run("whole", DiskFiles.Instance);
        var expected = Bytes("whole");
        var counted = new FaultyFiles(int.MaxValue, 0);
        Run("counted", counted);
        Assert.Throws<EnvironmentException>(() => Run("run", new FaultyFiles(counted.Writes - 12, 0, dies: true)));
        string[] checkpoints = [.. Directory.GetFiles(_folder["run/100-4-3-1/checkpoints"], "epoch-*.npz").Order(StringComparer.Ordinal)];
        Assert.Equal(2, checkpoints.Length);
        byte[] content = File.ReadAllBytes(checkpoints[^1]);
        content[content.Length / 2] ^= 1;
        File.WriteAllBytes(checkpoints[^1], content);
        string? note = Run("run", DiskFiles.Instance).Select(p => p.Note).Last(n => n is not null);
        Assert.Contains("It is passed over. goes on from the checkpoint of epoch", note, StringComparison.Ordinal);
        AssertSame(expected, Bytes("run"), "run");
    }

    [Fact]
    public void A_clock_that_jumps_backwards_changes_no_byte_and_leaves_no_time_below_zero()
    {
        Run("whole", DiskFiles.Instance);
        var clock = new BackwardClock();
        Assert.Throws<EnvironmentException>(() => Run("run", new FaultyFiles(60, 0, dies: true), clock));
        Run("run", DiskFiles.Instance, clock);
        AssertSame(Bytes("whole"), Bytes("run"), "run");
        foreach (string run in Directory.GetDirectories(_folder["run"]))
            Assert.All(RunFolder.Open(run).Load().Timings, t => Assert.True(t.Seconds >= 0, $"{t}"));
        using (var held = FolderLock.Take(_folder["run"], clock: clock))
            Assert.Contains(" since 2029-12-", File.ReadAllText(_folder["run/.lock-holder"]), StringComparison.Ordinal);
    }

    [Fact]
    public void At_most_two_checkpoints_are_kept_while_training_and_the_last_one_after_it()
    {
        int most = 0;
        foreach (var _ in Start("run", DiskFiles.Instance, TimeProvider.System, _data, s_settings))
            most = Math.Max(most, Directory.GetFiles(_folder["run"], "*.npz", SearchOption.AllDirectories).Where(f => f.Contains("checkpoints", StringComparison.Ordinal)).GroupBy(Path.GetDirectoryName).Max(g => (int?)g.Count()) ?? 0);
        Assert.Equal(2, most);
        foreach (string run in Directory.GetDirectories(_folder["run"]))
            Assert.Equal([new CheckpointPosition(3, 0)], RunFolder.Open(run).AllCheckpoints());
    }

    private List<Progress> Run(string name, IFiles files, TimeProvider? clock = null, DataSplit? data = null, NetworkSettings? settings = null) =>
        [.. Start(name, files, clock ?? TimeProvider.System, data ?? _data, settings ?? s_settings)];

    private IEnumerable<Progress> Start(string name, IFiles files, TimeProvider clock, DataSplit data, NetworkSettings settings)
    {
        var session = new RunSession(1, "train", SettingsJson.Write(settings), 0, null, false, "none", 1, "cpu", "", false, false);
        using var folder = SessionFolder.IsSession(_folder[name]) ? SessionFolder.Open(_folder[name], files, clock) : SessionFolder.New(_folder[name], session, files, clock);
        var context = new RunContext
        {
            Name = "train",
            Seed = new Seed(0),
            Folder = _folder[name],
            Command = "",
            Versions = new Dictionary<string, string>(),
            Machine = new Dictionary<string, string>(),
            Files = files,
            Clock = clock,
            Checkpoints = new(Epochs: 1, Seconds: 1000),
            Session = folder,
        };
        foreach (var progress in NetworkProtocol.Run(settings, data, context)) yield return progress;
    }

    private Dictionary<string, byte[]> Bytes(string name) => Directory.GetFiles(_folder[name], "*", SearchOption.AllDirectories)
        .Where(f => !Path.GetFileName(f).StartsWith(".lock", StringComparison.Ordinal) && Path.GetFileName(f) is not "timings.csv")
        .ToDictionary(f => Path.GetRelativePath(_folder[name], f), File.ReadAllBytes);

    private static void AssertSame(Dictionary<string, byte[]> expected, Dictionary<string, byte[]> got, string name)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), got.Keys.Order(StringComparer.Ordinal));
        foreach (var (file, bytes) in expected) Assert.True(bytes.AsSpan().SequenceEqual(got[file]), $"{name}: {file} differs");
    }

    /// <summary>A clock that somebody sets back by an hour whenever it is read, its timestamps too.</summary>
    private sealed class BackwardClock : TimeProvider
    {
        private long _read;

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(-Interlocked.Increment(ref _read));

        public override long GetTimestamp() => -Interlocked.Increment(ref _read) * 3600 * TimestampFrequency;
    }

    /// <summary>A clock that stands still, and whose timers are due after a millisecond: every training is saved as often as it can be.</summary>
    private sealed class HastyClock : TimeProvider
    {
        public override long GetTimestamp() => 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(callback, state, TimeSpan.FromMilliseconds(1), period);
    }
}
