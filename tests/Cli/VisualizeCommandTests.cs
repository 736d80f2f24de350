using System.Text.Json;
using DeepNfa.Features;
using DeepNfa.Kernels;
using DeepNfa.Records;
using TorchSharp;
using Xunit;

namespace DeepNfa.Tests.Cli;

/// <summary>Atlases of small networks, from runs and from files, and what is refused.</summary>
[Collection(Alone.Name)]
public sealed class VisualizeCommandTests(VisualizeCommandTests.TrainedRun trained) : IClassFixture<VisualizeCommandTests.TrainedRun>, IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>One run of a small network on drawn digits, for all tests.</summary>
    public sealed class TrainedRun : IDisposable
    {
        private readonly TempFolder _folder = new();

        public TrainedRun()
        {
            var result = Called.Run("train", "--data", "digits", "--train-samples", "120", "--validation-samples", "40", "--hidden", "8,6", "--epochs", "2", "--plots", "none", "--out", Path);
            if (result.Code != 0) throw new InvalidOperationException(result.Error);
        }

        public string Path => _folder["run"];

        public void Dispose() => _folder.Dispose();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_becomes_a_page_without_requests_and_every_number_that_is_told_is_in_its_range()
    {
        var result = Called.Run("visualize", trained.Path, "--data", "digits", "--json");
        Assert.True(result.Code == 0, result.Error);
        using var json = JsonDocument.Parse(result.Out);
        var root = json.RootElement;
        string page = File.ReadAllText(root.GetProperty("page").GetString()!);
        Assert.Equal(Path.Combine(trained.Path, "feature-atlas.html"), root.GetProperty("page").GetString());
        Assert.Contains("default-src 'none'", page);
        Assert.DoesNotContain("http://", page[..page.IndexOf("<script", StringComparison.Ordinal)]);
        Assert.Equal(["input", "layer 1", "layer 2", "output"], root.GetProperty("spaces").EnumerateArray().Select(s => s.GetProperty("name").GetString()));
        Assert.Equal([8, 6, 10], root.GetProperty("layers").EnumerateArray().Select(l => l.GetProperty("neurons").GetArrayLength() + l.GetProperty("dead").GetArrayLength()));
        foreach (var space in root.GetProperty("spaces").EnumerateArray())
            foreach (string share in new[] { "neighbourAccuracy", "probeScore", "sparsity", "linearity" })
                if (space.GetProperty(share) is { ValueKind: JsonValueKind.Number } value) Assert.InRange(value.GetDouble(), 0, 1);
        foreach (var neuron in root.GetProperty("layers")[0].GetProperty("neurons").EnumerateArray())
        {
            Assert.Equal(1, neuron.GetProperty("linearity").GetDouble(), 1e-6); // a weight is the same for every sample
            double[] best = [.. neuron.GetProperty("bestValues").EnumerateArray().Select(v => v.GetDouble())];
            Assert.Equal(best.OrderDescending(), best);
        }
        var compared = root.GetProperty("compared").EnumerateArray().ToDictionary(k => k.GetProperty("kind").GetString()!);
        Assert.Equal(["WᵀW", "AGOP", "principal components", "kernel principal components", "random"], compared.Keys);
        Assert.All(compared.Values.Select(k => k.GetProperty("scores")[0]), s => Assert.InRange(s.GetProperty("score").GetDouble(), 0, 1)); // a layer of 8 neurons has no 50 features
        Assert.Equal(JsonValueKind.Null, compared["kernel principal components"].GetProperty("overlaps").ValueKind); // they are no directions of the input
        Assert.Contains("inputs are the same in every training sample", root.GetProperty("notices").EnumerateArray().Last().GetString()); // the border
        File.Delete(root.GetProperty("page").GetString()!);
    }

    [Fact]
    public void One_neuron_is_shown_alone_and_the_text_names_layers_and_page()
    {
        var result = Called.Run("visualize", trained.Path, "--data", "digits", "--layer", "1", "--neuron", "3", "--what", "maximize", "--out", _folder["one"], "--json");
        Assert.True(result.Code == 0, result.Error);
        using var json = JsonDocument.Parse(result.Out);
        Assert.Equal(3, Assert.Single(Assert.Single(json.RootElement.GetProperty("layers").EnumerateArray()).GetProperty("neurons").EnumerateArray()).GetProperty("neuron").GetInt32());
        Assert.Empty(json.RootElement.GetProperty("spaces").EnumerateArray());
        var again = Called.Run("visualize", trained.Path, "--data", "digits", "--layer", "1", "--neuron", "3", "--what", "maximize", "--out", _folder["one"], "--json");
        Assert.Equal(Strip(result.Out), Strip(again.Out)); // equal seeds, equal atlases
        var text = Called.Run("visualize", trained.Path, "--data", "digits", "--what", "probes,compare");
        Assert.Equal(0, text.Code);
        Assert.Contains("k-NN   probe", text.Out);
        Assert.Contains("feature-atlas.html", text.Out);
    }

    [Fact]
    public void A_network_from_a_file_on_a_table_is_drawn_with_bars_and_dead_neurons_are_named_not_drawn()
    {
        string model = Model([[1, 0, 1], [-5, -5, -5], [0, 1, 0]], [[1, 0, -1], [0, 1, 1]]);
        string data = Table("table.csv", "a,b,c,class\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i % 7},{i % 5},{i % 3},{(i % 7 > 3 ? "high" : "low")}\n")));
        var result = Called.Run("visualize", "--model", model, "--data", data, "--prepare", "split:0.25", "--out", _folder["page"]);
        Assert.True(result.Code == 0, result.Error);
        Assert.Contains("Layer 1: 1 of 3 neurons are dead (their output is the same for every sample) and are not drawn: 1.", result.Out);
        Assert.Contains("drawn as bars", result.Out);
        string page = File.ReadAllText(Path.Combine(_folder["page"], "feature-atlas.html"));
        Assert.Contains("\"image\":false", page);
        Assert.Contains("\"index\":[0,2]", page);
    }

    [Fact]
    public void A_network_of_two_inputs_is_drawn_over_the_plane()
    {
        string model = Model([[1, 1], [-1, -1]], [[1, 1], [-1, -1]]);
        string data = Table("xor.csv", "x,y,class\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{(i & 1) * 2 - 1},{(i & 2) - 1},{(((i & 1) ^ ((i >> 1) & 1)) == 1 ? "odd" : "even")}\n")));
        var result = Called.Run("visualize", "--model", model, "--data", data, "--prepare", "split:0.25", "--out", _folder["page"]);
        Assert.True(result.Code == 0, result.Error);
        Assert.Contains("id=\"f-plane\"", File.ReadAllText(Path.Combine(_folder["page"], "feature-atlas.html")));
    }

    [Fact]
    public void Machines_from_files_get_a_row_and_a_place_in_the_comparison_and_those_of_another_width_are_refused()
    {
        using (var weights = torch.ones(4, 784, dtype: torch.ScalarType.Float64) * torch.arange(1, 5, torch.ScalarType.Float64).unsqueeze(1))
        using (var rbm = new RestrictedBoltzmannMachine(weights, torch.zeros(784, dtype: torch.ScalarType.Float64), torch.zeros(4, dtype: torch.ScalarType.Float64), VisibleUnits.Bernoulli))
            BoltzmannFile.Save(_folder["rbm.npz"], rbm, new BoltzmannManifest(1, "bernoulli", 1, null));
        foreach (int width in new[] { 784, 5 })
            using (var rfm = new KernelMachine(new LaplaceKernel(10), new Metric(torch.ones(width, dtype: torch.ScalarType.Float64)), torch.ones(3, width, dtype: torch.ScalarType.Float64), torch.ones(3, 10, dtype: torch.ScalarType.Float64)))
                KernelMachineFile.Save(_folder[$"rfm{width}.npz"], rfm, new MachineManifest(1, "laplace", 10, null, 1, 1, null));
        var result = Called.Run("visualize", trained.Path, "--data", "digits", "--what", "compare", "--layer", "1", "--with", $"{_folder["rbm.npz"]},{_folder["rfm784.npz"]}", "--out", _folder["page"]);
        Assert.True(result.Code == 0, result.Error);
        string page = File.ReadAllText(Path.Combine(_folder["page"], "feature-atlas.html"));
        foreach (string row in new[] { "weights of layer 1", "WᵀW", "AGOP", "principal components", "RBM", "RFM" }) Assert.Contains($"<h3>{System.Net.WebUtility.HtmlEncode(row)}</h3>", page);
        var refused = Called.Run("visualize", trained.Path, "--data", "digits", "--what", "compare", "--with", _folder["rfm5.npz"], "--out", _folder["none"]);
        Assert.Equal(3, refused.Code);
        Assert.Contains("expected a machine of 784 inputs, the network's; got 5", refused.Error);
        Assert.DoesNotContain("responses", refused.Error); // before anything is computed
    }

    [Fact]
    public void Looking_at_a_network_leaves_no_tensor_behind()
    {
        long before = LiveTensors.Settled();
        for (int i = 0; i < 3; i++) Assert.Equal(0, Called.Run("visualize", trained.Path, "--data", "digits", "--layer", "2", "--neuron", "1", "--out", _folder["page"]).Code);
        Assert.Equal(before, LiveTensors.Settled());
    }

    [Theory]
    [InlineData(2, "--layer: expected 1 to 3; got 4", "--layer", "4")]
    [InlineData(2, "--layer: expected 1 to 3; got 0", "--layer", "0")]
    [InlineData(2, "--neuron: expected 0 to 5; got 6", "--layer", "2", "--neuron", "6")]
    [InlineData(2, "--neuron: expected --layer beside it", "--neuron", "1")]
    [InlineData(2, "--what: expected filters, maximize, neighbours, probes, compare, all", "--what", "everything")]
    [InlineData(2, "--image-shape: expected a shape of 784 numbers", "--image-shape", "28x27")]
    [InlineData(2, "--image-shape: expected height and width", "--image-shape", "28")]
    [InlineData(2, "--image-shape: expected height and width", "--image-shape", "28x28x2")]
    [InlineData(2, "--layers, --activation: expected no such option", "--activation", "tanh")]
    [InlineData(3, "no checkpoint of epoch 7", "--epoch", "7")]
    public void What_is_not_there_is_refused_with_what_is(int code, string sentence, params string[] options)
    {
        var result = Called.Run(["visualize", trained.Path, "--data", "digits", .. options, "--out", _folder["page"]]);
        Assert.Equal((code, ""), (result.Code, result.Out));
        Assert.Contains(sentence, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder["page"], "feature-atlas.html")));
    }

    [Fact]
    public void Data_of_another_width_and_weights_that_are_no_numbers_are_refused()
    {
        string model = Model([[1, 1], [-1, -1]], [[1, 1], [-1, -1]]);
        var wide = Called.Run("visualize", "--model", model, "--data", "digits", "--out", _folder["page"]);
        Assert.Equal(3, wide.Code);
        Assert.Contains("expected inputs of width 2, the network's; got 784", wide.Error);
        string broken = Model([[1, double.NaN], [-1, -1]], [[1, 1], [-1, -1]], "broken.npz");
        var nan = Called.Run("visualize", "--model", broken, "--data", "digits", "--out", _folder["page"]);
        Assert.Equal(3, nan.Code);
        Assert.Contains("weights of layer 1: expected finite numbers", nan.Error);
        Assert.Equal(2, Called.Run("visualize", "--model", model).Code);
        Assert.Equal(2, Called.Run("visualize").Code);
        Assert.Equal(2, Called.Run("visualize", trained.Path, "--model", model, "--data", "digits").Code);
        Assert.Equal(3, Called.Run("visualize", _folder["nowhere"]).Code);
    }

    private string Model(double[][] first, double[][] second, string name = "net.npz")
    {
        static NpyArray Array(double[][] rows) => NpyArray.Of<float>([.. rows.SelectMany(r => r).Select(v => (float)v)], rows.Length, rows[0].Length);
        using var stream = File.Create(_folder[name]);
        Npz.Write(stream, [("W1", Array(first)), ("W2", Array(second))]);
        return _folder[name];
    }

    private string Table(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return _folder[name];
    }

    private static string Strip(string json) => json[..json.LastIndexOf("\"seconds\"", StringComparison.Ordinal)];
}
