using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>Images with copies of themselves moved by one pixel: five times as many samples of what does not depend on the place.</summary>
public static class ImageShifts
{
    /// <summary>The images, then all of them moved up, down, left and right; what comes in is 0. A new tensor (5n × d) in the current dispose scope.</summary>
    /// <param name="images">(n × d), channel by channel, row by row.</param>
    /// <param name="shape">The shape of one.</param>
    /// <exception cref="UsageException">The width is not that of the shape.</exception>
    public static Tensor ByOnePixel(Tensor images, ImageShape shape)
    {
        Require.Shape(images.shape, [-1, (long)shape.Height * shape.Width * shape.Channels], "Give the shape that the images have.");
        using var scope = NewDisposeScope();
        var planes = images.reshape(images.shape[0], shape.Channels, shape.Height, shape.Width);
        Tensor Moved(int dimension, long by)
        {
            var moved = planes.roll(by, dimension);
            moved.select(dimension, by > 0 ? 0 : planes.shape[dimension] - 1).zero_(); // what came round
            return moved;
        }
        return cat([planes, Moved(2, -1), Moved(2, 1), Moved(3, -1), Moved(3, 1)], 0).reshape(-1, images.shape[1]).MoveToOuterDisposeScope();
    }
}
