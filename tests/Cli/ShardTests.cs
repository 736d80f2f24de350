using System.Text.Json;
using DeepNfa.Data;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Cli;

/// <summary>Measurements in parts. The networks are so wide and have so many outputs that the samples make several blocks.</summary>
[Collection(Alone.Name)]
public sealed class ShardTests : IDisposable
{
    private const int Samples = 2500, Inputs = 12, Width = 64, Outputs = 40; // a block has 614 samples

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Array(string name, int rows, int columns, double scale = 1)
    {
        var numbers = new Seed(5).Stream(name);
        return _folder.Write($"{name}.npy", Npy.ToBytes(NpyArray.Of<float>([.. Enumerable.Range(0, rows * columns).Select(_ => (float)(scale * numbers.NextGaussian()))], rows, columns)));
    }

    /// <summary>A network of two hidden layers in files.</summary>
    private string Network() => string.Join(',', Array("w0", Width, Inputs, 0.3), Array("w1", Width, Width, 0.15), Array("w2", Outputs, Width, 0.15));

    private void Sum(string weights, string inputs, string folder, string shard, string activation = "relu") =>
        Assert.Equal(0, Called.Run("measure", "--weights", weights, "--inputs", inputs, "--activation", activation, "--shard", shard, "--out", folder).Code);

    private static List<(string Key, double Value)> Correlations(JsonElement measured) =>
        [.. measured.GetProperty("correlations").EnumerateArray().SelectMany(c => new[] { "value", "sd" }.Select(v => ($"{c.GetProperty("layer")} {c.GetProperty("measure")} {c.GetProperty("power")} {c.GetProperty("centered")} {c.GetProperty("similarity")} {v}", c.GetProperty(v) is { ValueKind: JsonValueKind.Number } n ? n.GetDouble() : double.NaN)))];

    /// <summary>Where a maximum is does not follow from rounded values to more than half of their digits.</summary>
    private static double Tolerance(string key) => key.Contains("exponent ", StringComparison.Ordinal) ? 1e-6 : 1e-12;

    [Theory]
    [InlineData(1, "relu")]
    [InlineData(3, "relu")]
    [InlineData(3, "identity")] // C has rank 40 of 64, and nothing is left of it when it is centred
    [InlineData(8, "gelu")] // more parts than blocks: some are empty
    public void Parts_add_up_to_the_numbers_of_one_run(int count, string activation)
    {
        string weights = Network(), inputs = Array("x", Samples, Inputs), initial = string.Join(',', Array("v0", Width, Inputs), Array("v1", Width, Width), Array("v2", Outputs, Width));
        string[] measures = ["--initial-weights", initial, "--activation", activation, "--power", "0.5,1", "--centered", "both", "--similarity", "pearson,cosine", "--rivals", "exponent,spectrum", "--json"];
        for (int i = count; i >= 1; i--) Sum(weights, inputs, _folder["parts"], $"{i}/{count}", activation);
        var whole = Called.Json(["measure", "--weights", weights, "--inputs", inputs, .. measures]);
        var merged = Called.Json(["measure", "merge", _folder["parts"], "--weights", weights, .. measures]);
        Assert.Equal(Samples, merged.GetProperty("samples").GetInt32());
        var (expected, got) = (Correlations(whole), Correlations(merged));
        Assert.Equal(expected.Select(c => c.Key), got.Select(c => c.Key));
        Assert.True(expected.Count(c => double.IsFinite(c.Value)) > 60, "there is something to compare");
        Assert.All(expected.Zip(got), p => Assert.True(p.First.Value.Equals(p.Second.Value) || Math.Abs(p.First.Value - p.Second.Value) <= Tolerance(p.First.Key), $"{p.First.Key}: {p.First.Value} in one run, {p.Second.Value} in parts"));
    }

