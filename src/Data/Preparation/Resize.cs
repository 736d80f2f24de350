using DeepNfa.Records;

namespace DeepNfa.Data.Preparation;

/// <summary>Brings images to another size by linear interpolation.</summary>
/// <param name="Height">The new height in pixels.</param>
/// <param name="Width">The new width in pixels.</param>
/// <remarks>
/// <b>Formula.</b> Along each axis a pixel i of m becomes Σ_j w_j x_j / Σ_j w_j over the n old pixels, w_j = max(0, 1 − |j + ½ − (i + ½)s|/max(s, 1)) with s = n/m: bilinear where
/// images grow, and with the triangle widened where they shrink, so that no pixel is passed over. <b>Also known as</b> bilinear with antialiasing, the filter BILINEAR of Pillow
/// and of <c>interpolate(…, antialias=True)</c> in PyTorch; those without it differ where images shrink.
/// </remarks>
public sealed record Resize(int Height, int Width) : PreparationStep($"resize:{Height}x{Width}")
{
    /// <summary>The new height in pixels, 1 to 4096.</summary>
    /// <exception cref="UsageException">It is out of range.</exception>
    public int Height { get; } = Require.InRange(Height, 1, 4096);

    /// <summary>The new width in pixels, 1 to 4096.</summary>
    /// <exception cref="UsageException">It is out of range.</exception>
    public int Width { get; } = Require.InRange(Width, 1, 4096);

    internal override Tables Apply(Tables data, Seed seed, int occurrence)
    {
        var old = RequireImage(data);
        if (old.Height == Height && old.Width == Width) return data;
        var (down, across) = (Weights(old.Height, Height), Weights(old.Width, Width));
        var image = new ImageShape(Height, Width, old.Channels);
        int width = Height * Width * old.Channels;
        foreach (var table in data.Each)
        {
            if ((long)table.Rows * width > Array.MaxLength) throw Unfit(data, $"at most {Array.MaxLength} numbers in the end", $"{(long)table.Rows * width}", "Put limit before it.");
            var inputs = new float[(long)table.Rows * width];
            Parallel.For(0, table.Rows * old.Channels, plane =>
                Plane(table.Inputs.AsSpan(plane * old.Height * old.Width, old.Height * old.Width), old.Width, down, across, inputs.AsSpan(plane * Height * Width, Height * Width)));
            table.Replace(inputs, width, image);
        }
        return data;
    }

    // Rows first, then columns; each output pixel is one sum in a fixed order.
    private static void Plane(ReadOnlySpan<float> from, int fromWidth, (int First, double[] Weights)[] down, (int First, double[] Weights)[] across, Span<float> to)
    {
        var line = new double[fromWidth];
        for (int i = 0; i < down.Length; i++)
        {
            Array.Clear(line);
            for (int k = 0; k < down[i].Weights.Length; k++)
                for (int j = 0; j < fromWidth; j++) line[j] += down[i].Weights[k] * from[(down[i].First + k) * fromWidth + j];
            for (int j = 0; j < across.Length; j++)
            {
                double sum = 0;
                for (int k = 0; k < across[j].Weights.Length; k++) sum += across[j].Weights[k] * line[across[j].First + k];
                to[i * across.Length + j] = (float)sum;
            }
        }
    }

    private static (int First, double[] Weights)[] Weights(int from, int to) => [.. Enumerable.Range(0, to).Select(i =>
    {
        double step = (double)from / to, reach = Math.Max(step, 1), centre = (i + 0.5) * step;
        int first = Math.Max(0, (int)Math.Floor(centre - reach)), last = Math.Min(from - 1, (int)Math.Ceiling(centre + reach));
        double[] weights = [.. Enumerable.Range(first, last - first + 1).Select(j => Math.Max(0, 1 - Math.Abs(j + 0.5 - centre) / reach))];
        double sum = weights.Sum();
        return (first, weights.Select(w => w / sum).ToArray());
    })];
}
