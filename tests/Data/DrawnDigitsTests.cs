using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DeepNfa.Data;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Data;

public sealed class DrawnDigitsTests
{
    private const int Pixels = DrawnDigits.Side * DrawnDigits.Side;

    [Fact]
    public void First_hundred_digits_of_seed_0_are_fixed_for_ever()
    {
        var (pixels, labels) = Draw(100, new Seed(0));
        byte[] grey = [.. pixels.Select(p => (byte)MathF.Round(255 * p))];
        Assert.Equal("0562859403189236937515978915841235908611434319651116164656357230146439941406644089259542887507093136", string.Concat(labels));
        Assert.Equal("e2844fcc8ff0d5d727afd59cb42e99a879eda910057d29741a5183dbbd7c5003", Convert.ToHexStringLower(SHA256.HashData(grey)));
    }

    [Fact]
    public void A_set_holds_what_is_drawn_sample_by_sample()
    {
        var (pixels, labels) = Draw(20, new Seed(3));
        using var set = DrawnDigits.Generate(20, new Seed(3));
        Assert.Equal(pixels, set.Inputs.data<float>().ToArray());
        float[] targets = set.Targets.data<float>().ToArray();
        Assert.All(labels.Index(), l => Assert.Equal(1, targets[10 * l.Index + l.Item]));
        Assert.Equal((20, Pixels, 10, true, new ImageShape(28, 28, 1)), (set.Samples, set.InputWidth, set.Outputs, set.Classification, set.Image!));
    }

    [Fact]
    public void Pixels_are_grey_levels_on_black_paper()
    {
        var (pixels, _) = Draw(500, new Seed(1));
        Assert.All(pixels, p => Assert.Equal(MathF.Round(255 * p), 255 * p, 1e-4f));
        Assert.InRange(pixels.Count(p => p == 0) / (double)pixels.Length, 0.6, 0.9);
        Assert.InRange(pixels.Average(), 0.1f, 0.16f); // MNIST: 0.131
        foreach (float[] image in pixels.Chunk(Pixels))
            Assert.InRange(image.Max(), 0.6f, 1);
    }

    [Fact]
    public void The_centre_of_mass_lies_near_the_middle()
    {
        var (pixels, _) = Draw(500, new Seed(1));
        double sumX = 0;
        foreach (float[] image in pixels.Chunk(Pixels))
        {
            double mass = image.Sum(), x = image.Index().Sum(p => p.Item * (p.Index % 28 + 0.5)) / mass, y = image.Index().Sum(p => p.Item * (p.Index / 28 + 0.5)) / mass;
            Assert.InRange(x, 14 - 4.5, 14 + 4.5);
            Assert.InRange(y, 14 - 4.5, 14 + 4.5);
            sumX += x;
        }
        Assert.Equal(14, sumX / 500, 0.25);
    }

    [Fact]
    public void No_two_images_are_alike_and_all_classes_occur_about_equally()
    {
        var (pixels, labels) = Draw(2000, new Seed(2));
        Assert.Equal(2000, pixels.Chunk(Pixels).Select(image => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(image.AsSpan())))).Distinct().Count());
        Assert.All(Enumerable.Range(0, 10), c => Assert.InRange(labels.Count(l => l == c), 133, 267)); // 200 ± 5 sd
    }

    [Fact]
    public void Images_of_a_class_resemble_its_mean_more_often_than_chance()
    {
        var (train, trainLabels) = Draw(1000, new Seed(4));
        var (test, testLabels) = Draw(300, new Seed(5));
        var images = train.Chunk(Pixels).Zip(trainLabels).ToLookup(p => p.Second, p => p.First);
        var means = Enumerable.Range(0, 10).Select(c => Enumerable.Range(0, Pixels).Select(k => images[c].Average(image => image[k])).ToArray()).ToArray();
        int right = test.Chunk(Pixels).Zip(testLabels).Count(p => Enumerable.Range(0, 10).MinBy(c => means[c].Zip(p.First, (m, x) => (m - x) * (m - x)).Sum()) == p.Second);
        Assert.InRange(right / 300.0, 0.55, 0.95); // Chance is 0.1; were it near 1, the task would be too simple for a network.
    }

    [Fact]
    public void Wrong_sizes_are_refused()
    {
        Assert.Throws<UsageException>(() => DrawnDigits.Generate(0, new Seed(0)));
        Assert.Throws<UsageException>(() => DrawnDigits.Draw(new Seed(0), 0, new float[10]));
    }

    private static (float[] Pixels, int[] Labels) Draw(int samples, Seed seed)
    {
        var (pixels, labels) = (new float[samples * Pixels], new int[samples]);
        for (int i = samples - 1; i >= 0; i--) // Backwards: no image may depend on those before it.
            labels[i] = DrawnDigits.Draw(seed, i, pixels.AsSpan(i * Pixels, Pixels));
        return (pixels, labels);
    }
}
