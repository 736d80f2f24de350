using DeepNfa.Records;
using DeepNfa.Training;
using Xunit;

namespace DeepNfa.Tests.Training;

public sealed class NetworkFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Numbers_in_names_are_counted_and_not_spelled()
    {
        var names = Enumerable.Range(0, 12).Select(i => $"net.layers.{2 * i}.weight").Order(StringComparer.Ordinal);
        var file = NetworkFile.Open(Write([.. names.Select(n => (n, 4, 4))]));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"net.layers.{2 * i}.weight"), file.Layers.Select(l => l.Weight));
        Assert.Contains("12 layer(s) in the order of their numbers", file.Recognized, StringComparison.Ordinal);
    }

    [Fact]
    public void Shapes_order_layers_whose_names_do_not()
    {
        var file = NetworkFile.Open(Write(("decoder.weight", 2, 9), ("encoder.weight", 9, 5), ("decoder.bias", 2, 0)));
        Assert.Equal(["encoder.weight", "decoder.weight"], file.Layers.Select(l => l.Weight));
        Assert.Equal([null, "decoder.bias"], file.Layers.Select(l => l.Bias));
        // fc1 before fc2, though their shapes would let them be exchanged
        Assert.Equal(["in.weight", "fc1.weight", "fc2.weight", "out.weight"], NetworkFile.Open(Write(("fc1.weight", 4, 4), ("fc2.weight", 4, 4), ("in.weight", 4, 3), ("out.weight", 1, 4))).Layers.Select(l => l.Weight));
    }

    [Fact]
    public void Layers_in_more_than_one_order_are_asked_for_and_taken_as_named()
    {
        string path = Write(("a.weight", 4, 4), ("b.weight", 4, 4));
        Assert.Contains("more than one fits: a.weight (4 × 4), b.weight (4 × 4). Name the layers in order with --layers.", Assert.Throws<DataException>(() => NetworkFile.Open(path)).Message, StringComparison.Ordinal);
        Assert.Equal(["b.weight", "a.weight"], NetworkFile.Open(path, ["b", "a.weight"]).Layers.Select(l => l.Weight));
        Assert.Contains("got 'c'", Assert.Throws<UsageException>(() => NetworkFile.Open(path, ["c"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.weight 4 3|1.weight 5 0", "'1.weight' of (5), which a normalisation has")]
    [InlineData("0.weight 3 4|1.weight 5 3|x 3 3", null)]
    [InlineData("0.weight 3 4|1.weight 5 5", "in some order; none fits")]
    [InlineData("0.weight 3 4|1.weight 4 5", "They fit as (in × out): save their transposes.")]
    [InlineData("0.weight 3 4|0.bias 4 0", "expected '0.bias' to hold 3 values, one a row of '0.weight' (3 × 4); got (4)")]
    [InlineData("mean 4 0", "expected matrices of weights, such as '0.weight'; got mean")]
    public void What_is_no_fully_connected_network_is_told(string arrays, string? expected)
    {
        string path = Write([.. arrays.Split('|').Select(a => a.Split(' ')).Select(a => (a[0], int.Parse(a[1]), int.Parse(a[2])))]);
        if (expected is null) Assert.Equal(2, NetworkFile.Open(path).Layers.Count);
        else Assert.Contains(expected, Assert.Throws<DataException>(() => NetworkFile.Open(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("net.safetensors", "0.weight 2.weight", "0.bias 2.bias")]
    [InlineData("net.npz", "W1 W2", "b1 b2")]
    public void What_is_saved_is_found_again(string name, string weights, string biases)
    {
        NetworkFile.Save(_folder[name], [Array(3, 2), Array(1, 3)], [Array(3, 0), Array(1, 0)], "gelu");
        var file = NetworkFile.Open(_folder[name]);
        Assert.Equal(weights.Split(' '), file.Layers.Select(l => l.Weight));
        Assert.Equal(biases.Split(' '), file.Layers.Select(l => l.Bias));
        Assert.Equal(name == "net.npz" ? null : "gelu", file.Activation);
        Assert.Equal([0f, 1, 2, 3, 4, 5], file.File.Read(weights.Split(' ')[0]).As<float>());
        Assert.Throws<UsageException>(() => NetworkFile.Save(_folder["net.pt"], [], [], "relu"));
    }

    [Fact]
    public void Arrays_without_names_take_the_vector_behind_a_matrix_as_its_bias()
    {
        using (var stream = File.Create(_folder["a.npz"])) Npz.Write(stream, [("arr_0", Array(3, 2)), ("arr_1", Array(3, 0)), ("arr_2", Array(1, 3))]);
        Assert.Equal([new("arr_0", "arr_1", 3, 2), new("arr_2", null, 1, 3)], NetworkFile.Open(_folder["a.npz"]).Layers);
    }

    private string Write(params (string Name, int Rows, int Columns)[] arrays)
    {
        using var stream = File.Create(_folder["a.safetensors"]);
        Safetensors.Write(stream, [.. arrays.Select(a => (a.Name, Array(a.Rows, a.Columns)))]);
        return _folder["a.safetensors"];
    }

    /// <summary>A matrix; a vector where there are no columns.</summary>
    private static NpyArray Array(int rows, int columns) =>
        columns == 0 ? NpyArray.Of<float>(new float[rows]) : NpyArray.Of<float>([.. Enumerable.Range(0, rows * columns).Select(i => (float)i)], rows, columns);
}
