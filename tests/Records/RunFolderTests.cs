using System.Text;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Records;

public sealed class RunFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>All files of a run but those of its lock.</summary>
    private static string[] Files(string run) => [.. Directory.GetFiles(run, "*", SearchOption.AllDirectories).Where(f => !Path.GetFileName(f).StartsWith(".lock", StringComparison.Ordinal))];

    [Fact]
    public void A_run_reads_back_what_was_appended()
    {
        using var run = RunFolder.Create(_folder["run"], RunSamples.Manifest);
        EpochMetrics[] epochs = [RunSamples.Classified(0), RunSamples.Classified(1), RunSamples.Regressed(2), RunSamples.Classified(1000000)];
        foreach (EpochMetrics epoch in epochs)
            run.Append(epoch);
        ProbeRecord[] probes = [RunSamples.Probe(0), RunSamples.Probe(1000000)];
        foreach (ProbeRecord probe in probes)
            run.Append(probe);
        run.AppendTiming(new Timing(1000000, "evaluate", 0.25));

        using var reopened = RunFolder.Open(_folder["run"]);
        RunRecord read = reopened.Load();
        Assert.Equal(epochs, read.Epochs);
        Assert.Equal(probes.SelectMany(p => p.Correlations), read.Correlations);
        Assert.Equal(["train", "train", "train", "train", "measure", "measure", "evaluate"], read.Timings.Select(t => t.Phase));
        Assert.Equal(98.7654321, read.Timings[4].Seconds);
        Assert.Equal([0, 1000000], read.ProbedEpochs);
        foreach ((LayerPicture expected, LayerPicture got) in probes[1].Pictures.Zip(read.PicturesAt(1000000)))
            AssertSame(expected, got);
        Assert.Equal(Manifests.ToBytes(RunSamples.Manifest), Manifests.ToBytes(read.Manifest));
    }

    [Fact]
    public void Rows_are_the_documented_text()
    {
        using var run = RunFolder.Create(_folder["run"], RunSamples.Manifest);
        run.Append(RunSamples.Classified(0));
        run.Append(RunSamples.Regressed(1));
        run.Append(RunSamples.Probe(1, layers: 1));
        Assert.Equal("epoch,split,loss,accuracy,r2\n0,train,0.3333333333333333,0.75,\n0,validation,3.141592653589793,0.5,\n1,train,1E-300,,-0.25\n", Text("epochs.csv"));
        Assert.Equal(
            "epoch,layer,measure,power,centered,similarity,off_diagonal,probe_samples,value,sd\n1,1,nfm_agop,0.5,false,pearson,false,1000,0.30000000000000004,\n" +
            "1,1,null_rotated,0.3333333333333333,true,cosine,true,10,,0.125\n", Text("correlations.csv"));
        Assert.Equal("epoch,phase,seconds\n0,train,0.1234567\n1,train,1E-07\n1,measure,98.7654321\n", Text("timings.csv"));
        Assert.True(File.Exists(_folder["run/probes/epoch-000001.npz"]));
    }

    [Fact]
    public void Equal_runs_give_equal_bytes()
    {
        foreach (string name in new[] { "a", "b" })
        {
            using var run = RunFolder.Create(_folder[name], RunSamples.Manifest);
            run.Append(RunSamples.Classified(0));
            run.Append(RunSamples.Probe(0));
            run.WriteCheckpoint(new(0, 0), [("w", NpyArray.Of([1.0, 2]))]);
        }
        string[] files = Files(_folder["a"]);
        Assert.Equal(6, files.Length);
        foreach (string file in files)
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(file.Replace(_folder["a"], _folder["b"], StringComparison.Ordinal)));
    }

    [Fact]
    public void A_folder_with_files_is_refused_and_another_is_proposed()
    {
        RunFolder.Create(_folder["run"], RunSamples.Manifest).Dispose();
        Directory.CreateDirectory(_folder["run-2"]);
        var run = Assert.Throws<EnvironmentException>(() => RunFolder.Create(_folder["run"] + "/", RunSamples.Manifest));
        Assert.Contains("holds a run already", run.Message, StringComparison.Ordinal);
        Assert.Contains($"--out {_folder["run-3"]}.", run.Message, StringComparison.Ordinal);

        Directory.CreateDirectory(_folder["other"]);
        File.WriteAllText(_folder["other/notes.txt"], "mine");
        Assert.Contains("'notes.txt'", Assert.Throws<EnvironmentException>(() => RunFolder.Create(_folder["other"], RunSamples.Manifest)).Message, StringComparison.Ordinal);

        File.WriteAllText(_folder["file"], "");
        Assert.Throws<EnvironmentException>(() => RunFolder.Create(_folder["file"], RunSamples.Manifest));
        Assert.Contains("is a file where a folder is needed", Assert.Throws<EnvironmentException>(() => RunFolder.Create(_folder["file/run"], RunSamples.Manifest)).Message, StringComparison.Ordinal);
        RunFolder.Create(_folder["run-2"], RunSamples.Manifest).Dispose(); // an empty folder will do
        Assert.True(RunFolder.IsRun(_folder["run-2"]));
    }

    [Fact]
    public void What_is_no_run_is_not_opened()
    {
        Assert.False(RunFolder.IsRun(_folder.Path));
        Assert.Throws<DataException>(() => RunFolder.Open(_folder.Path));
    }

    [Fact]
    public void A_torn_group_of_rows_is_passed_over_at_every_byte_and_repaired_by_the_next_append()
    {
        using (var run = RunFolder.Create(_folder["run"], RunSamples.Manifest))
        {
            run.Append(RunSamples.Classified(0));
            run.Append(RunSamples.Classified(1));
            run.Append(RunSamples.Classified(12));
        }
        byte[] whole = File.ReadAllBytes(_folder["run/epochs.csv"]);
        int before = Text("epochs.csv").IndexOf("12,", StringComparison.Ordinal);
        int betweenRows = Text("epochs.csv").IndexOf("12,validation", StringComparison.Ordinal);
        for (int length = before + 1; length < whole.Length; length++)
        {
            // Right between two rows, and within the number of the second, nothing tells the torn group from a whole one.
            if (length >= betweenRows && length <= betweenRows + 2)
                continue;
            File.WriteAllBytes(_folder["run/epochs.csv"], whole[..length]);
            using var run = RunFolder.Open(_folder["run"]);
            Assert.Equal([0, 1], run.Load().Epochs.Select(e => e.Epoch));
            run.Append(RunSamples.Classified(12));
            Assert.Equal(whole, File.ReadAllBytes(_folder["run/epochs.csv"]));
        }
        File.WriteAllText(_folder["run/epochs.csv"], "epoch,spl");
        using var torn = RunFolder.Open(_folder["run"]);
        Assert.Empty(torn.Load().Epochs);
        torn.Append(RunSamples.Regressed(0));
        Assert.Equal("epoch,split,loss,accuracy,r2\n0,train,1E-300,,-0.25\n", Text("epochs.csv"));
    }

    [Theory]
    [InlineData("epochs.csv", "0,train,1,,\n1,train,x,,\n2,train,1,,\n", "line 3")]
    [InlineData("epochs.csv", "0,train,1,,\n0,train,1,,\n", "line 3")]
    [InlineData("epochs.csv", "0,validation,1,,\n", "line 2")]
    [InlineData("epochs.csv", "0,train,1,\n", "5 cells")]
    [InlineData("timings.csv", "-1,train,1\n", "line 2")]
    [InlineData("correlations.csv", "0,1,nfm_agop,0.5,False,pearson,false,1,1,\n", "true or false in column 5")]
    [InlineData("correlations.csv", "0,1,nfm_agop,0.5,false,spearman,false,1,1,\n", "pearson or cosine")]
    public void A_broken_row_names_file_and_line(string file, string rows, string expected)
    {
        using var run = RunFolder.Create(_folder["run"], RunSamples.Manifest);
        run.Append(RunSamples.Classified(0));
        run.Append(RunSamples.Probe(0));
        string header = File.ReadLines(_folder["run/" + file]).First();
        File.WriteAllText(_folder["run/" + file], $"{header}\n{rows}");
        var error = Assert.Throws<DataException>(() => run.Load());
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_header_is_refused()
    {
        using var run = RunFolder.Create(_folder["run"], RunSamples.Manifest);
        File.WriteAllText(_folder["run/epochs.csv"], "epoch,loss\n1,2\n");
        Assert.Contains("line 1: expected the header epoch,split,loss,accuracy,r2", Assert.Throws<DataException>(() => run.Load()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Epochs_are_recorded_once_and_in_order()
    {
        using (var run = RunFolder.Create(_folder["run"], RunSamples.Manifest))
            run.Append(RunSamples.Classified(3));
        using var reopened = RunFolder.Open(_folder["run"]);
        Assert.Throws<UsageException>(() => reopened.Append(RunSamples.Classified(3)));
        reopened.Append(RunSamples.Classified(4));
    }

    [Fact]
    public void A_rewound_run_that_goes_on_has_the_bytes_of_one_that_was_never_interrupted()
    {
        void Record(RunFolder run, int from)
        {
            for (int epoch = from; epoch < 4; epoch++)
            {
                run.Append(RunSamples.Classified(epoch));
                run.Append(RunSamples.Probe(epoch));
                run.WriteCheckpoint(new(epoch, 0), [("w", NpyArray.Of([epoch]))]);
            }
        }
        using var straight = RunFolder.Create(_folder["a"], RunSamples.Manifest);
        Record(straight, 0);
        foreach (int epoch in new[] { 2, 0, -1 })
        {
            using var run = RunFolder.Create(_folder[$"b{epoch}"], RunSamples.Manifest);
            Record(run, 0);
            run.RewindTo(epoch);
            Assert.Equal(Enumerable.Range(0, epoch + 1), run.Load().Epochs.Select(e => e.Epoch));
            Assert.Equal(Enumerable.Range(0, epoch + 1), run.Load().ProbedEpochs);
            Assert.Equal(Enumerable.Range(0, epoch + 1), run.Checkpoints());
            Record(run, epoch + 1);
            foreach (string file in Files(_folder["a"]))
                Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(file.Replace(_folder["a"], run.Path, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Weights_keep_their_names_order_types_and_shapes()
    {
        using var run = RunFolder.Create(_folder["run"], RunSamples.Manifest);
        run.WriteCheckpoint(new(20, 0), [("z/1", NpyArray.Of<float>([1, 2, 3, 4, 5, 6], 2, 3)), ("a/0", NpyArray.Of<long>([long.MaxValue], 1))]);
        IReadOnlyDictionary<string, NpyArray> read = run.ReadWeights(20);
        Assert.Equal(["z/1", "a/0"], read.Keys);
        Assert.Equal([2, 3], read["z/1"].Shape);
        Assert.Equal([1f, 2, 3, 4, 5, 6], read["z/1"].As<float>());
        Assert.Equal(long.MaxValue, read["a/0"].As<long>()[0]);
        Assert.Equal([20], run.Checkpoints());
        Assert.Contains("epoch 20", Assert.Throws<DataException>(() => run.ReadWeights(10)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_written_inside_the_folder_only()
    {
        using var run = RunFolder.Create(_folder["run"], RunSamples.Manifest);
        run.WriteFile("figures/loss.svg", [1, 2]);
        Assert.Equal([1, 2], File.ReadAllBytes(_folder["run/figures/loss.svg"]));
        foreach (string path in new[] { "../x", "", "a/../../x", _folder["x"], "../run-2/x" })
            Assert.Throws<UsageException>(() => run.WriteFile(path, [1]));
    }

    [Fact]
    public void Timed_work_is_timed_by_the_clock()
    {
        var clock = new StepClock();
        using var run = RunFolder.Create(_folder["run"], RunSamples.Manifest, clock: clock);
        Assert.Equal(42, run.Timed(3, "evaluate", () => 42));
        Assert.Equal([new Timing(3, "evaluate", 2)], run.Load().Timings);
    }

    [Fact]
    public void A_measure_with_a_comma_is_refused_before_anything_is_written()
    {
        using var run = RunFolder.Create(_folder["run"], RunSamples.Manifest);
        ProbeRecord probe = RunSamples.Probe(0);
        Assert.Throws<UsageException>(() => run.Append(probe with { Correlations = [probe.Correlations[0] with { Measure = "a,b" }] }));
        Assert.Equal([_folder["run/manifest.json"]], Files(_folder["run"]));
    }

    private static void AssertSame(LayerPicture expected, LayerPicture got)
    {
        Assert.Equal((expected.Layer, expected.Rows, expected.Width, expected.Readout), (got.Layer, got.Rows, got.Width, got.Readout));
        Assert.Equal(expected.NfmSpectrum, got.NfmSpectrum);
        Assert.Equal(expected.AgopSpectrum, got.AgopSpectrum);
        Assert.Equal(expected.NfmDiagonal, got.NfmDiagonal);
        Assert.Equal(expected.AgopDiagonal, got.AgopDiagonal);
        Assert.Equal(expected.NfmVectors, got.NfmVectors);
        Assert.Equal(expected.AgopVectors, got.AgopVectors);
        Assert.Equal(expected.NfmPooled, got.NfmPooled);
        Assert.Equal(expected.AgopPooled, got.AgopPooled);
        Assert.Equal(expected.Filters, got.Filters);
    }

    private string Text(string file) => Encoding.UTF8.GetString(File.ReadAllBytes(_folder["run/" + file]));

    private sealed class StepClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _now += 2;
    }
}
