using System.Globalization;
using System.Text;
using DeepNfa.Kernels;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Cli;

/// <summary><c>rfm predict --data</c>: tables and sets are read as those that the machine was fitted to.</summary>
public sealed class RfmPredictTests : IDisposable
{
    private const int Rows = 60;
    private static readonly string[] s_colors = ["red", "green", "blue"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_table_predicts_the_same_in_any_order_of_its_columns_and_without_its_target()
    {
        string machine = Fitted(Table(["size", "color", "weight", "kind"]), "kind");
        double[] Outputs(string table, params string[] more)
        {
            var (code, _, error) = Called.Run(["rfm", "predict", machine, "--data", table, "--predictions", Out("p.npy"), .. more]);
            Assert.True(code == 0, error);
            return Npy.Read(Out("p.npy")).ToDoubles();
        }
        double[] whole = Outputs(Table(["size", "color", "weight", "kind"]));
        Assert.Equal(3 * Rows, whole.Length); // one output a kind
        Assert.Equal(whole, Outputs(Table(["kind", "weight", "color", "size"])));
        Assert.Equal(whole, Outputs(Table(["weight", "size", "color"])));
        Assert.Equal(whole, Outputs(Table(["weight", "note", "size", "color"])));
    }

    [Fact]
    public void Rows_with_a_target_are_scored_and_written_with_their_class()
    {
        string machine = Fitted(Table(["size", "color", "weight", "kind"]), "kind"), table = Table(["size", "color", "weight", "kind"], missingTarget: 7);
        var json = Called.Json("rfm", "predict", machine, "--data", table, "--predictions", Out("p.csv"), "--probabilities", Out("q.csv"), "--json");
        var score = json.GetProperty("score");
        Assert.Equal(Rows - 1, score.GetProperty("rows").GetInt32());
        string[] kinds = [.. json.GetProperty("classes").EnumerateArray().Select(c => c.GetString()!)];
        int right = Enumerable.Range(0, Rows).Count(i => i != 7 && kinds[i] == Kind(i));
        Assert.Equal((double)right / (Rows - 1), score.GetProperty("accuracy").GetDouble(), 1e-12);
        Assert.True(right >= 0.9 * Rows, $"{right}"); // the kind is a function of the colour
        var (lines, chances) = (File.ReadAllLines(Out("p.csv")), File.ReadAllLines(Out("q.csv")));
        Assert.Equal(("class,large,middle,small", "large,middle,small"), (lines[0], chances[0]));
        Assert.Equal(kinds, lines.Skip(1).Select(l => l.Split(',')[0]));
        Assert.All(chances.Skip(1), l => Assert.Equal(1, l.Split(',').Sum(v => double.Parse(v, CultureInfo.InvariantCulture)), 1e-5));
    }

    [Fact]
    public void A_missing_number_is_the_mean_of_the_training_rows_and_an_unknown_category_is_told()
    {
        string machine = Fitted(Table(["size", "color", "weight", "target"]), "target");
        var (fitted, manifest) = KernelMachineFile.Load(machine);
        fitted.Dispose();
        double mean = manifest.Table!.Fill![0];
        Assert.InRange(mean, 0.4, 0.6);
        string Predicted(string size, string color = "red")
        {
            var (code, output, error) = Called.Run("rfm", "predict", machine, "--data", Text("one.csv", $"size,color,weight\n{size},{color},0.3\n"));
            Assert.True(code == 0, error);
            Assert.Equal(color == "mauve", error.Contains("Categories that the machine does not know are all zeros: 1 in 'color'", StringComparison.Ordinal));
            return output;
        }
        Assert.Equal(Predicted(((float)mean).ToString("R", CultureInfo.InvariantCulture)), Predicted("?"));
        Assert.NotEqual(Predicted("0.9"), Predicted("?"));
        Predicted("0.5", "mauve");
    }

    [Fact]
    public void Tables_without_names_are_read_by_position_with_or_without_the_target()
    {
        string body = string.Concat(Enumerable.Range(0, Rows).Select(i => FormattableString.Invariant($"{Size(i)},{Size(i) + Weight(i)},{Weight(i)}\n"))), inputs = string.Concat(Enumerable.Range(0, Rows).Select(i => FormattableString.Invariant($"{Size(i)},{Weight(i)}\n")));
        string machine = Fitted(Text("bare.csv", body), "2");
        var whole = Called.Run("rfm", "predict", machine, "--data", Out("bare.csv"));
        var without = Called.Run("rfm", "predict", machine, "--data", Text("inputs.csv", inputs));
        Assert.Equal((0, whole.Out), (without.Code, without.Out));
        Assert.Matches("R² (0.9|1.0)", whole.Error);
        Called.AssertRefused(3, "expected 3 columns, as in the table that the machine was fitted to, or 2 without the target; got 4", Called.Run("rfm", "predict", machine, "--data", Text("wide.csv", "1,2,3,4\n5,6,7,8\n")));
    }

    [Fact]
    public void A_table_is_fitted_by_the_options_on_its_form_and_predicted_by_the_separator_that_was_told()
    {
        string Body(string header, string separator) => header + string.Concat(Enumerable.Range(0, Rows).Select(i => string.Join(separator, new[] { Size(i), Weight(i), Size(i) + Weight(i), i }.Select(v => FormattableString.Invariant($"{v}"))) + "\n"));
        string tilde = Text("tilde.csv", Body("size~weight~sum~row\n", "~")), commas = Text("commas.csv", Body("size,weight,sum,row\n", ","));
        string[] fit = ["rfm", "fit", "--iterations", "1", "--bandwidth", "3", "--plots", "none", "--target", "sum", "--ignore", "row"];
        Called.AssertRefused(3, "--delimiter", Called.Run([.. fit, "--data", tilde, "--out", Out("not")]));
        Assert.Equal(0, Called.Run([.. fit, "--data", tilde, "--delimiter", "~", "--out", Out("tilde")]).Code);
        Assert.Equal(0, Called.Run([.. fit, "--data", commas, "--header", "yes", "--out", Out("commas")]).Code);
        var told = Called.Run("rfm", "predict", Path.Combine(Out("tilde"), "machine.npz"), "--data", tilde);
        Assert.Equal((0, told.Out), (told.Code, Called.Run("rfm", "predict", Path.Combine(Out("commas"), "machine.npz"), "--data", commas).Out));
        Called.AssertRefused(2, "--header: expected --data beside it; got --train", Called.Run("rfm", "fit", "--train", "x.npy,y.npy", "--header", "yes"));
    }

    [Fact]
    public void A_machine_counts_numbers_far_from_zero_as_it_was_fitted_to_them()
    {
        string Table(string name, long from) => Text(name, "time,weight,sum\n" + string.Concat(Enumerable.Range(0, Rows).Select(i => FormattableString.Invariant($"{from + i},{Weight(i)},{i / 30.0 + Weight(i)}\n"))));
        string far = Fitted(Table("far.csv", 1_700_000_000), "sum");
        var whole = Called.Run("rfm", "predict", far, "--data", Out("far.csv"));
        Assert.Matches("R² (0.9|1.0)", whole.Error);
        string near = Fitted(Table("near.csv", 0), "sum");
        Assert.Equal(whole.Out, Called.Run("rfm", "predict", near, "--data", Out("near.csv")).Out);
    }

    [Fact]
    public void Arrays_with_targets_are_a_set_that_is_scored()
    {
        double[] x = [.. Enumerable.Range(0, 40 * 3).Select(i => Math.Sin(1 + (i * i)))], y = [.. Enumerable.Range(0, 40).Select(i => x[3 * i])];
        string set = Archive("set.npz", ("x", NpyArray.Of<double>(x, 40, 3)), ("y", NpyArray.Of<double>(y, 40)));
        string inputs = Archive("inputs.npz", ("x", NpyArray.Of<double>(x, 40, 3)));
        string machine = Fitted(set, null);
        var json = Called.Json("rfm", "predict", machine, "--data", set, "--json");
        Assert.InRange(json.GetProperty("score").GetProperty("r2").GetDouble(), 0.8, 1);
        var bare = Called.Json("rfm", "predict", machine, "--inputs", inputs, "--json");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, bare.GetProperty("score").ValueKind);
        Assert.Equal(json.GetProperty("outputs").GetRawText(), bare.GetProperty("outputs").GetRawText());
        Called.AssertRefused(3, "this one was fitted to arrays", Called.Run("rfm", "predict", machine, "--data", Table(["size", "weight"])));
    }

