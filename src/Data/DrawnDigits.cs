using DeepNfa.Records;

namespace DeepNfa.Data;

/// <summary>Digits drawn with a pen by rule: a data set that needs no download and is read by networks that were trained on MNIST.</summary>
/// <remarks>
/// A digit is one of several glyphs (a table of strokes), whose points are jittered, joined by splines, bent, slanted, rotated and scaled at random, then brought to MNIST's
/// form: ink in a box of about 20 × 20 pixels, its centre of mass near the middle of 28 × 28, bright on black, 256 grey levels. Sample i is a pure function of (seed, i), so more
/// samples never change the earlier ones. Only exact operations are used, so pixels are the same on every platform.
/// </remarks>
public static class DrawnDigits
{
    /// <summary>Height and width of an image in pixels.</summary>
    public const int Side = 28;

    private const int PiecesPerSpan = 6; // Below a pixel each.

    // How much hands differ; lengths in units of the digit's height, pixels where it says so.
    private const double PointJitter = 0.035;         // sd of each control point
    private const double Bend = 0.09;                 // sd of each coefficient of the quadratic warp
    private const double Slant = 0.12, SlantSd = 0.22; // mean and sd of the shear; hands lean to the right
    private const double Turn = 0.05;                 // sd of the tangent of half the angle of rotation
    private const double Stretch = 0.16;              // sd of the relative width
    private const double Box = 20;                    // largest extent of the ink, pixels
    private const double Smallest = 0.92;             // least extent, relative to the largest
    private const double Shift = 1.0;                 // sd of the centre of mass in each direction, pixels; what a linear classifier cannot follow
    private const double ThinPen = 0.9, ThickPen = 1.7; // radius, pixels
    private const double PenChange = 0.15;            // sd of the relative change of the radius at the ends of a stroke
    private const double MostBlur = 0.25;             // share of the blurred image, at most
    private const double Grain = 0.03;                // sd of the noise on the ink

    /// <summary>Draws a data set of digits of all ten classes, each sample of a random class.</summary>
    /// <param name="samples">The number of images, at least 1 and at most 2.7 million.</param>
    /// <param name="seed">Where each image is drawn from, stream "drawn-digits" with the sample's number.</param>
    /// <exception cref="UsageException"><paramref name="samples"/> is out of range.</exception>
    public static LabeledSet Generate(int samples, Seed seed)
    {
        Require.InRange(samples, 1, Array.MaxLength / (Side * Side));
        var pixels = new float[(long)samples * Side * Side];
        var labels = new int[samples];
        Parallel.For(0, samples, i => labels[i] = Draw(seed, i, pixels.AsSpan(i * Side * Side, Side * Side)));
        return LabeledSet.OfClasses("drawn digits", pixels, labels, classes: 10) with
        {
            Image = new ImageShape(Side, Side, 1),
            Source = $"digits drawn by rule, 28 × 28, seed {seed.Value}",
        };
    }

    /// <summary>Draws one sample into an image of 28 × 28 pixels in [0, 1], row by row, and returns its class.</summary>
    /// <param name="seed">Where the image is drawn from.</param>
    /// <param name="index">The sample's number in the data set, from 0.</param>
    /// <param name="pixels">784 values, all overwritten.</param>
    /// <exception cref="UsageException"><paramref name="pixels"/> has another length.</exception>
    public static int Draw(Seed seed, long index, Span<float> pixels)
    {
        Require.That(pixels.Length == Side * Side, "pixels", $"{Side * Side} values", pixels.Length);
        var random = seed.Stream("drawn-digits", index);
        int digit = random.NextInt(10);
        PenPoint[][] lines = [.. DigitGlyphs.Pick(digit, random).Strokes.Select(stroke => Flatten(stroke, random))];
        double radius = random.NextDouble(ThinPen, ThickPen);
        Place(Distort(lines, random), radius, random);
        var raster = new PenRaster(Side);
        foreach (PenPoint[] line in lines)
            raster.Stroke(line, radius * (1 + PenChange * random.NextGaussian()), radius * (1 + PenChange * random.NextGaussian()));
        raster.Blur(random.NextDouble(0, MostBlur));
        raster.Develop(pixels, Grain, random);
        return digit;
    }

