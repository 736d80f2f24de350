namespace DeepNfa.Data.Readers;

/// <summary>An image whose numbers are in [0, 1].</summary>
/// <param name="Height">Its rows.</param>
/// <param name="Width">Its columns.</param>
/// <param name="Channels">1 for grey, 3 for red, green and blue.</param>
/// <param name="Pixels">Channel after channel, each row by row.</param>
internal sealed record Picture(int Height, int Width, int Channels, float[] Pixels)
{
    /// <summary>More pixels than any image of a data set has; what claims more is damaged.</summary>
    public const int MostPixels = 1 << 26;

    /// <summary>The numbers with this many channels: grey may stand for three.</summary>
    public ReadOnlySpan<float> In(int channels, Span<float> scratch)
    {
        if (channels == Channels) return Pixels;
        for (int c = 0; c < channels; c++) Pixels.CopyTo(scratch[(c * Pixels.Length)..]);
        return scratch;
    }
}

/// <summary>What the header of an image tells.</summary>
internal sealed record PictureSize(int Height, int Width, int Channels);
