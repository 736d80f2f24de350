using DeepNfa.Cli;
using DeepNfa.Kernels;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Records;

/// <summary>Files as every schema version wrote them, kept beside this test: they are read, or refused with a sentence, by whatever this program has become.</summary>
/// <remarks>Version 1: a run by 'train --data product --train-samples 12 --validation-samples 4 --hidden 2 --epochs 1 --probe-samples 4', its weights by --save, and a machine by 'rfm fit --iterations 1' on six rows.</remarks>
[Collection(Alone.Name)]
public sealed class SchemaFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void There_are_files_of_every_version_up_to_the_present_one()
    {
        int newest = new[] { RunManifest.CurrentSchema, RunSession.CurrentSchema, MachineManifest.CurrentSchema }.Max();
        Assert.Equal(Enumerable.Range(1, newest).Select(v => $"{v}"), Directory.GetDirectories(Repository.File("tests", "Records", "Schemas")).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_run_of_version_1_is_read_reported_and_measured()
    {
        var record = RunFolder.Open(Of("run")).Load();
        Assert.Equal([0, 1], record.Epochs.Select(e => e.Epoch));
        Assert.Equal([0, 1], record.ProbedEpochs);
        Assert.Equal("100-2-1", record.Manifest.Network.ToString());
        Assert.Equal(2, record.PicturesAt(1).Count);
        Assert.Contains("W1", RunFolder.Open(Of("run")).ReadWeights(1).Keys);
        Assert.True(SessionFolder.Read(Of("run")).Finished);
        Assert.Equal(0, Run("report", Of("run"), "--plots", "none", "--out", _folder["page"]).Code);
        Assert.Equal(0, Run("measure", Of("run"), "--data", "product").Code);
    }

    [Fact]
    public void An_unfinished_run_of_version_1_is_gone_on_with()
    {
        foreach (string file in Directory.GetFiles(Of("run"), "*", SearchOption.AllDirectories))
            _folder.Write(Path.Combine("run", Path.GetRelativePath(Of("run"), file)), File.ReadAllBytes(file));
        File.WriteAllBytes(_folder["run/session.json"], (SessionFolder.Read(_folder["run"]) with { Finished = false }).ToBytes());
        var (code, said) = Run("resume", _folder["run"]);
        Assert.True(code == 0, said);
        Assert.Equal(2, RunFolder.Open(_folder["run"]).Load().Epochs.Count);
    }

    [Theory]
    [InlineData("network.npz")]
    [InlineData("network.safetensors")]
    public void A_network_of_version_1_is_measured(string file)
    {
        string inputs = _folder.Write("x.npy", Npy.ToBytes(NpyArray.Of([.. Enumerable.Range(0, 500).Select(i => Math.Sin(i * i))], 5, 100)));
        var (code, said) = Run("measure", "--model", Of(file), "--inputs", inputs);
        Assert.True(code == 0, said);
    }

    [Fact]
    public void A_machine_of_version_1_predicts()
    {
        string inputs = _folder.Write("x.npy", Npy.ToBytes(NpyArray.Of([0.0, 0, 1, 1], 2, 2)));
        var (code, said) = Run("rfm", "predict", Of("machine.npz"), "--inputs", inputs, "--json");
        Assert.True(code == 0, said);
    }

    [Theory]
    [InlineData("manifest.json", "schema version 0; this program understands version 1. Read it with the deepnfa that wrote it", 0)]
    [InlineData("manifest.json", "schema version 99; this program understands version 1. Use a newer deepnfa", 99)]
    [InlineData("session.json", "schema version 0; this program understands version 1. Read it with the deepnfa that wrote it", 0)]
    [InlineData("session.json", "schema version 99; this program understands version 1. Use a newer deepnfa", 99)]
    public void Another_version_is_refused_by_its_number(string file, string sentence, int version)
    {
        foreach (string each in Directory.GetFiles(Of("run"), "*", SearchOption.AllDirectories))
            _folder.Write(Path.Combine("run", Path.GetRelativePath(Of("run"), each)), File.ReadAllBytes(each));
        string path = _folder[$"run/{file}"];
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"schemaVersion\": 1", $"\"schemaVersion\": {version}", StringComparison.Ordinal));
        var (code, said) = file == "session.json" ? Run("resume", _folder["run"]) : Run("report", _folder["run"], "--plots", "none");
        Assert.Equal(3, code);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
    }

    private static string Of(string name) => Repository.File("tests", "Records", "Schemas", "1", name);

    private static (int Code, string Said) Run(params string[] args)
    {
        using var stop = new Interruption();
        var (output, error) = (new StringWriter(), new StringWriter());
        int code = CommandLine.Run(args, new(output, error, Interactive: false, stop));
        return (code, error.ToString());
    }
}
