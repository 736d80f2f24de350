using System.Text.Json;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Cli;

public sealed class RfmCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _x, _y, _labels;

    public RfmCommandTests()
    {
        _x = Save("x", Wave(40, 3), 40, 3);
        _y = Save("y", Wave(40, 1), 40);
        _labels = _folder.Write("labels.npy", Npy.ToBytes(NpyArray.Of<long>([.. Enumerable.Range(0, 40).Select(i => (long)(3 * (i % 3)))])));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_fit_writes_every_iteration_and_a_machine_that_predicts_the_same()
    {
        var json = Fit("--train", $"{_x},{_y}", "--test", $"{_x},{_y}", "--iterations", "2", "--precision", "float64", "--out", Out("fit"));
        var steps = json.GetProperty("iterations");
        Assert.Equal([0, 1, 2], steps.EnumerateArray().Select(s => s.GetProperty("iteration").GetInt32()));
        Assert.Equal(steps[2].GetProperty("trainMse").GetDouble(), steps[2].GetProperty("testMse").GetDouble(), 1e-9);
        Assert.Equal(2, json.GetProperty("selected").GetInt32());
        Assert.True(json.GetProperty("peakMemoryMB").GetDouble() > 10 && json.GetProperty("seconds").GetProperty("total").GetDouble() > 0);
        for (int t = 0; t <= 2; t++)
            Assert.Equal(["(3 × 3)", "(40 × 1)", "(40 × 1)"], new[] { "M", "alpha", "pred_test" }.Select(n => Npy.Read(Path.Combine(Out("fit"), $"{n}{t}.npy")).ShapeInWords));
        string page = File.ReadAllText(Path.Combine(Out("fit"), "report.html"));
        Assert.All(new[] { "Error by iteration", "Which features count", "Directions of M", "2 (kept)" }, text => Assert.Contains(text, page, StringComparison.Ordinal));
        var (code, _, error) = Called.Run("rfm", "predict", Path.Combine(Out("fit"), "machine.npz"), "--inputs", _x, "--predictions", Out("p.npy"));
        Assert.True(code == 0, error);
        Assert.Equal(Npy.Read(Path.Combine(Out("fit"), "pred_test2.npy")).ToDoubles(), Npy.Read(Out("p.npy")).ToDoubles());
    }

    [Fact]
    public void Labels_are_classes_with_accuracies_names_and_probabilities()
    {
        var json = Fit("--train", $"{_x},{_labels}", "--validation", $"{_x},{_labels}", "--select", "validation", "--ridge", "0", "--iterations", "1", "--out", Out("fit"));
        Assert.Equal(1, json.GetProperty("iterations")[0].GetProperty("trainAccuracy").GetDouble());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("iterations")[0].GetProperty("trainR2").ValueKind);
        var (code, output, error) = Called.Run("rfm", "predict", Path.Combine(Out("fit"), "machine.npz"), "--inputs", _x, "--probabilities", Out("p.npy"));
        Assert.True(code == 0, error);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"{3 * (i % 3)}"), output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.All(Npy.Read(Out("p.npy")).ToDoubles().Chunk(3), row => Assert.Equal(1, row.Sum(), 1e-5));
    }

    [Fact]
    public void A_table_is_split_its_columns_named_and_the_scale_kept_with_the_machine()
    {
        string table = _folder.Write("t.csv", System.Text.Encoding.UTF8.GetBytes("age,income,target\n" + string.Concat(Enumerable.Range(0, 50).Select(i => FormattableString.Invariant($"{i},{1000 * Math.Sin(i)},{i % 7}\n")))));
        var json = Fit("--data", table, "--target", "target", "--task", "regression", "--standardize", "--early-stop", "--precision", "float64", "--out", Out("fit"));
        Assert.NotEqual(JsonValueKind.Null, json.GetProperty("iterations")[0].GetProperty("validationMse").ValueKind);
        Assert.Contains("income", File.ReadAllText(Path.Combine(Out("fit"), "report.html")), StringComparison.Ordinal);
        var (machine, manifest) = DeepNfa.Kernels.KernelMachineFile.Load(Path.Combine(Out("fit"), "machine.npz"));
        using (machine) Assert.Equal(["age", "income"], manifest.Features!);
        // The same rows, in units and standardised by hand, are the same to the machine.
        double[] raw = [3, 500];
        double[] byHand = [.. raw.Select((v, j) => (v - manifest.Shift![j]) * manifest.Scale![j])];
        Assert.InRange(byHand[0], -2, -1);
        var (code, output, error) = Called.Run("rfm", "predict", Path.Combine(Out("fit"), "machine.npz"), "--inputs", Save("raw", raw, 1, 2));
        Assert.True(code == 0, error);
        Assert.True(double.IsFinite(double.Parse(output, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("expected --data FILE or --train x.npy,y.npy; got neither")]
    [InlineData("expected --data FILE or --train x.npy,y.npy; got both", "--data", "t.csv", "--train", "x.npy,y.npy")]
    [InlineData("--target: expected --data beside it", "--train", "x.npy,y.npy", "--target", "a")]
    [InlineData("--validation, --test: expected --train beside them", "--data", "t.csv", "--test", "x.npy,y.npy")]
    public void Sources_that_contradict_each_other_are_refused(string sentence, params string[] args) => Called.AssertRefused(2, sentence, Called.Run(["rfm", "fit", .. args]));

    [Theory]
    [InlineData(2, "--bandwidth", "0", "--bandwidth: expected a positive number")]
    [InlineData(2, "--bandwidth", "-3", "--bandwidth: expected a positive number")]
    [InlineData(2, "--ridge", "-1", "ridge: expected a finite number, 0 or above; got -1")]
    [InlineData(2, "--power", "2", "power: expected a number in (0, 1]; got 2")]
    [InlineData(2, "--kernel", "sigmoid", "kernel: expected laplace")]
    [InlineData(2, "--kernel", "exp-power:3", "0 to 2")]
    [InlineData(2, "--select", "validation", "--select validation: expected --validation")]
    [InlineData(2, "--normalize", "rows", "--normalize: expected none, trace or max; got 'rows'")]
    [InlineData(2, "--precision", "half", "--precision: expected float32 or float64")]
    [InlineData(2, "--test", "x.npy", "--test: expected two files")]
    [InlineData(3, "--test", "x.npy,y.npy", "x.npy")]
    [InlineData(5, "--centers", "40 --memory 0.000001", "allow more memory")]
    public void What_cannot_be_used_is_a_sentence(int expected, string option, string value, string sentence)
    {
        string[] more = [option, .. value.Split(' ')];
        Called.AssertRefused(expected, sentence.Replace("0 to 2", "[0, 2]", StringComparison.Ordinal), Called.Run(["rfm", "fit", "--train", $"{_x},{_y}", .. more]));
    }

    [Fact]
    public void Data_that_cannot_be_fitted_are_a_sentence()
    {
        string one = Save("one", new double[40], 40), nan = Save("nan", [.. Wave(40, 3).Select((v, i) => i == 7 ? double.NaN : v)], 40, 3), short39 = Save("short", new double[39], 39), wide = Save("wide", Wave(40, 4), 40, 4);
        string other = _folder.Write("other.npy", Npy.ToBytes(NpyArray.Of<long>([.. Enumerable.Range(0, 40).Select(i => (long)(i % 4))])));
        Called.AssertRefused(3, "have the same targets", Called.Run("rfm", "fit", "--train", $"{_x},{one}"));
        Called.AssertRefused(3, "of one class", Called.Run("rfm", "fit", "--train", $"{_x},{one}", "--task", "classification"));
        Called.AssertRefused(3, "row 2, column 1 (both from 0) is NaN", Called.Run("rfm", "fit", "--train", $"{nan},{_y}"));
        Called.AssertRefused(3, "a row for each of", Called.Run("rfm", "fit", "--train", $"{_x},{short39}"));
        Called.AssertRefused(3, "expected (n × 3)", Called.Run("rfm", "fit", "--train", $"{_x},{_y}", "--test", $"{wide},{_y}"));
        Called.AssertRefused(3, "is of class 1, which no training row has", Called.Run("rfm", "fit", "--train", $"{_x},{_labels}", "--test", $"{_x},{other}"));
    }

    [Fact]
    public void Equal_rows_without_ridge_constant_columns_and_too_little_memory_are_said_beside_the_result()
    {
        double[] x = Wave(40, 3);
        for (int j = 0; j < 3; j++) x[117 + j] = x[j];
        for (int i = 0; i < 40; i++) x[3 * i] = 1;
        string file = Save("twins", x, 40, 3);
        var (code, _, error) = Called.Run("rfm", "fit", "--train", $"{file},{_y}", "--ridge", "0", "--iterations", "0");
        Assert.Equal(0, code);
        Assert.Contains("1 pair of training rows are equal", error, StringComparison.Ordinal);
        Assert.Contains("the ridge was raised", error, StringComparison.Ordinal);
        Assert.Contains("1 of 3 columns are constant", error, StringComparison.Ordinal);
        (code, string output, error) = Called.Run("rfm", "fit", "--train", $"{_x},{_y}", "--iterations", "0", "--memory", "0.000005");
        Assert.Equal(0, code);
        Assert.Contains("solved iteratively with", error, StringComparison.Ordinal);
        Assert.Contains("nystrom-cg", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_of_another_version_or_a_damaged_one_is_refused()
    {
        Fit("--train", $"{_x},{_y}", "--iterations", "0", "--out", Out("fit"));
        string file = Path.Combine(Out("fit"), "machine.npz");
        var arrays = Npz.Read(file);
        string manifest = System.Text.Encoding.UTF8.GetString(arrays["manifest"].As<byte>());
        void Rewrite(string json) => File.WriteAllBytes(file, Bytes([.. arrays.Where(a => a.Key != "manifest").Select(a => (a.Key, a.Value)), ("manifest", NpyArray.Of<byte>(System.Text.Encoding.UTF8.GetBytes(json)))]));
        Rewrite(manifest.Replace("\"schemaVersion\":1", "\"schemaVersion\":9", StringComparison.Ordinal));
        Called.AssertRefused(3, "was saved in version 9", Called.Run("rfm", "predict", file, "--inputs", _x));
        Rewrite("{");
        Called.AssertRefused(3, "its manifest cannot be read", Called.Run("rfm", "predict", file, "--inputs", _x));
        File.WriteAllBytes(file, Bytes([("a", NpyArray.Of<double>([1]))]));
        Called.AssertRefused(3, "is no saved machine", Called.Run("rfm", "predict", file, "--inputs", _x));
        Called.AssertRefused(3, "none.npz", Called.Run("rfm", "predict", Out("none.npz"), "--inputs", _x));
    }

    [Theory, InlineData(false, false), InlineData(true, false), InlineData(false, true), InlineData(true, true)]
    public void The_table_has_the_splits_that_there_are(bool validation, bool test)
    {
        var (code, output, error) = Called.Run(["rfm", "fit", "--train", $"{_x},{_y}", .. validation ? new[] { "--validation", $"{_x},{_y}" } : [], .. test ? new[] { "--test", $"{_x},{_y}" } : [], "--iterations", "1"]);
        Assert.True(code == 0, error);
        string[] lines = output.Split('\n');
        bool[] shown = [true, validation, test];
        Assert.Equal(shown, new[] { "train MSE", "validation MSE", "test MSE" }.Select(h => lines[0].Contains(h, StringComparison.Ordinal)));
        Assert.All(lines[1..3], line => Assert.Equal(1 + (2 * shown.Count(s => s)), line[..line.LastIndexOf("   ", StringComparison.Ordinal)].Split(' ', StringSplitOptions.RemoveEmptyEntries).Length)); // the iteration, loss and score of each
        Assert.DoesNotContain("NaN", output, StringComparison.Ordinal);
    }

    private static byte[] Bytes(List<(string, NpyArray)> arrays)
    {
        using var stream = new MemoryStream();
        Npz.Write(stream, arrays);
        return stream.ToArray();
    }

    private static JsonElement Fit(params string[] args) => Called.Json(["rfm", "fit", "--json", "--plots", "none", .. args]);

    private static double[] Wave(int rows, int columns) => [.. Enumerable.Range(0, rows * columns).Select(i => Math.Sin(1 + (i * i)))];

    private string Out(string name) => Path.Combine(_folder.Path, name);

    private string Save(string name, double[] values, params int[] shape) => _folder.Write($"{name}.npy", Npy.ToBytes(NpyArray.Of<double>(values, shape)));
}