    [Fact]
    public void What_cannot_be_predicted_is_a_sentence_that_names_it()
    {
        string machine = Fitted(Table(["size", "color", "weight", "kind"]), "kind"), numbers = Fitted(Table(["size", "weight", "target"]), "target");
        (int, string, string) Predict(string of, params string[] args) => Called.Run(["rfm", "predict", of, .. args]);
        Called.AssertRefused(3, "expected a column 'weight', as in the table that the machine was fitted to; the first row has size, color, kind", Predict(machine, "--data", Table(["size", "color", "kind"])));
        Called.AssertRefused(3, "line 2, column 'weight': expected a number, as in the training file; got 'heavy'", Predict(machine, "--data", Text("text.csv", "size,color,weight\n1,red,heavy\n")));
        Called.AssertRefused(3, "expected one of the classes that the machine knows, large, middle, small; got 'huge'", Predict(machine, "--data", Text("class.csv", "size,color,weight,kind\n1,red,2,huge\n")));
        Called.AssertRefused(3, "row 1, column 'target': expected a number, as the machine was fitted to; got 'much'", Predict(numbers, "--data", Text("number.csv", "size,weight,target\n1,2,much\n")));
        Called.AssertRefused(3, "expected at least one row", Predict(numbers, "--data", Text("empty.csv", "size,weight,target\n")));
        Called.AssertRefused(2, "--target: expected a column of", Predict(machine, "--data", Table(["size", "color", "weight", "kind"]), "--target", "colour"));
        Called.AssertRefused(2, "expected --inputs FILE.npy or --data FILE; got neither", Predict(machine));
        Called.AssertRefused(2, "--predictions: expected a name that ends with .npy or .csv; got 'p.txt'", Predict(machine, "--data", Table(["size", "color", "weight"]), "--predictions", "p.txt"));
        Called.AssertRefused(2, "this one was fitted to numbers", Predict(numbers, "--data", Table(["size", "weight"]), "--probabilities", Out("q.npy")));
        Called.AssertRefused(3, "none.csv", Predict(machine, "--data", Out("none.csv")));
    }

