namespace DeepNfa.Data;

/// <summary>A square image that a round pen draws on; pixel (i, j) covers the unit square below and to the right of (j, i).</summary>
internal sealed class PenRaster(int side)
{
    private double[] _ink = new double[side * side];

    /// <summary>Draws a line with a pen whose radius goes from <paramref name="first"/> to <paramref name="last"/>; the edge is anti-aliased over one pixel, ink does not add up.</summary>
    public void Stroke(ReadOnlySpan<PenPoint> line, double first, double last)
    {
        for (int i = 1; i < line.Length; i++)
        {
            double radius = first + (last - first) * i / (line.Length - 1);
            Segment(line[i - 1], line[i], Math.Max(radius, 0.5));
        }
    }

    /// <summary>Mixes in the image blurred by the binomial 3 × 3 kernel.</summary>
    /// <param name="share">The share of the blurred image, in [0, 1].</param>
    public void Blur(double share)
    {
        var rows = new double[_ink.Length];
        var blurred = new double[_ink.Length];
        for (int i = 0; i < _ink.Length; i++)
            rows[i] = 0.5 * _ink[i] + 0.25 * ((i % side > 0 ? _ink[i - 1] : 0) + (i % side < side - 1 ? _ink[i + 1] : 0));
        for (int i = 0; i < _ink.Length; i++)
            blurred[i] = (1 - share) * _ink[i] + share * (0.5 * rows[i] + 0.25 * ((i >= side ? rows[i - side] : 0) + (i + side < rows.Length ? rows[i + side] : 0)));
        _ink = blurred;
    }

    /// <summary>Writes the image in 256 grey levels in [0, 1], with Gaussian noise where there is ink; paper stays 0.</summary>
    public void Develop(Span<float> pixels, double grain, RandomStream random)
    {
        for (int i = 0; i < _ink.Length; i++)
        {
            double value = _ink[i] == 0 ? 0 : Math.Clamp(_ink[i] + grain * random.NextGaussian(), 0, 1);
            pixels[i] = (float)Math.Floor(255 * value + 0.5) / 255;
        }
    }

    private void Segment(PenPoint a, PenPoint b, double radius)
    {
        double dx = b.X - a.X, dy = b.Y - a.Y, square = dx * dx + dy * dy, reach = radius + 0.5;
        for (int i = First(Math.Min(a.Y, b.Y) - reach); i < Last(Math.Max(a.Y, b.Y) + reach); i++)
        {
            for (int j = First(Math.Min(a.X, b.X) - reach); j < Last(Math.Max(a.X, b.X) + reach); j++)
            {
                double x = j + 0.5 - a.X, y = i + 0.5 - a.Y;
                double t = square == 0 ? 0 : Math.Clamp((x * dx + y * dy) / square, 0, 1);
                double distance = Math.Sqrt((x - t * dx) * (x - t * dx) + (y - t * dy) * (y - t * dy));
                ref double ink = ref _ink[i * side + j];
                ink = Math.Max(ink, Math.Clamp(reach - distance, 0, 1));
            }
        }
    }

    private static int First(double edge) => Math.Max(0, (int)Math.Floor(edge));

    private int Last(double edge) => Math.Min(side, (int)Math.Ceiling(edge));
}
