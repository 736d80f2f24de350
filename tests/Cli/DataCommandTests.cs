using System.Security.Cryptography;
using System.Text.Json;
using DeepNfa.Cli;
using DeepNfa.Cli.Commands;
using DeepNfa.Data.Download;
using DeepNfa.Records;
using DeepNfa.Tests.Data.Download;
using Xunit;

namespace DeepNfa.Tests.Cli;

[Collection(Alone.Name)]
public sealed class DataCommandTests : IDisposable
{
    private readonly TempFolder _home = new();
    private readonly string? _before = Environment.GetEnvironmentVariable(DataHome.Variable);

    public DataCommandTests() => Environment.SetEnvironmentVariable(DataHome.Variable, _home.Path);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(DataHome.Variable, _before);
        _home.Dispose();
    }

    [Fact]
    public void The_list_tells_of_each_set_whether_it_is_here_its_size_licence_and_citation()
    {
        foreach (var file in KnownSets.Find("mnist").Files) _home.Write($"mnist/{file.Name}", []);
        var (code, output, _) = Run("data", "list");
        Assert.Equal(0, code);
        Assert.Contains($"mnist              11.6 MB         in {_home["mnist"]}\n", output, StringComparison.Ordinal);
        Assert.Contains("cifar-10           170.1 MB        not here\n", output, StringComparison.Ordinal);
        foreach (var set in KnownSets.All)
        {
            Assert.Contains($"  licence: {set.Licence}\n", output, StringComparison.Ordinal);
            Assert.Contains($"  cite:    {set.Citation}\n", output, StringComparison.Ordinal);
        }
        Assert.Contains("none verified", output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Run("data", "list", "--json").Out);
        Assert.Equal(KnownSets.All.Count, json.RootElement.GetProperty("sets").GetArrayLength());
        Assert.Equal(_home["mnist"], json.RootElement.GetProperty("sets")[0].GetProperty("here").GetString());
    }

    [Fact]
    public void A_dry_run_names_files_hashes_mirrors_and_folder_and_does_nothing()
    {
        var (code, output, _) = Run("data", "get", "fashion-mnist", "--dry-run");
        Assert.Equal(0, code);
        Assert.Contains($"would go to {_home["fashion-mnist"]}: 30.9 MB", output, StringComparison.Ordinal);
        foreach (var file in KnownSets.Find("fashion-mnist").Files)
        {
            Assert.Contains(file.Sha256!, output, StringComparison.Ordinal);
            Assert.All(file.Mirrors, m => Assert.Contains(m.Url, output, StringComparison.Ordinal));
        }
        Assert.Empty(Directory.GetFileSystemEntries(_home.Path));
    }

    [Theory]
    [InlineData("data")]
    [InlineData("data", "get")]
    [InlineData("data", "get", "mnits")]
    [InlineData("data", "get", "mnist", "--fast")]
    [InlineData("data", "check")]
    [InlineData("data", "fetch", "mnist")]
    public void A_wrong_command_line_ends_with_code_2_and_one_sentence(params string[] args)
    {
        var (code, output, error) = Run(args);
        Assert.Equal(2, code);
        Assert.Equal("", output);
        Assert.StartsWith("deepnfa: ", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_home.Path));
    }

    [Fact]
    public void What_was_got_is_told_on_stdout_and_progress_on_stderr()
    {
        byte[] file = [1, 2, 3];
        using var server = new LoopbackServer((asked, number, answer) =>
        {
            if (number == 0) answer.Refuse("404 Not Found");
            else answer.Serve(asked, file);
        });
        using var stop = new Interruption();
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        int code = DataGetCommand.Get(Set(file, server.Url("a"), server.Url("b")), _home.Path, new(output, error, Interactive: false, stop), json: false, yes: false);
        Assert.Equal(0, code);
        Assert.Equal($"{Hash(file)}  a.bin\nThe set is in {_home["set"]}. Licence: none. Please cite: nobody\n", output.ToString());
        Assert.Equal($"{server.Url("a")}: the server answers 404 Not Found.\na.bin  0 kB of 0 kB\n", error.ToString());
    }

    [Theory]
    [InlineData("y\n", true)]
    [InlineData("n\n", false)]
    [InlineData("", false)]
    public void A_large_set_is_asked_about_where_a_person_can_answer(string typed, bool downloads)
    {
        byte[] file = [1, 2, 3];
        using var server = new LoopbackServer((asked, _, answer) => answer.Serve(asked, file));
        var set = Set(file, server.Url("a"));
        set = set with { Files = [set.Files[0] with { Bytes = null }] }; // of unknown size
        using var stop = new Interruption();
        var error = new StringWriter();
        Assert.Equal(0, DataGetCommand.Get(set, _home.Path, new(TextWriter.Null, error, Interactive: true, stop, new StringReader(typed)), json: false, yes: false));
        Assert.Contains("Download? [y/N]", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(downloads, File.Exists(_home["set/a.bin"]));
        if (downloads) return;
        Assert.Equal(0, DataGetCommand.Get(set, _home.Path, new(TextWriter.Null, TextWriter.Null, Interactive: true, stop, new StringReader("")), json: false, yes: true));
        Assert.True(File.Exists(_home["set/a.bin"]));
    }

    [Fact]
    public void Check_tells_shape_classes_ranges_and_what_is_odd()
    {
        string path = _home.Write("t.csv", "a,b,kind\n1,5,x\n2,5,y\n1,5,x\n,5,y\n"u8.ToArray());
        var (code, output, _) = Run("data", "check", path);
        Assert.Equal(0, code);
        Assert.Contains("4 × 2 → 2; inputs from 1 to 5", output, StringComparison.Ordinal);
        Assert.Contains("1 inputs are missing (12.5 %)", output, StringComparison.Ordinal);
        Assert.Contains("1 rows repeat the inputs of an earlier one, 0 of them with another target", output, StringComparison.Ordinal);
        Assert.Contains("classes     x: 2, y: 2\n", output, StringComparison.Ordinal);
        Assert.Contains("1 of 2 inputs have one value in all training rows: b\n", output, StringComparison.Ordinal);
        Assert.Contains("missing     a: 1 rows\n", output, StringComparison.Ordinal);
        Assert.Contains($"{Hash(File.ReadAllBytes(path))}  t.csv\n", output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Run("data", "check", path, "--json").Out);
        Assert.Equal(4, json.RootElement.GetProperty("train").GetProperty("samples").GetInt32());
    }

    [Fact]
    public void Check_takes_the_options_that_its_notes_name()
    {
        string texts = _home.Write("texts.csv", "name,kind\nann,u\nbob,v\n"u8.ToArray()), tilde = _home.Write("tilde.csv", "a~b~y\n1~2~1\n3~4~2\n5~7~1\n"u8.ToArray());
        Assert.Contains("--header yes for names", Run("data", "check", texts).Out, StringComparison.Ordinal);
        Assert.Contains("names in the first row): 2 rows", Run("data", "check", texts, "--header", "yes").Out, StringComparison.Ordinal);
        Assert.Contains("--delimiter", Run("data", "check", tilde).Error, StringComparison.Ordinal);
        Assert.Contains("--task regression", Run("data", "check", tilde, "--delimiter", "~").Out, StringComparison.Ordinal);
        Assert.Contains("1 inputs of 1 columns, target 'y' (the last column): regression", Run("data", "check", tilde, "--delimiter", "~", "--task", "regression", "--ignore", "b").Out, StringComparison.Ordinal);
        Called.AssertRefused(2, "--header: expected yes or no; got 'maybe'", Run("data", "check", texts, "--header", "maybe"));
    }

    [Fact]
    public void Check_of_nothing_is_a_data_error()
    {
        var (code, _, error) = Run("data", "check", _home["nothing.csv"]);
        Assert.Equal(3, code);
        Assert.Contains("nothing.csv", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Prepared_data_are_recorded_and_prepared_again_when_the_run_is_measured_again()
    {
        string[] train = ["train", "--data", "digits", "--train-samples", "300", "--validation-samples", "100", "--hidden", "8", "--epochs", "1", "--plots", "none", "--out", _home["run"]];
        Assert.Equal(0, Run([.. train, "--prepare", "classes:3:8,balance:10,unit-norm"]).Code);
        var facts = RunFolder.Open(_home["run"]).Load().Manifest.Data;
        Assert.Equal(["classes:3:8", "balance:10", "unit-norm"], facts.Preparation);
        Assert.Equal((2, true, 20), (facts.Outputs, facts.ValidationSamples <= 20, facts.TrainSamples));
        Assert.Equal(0, Run("measure", _home["run"], "--data", "digits").Code);
        string manifest = File.ReadAllText(_home["run/manifest.json"]);
        File.WriteAllText(_home["run/manifest.json"], manifest.Replace(facts.Content!["train"], new string('0', 64), StringComparison.Ordinal));
        Assert.Contains("expected the values that the run was trained on", Run("measure", _home["run"], "--data", "digits").Error, StringComparison.Ordinal);
        var (code, _, error) = Run([.. train[..^1], _home["other"], "--prepare", "classes:3:8,split:0.2"]);
        Assert.Equal(3, code);
        Assert.Contains("put merge before it", error, StringComparison.Ordinal);
        Assert.Equal(2, Run([.. train[..^1], _home["other"], "--prepare", "whiten"]).Code);
    }

    [SharedFact("data/mnist")]
    public void Mnist_that_was_got_is_found_by_name_by_run_and_by_train()
    {
        foreach (string file in Directory.GetFiles(SharedFactAttribute.Find("data/mnist"))) File.CreateSymbolicLink(Link(file), file);
        Assert.Contains("60000 × 784 → 10", Run("data", "check", "mnist").Out, StringComparison.Ordinal);
        Environment.SetEnvironmentVariable(DataHome.Variable, null);
        string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", _home["cache"]);
        try
        {
            Directory.CreateDirectory(_home["cache/deepnfa"]);
            Directory.CreateSymbolicLink(_home["cache/deepnfa/data"], _home.Path);
            foreach (string[] args in new string[][] { ["run", "mnist", "--smoke"], ["train", "--data", "mnist", "--train-samples", "100", "--validation-samples", "50", "--hidden", "8", "--epochs", "1"] })
                Assert.Equal(0, Run([.. args, "--out", _home[$"out-{args[0]}"], "--plots", "none"]).Code);
        }
        finally
        {
            Environment.SetEnvironmentVariable("XDG_CACHE_HOME", cache);
        }
        var facts = RunFolder.Open(Directory.GetDirectories(_home["out-run"])[0]).Load().Manifest.Data;
        Assert.Equal("440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609", facts.Hashes["train-images-idx3-ubyte.gz"]);
        Assert.Equal(["train", "validation"], facts.Content!.Keys.Order());
    }

    private string Link(string file)
    {
        Directory.CreateDirectory(_home["mnist"]);
        return _home[$"mnist/{Path.GetFileName(file)}"];
    }

    private static KnownSet Set(byte[] file, params string[] urls) =>
        new("set", "The set", "bytes", "none", "nobody", [new("a.bin", [.. urls.Select(u => new Mirror(u, true))], file.Length, Hash(file), "this test")]);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static (int Code, string Out, string Error) Run(params string[] args)
    {
        using var stop = new Interruption();
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        int code = CommandLine.Run(args, new(output, error, Interactive: false, stop));
        return (code, output.ToString(), error.ToString());
    }
}
