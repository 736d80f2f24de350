using DeepNfa.Records;

namespace DeepNfa.Data.Corruptions;

/// <summary>A set of pixels that is given one colour in every image of a class: a feature that predicts the class and has nothing to do with it.</summary>
/// <remarks>
/// Pixels are (row, column) from 0, from the upper left corner. <b>Source.</b> Star and patch are those of the published code of Radhakrishnan et al., arXiv 2212.13881 (star: the
/// spurious features of STL-10's planes and trucks; patch: an older variant of it).
/// </remarks>
public sealed class PixelStamp
{
    private PixelStamp(IReadOnlyList<(int Row, int Column)> pixels) => Pixels = pixels;

    /// <summary>The star: row 3, column 10; rows 4 to 9 widen to columns 7 to 13 in row 5 and end in two feet.</summary>
    public static PixelStamp Star { get; } = new([.. Rows((3, 10, 10), (4, 9, 11), (5, 7, 13), (6, 8, 12), (7, 9, 11), (8, 8, 12), (9, 8, 9), (9, 11, 12))]);

    /// <summary>The patch: rows 2 to 6, columns 7 to 11.</summary>
    public static PixelStamp Patch { get; } = Rectangle(2, 7, 5, 5);

    /// <summary>The pixels, row by row.</summary>
    public IReadOnlyList<(int Row, int Column)> Pixels { get; }

    /// <summary>The rows from the first to the last.</summary>
    public int Height => Pixels.Max(p => p.Row) - Pixels.Min(p => p.Row) + 1;

    /// <summary>The columns from the first to the last.</summary>
    public int Width => Pixels.Max(p => p.Column) - Pixels.Min(p => p.Column) + 1;

    /// <summary>All pixels of a rectangle.</summary>
    /// <exception cref="UsageException">It begins before 0 or is empty.</exception>
    public static PixelStamp Rectangle(int top, int left, int height, int width)
    {
        Require.AtLeast(top, 0);
        Require.AtLeast(left, 0);
        Require.AtLeast(height, 1);
        Require.AtLeast(width, 1);
        return new([.. Rows([.. Enumerable.Range(top, height).Select(row => (row, left, left + width - 1))])]);
    }

    /// <summary>The same shape with its box's upper left corner elsewhere.</summary>
    /// <exception cref="UsageException">The corner is before 0.</exception>
    public PixelStamp MovedTo(int top, int left)
    {
        int down = Require.AtLeast(top, 0) - Pixels.Min(p => p.Row), right = Require.AtLeast(left, 0) - Pixels.Min(p => p.Column);
        return new([.. Pixels.Select(p => (p.Row + down, p.Column + right))]);
    }

    /// <summary>Gives the pixels a colour in every image of some classes.</summary>
    /// <param name="set">Images with classes; not changed.</param>
    /// <param name="colors">For a class, the value of each channel; null leaves the channel as it is. Classes that are not named stay as they are.</param>
    /// <exception cref="DataException">The set has no images or no classes, or they are too small.</exception>
    /// <exception cref="UsageException">A class or a number of channels is not that of the set.</exception>
    public LabeledSet Apply(LabeledSet set, params IReadOnlyList<(int Class, float?[] Color)> colors)
    {
        var image = ImageSets.Require(set);
        if (!set.Classification) throw new DataException($"{set.Name}: expected classes; got numbers as targets. Stamp a set of classes.");
        foreach (var (target, color) in colors)
        {
            Require.InRange(target, 0, set.Outputs - 1, name: "class");
            Require.That(color.Length == image.Channels, "color", $"{image.Channels} value(s), one a channel", color.Length);
        }
        var table = SampleTable.Of(set);
        for (int i = 0; i < table.Rows; i++)
            foreach (var (target, color) in colors.Where(c => c.Class == table.Class(i))) Press(table.Input(i), image, color);
        string words = string.Join("; ", colors.Select(c => $"class {c.Class}: {string.Join('/', c.Color.Select(v => v is { } value ? FormattableString.Invariant($"{value}") : "-"))}"));
        return table.ToSet() with { Source = set.Source.Then($"{Pixels.Count} pixels stamped ({words})") };
    }

    /// <summary>The planes-and-trucks experiment: a black star in every image of class 0, a yellow one (red and green 1, blue as it was) in every image of class 1.</summary>
    /// <param name="set">Colour images of two classes, such as STL-10 after the step <c>classes:0:9</c>.</param>
    /// <exception cref="DataException">The set has no images or no classes, or they are too small.</exception>
    /// <exception cref="UsageException">The images have not three channels.</exception>
    public static LabeledSet Stars(LabeledSet set) => Star.Apply(set, (0, [0, 0, 0]), (1, [1, 1, null]));

    /// <summary>The older variant: the patch is 0 in every image of class 0 and 1 in every image of class 1, in all channels.</summary>
    /// <param name="set">Images of two classes.</param>
    /// <exception cref="DataException">The set has no images or no classes, or they are too small.</exception>
    public static LabeledSet Patches(LabeledSet set)
    {
        int channels = ImageSets.Require(set).Channels;
        return Patch.Apply(set, (0, [.. Enumerable.Repeat<float?>(0, channels)]), (1, [.. Enumerable.Repeat<float?>(1, channels)]));
    }

    /// <summary>The positions of the pixels in a row of inputs, in all channels: what a mask or the diagonal of an AGOP is compared with.</summary>
    /// <exception cref="DataException">The images are too small.</exception>
    public IReadOnlyList<int> Inputs(ImageShape image)
    {
        if (Pixels.Any(p => p.Row >= image.Height || p.Column >= image.Width))
            throw new DataException($"The stamp reaches row {Pixels.Max(p => p.Row)} and column {Pixels.Max(p => p.Column)}; the images are {image.Height} × {image.Width}. Take larger images, or resize them.");
        return [.. Enumerable.Range(0, image.Channels).SelectMany(c => Pixels.Select(p => (((c * image.Height) + p.Row) * image.Width) + p.Column))];
    }

    /// <summary>Gives the pixels of one image a colour.</summary>
    internal void Press(Span<float> row, ImageShape image, float?[] color)
    {
        var positions = Inputs(image);
        for (int k = 0; k < positions.Count; k++)
            if (color[k / Pixels.Count] is { } value) row[positions[k]] = value;
    }

    private static IEnumerable<(int, int)> Rows(params (int Row, int First, int Last)[] runs) =>
        runs.SelectMany(r => Enumerable.Range(r.First, r.Last - r.First + 1).Select(column => (r.Row, column)));
}
