using DeepNfa.Records;

namespace DeepNfa.Features;

/// <summary>What a direction in the input looks like, in numbers.</summary>
/// <param name="Sparsity">Hoyer's measure (√d − ‖g‖₁/‖g‖₂)/(√d − 1), in [0, 1]: 0 where all entries are equally large, 1 for a single coordinate.</param>
/// <param name="Extent">How far the energy spreads over the image, in [0, about 1.7]: √(Σ m_p |p − c|² / v) with m_p the share of pixel p in Σ g² (channels added), c = Σ m_p p its centre, and v the
/// value for energy that is even over the whole image, (H² + W² − 2)/12. 0 for a single pixel, 1 for even energy; NaN where the input is no image of more than one pixel.</param>
/// <remarks><b>Source.</b> Hoyer, Journal of Machine Learning Research 5 (2004), section 3.1, for the sparsity. Both are NaN for a direction of zeros.</remarks>
public readonly record struct DirectionShape(double Sparsity, double Extent)
{
    /// <summary>The shape of one direction.</summary>
    /// <param name="direction">g, (d).</param>
    /// <param name="image">How its entries lie on an image; null where the input is none.</param>
    /// <exception cref="UsageException">The image has another number of entries.</exception>
    public static DirectionShape Of(ReadOnlySpan<float> direction, ImageShape? image = null)
    {
        if (image is not null) Require.That((long)image.Height * image.Width * image.Channels == direction.Length, nameof(direction), $"{image.Height} × {image.Width} × {image.Channels} entries", direction.Length);
        double absolute = 0, squares = 0;
        foreach (float g in direction)
        {
            absolute += Math.Abs(g);
            squares += (double)g * g;
        }
        if (squares == 0) return new(double.NaN, double.NaN);
        double root = Math.Sqrt(direction.Length);
        double sparsity = direction.Length == 1 ? 1 : Math.Clamp((root - (absolute / Math.Sqrt(squares))) / (root - 1), 0, 1);
        return new(sparsity, image is null ? double.NaN : ExtentOf(direction, image, squares));
    }

    private static double ExtentOf(ReadOnlySpan<float> g, ImageShape image, double energy)
    {
        double even = (((double)image.Height * image.Height) + ((double)image.Width * image.Width) - 2) / 12;
        if (even == 0) return double.NaN;
        double row = 0, column = 0, second = 0;
        for (int j = 0; j < g.Length; j++)
        {
            int pixel = j % (image.Height * image.Width), y = pixel / image.Width, x = pixel % image.Width;
            double share = (double)g[j] * g[j] / energy;
            row += share * y;
            column += share * x;
            second += share * ((y * y) + (x * x));
        }
        return Math.Sqrt(Math.Max(0, second - (row * row) - (column * column)) / even);
    }
}
