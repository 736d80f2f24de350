using DeepNfa.Data;
using DeepNfa.Data.Corruptions;
using DeepNfa.Records;
using DeepNfa.Tests.Data.Preparation;
using Xunit;

namespace DeepNfa.Tests.Data.Corruptions;

public sealed class CorruptionTests
{
    [Fact]
    public void Images_stand_side_by_side_with_one_of_their_class()
    {
        // Left: 1×2, two channels; right: the same size, one channel.
        using var left = LabeledSet.OfClasses("L", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [0, 1, 0], 2) with { Image = new ImageShape(1, 2, 2), Hashes = new Dictionary<string, string> { ["a"] = "1" } };
        using var right = LabeledSet.OfClasses("R", [-1, -2, -3, -4], [1, 0], 2) with { Image = new ImageShape(1, 2, 1), Hashes = new Dictionary<string, string> { ["a"] = "2" } };
        using var set = SideBySide.Join(left, right);
        Assert.Equal([1, 2, -3, -4, 3, 4, -3, -4, 5, 6, -1, -2, 7, 8, -1, -2], set.Inputs.Values());
        Assert.Equal([0, 1], set.Labels());
        Assert.Equal(new ImageShape(1, 4, 2), set.Image);
        Assert.Equal(("1", "2"), (set.Hashes["left/a"], set.Hashes["right/a"]));
        using var one = SideBySide.Join(left, left, perClass: 1);
        Assert.Equal([0, 1], one.Labels());
    }

    [Fact]
    public void The_right_image_is_brought_to_the_size_of_the_left()
    {
        using var left = LabeledSet.OfClasses("L", new float[4], [0], 1) with { Image = new ImageShape(1, 4, 1) };
        using var right = LabeledSet.OfClasses("R", [0, 1], [0], 1) with { Image = new ImageShape(1, 2, 1) };
        using var set = SideBySide.Join(left, right);
        Assert.Equal([0, 0, 0, 0, 0, 0.25f, 0.75f, 1], set.Inputs.Values());
    }

