using DeepNfa.Data;
using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Features;

/// <summary>Linear maps of images, one a row: shift, rotation and scaling about the middle in one bilinear resampling; blur; total variation.</summary>
/// <remarks>What lies outside of the image is 0. All are made of operations that autograd differentiates.</remarks>
internal static class ImageTransform
{
    /// <summary>A random map within the bounds of the options, applied to all rows alike.</summary>
    public static Tensor Random(Tensor x, MaximizationOptions options, RandomStream random)
    {
        double angle = options.Rotation * Math.PI / 180 * random.NextDouble(-1, 1), scale = 1 + (options.Scaling * random.NextDouble(-1, 1));
        return Affine(x, options.Image!, options.Jitter * random.NextDouble(-1, 1), options.Jitter * random.NextDouble(-1, 1), angle, scale);
    }

    /// <summary>The pixel at p takes the value at R(p − c)/scale + c − shift, by bilinear interpolation.</summary>
    /// <param name="x">(b × d).</param>
    /// <param name="image">The shape of a row.</param>
    /// <param name="down">Pixels that the image moves down.</param>
    /// <param name="right">Pixels that it moves to the right.</param>
    /// <param name="angle">In radians.</param>
    /// <param name="scale">Above 1 to enlarge.</param>
    public static Tensor Affine(Tensor x, ImageShape image, double down, double right, double angle, double scale)
    {
        int size = image.Height * image.Width, d = size * image.Channels;
        var (places, weights) = (new long[4][], new double[4][]);
        for (int tap = 0; tap < 4; tap++) (places[tap], weights[tap]) = (new long[d], new double[d]);
        double cy = (image.Height - 1) / 2.0, cx = (image.Width - 1) / 2.0, cos = Math.Cos(angle) / scale, sin = Math.Sin(angle) / scale;
        for (int j = 0; j < d; j++)
        {
            double py = (j % size / image.Width) - cy - down, px = (j % image.Width) - cx - right;
            double y = cy + (cos * py) - (sin * px), v = cx + (sin * py) + (cos * px);
            int y0 = (int)Math.Floor(y), x0 = (int)Math.Floor(v);
            for (int tap = 0; tap < 4; tap++)
            {
                int ty = y0 + (tap >> 1), tx = x0 + (tap & 1);
                if (ty < 0 || tx < 0 || ty >= image.Height || tx >= image.Width) continue;
                places[tap][j] = (j / size * size) + (ty * image.Width) + tx;
                weights[tap][j] = (1 - Math.Abs(y - ty)) * (1 - Math.Abs(v - tx));
            }
        }
        Tensor? sum = null;
        for (int tap = 0; tap < 4; tap++)
        {
            var term = x.index_select(1, tensor(places[tap], device: x.device)) * tensor(weights[tap], dtype: x.dtype, device: x.device);
            sum = sum is null ? term : sum + term;
        }
        return sum!;
    }

    /// <summary>A Gaussian blur whose weights sum to 1 over the pixels that are there, so that even images stay even.</summary>
    public static Tensor Blur(Tensor x, ImageShape image, double deviation)
    {
        var images = x.reshape(x.shape[0] * image.Channels, image.Height, image.Width);
        return Smoothing(image.Height, deviation, x).matmul(images).matmul(Smoothing(image.Width, deviation, x).t()).reshape(x.shape);
    }

    /// <summary>Σ|x_p − x_q| over pairs of neighbouring pixels, (b).</summary>
    public static Tensor TotalVariation(Tensor x, ImageShape image)
    {
        var images = x.reshape(x.shape[0], image.Channels, image.Height, image.Width);
        var sum = zeros(x.shape[0], dtype: x.dtype, device: x.device);
        if (image.Height > 1) sum = sum + (images.narrow(2, 1, image.Height - 1) - images.narrow(2, 0, image.Height - 1)).abs().sum([1L, 2L, 3L]);
        if (image.Width > 1) sum = sum + (images.narrow(3, 1, image.Width - 1) - images.narrow(3, 0, image.Width - 1)).abs().sum([1L, 2L, 3L]);
        return sum;
    }

    private static Tensor Smoothing(int n, double deviation, Tensor like)
    {
        var rows = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            double sum = 0;
            for (int j = 0; j < n; j++) sum += rows[(i * n) + j] = Math.Exp(-(i - j) * (double)(i - j) / (2 * deviation * deviation));
            for (int j = 0; j < n; j++) rows[(i * n) + j] /= sum;
        }
        return tensor(rows, [n, n], dtype: like.dtype, device: like.device);
    }
}
