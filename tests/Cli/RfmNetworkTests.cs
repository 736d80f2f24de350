using System.Text.Json;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Cli;

/// <summary><c>rfm fit --network</c>: M beside the first layer of a network.</summary>
public sealed class RfmNetworkTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_is_compared_on_its_own_samples_in_json_table_figure_and_page()
    {
        string run = Trained("run"), fit = Out("fit");
        var json = Called.Json("rfm", "fit", "--network", run, "--data", "product", "--iterations", "2", "--power", "0.5", "--out", fit, "--plots", "none", "--json");
        Assert.Equal(3, json.GetProperty("iterations").GetArrayLength());
        Assert.NotEqual(JsonValueKind.Null, json.GetProperty("iterations")[0].GetProperty("testR2").ValueKind); // the run's validation samples
        var rows = json.GetProperty("network").GetProperty("correlations").EnumerateArray().ToList();
        Assert.Equal(3 * 4 * 2 * 2, rows.Count);
        Assert.Equal(["nfm", "update", "agop", "initial_nfm"], rows.Select(r => r.GetProperty("matrix").GetString()).Distinct());
        Assert.All(rows, r => Assert.InRange(r.GetProperty("value").GetDouble(), -1, 1));
        // Iteration 0 is M = I, which no rotation changes.
        Assert.All(rows.Where(r => r.GetProperty("iteration").GetInt32() == 0), r => Assert.Equal(r.GetProperty("value").GetDouble(), r.GetProperty("null").GetDouble(), 1e-9));
        string[] table = File.ReadAllLines(Path.Combine(fit, "network.csv"));
        Assert.Equal(rows.Count + 1, table.Length);
        Assert.Equal("iteration,matrix,power,centered,similarity,value,null,null_sd,inputs", table[0]);
        Assert.Contains(">Beside a network<", File.ReadAllText(Path.Combine(fit, "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_in_a_file_is_compared_on_the_samples_that_are_named()
    {
        string file = Out("net.safetensors");
        Trained("saved", "--save", file);
        string x = Save("x", 60, 100), y = Save("y", 60, 1);
        var json = Called.Json("rfm", "fit", "--network", file, "--network-initial", file, "--train", $"{x},{y}", "--standardize", "--iterations", "1", "--json");
        var rows = json.GetProperty("network").GetProperty("correlations").EnumerateArray().ToList();
        // Its weights are named as those before training: nothing was changed, and there is no update to be like.
        Assert.All(rows.Where(r => r.GetProperty("matrix").GetString() == "update"), r => Assert.Equal(JsonValueKind.Null, r.GetProperty("value").ValueKind));
        var (nfm, before) = (Values("nfm"), Values("initial_nfm"));
        Assert.Equal(nfm, before);
        Assert.True(nfm.Length == 8 && nfm.All(double.IsFinite));
        double[] Values(string matrix) => [.. rows.Where(r => r.GetProperty("matrix").GetString() == matrix).Select(r => r.GetProperty("value").GetDouble())];
    }

    [Fact]
    public void Networks_that_cannot_be_compared_are_refused()
    {
        string run = Trained("run"), file = Out("net.npz"), x = Save("x", 20, 7), y = Save("y", 20, 1);
        Trained("saved", "--save", file);
        Called.AssertRefused(3, "expected a network of 7 inputs", Called.Run("rfm", "fit", "--network", file, "--train", $"{x},{y}"));
        Called.AssertRefused(2, "--train: expected no such option beside --network RUN", Called.Run("rfm", "fit", "--network", run, "--train", $"{x},{y}"));
        Called.AssertRefused(2, "--network-initial: expected --network FILE beside it; got none", Called.Run("rfm", "fit", "--network-initial", file, "--train", $"{x},{y}"));
        Called.AssertRefused(2, "--epoch: expected --network RUN beside it", Called.Run("rfm", "fit", "--network", file, "--epoch", "1", "--train", $"{x},{y}"));
        Called.AssertRefused(3, "has no checkpoint of epoch 7", Called.Run("rfm", "fit", "--network", run, "--data", "product", "--epoch", "7"));
        Called.AssertRefused(3, "its folder does not hold the data", Called.Run("rfm", "fit", "--network", run));
        Called.AssertRefused(3, "none.safetensors", Called.Run("rfm", "fit", "--network", Out("none.safetensors"), "--train", $"{x},{y}"));
        using var stream = new MemoryStream();
        Npz.Write(stream, [("conv.weight", NpyArray.Of<double>(new double[8], 2, 1, 2, 2)), ("fc.weight", NpyArray.Of<double>(new double[4], 1, 4))]);
        Called.AssertRefused(3, "expected a fully connected network", Called.Run("rfm", "fit", "--network", _folder.Write("conv.npz", stream.ToArray()), "--train", $"{x},{y}"));
    }

    private string Trained(string name, params string[] more)
    {
        var (code, _, error) = Called.Run(["train", "--train-samples", "80", "--validation-samples", "20", "--epochs", "2", "--probe-every", "0", "--plots", "none", "--out", Out(name), "--data", "product", "--hidden", "6", .. more]);
        Assert.True(code == 0, error);
        return Out(name);
    }

    private string Out(string name) => Path.Combine(_folder.Path, name);

    private string Save(string name, int rows, int columns) => _folder.Write($"{name}.npy", Npy.ToBytes(NpyArray.Of<double>([.. Enumerable.Range(0, rows * columns).Select(i => Math.Sin(1 + (i * i)))], rows, columns)));
}
