using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>Many small pictures of one size in one PNG, for the page's script: a number in eight bits a pixel and channel.</summary>
/// <param name="Columns">Pictures in a row.</param>
/// <param name="Png">The file.</param>
internal sealed record TileSheet(int Columns, byte[] Png)
{
    private const int Widest = 1024;

    /// <summary>Signed pictures: zero is 128, the largest absolute entry of each picture 127 away from it. Told apart in 63 steps, which is what colours tell apart, and half the bytes.</summary>
    public static TileSheet Signed(IReadOnlyList<float[]> pictures, ImageShape shape)
    {
        float[] limits = [.. pictures.Select(Largest)];
        return Of(pictures.Count, shape, (k, j) => (byte)(128 + (4 * (int)Math.Round(31 * (limits[k] > 0 ? pictures[k][j] / limits[k] : 0)))));
    }

    /// <summary>Pictures between two values: black is 0, white 255, in 32 steps.</summary>
    public static TileSheet Between(IReadOnlyList<float[]> pictures, ImageShape shape, double low, double high) =>
        Of(pictures.Count, shape, (k, j) => (byte)(Math.Round(31 * Math.Clamp(high > low ? (pictures[k][j] - low) / (high - low) : 0, 0, 1)) * 255 / 31));

    /// <summary>The largest absolute entry.</summary>
    public static float Largest(float[] picture) => picture.Max(MathF.Abs);

    private static TileSheet Of(int count, ImageShape shape, Func<int, int, byte> value)
    {
        int columns = Math.Max(1, Math.Min(count, Widest / shape.Width)), rows = Math.Max(1, (count + columns - 1) / columns);
        int width = columns * shape.Width, height = rows * shape.Height, size = shape.Height * shape.Width;
        var pixels = new byte[height * width * shape.Channels];
        for (int k = 0; k < count; k++)
            for (int j = 0; j < size * shape.Channels; j++)
            {
                int y = (k / columns * shape.Height) + (j % size / shape.Width), x = (k % columns * shape.Width) + (j % shape.Width);
                pixels[(((y * width) + x) * shape.Channels) + (j / size)] = value(k, j);
            }
        return new(columns, Reports.Png.OfBytes(pixels, width, height, shape.Channels));
    }
}
