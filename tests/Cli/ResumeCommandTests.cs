using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Cli;

/// <summary>Going on with a run from the command line. That its bytes are the same is shown by the tests of experiments and of signals.</summary>
[Collection(Alone.Name)]
public sealed class ResumeCommandTests : IDisposable
{
    private static readonly string[] s_train = ["train", "--data", "digits", "--hidden", "8", "--epochs", "2", "--train-samples", "50", "--validation-samples", "10", "--plots", "none"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_same_command_goes_on_with_an_unfinished_folder_and_so_does_resume()
    {
        Assert.Equal(0, Called.Run([.. s_train, "--out", _folder["a"]]).Code);
        byte[] expected = File.ReadAllBytes(_folder["a/correlations.csv"]);
        foreach (string[] again in new string[][] { ["resume", _folder["a"]], [.. s_train, "--out", _folder["a"]] })
        {
            Unfinish("a");
            File.AppendAllText(_folder["a/correlations.csv"], "2,1,torn");
            var (code, output, error) = Called.Run(again);
            Assert.Equal(0, code);
            Assert.Contains("784-8-10  ", error, StringComparison.Ordinal);
            Assert.Contains("records  ", output, StringComparison.Ordinal);
            Assert.Equal(expected, File.ReadAllBytes(_folder["a/correlations.csv"]));
            Assert.True(SessionFolder.Read(_folder["a"]).Finished);
        }
    }

    [Fact]
    public void A_finished_run_and_one_of_another_command_are_told_in_a_sentence()
    {
        Assert.Equal(0, Called.Run([.. s_train, "--out", _folder["a"]]).Code);
        var (code, output, _) = Called.Run("resume", _folder["a"]);
        Assert.Equal(0, code);
        Assert.Contains("is finished, so there is nothing to go on with", output, StringComparison.Ordinal);
        Unfinish("a");
        AssertRefused(5, "unfinished run of another command; this one asks for batch 7 in place of 128", [.. s_train, "--batch", "7", "--out", _folder["a"]]);
        AssertRefused(5, "asks for seed 9 in place of 0", [.. s_train, "--seed", "9", "--out", _folder["a"]]);
        AssertRefused(5, "asks for the data product in place of digits", [.. s_train[..2], "product", .. s_train[3..], "--out", _folder["a"]]);
        AssertRefused(3, "nothing to resume", "resume", _folder["missing"]);
        File.WriteAllText(_folder["a/session.json"], "{");
        AssertRefused(3, "is damaged", "resume", _folder["a"]);
        File.WriteAllText(_folder["a/session.json"], "{\"schemaVersion\": 9}");
        AssertRefused(3, "has schema version 9", "resume", _folder["a"]);
    }

    [Fact]
    public void A_folder_that_another_writes_into_is_refused_and_its_holder_is_named()
    {
        Assert.Equal(0, Called.Run([.. s_train, "--out", _folder["a"]]).Code);
        Unfinish("a");
        using (FolderLock.Take(_folder["a"]))
        {
            AssertRefused(5, $"is being written by process {Environment.ProcessId} on {Environment.MachineName} since ", "resume", _folder["a"]);
            Assert.Equal(0, Called.Run("report", _folder["a"], "--plots", "none").Code); // reading needs no lock
        }
        Assert.Equal(0, Called.Run("resume", _folder["a"]).Code);
        Assert.False(File.Exists(_folder["a/.lock-holder"]));
    }

    [Fact]
    public void Resume_follows_a_recorded_path_only_to_files_that_the_manifest_knows_by_their_hash()
    {
        string data = Table("data.csv", 1), other = Table("other.csv", 2);
        Assert.Equal(0, Called.Run("train", "--data", data, "--hidden", "4", "--epochs", "2", "--plots", "none", "--out", _folder["a"]).Code);
        byte[] expected = File.ReadAllBytes(_folder["a/correlations.csv"]);
        Unfinish("a");
        var (code, _, error) = Called.Run("resume", _folder["a"]);
        Assert.Equal(0, code);
        Assert.Contains($"the data of the run are read from '{data}', a path outside its folder", error, StringComparison.Ordinal);
        Assert.Equal(expected, File.ReadAllBytes(_folder["a/correlations.csv"]));

        // A folder whose maker points at a file that he does not have.
        Unfinish("a", s => s with { Data = other });
        AssertRefused(3, $"expected an ordinary file '{Path.Combine(other, "data.csv")}' there, got none", "resume", _folder["a"]);
        Unfinish("a", s => s with { Data = data });
        File.AppendAllText(data, "7,7,7\n");
        AssertRefused(3, "is no longer the file that its manifest.json tells", "resume", _folder["a"]);
        File.Delete(data);
        AssertRefused(3, "expected an ordinary file", "resume", _folder["a"]);

        // Data that were moved are named, and checked as those of a command are.
        Directory.CreateDirectory(_folder["moved"]);
        string moved = Table("moved/data.csv", 1);
        (code, _, error) = Called.Run("resume", _folder["a"], "--data", moved);
        Assert.True(code == 0, error);
        Assert.Equal(expected, File.ReadAllBytes(_folder["a/correlations.csv"]));
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/stdin")]
    [InlineData("/etc")]
    [InlineData("../../etc/passwd")]
    public void Resume_follows_no_recorded_path_that_the_manifest_cannot_vouch_for(string path)
    {
        Assert.Equal(0, Called.Run([.. s_train, "--out", _folder["a"]]).Code); // its data are built in, so it knows no file
        Unfinish("a", s => s with { Data = path });
        AssertRefused(3, $"was begun on '{path}', a path outside it, and tells no hash of the files there", "resume", _folder["a"]);
    }

    [Theory]
    [InlineData("checkpoints")]
    [InlineData("epochs.csv")]
    public void A_link_in_a_run_folder_is_not_followed_by_what_writes_there(string name)
    {
        Assert.Equal(0, Called.Run([.. s_train, "--out", _folder["a"]]).Code);
        Unfinish("a");
        Directory.Move(_folder[$"a/{name}"], _folder["elsewhere"]);
        File.CreateSymbolicLink(_folder[$"a/{name}"], _folder["elsewhere"]);
        AssertRefused(3, $"{name}' is a link to '{_folder["elsewhere"]}'", "resume", _folder["a"]);
    }

    /// <summary>A table of 40 rows with a linear target.</summary>
    private string Table(string name, int factor) =>
        _folder.Write(name, System.Text.Encoding.UTF8.GetBytes("a,b,target\n" + string.Concat(Enumerable.Range(0, 40).Select(i => FormattableString.Invariant($"{Math.Sin(i):R},{Math.Cos(i * i):R},{factor * Math.Sin(i):R}\n")))));

    [Fact]
    public void One_run_of_several_points_at_the_folder_of_all()
    {
        Assert.Equal(0, Called.Run("run", "mnist", "--smoke", "--data", "builtin", "--plots", "none", "--out", _folder["a"]).Code);
        AssertRefused(3, $"Go on with all of them: deepnfa resume {_folder["a"]}", "resume", _folder["a/784-16x2-10"]);
    }

    private void Unfinish(string name, Func<RunSession, RunSession>? change = null)
    {
        var session = SessionFolder.Read(_folder[name]) with { Finished = false };
        File.WriteAllBytes(_folder[$"{name}/session.json"], (change?.Invoke(session) ?? session).ToBytes());
    }

    private static void AssertRefused(int expected, string part, params string[] args)
    {
        var (code, output, error) = Called.Run(args);
        Assert.Equal((expected, ""), (code, output));
        Assert.Contains(part, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }
}
