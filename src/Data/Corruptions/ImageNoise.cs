using DeepNfa.Records;

namespace DeepNfa.Data.Corruptions;

/// <summary>Noise on inputs: Gaussian on every one, or extremes on some.</summary>
public static class ImageNoise
{
    /// <summary>Adds N(0, σ²) to every input, row i from stream "image-noise" with index i.</summary>
    /// <param name="set">Any set; not changed.</param>
    /// <param name="deviation">σ, 0 or above.</param>
    /// <param name="seed">Where the noise is drawn from.</param>
    /// <exception cref="UsageException"><paramref name="deviation"/> is out of range.</exception>
    public static LabeledSet Gaussian(LabeledSet set, double deviation, Seed seed)
    {
        Require.InRange(deviation, 0, 1e6);
        var table = SampleTable.Of(set);
        Parallel.For(0, table.Rows, i =>
        {
            var random = seed.Stream("image-noise", i);
            foreach (ref float value in table.Input(i)) value = (float)(value + (deviation * random.NextGaussian()));
        });
        return table.ToSet() with { Source = set.Source.Then(FormattableString.Invariant($"noise N(0, {deviation}^2) on every input (seed {seed.Value})")) };
    }

    /// <summary>Sets a share of the inputs to 0 or 1, each as likely; row i from stream "image-noise" with index i.</summary>
    /// <param name="set">Any set; not changed.</param>
    /// <param name="rate">The probability of an input to be hit, in [0, 1].</param>
    /// <param name="seed">Where the noise is drawn from.</param>
    /// <exception cref="UsageException"><paramref name="rate"/> is out of range.</exception>
    public static LabeledSet SaltAndPepper(LabeledSet set, double rate, Seed seed)
    {
        Require.InRange(rate, 0, 1);
        var table = SampleTable.Of(set);
        Parallel.For(0, table.Rows, i =>
        {
            var random = seed.Stream("image-noise", i);
            foreach (ref float value in table.Input(i))
            {
                double hit = random.NextDouble();
                if (hit < rate) value = hit < rate / 2 ? 0 : 1;
            }
        });
        return table.ToSet() with { Source = set.Source.Then(FormattableString.Invariant($"inputs set to 0 or 1 with probability {rate} (seed {seed.Value})")) };
    }

    /// <summary>Puts each image at a random place in a larger frame of Gaussian noise; the image covers the noise. Row i from stream "noise-frame" with index i.</summary>
    /// <param name="set">Images; not changed.</param>
    /// <param name="height">The height of the frame, at least that of the images.</param>
    /// <param name="width">The width of the frame, at least that of the images.</param>
    /// <param name="deviation">The standard deviation of the noise, 0 or above.</param>
    /// <param name="seed">Where places and noise are drawn from.</param>
    /// <remarks><b>Source.</b> MNIST in frames of 42 × 42 with deviation 0.5 in the published code of Radhakrishnan et al., Science 383 (2024), ConvRFM.</remarks>
    /// <exception cref="UsageException">The frame is smaller than the images, or <paramref name="deviation"/> is out of range.</exception>
    /// <exception cref="DataException">The set has no images.</exception>
    public static LabeledSet Frame(LabeledSet set, int height, int width, double deviation, Seed seed)
    {
        var image = ImageSets.Require(set);
        Require.InRange(height, image.Height, 4096);
        Require.InRange(width, image.Width, 4096);
        Require.InRange(deviation, 0, 1e6);
        var table = SampleTable.Of(set);
        int size = height * width * image.Channels;
        var frames = new float[(long)table.Rows * size];
        Parallel.For(0, table.Rows, i =>
        {
            var random = seed.Stream("noise-frame", i);
            Span<float> frame = frames.AsSpan((int)((long)i * size), size), row = table.Input(i);
            int top = random.NextInt(height - image.Height + 1), left = random.NextInt(width - image.Width + 1);
            foreach (ref float value in frame) value = (float)(deviation * random.NextGaussian());
            for (int line = 0; line < image.Channels * image.Height; line++)
            {
                int channel = line / image.Height, at = (((channel * height) + top + (line % image.Height)) * width) + left;
                row.Slice(line * image.Width, image.Width).CopyTo(frame[at..]);
            }
        });
        table.Replace(frames, size, new ImageShape(height, width, image.Channels));
        return table.ToSet() with { Source = set.Source.Then(FormattableString.Invariant($"each at a random place of {height} × {width} with noise N(0, {deviation}^2) (seed {seed.Value})")) };
    }
}
