using System.Globalization;
using System.Text;
using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>Inputs and directions as pictures: images where the input is one, bars where it is not.</summary>
/// <param name="image">How an input lies on an image; null where it is none.</param>
internal sealed class AtlasPictures(ImageShape? image)
{
    private const int MostBars = 256;

    /// <summary>The shape of a tile in sheets: bars are one pixel high.</summary>
    public ImageShape Tile(int width) => image ?? new ImageShape(1, Math.Min(width, MostBars), 1);

    /// <summary>What a tile holds: of more inputs than bars, the largest of each block with its sign.</summary>
    public float[] Pooled(float[] values)
    {
        if (image != null || values.Length <= MostBars)
            return values;
        var pooled = new float[MostBars];
        for (int j = 0; j < values.Length; j++)
        {
            int block = (int)((long)j * MostBars / values.Length);
            if (Math.Abs(values[j]) > Math.Abs(pooled[block]))
                pooled[block] = values[j];
        }
        return pooled;
    }

    /// <summary>A direction as an element: blue and red are opposite signs.</summary>
    public string Signed(float[] values, string alt)
    {
        float limit = TileSheet.Largest(values);
        return Element(values, alt, limit > 0 ? limit : 1);
    }

    /// <summary>A sample as an element, between the value drawn black and the value drawn white.</summary>
    public string Sample(float[] values, string alt, double low, double high)
    {
        if (image == null)
            return Signed(values, alt);
        return Image([.. values.Select(v => (byte)Math.Round(255 * Math.Clamp(high > low ? (v - low) / (high - low) : 0, 0, 1)))], alt);
    }

    private string Element(float[] values, string alt, float limit)
    {
        if (image == null)
            return Bars(values, alt, limit);
        if (image.Channels == 3)
            return Image([.. values.Select(v => (byte)Math.Round(128 + (127 * v / limit)))], alt);
        var heat = new double[image.Height, image.Width];
        for (int j = 0; j < values.Length; j++)
            heat[j / image.Width, j % image.Width] = values[j] / limit;
        return Tag(Png.Of(new Heat(heat, ColorMap.Diverging, -1, 1)), alt);
    }

    private string Image(byte[] planes, string alt)
    {
        int size = image!.Height * image.Width;
        var pixels = new byte[planes.Length];
        for (int j = 0; j < planes.Length; j++)
            pixels[(j % size * image.Channels) + (j / size)] = planes[j];
        return Tag(Png.OfBytes(pixels, image.Width, image.Height, image.Channels), alt);
    }

    private static string Tag(byte[] png, string alt) => $"<img class=\"tile\" alt=\"{Html.Plain(alt)}\" src=\"data:image/png;base64,{Convert.ToBase64String(png)}\">";

    private string Bars(float[] values, string alt, float limit)
    {
        float[] shown = Pooled(values);
        var path = new StringBuilder();
        double step = 100.0 / shown.Length;
        for (int i = 0; i < shown.Length; i++)
            path.Append(CultureInfo.InvariantCulture, $"M{i * step:0.##} 20v{-19 * shown[i] / limit:0.##}h{0.85 * step:0.##}V20z");
        return $"<svg class=\"tile\" viewBox=\"0 0 100 40\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{Html.Plain(alt)}\"><path d=\"M0 20H100\" stroke=\"var(--rule)\" stroke-width=\".4\"/><path d=\"{path}\" fill=\"var(--accent)\"/></svg>";
    }
}