    private static double Size(int i) => 0.5 + (0.5 * Math.Sin(1 + (i * i)));

    private static double Weight(int i) => Math.Cos(i * 1.7);

    private static string Kind(int i) => s_colors[i % 3] switch { "red" => "large", "green" => "middle", _ => "small" };

    private string Table(string[] columns, int missingTarget = -1) => Text($"{string.Join('-', columns)}.csv", string.Join(',', columns) + "\n" + string.Concat(Enumerable.Range(0, Rows).Select(i => string.Join(',', columns.Select(c => c switch
    {
        "size" => FormattableString.Invariant($"{Size(i)}"),
        "weight" => FormattableString.Invariant($"{Weight(i)}"),
        "color" => s_colors[i % 3],
        "kind" => i == missingTarget ? "?" : Kind(i),
        "target" => FormattableString.Invariant($"{Size(i) + Weight(i)}"),
        _ => $"note {i}",
    })) + "\n")));

    private string Text(string name, string text) => _folder.Write(name, Encoding.UTF8.GetBytes(text));

    private string Archive(string name, params (string, NpyArray)[] arrays)
    {
        using var stream = new MemoryStream();
        Npz.Write(stream, arrays);
        return _folder.Write(name, stream.ToArray());
    }

    private string Fitted(string data, string? target)
    {
        string folder = Out($"machine-{Directory.GetDirectories(_folder.Path).Length}");
        string[] of = target is null ? [] : ["--target", target];
        var (code, _, error) = Called.Run(["rfm", "fit", "--data", data, "--iterations", "1", "--bandwidth", "3", "--out", folder, "--plots", "none", .. of]);
        Assert.True(code == 0, error);
        return Path.Combine(folder, "machine.npz");
    }

    private string Out(string name) => Path.Combine(_folder.Path, name);
}
