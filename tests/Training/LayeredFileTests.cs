using DeepNfa.Algebra;
using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;
using Xunit;

namespace DeepNfa.Tests.Training;

public sealed class LayeredFileTests : IDisposable
{
    private const string LeNet = "conv1.weight 6 1 5 5|conv1.bias 6|conv2.weight 16 6 5 5|conv2.bias 16|fc1.weight 12 256|fc2.weight 10 12";
    private const string Norm = "conv1.weight 2 1 3 3|bn1.weight 2|bn1.bias 2|bn1.running_mean 2|bn1.running_var 2|bn1.num_batches_tracked|fc.weight 3 50";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(LeNet, 28, 1, "conv:6:5,relu,max:2,conv:16:5,relu,max:2,flatten,dense:12,relu,dense:10")]
    [InlineData("module.conv1.weight 4 1 3 3|module.conv2.weight 8 4 3 3|module.fc1.weight 5 288", 16, 1, "conv:4:3,relu,conv:8:3,relu,max:2,flatten,dense:5")]
    [InlineData("features.0.weight 4 3 3 3|features.3.weight 8 4 3 3|features.5.weight 8 8 3 3|classifier.weight 5 128", 16, 3, "conv:4:3:1:1,relu,max:2,conv:8:3:1:1,relu,conv:8:3:1:1,relu,max:2,flatten,dense:5")]
    [InlineData("features.0.weight 4 1 3 3|classifier.1.weight 6 256|classifier.3.weight 5 6", 8, 1, "conv:4:3:1:1,relu,flatten,dense:6,relu,dense:5")]
    [InlineData("conv1.weight 4 3 3 3|layer1.0.conv1.weight 4 4 3 3|layer1.0.conv2.weight 4 4 3 3|layer2.0.conv1.weight 8 4 3 3|layer2.0.conv2.weight 8 8 3 3|layer2.0.downsample.0.weight 8 4 1 1|fc.weight 5 8", 8, 3,
        "conv:4:3:1:1,stem=relu,conv:4:3:1:1,relu,conv:4:3:1:1,add:stem,out1.0=relu,conv:8:3:2:1,relu,end2.0=conv:8:3:1:1,conv:8:1:2@out1.0,add:end2.0,out2.0=relu,mean,dense:5")]
    public void Names_of_the_families_tell_their_layers(string arrays, int side, int channels, string list)
    {
        var file = LayeredFile.Open(Write(arrays), new(InputWidth: side * side * channels));
        Assert.Equal(list, file.Graph.Text);
        Assert.Equal(new(side, side, channels), file.Graph.Image);
        Assert.EndsWith($"--architecture {list} --image-shape {side}x{side}x{channels}", file.Recognized, StringComparison.Ordinal);
        Assert.Equal(file.Graph, LayeredFile.Open(_folder["a.safetensors"], new(list, new(side, side, channels))).Graph); // the list that it told says the same
    }

    [Fact]
    public void A_list_finds_its_weights_by_numbers_by_the_order_of_the_file_and_by_shapes()
    {
        string[] Weights(string path, params string[] names) => [.. LayeredFile.Open(path, new("conv:2:3:1:1,relu,conv:2:3:1:1,flatten,dense", new(4, 4, 2), Names: names)).Recognized.Split("weights: ")[1].Split(';')[0].Split(", ").Select(w => w.Split(' ')[0])];
        Assert.Equal(["2.weight", "10.weight", "11.weight"], Weights(Write("10.weight 2 2 3 3|11.weight 3 32|2.weight 2 2 3 3")));
        string[] zip = ["z.weight", "a.weight", "m.weight"];
        using (var stream = File.Create(_folder["a.npz"])) Npz.Write(stream, [(zip[0], Array(2, 2, 3, 3)), (zip[1], Array(2, 2, 3, 3)), (zip[2], Array(3, 32))]);
        Assert.Equal(zip, Weights(_folder["a.npz"]));
        Assert.Equal(["c1.weight", "c2.weight", "a.weight"], Weights(Write("a.weight 3 32|c1.weight 2 2 3 3|c2.weight 2 2 3 3"))); // the shapes tell, and numbers those that are alike
        Assert.Contains("more than one fits", Assert.Throws<DataException>(() => Weights(Write("a.weight 2 2 3 3|b.weight 2 2 3 3|c.weight 3 32"))).Message, StringComparison.Ordinal);
        Assert.Equal(["b.weight", "a.weight", "c.weight"], Weights(_folder["a.safetensors"], "b", "a.weight", "c"));
    }

    [Fact]
    public void Batch_normalisation_is_folded_into_filters_and_bias()
    {
        using var scope = torch.NewDisposeScope();
        string path = Write(Norm + "|conv1.bias 2");
        var file = LayeredFile.Open(path, new(InputWidth: 49));
        Assert.Contains("batch normalisation folded into the weights before it, with eps 1e-5: bn1", file.Recognized, StringComparison.Ordinal);
        var (weights, biases) = file.Read(torch.ScalarType.Float64);
        torch.Tensor Of(string name) => ArrayFile.Open(path).Read(name).ToTensor();
        var (gamma, root) = (Of("bn1.weight"), (Of("bn1.running_var") + 1e-5).sqrt());
        var z = torch.nn.functional.conv2d(torch.ones(1, 1, 7, 7, dtype: torch.ScalarType.Float64), Of("conv1.weight"), Of("conv1.bias"));
        var expected = ((z - Of("bn1.running_mean").view(1, 2, 1, 1)) * (gamma / root).view(1, 2, 1, 1)) + Of("bn1.bias").view(1, 2, 1, 1);
        var folded = torch.nn.functional.conv2d(torch.ones(1, 1, 7, 7, dtype: torch.ScalarType.Float64), weights[0].view(2, 1, 3, 3), biases![0]);
        Assert.True((folded - expected).abs().max().ToDouble() < 1e-12);
        Assert.Equal(0, biases[1].abs().max().ToDouble()); // the read-out has none
    }

    [Theory]
    [InlineData("conv1.weight 6 1 5 5|conv2.weight 16 3 5 5|fc1.weight 12 256", 784, "layer 4 of the list, 'conv:16:5' on 6 map(s) of 12 × 12: expected weights (16 × 6 × 5 × 5); got conv2.weight (16 × 3 × 5 × 5). Its filters take 3 of 6 channels: a grouped convolution, which is not measured.")]
    [InlineData("conv1.weight 6 1 5 3|fc1.weight 12 864", 784, "expected weights (6 × 1 × 5 × 5); got conv1.weight (6 × 1 × 5 × 3). Its filters are not square")]
    [InlineData("conv1.weight 6 1 5 5|fc1.weight 12 100", 784, "expected 100 values before fc1.weight (12 × 100); got on images of 28 × 28 × 1 864 with conv:6:5,relu,max:2; 3456 with conv:6:5,relu; ")]
    [InlineData("conv1.weight 6 1 9 9|fc1.weight 12 100", 49, "maps that are too small with conv:6:9,relu,max:2")]
    [InlineData("conv1.weight 6 1 5 5|fc1.weight 12 864|fc2.weight 10 13", 784, "layer 7 of the list, 'dense:10' on a row of 12 numbers: expected weights (10 × 12); got fc2.weight (10 × 13). A size of the image, stride, padding, pooling or dilation")]
    [InlineData("conv1.weight 2 1 3 3|bn1.weight 2|bn1.bias 2|fc.weight 3 50", 49, "expected 'bn1' to be a batch normalisation with its running_mean and running_var; got bn1.weight, bn1.bias.")]
    [InlineData("conv1.weight 2 1 3 3|bn1.running_mean 3|bn1.running_var 2|fc.weight 3 18", 49, "expected 'bn1.running_mean' to hold 2 values, one a row of conv1.weight (2 × 1 × 3 × 3), into which it is folded; got (3)")]
    [InlineData(Norm + "|bn2.running_mean 2|bn2.running_var 2", 49, "'bn2' holds vectors alone, as a normalisation does, and none of the layers stands directly before it by its name: it cannot be folded")]
    [InlineData("conv1.weight 2 1 3 3|conv1.bias 3|fc.weight 3 50", 49, "expected 'conv1.bias' to hold 2 values, one a row of conv1.weight (2 × 1 × 3 × 3); got (3)")]
    [InlineData("conv1.weight 2 1 3 3|fc.weight 3 50|scale 1", 49, "expected no arrays beside those of the layers; got 'scale'")]
    [InlineData("0.weight 4 1 3 3|3.weight 10 36", 25, "expected the names of a LeNet (conv1, conv2, fc1, …), a VGG (features.0, …, classifier.0, …) or a ResNet (conv1, layer1.0.conv1, …, fc); got 0, 3. Give its layers with --architecture")]
    [InlineData("features.0.weight 64 3 11 11|features.3.weight 8 64 3 3|classifier.1.weight 5 32", 3072, "VGG-shaped by its names: expected filters of 3 × 3 or 1 × 1 pixels, whose padding is known; got features.0.weight (64 × 3 × 11 × 11)")]
    [InlineData("features.0.weight 8 3 3 3|features.5.weight 8 8 3 3|classifier.1.weight 5 32", 3072, "expected one number between 'features.0' and 'features.5', the activation, or two, with a pooling; got 4")]
    [InlineData("features.0.weight 8 3 3 3|classifier.0.weight 5 392", 3072, "expected maps of 7 × 7 before classifier.0.weight (5 × 392), as images of 14 × 14 give them; got 16 × 16. An adaptive pooling would resize them")]
    [InlineData("conv1.weight 4 3 5 5|layer1.0.conv1.weight 4 4 3 3|layer1.0.conv2.weight 4 4 3 3|fc.weight 5 4", 3072, "first filters of 7 × 7 pixels, with a pooling behind them, or of 3 × 3, without; got conv1.weight (4 × 3 × 5 × 5)")]
    [InlineData("conv1.weight 4 3 3 3|layer1.0.conv1.weight 4 4 3 3|layer1.0.conv2.weight 4 4 3 3|layer2.0.conv1.weight 8 4 3 3|layer2.0.conv2.weight 8 8 3 3|fc.weight 5 8", 3072, "'add:out1.0' expected two layers of equal size; got 8 map(s) of 16 × 16 and 4 map(s) of 32 × 32")]
    [InlineData("conv1.weight 4 3 3 3|layer1.0.conv1.weight 4 4 3 3|layer1.0.conv2.weight 4 4 3 3|layer1.0.bn1.running_mean 4|layer1.0.bn1.running_var 4|fc.weight 5 4", 3072, "a batch normalisation behind every convolution or behind none; got none behind 'conv1'")]
    [InlineData(LeNet, 785, "no square one fits inputs of 785 numbers. Tell it with --image-shape, such as 28x28 or 32x32x3.")]
    [InlineData("a.weight 4 1 3|fc.weight 5 4|conv1.weight 4 1 3 3", 49, "expected the names of a LeNet")]
    public void What_cannot_be_measured_is_told(string arrays, int width, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<DataException>(() => LayeredFile.Open(Write(arrays), new(InputWidth: width))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"layers": ["conv:2:3", "relu", "flatten", {"layer": "dense", "weights": "fc"}]}""", null)]
    [InlineData("""{"image": [1, 7, 7], "layers": [{"layer": "conv:2:3", "weights": "conv1", "batch_norm": "bn1"}, "relu", "flatten", {"layer": "dense:3", "weights": "fc.weight"}], /* so */ }""", null)]
    [InlineData("{\"layers\": [", "expected JSON, such as")]
    [InlineData("[1]", "a file of layers: expected an object with \"image\", \"layers\"; got [1].")]
    [InlineData("""{"layer": []}""", "a file of layers: expected the keys \"image\", \"layers\" and no others; got \"layer\".")]
    [InlineData("""{"image": [1, 7, 7]}""", "expected \"layers\" to be a list of at least one layer; got none.")]
    [InlineData("""{"image": [7, 7], "layers": ["dense"]}""", "expected \"image\" to be [channels, height, width], such as [3, 32, 32]; got [7, 7].")]
    [InlineData("""{"layers": ["conv:2:3", 5]}""", "layer 2 of the list: expected an object with \"layer\", \"weights\", \"batch_norm\"; got 5.")]
    [InlineData("""{"layers": [{"layer": "conv:2:3", "weight": "conv1"}]}""", "layer 1 of the list: expected the keys \"layer\", \"weights\", \"batch_norm\" and no others; got \"weight\".")]
    [InlineData("""{"layers": [{"weights": "conv1"}]}""", "layer 1 of the list: expected \"layer\", its text, such as \"conv:6:5\"")]
    [InlineData("""{"layers": [{"layer": "conv:2:3", "weights": 1}]}""", "layer 1 of the list: expected \"weights\" to be text; got 1.")]
    [InlineData("""{"layers": [{"layer": "relu", "weights": "conv1"}]}""", "expected no name of arrays, since 'relu' has none; got 'conv1'.")]
    [InlineData("""{"layers": ["convolution"]}""", "got 'convolution'")]
    [InlineData("""{"layers": [{"layer": "conv:2:3", "weights": "conv7"}, "flatten", "dense"]}""", "expected 'conv7', the weights of 'conv:2:3'; it holds conv1, bn1, fc.")]
    [InlineData("""{"layers": [{"layer": "conv:2:3", "weights": "bn1"}, "flatten", "dense"]}""", "expected 'bn1' to be the weights of 'conv:2:3'; got vectors, as a normalisation has them.")]
    [InlineData("""{"layers": [{"layer": "conv:2:3", "weights": "fc"}, "flatten", {"layer": "dense", "weights": "fc"}]}""", "expected the weights of every layer to have names of their own; 'fc' is there twice.")]
    [InlineData("""{"layers": ["conv:2:3", "conv:2:3", "flatten", "dense"]}""", "expected 3 arrays with weights, one for each of 'conv:2:3', 'conv:2:3', 'dense'; got 2: conv1.weight (2 × 1 × 3 × 3), fc.weight (3 × 50).")]
    [InlineData("""{"image": [1, 8, 8], "layers": ["conv:2:3", "flatten", "dense"]}""", "got fc.weight (3 × 50). A size of the image")]
    [InlineData("""{"image": [1, 2, 2], "layers": ["conv:2:3", "flatten", "dense"]}""", "layer 1 of the list: 'conv:2:3' expected maps of at least 3 × 3, its window; got 1 map(s) of 2 × 2.")]
    public void A_json_file_lists_layers_and_names_their_weights(string json, string? sentence)
    {
        File.WriteAllText(_folder["a.json"], json);
        LayeredFile Open() => LayeredFile.Open(Write(Norm), new(_folder["a.json"], InputWidth: 49));
        if (sentence is null) Assert.Equal(new(7, 7, 1), Open().Graph.Image);
        else Assert.Contains(sentence, Assert.Throws<DataException>(Open).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("net.safetensors", "0.weight 0.bias 4.weight 4.bias")]
    [InlineData("net.npz", "W1 b1 W2 b2")]
    public void What_is_saved_is_found_again(string name, string names)
    {
        const string List = "a=conv:2:3:1:1,relu,add:a,flatten,dense";
        var image = new ImageShape(4, 3, 2);
        using var network = LayerGraph.Parse(List, image, 5, biases: true).Create(new Seed(1));
        using var scope = torch.NewDisposeScope();
        LayeredFile.Save(_folder[name], List, image, [.. network.Weights.Select(w => w.ToNpy())], [.. network.Biases.Select(b => b.ToNpy())]);
        Assert.Equal(names.Split(' '), ArrayFile.Open(_folder[name]).Entries.Select(e => e.Name));
        Assert.Equal([2, 2, 3, 3], ArrayFile.Open(_folder[name]).Entries[0].Shape);
        var file = LayeredFile.Open(_folder[name], name == "net.npz" ? new(List, image) : new());
        Assert.Equal(network.Shape, file.Graph);
        var (weights, biases) = file.Read(torch.ScalarType.Float32);
        foreach (var (ours, found) in network.Weights.Concat(network.Biases).Zip(weights.Concat(biases!))) Assert.Equal(0, (ours - found).abs().max().ToDouble());
    }

    private string Write(string arrays)
    {
        using var stream = File.Create(_folder["a.safetensors"]);
        Safetensors.Write(stream, [.. arrays.Split('|').Select(a => a.Split(' ')).Select(a => (a[0], Array([.. a.Skip(1).Select(int.Parse)])))]);
        return _folder["a.safetensors"];
    }

    /// <summary>Numbers between 0.5 and 1.5, all different.</summary>
    private static NpyArray Array(params int[] shape) => NpyArray.Of<double>([.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(i => 1 + (0.5 * Math.Sin(i + 1)))]).Reshaped([.. shape]);
}
