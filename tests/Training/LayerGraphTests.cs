using DeepNfa.Data;
using DeepNfa.Records;
using DeepNfa.Training;
using TorchSharp;
using Xunit;

namespace DeepNfa.Tests.Training;

public sealed class LayerGraphTests
{
    private static readonly ImageShape s_image = new(12, 10, 3);

    [Theory]
    [InlineData("cnn")]
    [InlineData("vgg")]
    [InlineData("resnet")]
    [InlineData("conv:4:3:2:1, a=relu, conv:4:3:1:1@a, add:a, max:3:2:1, mean:2:1, mean, dense:7, gelu, dense")]
    public void A_list_is_read_written_and_read_again(string text)
    {
        var graph = LayerGraph.Parse(text, s_image, 5, biases: true);
        var again = LayerGraph.Parse(graph.Text, s_image, 5, biases: true);
        Assert.Equal(graph, again);
        Assert.Equal(graph.Text, again.Text);
        Assert.Equal(5, graph.WeightShapes().Last().Rows);
    }

    [Fact]
    public void Weights_are_matrices_with_a_patch_a_row()
    {
        var graph = LayerGraph.Parse("conv:4:3, relu, conv:6:2:2, relu, flatten, dense:8, relu, dense", s_image, 2);
        Assert.Equal([(4, 27), (6, 16), (8, 6 * 5 * 4), (2, 8)], graph.WeightShapes());
        Assert.Equal([4, 6, 8], graph.Hidden);
        Assert.Equal([80, 20, 1, 1], Enumerable.Range(0, 4).Select(graph.Positions));
        Assert.Equal([new(3, 3, 3), new(2, 2, 4), null, null], graph.Facts(Initialization.PyTorch).Patches!);
        Assert.Equal("360-conv4-conv6-8-2", graph.Facts(Initialization.PyTorch).ToString());
    }

    [Theory]
    [InlineData("conv:4:3, relu, dense", "layer 3 of the list: 'dense:2' expected a row of numbers, after 'flatten' or 'mean'; got 4 map(s) of 10 × 8.")]
    [InlineData("conv:4:11, flatten, dense", "layer 1 of the list: 'conv:4:11' expected maps of at least 11 × 11, its window; got 3 map(s) of 12 × 10.")]
    [InlineData("flatten, conv:4:1, flatten, dense", "layer 2 of the list: 'conv:4:1' expected maps; got a row of 360 numbers.")]
    [InlineData("a=conv:4:3, conv:4:3, add:a, flatten, dense", "layer 3 of the list: 'add:a' expected two layers of equal size; got 4 map(s) of 8 × 6 and 4 map(s) of 10 × 8.")]
    [InlineData("flatten, dense:4", "layers: expected the last layer to have as many neurons as there are outputs, 2; got 'dense:4'. Write 'dense'.")]
    public void Layers_that_do_not_fit_are_named_with_what_they_got(string text, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<DataException>(() => LayerGraph.Parse(text, s_image, 2)).Message);

    [Theory]
    [InlineData("conv:4:3, relu", "the last one to be dense")]
    [InlineData("conv:4, flatten, dense", "got 'conv:4'")]
    [InlineData("conv:0:3, flatten, dense", "at least 1 filter")]
    [InlineData("conv:4:3:1:3, flatten, dense", "a padding from 0 to below the kernel")]
    [InlineData("max:2:1:2, flatten, dense", "at most half")]
    [InlineData("swish, flatten, dense", "got 'swish'")]
    [InlineData("a=relu, a=relu, flatten, dense", "'a' is there twice")]
    [InlineData("relu, add:b, flatten, dense", "'b' to be the name of an earlier layer")]
    [InlineData("=relu, flatten, dense", "got '=relu'")]
    [InlineData("", "got ''")]
    public void Lists_that_make_no_sense_are_refused(string text, string part) =>
        Assert.Contains(part, Assert.Throws<UsageException>(() => LayerGraph.Parse(text, s_image, 2)).Message, StringComparison.Ordinal);

    [Fact]
    public void Weights_from_elsewhere_must_be_those_of_the_layers()
    {
        var graph = LayerGraph.Parse("conv:4:3, flatten, dense", s_image, 2);
        using var scope = torch.NewDisposeScope();
        var (filters, readout) = (torch.zeros(4, 3, 3, 3), torch.zeros(2, 320));
        using var network = new LayeredNetwork(graph, [filters, readout]);
        Assert.Equal([2, 2], network.forward(torch.zeros(2, 360)).shape);
        Assert.Contains("expected (4 × 27) or (4 × 3 × 3 × 3); got (3 × 3 × 3)", Assert.Throws<DataException>(() => new LayeredNetwork(graph, [filters[0], readout])).Message, StringComparison.Ordinal);
        Assert.Contains("expected 2, one for each of 'conv:4:3', 'dense:2'", Assert.Throws<DataException>(() => new LayeredNetwork(graph, [filters])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_seeds_draw_equal_weights_and_another_layer_shifts_none()
    {
        using var one = LayerGraph.Parse("conv:4:3, relu, flatten, dense", s_image, 2).Create(new Seed(3));
        using var two = LayerGraph.Parse("conv:4:3, relu, conv:4:3, flatten, dense", s_image, 2).Create(new Seed(3));
        Assert.Equal(0, (one.Weights[0] - two.Weights[0]).abs().max().ToDouble());
    }
}
