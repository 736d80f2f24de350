using DeepNfa.Experiments;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Experiments;

public sealed class NetworkSettingsTests
{
    private static readonly DataFacts s_images = new("images", 64, 3, true, 100, 10, new ImageShape(8, 8, 1), "nowhere", new Dictionary<string, string>());
    private static readonly NetworkSettings s_layers = new() { Networks = [[]], Architecture = "conv:4:3, relu, flatten, dense", TrainSamples = 100, ValidationSamples = 10, Epochs = 1 };

    [Fact]
    public void Layers_take_the_shape_of_the_images_and_their_number_of_classes()
    {
        var shape = Assert.Single(s_layers.Shapes(s_images));
        Assert.Equal([(4, 9), (3, 144)], shape.WeightShapes());
        Assert.Same(s_layers, s_layers.Of(shape));
    }

    [Fact]
    public void What_convolutions_cannot_have_is_refused_before_anything_is_written()
    {
        Refused("rivals: expected neither kernel nor gauge", s_layers with { Rivals = "all" }, s_images);
        Refused("agopPenalty: expected 0", s_layers with { AgopPenalty = 1 }, s_images);
        Refused("are no images that the program knows of", s_layers, s_images with { Image = null });

        static void Refused(string part, NetworkSettings settings, DataFacts data) =>
            Assert.Contains(part, Assert.Throws<UsageException>(() => settings.Shapes(data)).Message, StringComparison.Ordinal);
    }
}
