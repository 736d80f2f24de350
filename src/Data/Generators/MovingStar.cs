using DeepNfa.Data.Corruptions;
using DeepNfa.Records;

namespace DeepNfa.Data;

/// <summary>Colour images of noise, half of which hold a yellow star somewhere: what a network must find moves.</summary>
/// <remarks><b>Source.</b> The ConvRFM notebook of the published code of Radhakrishnan et al., Science 383 (2024): 32 × 32 × 3, noise of deviation 0.3, red and green set to 1 in the star; 50 training and 2,050 test images.</remarks>
public static class MovingStar
{
    private const int FirstRow = 3, FirstColumn = 7, Rim = 15; // of the published code: offsets 0 to side − 15 of a star that begins here

    /// <summary>Draws image i, a pure function of (seed, i), from stream "moving-star".</summary>
    /// <param name="samples">n, at least 1; even samples are noise (class 0), odd ones hold the star (class 1).</param>
    /// <param name="seed">Where the images are drawn from.</param>
    /// <param name="side">Height and width in pixels, at least 7. <value>The default value is 32.</value></param>
    /// <param name="deviation">The standard deviation of the noise, 0 or above. <value>The default value is 0.3.</value></param>
    /// <param name="published">Whether the star keeps away from the rim as in the published code: 3 rows above, 5 below, 7 columns to the left and 1 to the right stay free; <paramref name="side"/> is then at least 15. <value>The default value is no: the star is anywhere.</value></param>
    /// <exception cref="UsageException">An argument is out of range.</exception>
    public static LabeledSet Generate(int samples, Seed seed, int side = 32, double deviation = 0.3, bool published = false)
    {
        Require.InRange(side, published ? Rim : PixelStamp.Star.Height, 4096);
        Require.InRange(samples, 1, Array.MaxLength / (3 * side * side));
        Require.InRange(deviation, 0, 1e6);
        var image = new ImageShape(side, side, 3);
        int width = 3 * side * side;
        var inputs = new float[samples * width];
        for (int i = 0; i < samples; i++)
        {
            var random = seed.Stream("moving-star", i);
            Span<float> row = inputs.AsSpan(i * width, width);
            foreach (ref float value in row) value = (float)(deviation * random.NextGaussian());
            var (top, left) = published
                ? (FirstRow + random.NextInt(side - Rim + 1), FirstColumn + random.NextInt(side - Rim + 1))
                : (random.NextInt(side - PixelStamp.Star.Height + 1), random.NextInt(side - PixelStamp.Star.Width + 1));
            if (i % 2 == 1) PixelStamp.Star.MovedTo(top, left).Press(row, image, [1, 1, null]);
        }
        return LabeledSet.OfClasses("moving star", inputs, [.. Enumerable.Range(0, samples).Select(i => i % 2)], classes: 2) with
        {
            Image = image,
            Source = FormattableString.Invariant($"noise N(0, {deviation}^2), half of the images with a yellow star at a random place, seed {seed.Value}"),
        };
    }
}
