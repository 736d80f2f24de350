using System.Text.Json;
using DeepNfa.Features;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Cli;

public sealed class RbmCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _x;

    public RbmCommandTests() => _x = Save("x", Pictures(60), 60, 16);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_training_writes_machine_scores_figures_and_page_and_its_machine_transforms_and_samples()
    {
        var json = Fit("--inputs", _x, "--image-shape", "4x4", "--hidden", "6", "--epochs", "3", "--likelihood", "--out", Out("fit"));
        Assert.Equal([0, 1, 2, 3], json.GetProperty("epochs").EnumerateArray().Select(e => e.GetProperty("epoch").GetInt32()));
        var last = json.GetProperty("epochs")[3];
        Assert.True(last.GetProperty("pseudoLikelihood").GetDouble() < 0 && last.GetProperty("heldOutPseudoLikelihood").GetDouble() < 0);
        Assert.Contains("exact", json.GetProperty("results").GetProperty("log Z").GetString(), StringComparison.Ordinal);
        Assert.Equal(4, json.GetProperty("constantColumns").GetProperty("count").GetInt32());
        Assert.Equal(5, File.ReadAllLines(Path.Combine(Out("fit"), "epochs.csv")).Length);
        string page = File.ReadAllText(Path.Combine(Out("fit"), "report.html"));
        Assert.All(new[] { "Training, epoch by epoch", "Filters, each at its own scale", "Filters through the epochs", "Samples of the machine", "Where the machine looks", "4 pixels never change" }, text => Assert.Contains(text, page, StringComparison.Ordinal));
        Assert.Equal(4, page.Split("<img class=\"frame-").Length - 1);

        string machine = Path.Combine(Out("fit"), "rbm.npz");
        using (var loaded = BoltzmannFile.Load(machine).Machine) Assert.Equal((16, 6), (loaded.Inputs, loaded.HiddenUnits));
        Assert.Equal(new ImageShape(4, 4, 1), BoltzmannFile.Load(machine).Manifest.Image);
        Assert.Equal(0, Called.Run("rbm", "transform", machine, "--inputs", _x, "--features", Out("h.npy"), "--free-energy", Out("f.npy"), "--reconstructions", Out("r.npy")).Code);
        Assert.Equal(["(60 × 6)", "(60)", "(60 × 16)"], new[] { "h", "f", "r" }.Select(n => Npy.Read(Out($"{n}.npy")).ShapeInWords));
        Assert.All(Npy.Read(Out("h.npy")).ToDoubles(), h => Assert.InRange(h, 0, 1));
        string[] sample = ["rbm", "sample", machine, "--count", "5", "--steps", "20", "--samples", Out("v.npy"), "--seed", "3"];
        Assert.Equal(0, Called.Run([.. sample, "--means", Out("m.npy")]).Code);
        double[] first = Npy.Read(Out("v.npy")).ToDoubles();
        Assert.All(first, v => Assert.True(v is 0 or 1));
        Assert.Equal(0, Called.Run(sample).Code);
        Assert.Equal(first, Npy.Read(Out("v.npy")).ToDoubles());
    }

    [Fact]
    public void Equal_commands_give_equal_machines_and_another_seed_another()
    {
        byte[] Weights(string name, string seed)
        {
            Fit("--inputs", _x, "--hidden", "5", "--epochs", "2", "--algorithm", "cd:2", "--momentum", "0.5,0.9", "--sparsity", "0.1:0.1", "--seed", seed, "--out", Out(name));
            return File.ReadAllBytes(Path.Combine(Out(name), "rbm.npz"));
        }
        Assert.Equal(Weights("a", "1"), Weights("b", "1"));
        Assert.NotEqual(Weights("c", "2"), Weights("d", "1"));
    }

    [Fact]
    public void Classes_are_read_out_by_a_classifier_that_begins_at_the_machine_and_other_programs_can_measure_it()
    {
        var rows = Enumerable.Range(0, 80).Select(i => string.Join(',', Pictures(80).Skip(16 * i).Take(16)) + $",{(i % 2 == 0 ? "left" : "right")}");
        string table = _folder.Write("t.csv", System.Text.Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, 16).Select(i => $"p{i}")) + ",class\n" + string.Join('\n', rows) + "\n"));
        var json = Fit("--data", table, "--hidden", "6", "--epochs", "2", "--fine-tune", "30", "--neighbours", "10", "--out", Out("fit"));
        Assert.All(new[] { "inputs", "features" }, by => Assert.Contains("on 10 held-out samples", json.GetProperty("results").GetProperty($"nearest neighbours by {by}").GetString(), StringComparison.Ordinal));
        Assert.Contains("held-out loss", json.GetProperty("results").GetProperty("fine-tuned from the machine").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, Called.Run("measure", "--model", Path.Combine(Out("fit"), "network.safetensors"), "--inputs", _x).Code);
    }

    [Fact]
    public void Gaussian_units_take_any_numbers_and_have_no_pseudo_likelihood()
    {
        string x = Save("g", [.. Enumerable.Range(0, 200).Select(i => 30 * Math.Sin(i * i))], 50, 4);
        var json = Fit("--inputs", x, "--visible", "gaussian", "--hidden", "3", "--rate", "0.01", "--epochs", "2", "--out", Out("fit"));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("epochs")[2].GetProperty("pseudoLikelihood").ValueKind);
        Assert.Equal(0, Called.Run("rbm", "sample", Path.Combine(Out("fit"), "rbm.npz"), "--samples", Out("v.npy"), "--count", "3", "--steps", "5").Code);
    }

    [Fact]
    public void A_dry_run_tells_memory_and_makes_nothing()
    {
        var (code, output, _) = Called.Run("rbm", "fit", "--inputs", _x, "--preset", "mnist", "--dry-run", "--out", Out("dry"));
        Assert.Equal(0, code);
        var json = JsonElement.Parse(output);
        Assert.InRange(json.GetProperty("memoryMB").GetDouble(), 100, 1000);
        Assert.Contains("GibbsSteps = 15", json.GetProperty("plan").GetString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out("dry")));
    }

    [Fact]
    public void Norms_of_weights_that_are_large_and_finite_are_finite()
    {
        string x = Save("c", [.. Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? 0.0 : i % 2)], 20, 3); // a constant column
        var result = Called.Run("rbm", "fit", "--inputs", x, "--hidden", "2", "--epochs", "1", "--rate", "1e25", "--plots", "none", "--out", Out("large"));
        Assert.True(result.Code == 0, result.Error);
        Assert.Contains("constant inputs: norm of their weights", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_is_never_overwritten()
    {
        Fit("--inputs", _x, "--hidden", "2", "--epochs", "0", "--out", Out("fit"));
        Called.AssertRefused(5, "never overwritten", Called.Run("rbm", "fit", "--inputs", _x, "--out", Out("fit")));
        Directory.CreateDirectory(Out("run"));
        File.WriteAllText(Path.Combine(Out("run"), "epochs.csv"), "a run's");
        Called.AssertRefused(5, "holds 'epochs.csv'", Called.Run("rbm", "fit", "--inputs", _x, "--out", Out("run")));
        Called.AssertRefused(5, "holds 'epochs.csv'", Called.Run("rfm", "fit", "--train", $"{_x},{_x}", "--out", Out("run")));
        Assert.Equal("a run's", File.ReadAllText(Path.Combine(Out("run"), "epochs.csv")));
    }

    [Fact]
    public void Held_out_numbers_beyond_the_training_extremes_are_taken_as_these()
    {
        string x = Save("wide", [.. Enumerable.Range(0, 40).Select(i => 5 + (i * i * 7 % 41) / 3.0)], 20, 2);
        var (code, _, error) = Called.Run("rbm", "fit", "--inputs", x, "--hidden", "2", "--epochs", "1", "--plots", "none", "--out", Out("wide"));
        Assert.Equal(0, code);
        Assert.Contains("held-out numbers lie beyond those of the training samples", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "got neither")]
    [InlineData(2, "got both", "--inputs", "x.npy", "--data", "digits")]
    [InlineData(2, "--preset: expected digits or mnist; got 'faces'", "--preset", "faces")]
    [InlineData(2, "--train-samples: expected --data", "--inputs", "x.npy", "--train-samples", "5")]
    [InlineData(2, "--visible: expected bernoulli or gaussian", "--visible", "softmax")]
    [InlineData(2, "--algorithm: expected cd:K or pcd:K", "--algorithm", "cd")]
    [InlineData(2, "Gibbs steps: expected at least 1", "--algorithm", "cd:0")]
    [InlineData(2, "--momentum: expected one number", "--momentum", "0.5,0.9,0.99")]
    [InlineData(2, "--sparsity: expected a target and a cost", "--sparsity", "0.1")]
    [InlineData(2, "sparsity target: expected a number between 0 and 1", "--sparsity", "2:1")]
    [InlineData(2, "--image-shape: expected HEIGHTxWIDTH", "--image-shape", "28")]
    [InlineData(2, "hidden units: expected at least 1", "--hidden", "0")]
    [InlineData(2, "--fine-tune", "--fine-tune", "-1")]
    [InlineData(3, "nowhere.npy", "--inputs", "nowhere.npy")]
    public void What_cannot_be_used_is_a_sentence(int expected, string sentence, params string[] args) => Called.AssertRefused(expected, sentence, Called.Run(["rbm", "fit", .. args]));

    [Fact]
    public void Data_that_do_not_fit_are_a_sentence()
    {
        string wide = Save("wide", new double[60], 4, 15), wild = Save("wild", [.. Pictures(60).Select(v => 7 * v)], 60, 16);
        Called.AssertRefused(2, "--image-shape: expected a shape of 16 numbers", Called.Run("rbm", "fit", "--inputs", _x, "--image-shape", "5x5"));
        Called.AssertRefused(2, "--shifts: expected images", Called.Run("rbm", "fit", "--inputs", _x, "--shifts"));
        Called.AssertRefused(2, "--fine-tune: expected data with classes", Called.Run("rbm", "fit", "--inputs", _x, "--fine-tune", "1", "--out", Out("a")));
        Called.AssertRefused(2, "--neighbours: expected data with classes", Called.Run("rbm", "fit", "--inputs", _x, "--neighbours", "1", "--out", Out("c")));
        Called.AssertRefused(3, "--prepare min-max", Called.Run("rbm", "fit", "--inputs", wild, "--prepare", "none", "--out", Out("b")));
        Fit("--inputs", _x, "--hidden", "2", "--epochs", "0", "--out", Out("fit"));
        string machine = Path.Combine(Out("fit"), "rbm.npz");
        Called.AssertRefused(3, "expected (n × 16)", Called.Run("rbm", "transform", machine, "--inputs", wide));
        Called.AssertRefused(3, "in [0, 1]", Called.Run("rbm", "transform", machine, "--inputs", wild));
        Called.AssertRefused(3, "x.npy", Called.Run("rbm", "sample", _x, "--samples", Out("v.npy")));
        Called.AssertRefused(2, "--steps", Called.Run("rbm", "sample", machine, "--samples", Out("v.npy"), "--steps", "0"));
    }

    /// <summary>Pictures of 4 × 4 pixels, the left or the middle column lit, a random pixel of the first three columns turned; the last column is dark.</summary>
    private static double[] Pictures(int count)
    {
        var values = new double[count * 16];
        for (int i = 0; i < count; i++)
        {
            for (int y = 0; y < 4; y++) values[(16 * i) + (4 * y) + (i % 2)] = 1;
            int turned = (16 * i) + (4 * (i / 2 % 4)) + (i * 7 % 3);
            values[turned] = 1 - values[turned];
        }
        return values;
    }

    private static JsonElement Fit(params string[] args) => Called.Json(["rbm", "fit", "--json", "--plots", "none", .. args]);

    private string Out(string name) => Path.Combine(_folder.Path, name);

    private string Save(string name, double[] values, params int[] shape) => _folder.Write($"{name}.npy", Npy.ToBytes(NpyArray.Of<double>(values, shape)));
}