    [Fact]
    public void Sets_that_do_not_go_together_are_refused()
    {
        using var a = LabeledSet.OfClasses("A", new float[8], [0, 1], 2) with { Image = new ImageShape(2, 2, 1) };
        using var three = LabeledSet.OfClasses("B", new float[8], [0, 2], 3) with { Image = new ImageShape(2, 2, 1) };
        using var pairs = LabeledSet.OfClasses("C", new float[8], [0, 1], 2) with { Image = new ImageShape(1, 2, 2) };
        Assert.Contains("2 classes and 3 classes", Assert.Throws<DataException>(() => SideBySide.Join(a, three)).Message, StringComparison.Ordinal);
        Assert.Contains("images of one channel or of 1", Assert.Throws<DataException>(() => SideBySide.Join(a, pairs)).Message, StringComparison.Ordinal);
        Assert.Throws<DataException>(() => SideBySide.Join(a, Sets.Classes(2, 0, 1)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.25, 50)]
    [InlineData(1, 200)]
    public void Label_noise_hits_exactly_its_share_and_always_another_class(double rate, int wrong)
    {
        int[] labels = [.. Enumerable.Range(0, 200).Select(i => i % 5)];
        using var noisy = LabelNoise.Apply(Sets.Classes(5, labels), rate, new Seed(1));
        using var again = LabelNoise.Apply(Sets.Classes(5, labels), rate, new Seed(1));
        Assert.Equal(wrong, labels.Zip(noisy.Labels()).Count(p => p.First != p.Second));
        Assert.All(noisy.Targets.Values().Chunk(5), row => Assert.Equal(1, row.Sum()));
        Assert.Equal(noisy.ContentHash, again.ContentHash);
        Assert.Contains($"{wrong} of 200 labels wrong", noisy.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void More_label_noise_keeps_the_wrong_labels_of_less()
    {
        int[] labels = [.. Enumerable.Range(0, 200).Select(i => i % 5)];
        using var less = LabelNoise.Apply(Sets.Classes(5, labels), 0.2, new Seed(1));
        using var more = LabelNoise.Apply(Sets.Classes(5, labels), 0.6, new Seed(1));
        foreach (var (right, few, many) in labels.Zip(less.Labels(), more.Labels()))
            if (few != right) Assert.Equal(few, many);
        Assert.Throws<UsageException>(() => LabelNoise.Apply(Sets.Classes(2, 0), 1.1, new Seed(0)));
        Assert.Throws<DataException>(() => LabelNoise.Apply(Sets.Rows([1]), 0.1, new Seed(0)));
    }

    [Fact]
    public void Wrong_labels_are_uniform_among_the_other_classes()
    {
        int[] labels = new int[9000];
        using var noisy = LabelNoise.Apply(Sets.Classes(4, labels), 1, new Seed(1));
        for (int c = 1; c < 4; c++) Assert.Equal(3000, noisy.Labels().Count(l => l == c), 5 * Math.Sqrt(9000 * 2.0 / 9));
    }

    [Fact]
    public void Gaussian_noise_adds_its_deviation_row_by_row()
    {
        using var clean = LabeledSet.OfTargets("x", new float[20_000], new float[100]);
        using var noisy = ImageNoise.Gaussian(clean, 0.5, new Seed(3));
        using var first = ImageNoise.Gaussian(clean.Take(10), 0.5, new Seed(3));
        Assert.Equal(0, noisy.Inputs.Values().Average(), 5 * 0.5 / Math.Sqrt(20_000));
        Assert.Equal(0.25, noisy.Inputs.Values().Average(v => (double)v * v), 5 * 0.25 * Math.Sqrt(2.0 / 20_000));
        Assert.Equal(noisy.Inputs.Values()[..2000], first.Inputs.Values());
    }

    [Fact]
    public void Salt_and_pepper_hit_their_share_half_and_half()
    {
        using var clean = LabeledSet.OfTargets("x", [.. Enumerable.Repeat(0.5f, 20_000)], new float[100]);
        using var noisy = ImageNoise.SaltAndPepper(clean, 0.3, new Seed(3));
        float[] values = noisy.Inputs.Values();
        double bound = 5 * Math.Sqrt(20_000 * 0.15 * 0.85);
        Assert.Equal(3000, values.Count(v => v == 0), bound);
        Assert.Equal(3000, values.Count(v => v == 1), bound);
        Assert.Equal(20_000, values.Count(v => v is 0 or 1 or 0.5f));
    }

    [Fact]
    public void A_framed_image_stands_whole_in_its_noise()
    {
        float[] image = [10, 11, 12, 20, 21, 22];
        using var set = ImageNoise.Frame(Sets.Images(new(1, 3, 2), [.. Enumerable.Repeat(image, 40)]), 4, 5, 0.5, new Seed(1));
        var places = new HashSet<int>();
        foreach (float[] row in set.Inputs.Values().Chunk(40))
        {
            int at = Array.IndexOf(row, 10f);
            Assert.True(at % 5 <= 2 && at < 20);
            Assert.Equal(image[..3], row[at..(at + 3)]);
            Assert.Equal(image[3..], row[(at + 20)..(at + 23)]);
            Assert.Equal(34, row.Count(v => Math.Abs(v) < 5));
            places.Add(at);
        }
        Assert.True(places.Count > 8, "12 places are possible");
        Assert.Equal(new ImageShape(4, 5, 2), set.Image);
        Assert.Throws<UsageException>(() => ImageNoise.Frame(Sets.Images(new(1, 3, 2), image), 4, 2, 0.5, new Seed(1)));
    }

    [Fact]
    public void A_mask_keeps_scores_above_the_threshold_of_their_range()
    {
        // Brought to [0, 1]: 0, 0.05, 0.0625, 1; the threshold itself is pruned.
        var mask = PruningMask.Above([10, 10.5, 10.625, 20]);
        Assert.Equal([false, false, true, true], mask.Keep);
        Assert.Equal([true, true, true, true], PruningMask.Above([3, 3, 3, 3]).Keep);
        Assert.Equal(2, mask.Inverse().Kept);
        Assert.Throws<UsageException>(() => PruningMask.Above([1, double.NaN]));
        Assert.Throws<UsageException>(() => PruningMask.Above([], 0.1));
    }

    [Fact]
    public void A_mask_keeps_the_largest_share_and_weights_by_magnitude()
    {
        Assert.Equal([true, false, false, true, false], PruningMask.Largest([5, 1, 2, 9, 2], 0.4).Keep);
        var mask = PruningMask.LargestMagnitude([0.1f, -3, 2, -0.5f], 0.5);
        float[] weights = [0.1f, -3, 2, -0.5f];
        mask.Prune(weights);
        Assert.Equal([0, -3, 2, 0], weights);
        Assert.Equal(1, PruningMask.Largest([1, 2, 3], 0.01).Kept);
        Assert.Equal([true, false, true, false], PruningMask.Above([1, 0, 0, 0], 0.5).OverChannels(new ImageShape(1, 2, 2)).Keep);
    }

    [Fact]
    public void A_pruned_set_has_zeros_and_a_replaced_one_the_donors_pixels()
    {
        var mask = PruningMask.Above([0, 1, 1], 0.5);
        using var set = Sets.Rows([1, 2, 3], [4, 5, 6]);
        using var pruned = mask.Apply(set);
        using var replaced = mask.ReplaceKept(set, set, row: 1);
        Assert.Equal([0, 2, 3, 0, 5, 6], pruned.Inputs.Values());
        Assert.Equal([1, 5, 6, 4, 5, 6], replaced.Inputs.Values());
        Assert.Equal("1 of 3 inputs pruned to 0", pruned.Source);
        Assert.Throws<UsageException>(() => mask.Apply(Sets.Rows([1, 2])));
        Assert.Throws<UsageException>(() => mask.ReplaceKept(set, set, row: 2));
    }
}
