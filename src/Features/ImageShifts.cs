using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>Images moved by whole pixels; what comes in is 0.</summary>
public static class ImageShifts
{
    /// <summary>The images, moved. A new tensor (n × d) in the current dispose scope.</summary>
    /// <param name="images">(n × d), channel by channel, row by row.</param>
    /// <param name="shape">The shape of one.</param>
    /// <param name="down">Pixels that they move down; below 0 for up.</param>
    /// <param name="right">Pixels that they move to the right; below 0 for left.</param>
    /// <exception cref="UsageException">The width is not that of the shape.</exception>
    public static Tensor By(Tensor images, ImageShape shape, int down, int right)
    {
        Require.Shape(images.shape, [-1, (long)shape.Height * shape.Width * shape.Channels], "Give the shape that the images have.");
        using var scope = NewDisposeScope();
        var planes = images.reshape(images.shape[0], shape.Channels, shape.Height, shape.Width);
        return nn.functional.pad(planes, [right, -right, down, -down]).reshape(images.shape).MoveToOuterDisposeScope();
    }

    /// <summary>The images, then all of them moved up, down, left and right by one pixel: five times as many samples of what does not depend on the place. A new tensor (5n × d) in the current dispose scope.</summary>
    /// <param name="images">(n × d), channel by channel, row by row.</param>
    /// <param name="shape">The shape of one.</param>
    /// <exception cref="UsageException">The width is not that of the shape.</exception>
    public static Tensor ByOnePixel(Tensor images, ImageShape shape)
    {
        using var scope = NewDisposeScope();
        return cat([images, By(images, shape, -1, 0), By(images, shape, 1, 0), By(images, shape, 0, -1), By(images, shape, 0, 1)], 0).MoveToOuterDisposeScope();
    }
}
