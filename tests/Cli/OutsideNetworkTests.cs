using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Cli;

/// <summary>Networks in one file, written by train and measured by measure.</summary>
[Collection(Alone.Name)]
public sealed class OutsideNetworkTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_network_that_train_saves_is_measured_alike_from_every_kind_of_file()
    {
        Assert.Equal(0, Called.Run("train", "--data", "product", "--train-samples", "40", "--hidden", "6,5", "--bias", "--activation", "tanh", "--epochs", "1", "--plots", "none", "--out", _folder["run"], "--save", _folder["net.safetensors"]).Code);
        var arrays = Safetensors.Read(_folder["net.safetensors"]);
        Assert.Equal(["0.weight", "0.bias", "2.weight", "2.bias", "4.weight", "4.bias"], arrays.Keys);
        Save("x.npy", NpyArray.Of<float>([.. Enumerable.Range(0, 2000).Select(i => MathF.Sin(i))], 20, 100));
        foreach (var (name, array) in arrays) Save($"{name}.npy", array);
        using (var stream = File.Create(_folder["net.npz"])) Npz.Write(stream, arrays.Select(a => (a.Key, a.Value)));
        string Numbers(params string[] options)
        {
            var (code, output, error) = Called.Run(["measure", .. options, "--inputs", _folder["x.npy"]]);
            Assert.True(code == 0, error);
            return output[..output.IndexOf("\nread ", StringComparison.Ordinal)];
        }
        string first = Numbers("--model", _folder["net.safetensors"]);
        Assert.Contains("    3", first, StringComparison.Ordinal);
        Assert.Equal(first, Numbers("--model", _folder["net.npz"], "--activation", "tanh"));
        Assert.Equal(first, Numbers("--weights", Files("weight"), "--biases", Files("bias"), "--activation", "tanh"));
        Assert.NotEqual(first, Numbers("--model", _folder["net.npz"])); // relu, which stderr tells
        Assert.Contains("activation tanh", Called.Run("measure", "--model", _folder["net.safetensors"], "--inputs", _folder["x.npy"]).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "two of them", "--model", "n.npz", "--weights", "a.npy")]
    [InlineData(2, "none of them")]
    [InlineData(2, "--layers", "--layers", "a", "--weights", "a.npy")]
    [InlineData(2, "--biases", "--model", "n.npz", "--biases", "b.npy")]
    [InlineData(3, "is not there", "--model", "n.npz")]
    public void Measure_refuses_what_does_not_go_together(int code, string named, params string[] options)
    {
        var result = Called.Run(["measure", .. options, "--inputs", "x.npy"]);
        Assert.Equal(code, result.Code);
        Assert.Contains(named, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_refuses_an_ending_that_it_does_not_know_before_it_trains()
    {
        var result = Called.Run("train", "--data", "product", "--train-samples", "40", "--hidden", "4", "--save", "net.pt", "--out", _folder["run"]);
        Assert.Equal(2, result.Code);
        Assert.Contains("--save: expected a name that ends with .npz or .safetensors; got net.pt", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    private string Files(string kind) => string.Join(',', new[] { 0, 2, 4 }.Select(l => _folder[$"{l}.{kind}.npy"]));

    private void Save(string name, NpyArray array) => File.WriteAllBytes(_folder[name], Npy.ToBytes(array));
}
