using System.Globalization;
using DeepNfa.Records;

namespace DeepNfa.Training;

/// <summary>The shape of an image as text, "28x28" or "32x32x3": height, width, and channels where there are several.</summary>
public static class ImageText
{
    /// <summary>The text from which <see cref="Parse"/> makes an equal shape.</summary>
    public static string Of(ImageShape image) => FormattableString.Invariant($"{image.Height}x{image.Width}x{image.Channels}");

    /// <summary>Reads a shape; null for a text that is none.</summary>
    public static ImageShape? Parse(string text)
    {
        const int Longest = 16384;
        int[] sizes = [.. text.Split('x').Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n is > 0 and <= Longest ? n : 0)];
        return sizes is [> 0, > 0] or [> 0, > 0, > 0] && sizes.Aggregate(1L, (a, b) => a * b) <= int.MaxValue ? new(sizes[0], sizes[1], sizes is [_, _, var channels] ? channels : 1) : null;
    }
}