    [Fact]
    public void Parts_of_other_inputs_another_network_or_another_number_of_parts_are_refused_and_so_is_a_missing_one()
    {
        string weights = Network(), inputs = Array("x", Samples, Inputs), others = Array("y", Samples, Inputs), parts = _folder["parts"];
        (int, string, string) Merge(string network, string activation = "relu") => Called.Run("measure", "merge", parts, "--weights", network, "--activation", activation);
        Called.AssertRefused(3, "holds no part", Merge(weights));
        Sum(weights, inputs, parts, "1/3");
        Sum(weights, inputs, parts, "3/3");
        Called.AssertRefused(3, "missing is 2", Merge(weights));
        Sum(weights, others, parts, "2/3");
        Called.AssertRefused(3, "other inputs", Merge(weights));
        Sum(weights, inputs, parts, "2/3", "tanh");
        Called.AssertRefused(3, "another network", Merge(weights));
        Sum(weights, inputs, parts, "2/3");
        Assert.Equal(0, Merge(weights).Item1);
        Called.AssertRefused(3, "than the one that is named here", Merge(weights, "tanh"));
        Sum(weights, inputs, parts, "1/2");
        Called.AssertRefused(3, "Keep the parts of one measurement", Merge(weights));
        File.WriteAllBytes(Path.Combine(parts, "shard-1-of-3.npz"), File.ReadAllBytes(Path.Combine(parts, "shard-1-of-3.npz"))[..500]);
        Called.AssertRefused(3, "shard-1-of-3.npz", Merge(weights));
    }

    [Theory]
    [InlineData("--shard", "0/3")]
    [InlineData("--shard", "4/3")]
    [InlineData("--shard", "2")]
    [InlineData("--shard", "1/2", "--power", "1")]
    [InlineData("--shard", "1/2", "--jackknife")]
    public void A_wrong_part_ends_with_code_2(params string[] wrong) =>
        Called.AssertRefused(2, wrong.Length > 2 ? wrong[2] : "--shard", Called.Run(["measure", "--weights", Network(), "--inputs", Array("x", 10, Inputs), .. wrong, "--out", _folder["parts"]]));

    [Fact]
    public void A_part_needs_a_folder_and_a_folder_a_part()
    {
        string[] measure = ["measure", "--weights", Network(), "--inputs", Array("x", 10, Inputs)];
        Called.AssertRefused(2, "--out", Called.Run([.. measure, "--shard", "1/2"]));
        Called.AssertRefused(2, "--shard", Called.Run([.. measure, "--out", _folder["parts"]]));
    }

    [Fact]
    public void A_recorded_run_is_measured_in_parts_as_well()
    {
        Assert.Equal(0, Called.Run("run", "quickstart", "--smoke", "--plots", "none", "--out", _folder["run"]).Code);
        foreach (string part in new[] { "1/2", "2/2" }) Assert.Equal(0, Called.Run("measure", _folder["run"], "--shard", part, "--out", _folder["parts"]).Code);
        Assert.Equal(Correlations(Called.Json("measure", _folder["run"], "--json")), Correlations(Called.Json("measure", "merge", _folder["parts"], _folder["run"], "--json"))); // one block: the same sums
    }

    [SharedFact("data/uci121")]
    [Trait("Tier", "All")]
    public void The_tables_of_a_benchmark_in_parts_make_the_table_of_one_run()
    {
        string uci = SharedFactAttribute.Find("data/uci121");
        string[] benchmark = ["rfm", "benchmark", "--uci", uci, "--sets", "balloons,fertility,zoo"], merge = ["rfm", "benchmark", "merge", _folder["1.csv"], _folder["2.csv"], "--uci", uci, "--sets", "balloons,fertility,zoo"];
        var whole = Called.Run([.. benchmark, "--out", _folder["whole.csv"]]);
        Assert.Equal(0, Called.Run([.. benchmark, "--shard", "1/2", "--out", _folder["1.csv"]]).Code);
        Called.AssertRefused(3, "2.csv", Called.Run(merge));
        File.Copy(_folder["1.csv"], _folder["2.csv"]);
        Called.AssertRefused(3, "both hold", Called.Run(merge));
        File.WriteAllText(_folder["2.csv"], File.ReadLines(_folder["1.csv"]).First() + "\n");
        Called.AssertRefused(3, "such as fertility", Called.Run(merge));
        Assert.Equal(0, Called.Run([.. benchmark, "--shard", "2/2", "--out", _folder["2.csv"]]).Code);
        Assert.Equal(whole.Out, Called.Run([.. merge, "--out", _folder["merged.csv"]]).Out);
        Assert.Equal(File.ReadAllText(_folder["whole.csv"]), File.ReadAllText(_folder["merged.csv"]));
    }
}