    // Jitters the points, then follows the Catmull-Rom spline through them; the tangent at an end or a corner points to the neighbour.
    private static PenPoint[] Flatten(PenStroke stroke, RandomStream random)
    {
        PenPoint[] p = [.. stroke.Points.Select(q => new PenPoint(q.X + PointJitter * random.NextGaussian(), q.Y + PointJitter * random.NextGaussian()))];
        var line = new List<PenPoint>(p.Length * PiecesPerSpan) { p[0] };
        for (int i = 0; i + 1 < p.Length; i++)
        {
            PenPoint before = i == 0 || stroke.Corners[i] ? Mirror(p[i], p[i + 1]) : p[i - 1];
            PenPoint after = i + 2 == p.Length || stroke.Corners[i + 1] ? Mirror(p[i + 1], p[i]) : p[i + 2];
            for (int k = 1; k <= PiecesPerSpan; k++)
            {
                double t = (double)k / PiecesPerSpan;
                line.Add(new PenPoint(Spline(before.X, p[i].X, p[i + 1].X, after.X, t), Spline(before.Y, p[i].Y, p[i + 1].Y, after.Y, t)));
            }
        }
        return [.. line];
    }

    private static PenPoint Mirror(PenPoint centre, PenPoint point) => new(2 * centre.X - point.X, 2 * centre.Y - point.Y);

    private static double Spline(double a, double b, double c, double d, double t) =>
        b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));

    // Bends, stretches, slants and rotates, in that order, about the middle of the glyph's box.
    private static PenPoint[][] Distort(PenPoint[][] lines, RandomStream random)
    {
        Span<double> bend = stackalloc double[6];
        random.FillGaussian(bend);
        double stretch = 1 + Math.Clamp(Stretch * random.NextGaussian(), -0.4, 0.4), slant = Slant + SlantSd * random.NextGaussian();
        double half = Turn * random.NextGaussian(), cos = (1 - half * half) / (1 + half * half), sin = 2 * half / (1 + half * half);
        foreach (PenPoint[] line in lines)
        {
            foreach (ref PenPoint point in line.AsSpan())
            {
                double x = 2 * point.X - DigitGlyphs.Aspect, y = 2 * point.Y - 1; // about −0.72 … 0.72 and −1 … 1
                double bentX = x + Bend * (bend[0] * x * x + bend[1] * x * y + bend[2] * y * y);
                double bentY = y + Bend * (bend[3] * x * x + bend[4] * x * y + bend[5] * y * y);
                double slantedX = stretch * bentX - slant * bentY;
                point = new PenPoint(cos * slantedX - sin * bentY, sin * slantedX + cos * bentY);
            }
        }
        return lines;
    }

    // Scales to the box and moves the centre of mass, that of the line weighted by its length, near the middle of the image.
    private static void Place(PenPoint[][] lines, double radius, RandomStream random)
    {
        var points = lines.SelectMany(line => line);
        double extent = Math.Max(points.Max(p => p.X) - points.Min(p => p.X), points.Max(p => p.Y) - points.Min(p => p.Y));
        double scale = (Box * random.NextDouble(Smallest, 1) - 2 * radius) / extent;
        double length = 0, centreX = 0, centreY = 0;
        foreach (PenPoint[] line in lines)
        {
            for (int i = 1; i < line.Length; i++)
            {
                var (a, b) = (line[i - 1], line[i]);
                double piece = Math.Sqrt((b.X - a.X) * (b.X - a.X) + (b.Y - a.Y) * (b.Y - a.Y));
                length += piece;
                centreX += piece * (a.X + b.X) / 2;
                centreY += piece * (a.Y + b.Y) / 2;
            }
        }
        double moveX = Side / 2.0 - scale * centreX / length + Shift * random.NextGaussian(), moveY = Side / 2.0 - scale * centreY / length + Shift * random.NextGaussian();
        foreach (PenPoint[] line in lines)
            foreach (ref PenPoint p in line.AsSpan())
                p = new PenPoint(scale * p.X + moveX, scale * p.Y + moveY);
    }
}
