using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Cli;

/// <summary>Networks with convolutions in one file, written by train or elsewhere and measured by measure.</summary>
[Collection(Alone.Name)]
public sealed class OutsideConvolutionTests : IDisposable
{
    private const string List = "conv:2:3:1:1,relu,max:2,flatten,dense";
    private readonly TempFolder _folder = new();

    public OutsideConvolutionTests()
    {
        Write("lenet.safetensors", ("conv1.weight", [2, 1, 3, 3]), ("conv1.bias", [2]), ("fc1.weight", [4, 18]), ("fc2.weight", [3, 4]));
        Write("before.safetensors", ("conv1.weight", [2, 1, 3, 3]), ("conv1.bias", [2]), ("fc1.weight", [4, 18]), ("fc2.weight", [3, 4]), ("scale", [1]));
        Write("list.npz", ("W1", [2, 1, 3, 3]), ("W2", [3, 32]));
        Save("x.npy", 6, 64);
        Save("images.npy", 6, 1, 8, 8);
        Save("wide.npy", 6, 1, 4, 16);
        Save("narrow.npy", 6, 63);
        Save("cube.npy", 6, 8, 8);
        File.WriteAllText(_folder["a.json"], """{"image": [1, 8, 8], "layers": ["conv:2:3:1:1", "relu", "max:2", "flatten", "dense"]}""");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_network_that_train_saves_needs_nothing_else_to_be_measured()
    {
        Assert.Equal(0, Called.Run("train", "--data", "digits", "--train-samples", "20", "--validation-samples", "10", "--architecture", "conv:2:5:2,relu,max:2,flatten,dense", "--bias", "--epochs", "1", "--probe-samples", "10", "--plots", "none", "--out", _folder["run"], "--save", _folder["net.safetensors"]).Code);
        Assert.Equal(["0.weight", "0.bias", "4.weight", "4.bias"], Safetensors.Read(_folder["net.safetensors"]).Keys);
        Save("digits.npy", 6, 784);
        var (code, output, error) = Called.Run("measure", "--model", _folder["net.safetensors"], "--inputs", _folder["digits.npy"]);
        Assert.Equal(0, code);
        Assert.Contains("as its header tells: 2 layers with weights: 0.weight (2 × 1 × 5 × 5), 4.weight (10 × 72); with biases", error, StringComparison.Ordinal);
        Assert.Contains("read-out", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_and_rows_lists_and_names_are_measured_alike()
    {
        string lenet = Numbers("--model", _folder["lenet.safetensors"], "--inputs", _folder["x.npy"]);
        Assert.Equal(lenet, Numbers("--model", _folder["lenet.safetensors"], "--inputs", _folder["images.npy"]));
        const string Told = "conv:2:3,relu,max:2,flatten,dense:4,relu,dense:3";
        Assert.Equal(lenet, Numbers("--model", _folder["lenet.safetensors"], "--inputs", _folder["x.npy"], "--architecture", Told, "--layers", "conv1,fc1,fc2"));
        Assert.NotEqual(lenet, Numbers("--model", _folder["lenet.safetensors"], "--inputs", _folder["x.npy"], "--activation", "tanh"));
        string list = Numbers("--model", _folder["list.npz"], "--inputs", _folder["x.npy"], "--architecture", _folder["a.json"]);
        Assert.Equal(list, Numbers("--model", _folder["list.npz"], "--inputs", _folder["x.npy"], "--architecture", List, "--image-shape", "8x8"));
    }

    [Fact]
    public void Weights_before_training_dense_matrices_and_parts_work_for_convolutions()
    {
        string[] lenet = ["--model", _folder["lenet.safetensors"]];
        Assert.Contains("update_agop", Numbers([.. lenet, "--inputs", _folder["x.npy"], "--initial-weights", _folder["before.safetensors"], "--rivals", "update"]), StringComparison.Ordinal);
        string whole = Numbers([.. lenet, "--inputs", _folder["x.npy"], "--matrices", _folder["m"]]);
        Assert.Equal([9, 9], Npy.Read(Directory.GetFiles(_folder["m"], "*0.npy")[0]).Shape);
        for (int part = 1; part <= 2; part++) Assert.Equal(0, Called.Run(["measure", .. lenet, "--inputs", _folder["x.npy"], "--shard", $"{part}/2", "--out", _folder["parts"]]).Code);
        Called.AssertRefused(3, "Tell it with --image-shape", Called.Run(["measure", "merge", _folder["parts"], .. lenet]));
        var (code, output, error) = Called.Run(["measure", "merge", _folder["parts"], .. lenet, "--image-shape", "8x8"]);
        Assert.True(code == 0, error);
        Assert.Equal(whole, output[..output.IndexOf("\nread ", StringComparison.Ordinal)]);
    }

    [Theory]
    [InlineData(3, "inputs: expected (n × 64), images of 8 × 8 with 1 channel(s); got (6 × 63)", "lenet.safetensors narrow.npy --image-shape 8x8")]
    [InlineData(3, "no square one fits inputs of 63 numbers", "lenet.safetensors narrow.npy")]
    [InlineData(3, "expected inputs (n × d), or images (n × channels × height × width); got 3 dimension(s)", "lenet.safetensors cube.npy")]
    [InlineData(3, "inputs: expected images of --image-shape 8x8x1 (height, width, channels); got 4x16x1", "lenet.safetensors wide.npy --image-shape 8x8")]
    [InlineData(3, "got 4x16x1. Give inputs of that shape.", "list.npz wide.npy --architecture a.json")]
    [InlineData(3, "maps of at least 9 × 9", "list.npz x.npy --architecture conv:2:9,flatten,dense --image-shape 8x8")]
    [InlineData(3, "got 1 map(s) of 8 × 8", "list.npz x.npy --architecture conv:2:9,flatten,dense")]
    [InlineData(2, "--image-shape: expected height and width", "list.npz x.npy --architecture a.json --image-shape 8")]
    [InlineData(3, "Give its layers with --architecture", "list.npz x.npy")]
    [InlineData(2, "layers: expected conv:FILTERS:KERNEL", "list.npz x.npy --architecture swish")]
    [InlineData(3, "'no.json'", "list.npz x.npy --architecture no.json")]
    [InlineData(2, "--activation: expected no such option beside a list of layers, which has its own; got tanh.", "list.npz x.npy --architecture a.json --activation tanh")]
    [InlineData(2, "activation: expected one of", "lenet.safetensors x.npy --activation relu,tanh")]
    [InlineData(2, "--layers: expected --architecture with a list of layers as text", "list.npz x.npy --architecture a.json --layers W1,W2")]
    [InlineData(2, "--layers: expected 2 names", "list.npz x.npy --architecture conv:2:3:1:1,relu,max:2,flatten,dense --layers W1")]
    [InlineData(3, "expected 'W3', the weights of 'dense'; it holds W1, W2.", "list.npz x.npy --architecture conv:2:3:1:1,relu,max:2,flatten,dense --layers W1,W3")]
    [InlineData(2, "--initial-weights: expected one file", "lenet.safetensors x.npy --initial-weights a.npy,b.npy")]
    public void What_does_not_fit_gets_a_sentence(int code, string named, string line)
    {
        string[] words = line.Split(' ');
        Called.AssertRefused(code, named, Called.Run(["measure", "--model", _folder[words[0]], "--inputs", _folder[words[1]], .. words.Skip(2).Select(w => w.EndsWith(".json", StringComparison.Ordinal) && w != "no.json" ? _folder[w] : w)]));
    }

    [Fact]
    public void Options_of_layers_without_a_model_are_refused()
    {
        Called.AssertRefused(2, "--architecture: expected --model beside it", Called.Run("measure", "--weights", "a.npy", "--inputs", "x.npy", "--architecture", "cnn"));
        Called.AssertRefused(2, "--image-shape: expected no such option beside a run folder", Called.Run("measure", _folder.Path, "--image-shape", "8x8"));
    }

    private string Numbers(params string[] options)
    {
        var (code, output, error) = Called.Run(["measure", .. options]);
        Assert.True(code == 0, error);
        return output[..output.IndexOf("\nread ", StringComparison.Ordinal)];
    }

    private void Write(string name, params (string Name, int[] Shape)[] arrays)
    {
        using var stream = File.Create(_folder[name]);
        (string, NpyArray)[] all = [.. arrays.Select((a, i) => (a.Name, Array(i + name.Length, a.Shape)))];
        if (name.EndsWith(".npz", StringComparison.Ordinal)) Npz.Write(stream, all);
        else Safetensors.Write(stream, all);
    }

    private void Save(string name, params int[] shape) => File.WriteAllBytes(_folder[name], Npy.ToBytes(Array(0, shape)));

    private static NpyArray Array(int shift, int[] shape) => NpyArray.Of<float>([.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(i => MathF.Sin(i + shift))]).Reshaped([.. shape]);
}
