using DeepNfa.Data.Preparation;
using DeepNfa.Records;

namespace DeepNfa.Data.Corruptions;

/// <summary>Two image sets joined into one: each image shows one of the left set and, to its right, one of the right set of the same class, so that either half would do.</summary>
/// <remarks>
/// The k-th image of a class on the left goes with the k-th of that class on the right; those that are left over are left out. The right images are brought to the height and width of the left ones,
/// and a grey one to their channels by copying. <b>Source.</b> CIFAR-10 beside MNIST in the published code of Radhakrishnan et al., arXiv 2212.13881: up to 5,000 pairs a class, 3 × 32 × 64.
/// </remarks>
public static class SideBySide
{
    /// <summary>Joins two sets.</summary>
    /// <param name="left">Images with classes.</param>
    /// <param name="right">Images with as many classes; of one channel, or of as many as the left.</param>
    /// <param name="perClass">The most pairs of a class, at least 1. <value>The default value is all.</value></param>
    /// <exception cref="DataException">A set has no images or no classes, the classes are not as many, channels differ, or no class has a pair.</exception>
    /// <exception cref="UsageException"><paramref name="perClass"/> is below 1.</exception>
    public static LabeledSet Join(LabeledSet left, LabeledSet right, int perClass = int.MaxValue)
    {
        Require.AtLeast(perClass, 1);
        var image = ImageSets.Require(left);
        var (a, b) = (SampleTable.Of(left), Fitted(right, image));
        if (!left.Classification || !right.Classification || left.Outputs != right.Outputs)
            throw new DataException($"{left.Name} and {right.Name}: expected as many classes in both; got {Words(left)} and {Words(right)}. Choose classes first (step classes:A:B:…).");
        var pairs = a.RowsByClass().Zip(b.RowsByClass(), (x, y) => x.Zip(y).Take(perClass)).SelectMany(p => p).OrderBy(p => p.First).ToList();
        if (pairs.Count == 0) throw new DataException($"{left.Name} and {right.Name}: no class has images in both. Give sets of the same classes.");
        int width = left.InputWidth, lines = image.Height * image.Channels;
        var inputs = new float[(long)pairs.Count * 2 * width];
        for (int i = 0; i < pairs.Count; i++)
        {
            Span<float> to = inputs.AsSpan(i * 2 * width, 2 * width);
            for (int line = 0; line < lines; line++)
            {
                a.Input(pairs[i].First).Slice(line * image.Width, image.Width).CopyTo(to[(2 * line * image.Width)..]);
                b.Input(pairs[i].Second).Slice(line * image.Width, image.Width).CopyTo(to[(((2 * line) + 1) * image.Width)..]);
            }
        }
        var hashes = left.Hashes.Select(h => ("left/" + h.Key, h.Value)).Concat(right.Hashes.Select(h => ("right/" + h.Key, h.Value))).ToDictionary();
        return LabeledSet.OfClasses($"{left.Name}-{right.Name}", inputs, [.. pairs.Select(p => a.Class(p.First))], left.Outputs) with
        {
            Image = image with { Width = 2 * image.Width },
            Source = $"left: {left.Source}; right, of the same class: {right.Source}",
            Hashes = new SortedDictionary<string, string>(hashes, StringComparer.Ordinal),
        };
    }

    private static SampleTable Fitted(LabeledSet right, ImageShape image)
    {
        var own = ImageSets.Require(right);
        var table = new Resize(image.Height, image.Width).Apply(new Tables(SampleTable.Of(right), null), default, 0).Train;
        if (own.Channels == image.Channels) return table;
        if (own.Channels != 1) throw new DataException($"{right.Name}: expected images of one channel or of {image.Channels}, as on the left; got {own.Channels}. Make them grey first (step grey).");
        int pixels = image.Height * image.Width;
        var copies = new float[(long)table.Rows * pixels * image.Channels];
        for (int i = 0; i < table.Rows; i++)
            for (int c = 0; c < image.Channels; c++) table.Input(i).CopyTo(copies.AsSpan(((i * image.Channels) + c) * pixels));
        table.Replace(copies, pixels * image.Channels, image);
        return table;
    }

    private static string Words(LabeledSet set) => set.Classification ? $"{set.Outputs} classes" : "numbers as targets";
}
