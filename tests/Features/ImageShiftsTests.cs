using DeepNfa.Features;
using DeepNfa.Records;
using Xunit;
using static TorchSharp.torch;

namespace DeepNfa.Tests.Features;

public sealed class ImageShiftsTests
{
    [Fact]
    public void Images_come_with_four_copies_moved_by_one_pixel()
    {
        using var scope = NewDisposeScope();
        var image = tensor(new float[] { 1, 2, 3, 4, 5, 6 }, [1, 6]); // 2 × 3
        var all = ImageShifts.ByOnePixel(image, new ImageShape(2, 3, 1));
        float[] expected =
        [
            1, 2, 3, 4, 5, 6,
            4, 5, 6, 0, 0, 0,
            0, 0, 0, 1, 2, 3,
            2, 3, 0, 5, 6, 0,
            0, 1, 2, 0, 4, 5,
        ];
        Assert.Equal(expected, all.contiguous().data<float>().ToArray());
        Assert.Equal([1, 2, 3, 4, 5, 6], image.data<float>().ToArray());
        Assert.Throws<UsageException>(() => ImageShifts.ByOnePixel(image, new ImageShape(2, 2, 1)));
    }

    [Fact]
    public void Channels_are_moved_each_by_itself()
    {
        using var scope = NewDisposeScope();
        var image = tensor(new float[] { 1, 2, 3, 4 }, [1, 4]); // two channels of 1 × 2
        var all = ImageShifts.ByOnePixel(image, new ImageShape(1, 2, 2));
        Assert.Equal([2, 0, 4, 0], all[3].data<float>().ToArray());
        Assert.Equal([0, 1, 0, 3], all[4].data<float>().ToArray());
    }
}
