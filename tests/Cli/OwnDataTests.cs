using System.Text;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Cli;

/// <summary>Tables and image sets of a user's own, from the file to the report.</summary>
[Collection(Alone.Name)]
public sealed class OwnDataTests : IDisposable
{
    private static readonly string[] s_small = ["--hidden", "6", "--epochs", "1", "--plots", "none"];
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_table_is_trained_on_reported_and_measured_again()
    {
        string table = Write("t.csv", "size;colour;weight;kind\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i * 0.5:0.0};{(i % 3 == 0 ? "red" : "blue")};{(i % 7 == 0 ? "?" : $"{i}")};{(i % 2 == 0 ? "cat" : "dog")}\n")));
        var (code, output, error) = Called.Run(["train", "--data", table, "--target", "kind", "--out", _folder["run"], .. s_small]);
        Assert.True(code == 0, error);
        Assert.Contains("4-6-2 on t, 1 epochs", output, StringComparison.Ordinal);
        Assert.Contains("table (semicolon, names in the first row): 40 rows, 4 inputs of 3 columns, target 'kind' (the last column): 2 classes (cat, dog)", error, StringComparison.Ordinal);
        Assert.Contains("Missing: 6 in 'weight'", error, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["run/report.html"]));
        var facts = RunFolder.Open(_folder["run"]).Manifest.Data;
        Assert.Equal(["split:0.2", "fill-mean", "standardize"], facts.Preparation);
        Assert.Equal((32, 8, ["t.csv"]), (facts.TrainSamples, facts.ValidationSamples, facts.Hashes.Keys.ToArray()), (a, b) => a.Item1 == b.Item1 && a.Item2 == b.Item2 && a.Item3.SequenceEqual(b.Item3));
        Assert.Equal(0, Called.Run("measure", _folder["run"], "--data", table).Code);
        Write("t.csv", "1,2,cat\n3,4,dog\n");
        Assert.Equal(2, Called.Run("measure", _folder["run"], "--data", table).Code); // another table has no column 'kind'
    }

    [Fact]
    public void Numbers_to_predict_are_standardised_and_steps_may_be_named()
    {
        string table = Write("t.tsv", string.Concat(Enumerable.Range(0, 30).Select(i => $"{i % 5}\t{i}\t{1000 + (i * 37.5)}\n")));
        var (code, output, error) = Called.Run(["train", "--data", table, "--out", _folder["a"], .. s_small]);
        Assert.True(code == 0, error);
        Assert.Contains("R²", output, StringComparison.Ordinal);
        Assert.Equal(["split:0.2", "standardize", "standardize-targets"], RunFolder.Open(_folder["a"]).Manifest.Data.Preparation);
        Assert.Equal(0, Called.Run(["train", "--data", table, "--target", "-2", "--ignore", "1", "--task", "regression", "--prepare", "split:0.5,unit-norm,standardize-targets", "--out", _folder["b"], .. s_small]).Code);
        var facts = RunFolder.Open(_folder["b"]).Manifest.Data;
        Assert.Equal((1, 15, 15), (facts.Inputs, facts.TrainSamples, facts.ValidationSamples));
    }

    [Fact]
    public void A_folder_of_images_keeps_its_pixels()
    {
        for (int i = 0; i < 10; i++) Write($"set/{(i % 2 == 0 ? "dark" : "light")}/{i}.pgm", $"P2 2 2 9 {i} {i} {i} 9");
        var (code, _, error) = Called.Run(["train", "--data", _folder["set"], "--out", _folder["run"], .. s_small]);
        Assert.True(code == 0, error);
        var facts = RunFolder.Open(_folder["run"]).Manifest.Data;
        Assert.Equal(["split:0.2"], facts.Preparation);
        Assert.Equal(new ImageShape(2, 2, 1), facts.Image);
    }

    [Theory]
    [InlineData(2, "--target: expected a column", "--target", "nothing")]
    [InlineData(2, "--task: expected classification or regression; got 'guess'", "--task", "guess")]
    [InlineData(2, "--header: expected yes or no", "--header", "maybe")]
    [InlineData(2, "--delimiter: expected one character", "--delimiter", "ab")]
    [InlineData(2, "preparation: expected one of", "--prepare", "wash")]
    [InlineData(3, "expected numbers for a regression", "--target", "2", "--task", "regression")]
    [InlineData(3, "cannot be opened", "--test", "nowhere.csv")]
    [InlineData(3, "the data have 4", "--train-samples", "100")]
    [InlineData(3, "the data have 4", "--validation-samples", "100")]
    [InlineData(2, "limit", "--train-samples", "2", "--prepare", "split:0.5")]
    public void What_does_not_fit_is_a_sentence_and_leaves_no_run(int code, string named, params string[] options)
    {
        string table = Write("t.csv", "1,a\n2,b\n3,a\n4,b\n");
        var result = Called.Run(["train", "--data", table, .. options, "--out", _folder["run"], .. s_small]);
        Assert.Contains(named, result.Error, StringComparison.Ordinal);
        Assert.Equal(code, result.Code);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    private string Write(string name, string text) => _folder.Write(name, Encoding.UTF8.GetBytes(text));
}
