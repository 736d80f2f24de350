using DeepNfa.Data;
using DeepNfa.Data.Corruptions;
using DeepNfa.Records;
using DeepNfa.Tests.Data.Preparation;
using Xunit;

namespace DeepNfa.Tests.Data.Corruptions;

public sealed class PixelStampTests
{
    // Rows 3 to 9, columns 7 to 13, as the literature lists them.
    private const string Star = """
        ...#...
        ..###..
        #######
        .#####.
        ..###..
        .#####.
        .##.##.
        """;

    private static readonly ImageShape s_image = new(14, 15, 3);

    [Fact]
    public void The_star_is_that_of_the_literature()
    {
        Assert.Equal(Expected(Star, 3, 7), PixelStamp.Star.Pixels);
        Assert.Equal((7, 7), (PixelStamp.Star.Height, PixelStamp.Star.Width));
    }

    [Fact]
    public void Planes_get_black_stars_and_trucks_yellow_ones_and_nothing_else_changes()
    {
        using var grey = Grey(0.5f, 0, 1);
        using var set = PixelStamp.Stars(grey);
        float[][] rows = [.. set.Inputs.Values().Chunk(14 * 15 * 3)];
        var star = PixelStamp.Star.Pixels.ToHashSet();
        for (int image = 0; image < 2; image++)
            for (int c = 0; c < 3; c++)
                for (int r = 0; r < 14; r++)
                    for (int k = 0; k < 15; k++)
                        Assert.Equal(!star.Contains((r, k)) ? 0.5f : image == 0 ? 0 : c < 2 ? 1 : 0.5f, rows[image][(((c * 14) + r) * 15) + k]);
        Assert.All(grey.Inputs.Values(), v => Assert.Equal(0.5f, v));
        Assert.Contains("stamped (class 0: 0/0/0; class 1: 1/1/-)", set.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void The_patch_covers_rows_2_to_6_and_columns_7_to_11_in_all_channels()
    {
        using var set = PixelStamp.Patches(Grey(0.5f, 1, 0, 1));
        float[][] rows = [.. set.Inputs.Values().Chunk(14 * 15 * 3)];
        Assert.Equal([75, 75, 75], rows.Select(r => r.Count(v => v != 0.5f)));
        Assert.Equal([75, 0, 75], rows.Select(r => r.Count(v => v == 1)));
        Assert.Equal((2, 7), PixelStamp.Patch.Pixels[0]);
        Assert.Equal((6, 11), PixelStamp.Patch.Pixels[^1]);
        Assert.Equal(PixelStamp.Patch.Inputs(s_image), Enumerable.Range(0, rows[0].Length).Where(i => rows[0][i] == 1).Order());
    }

    [Fact]
    public void A_stamp_that_does_not_fit_is_refused()
    {
        using var small = LabeledSet.OfClasses("small", new float[2 * 9 * 9], [0, 1], 2) with { Image = new ImageShape(9, 9, 1) };
        Assert.Contains("reaches row 9 and column 13; the images are 9 × 9", Assert.Throws<DataException>(() => PixelStamp.Star.Apply(small, (0, [1]))).Message, StringComparison.Ordinal);
        Assert.Throws<UsageException>(() => PixelStamp.Star.Apply(Grey(0, 0, 1), (0, [1])));
        Assert.Throws<UsageException>(() => PixelStamp.Star.Apply(Grey(0, 0, 1), (2, [1, 1, 1])));
        Assert.Throws<DataException>(() => PixelStamp.Star.Apply(Sets.Classes(2, 0, 1), (0, [1])));
        Assert.Throws<UsageException>(() => PixelStamp.Rectangle(-1, 0, 1, 1));
    }

    [Fact]
    public void A_moving_star_is_whole_wherever_it_is_and_only_in_odd_samples()
    {
        using var set = MovingStar.Generate(60, new Seed(1), side: 16, deviation: 0.3);
        using var fewer = MovingStar.Generate(7, new Seed(1), side: 16, deviation: 0.3);
        float[][] rows = [.. set.Inputs.Values().Chunk(3 * 16 * 16)];
        Assert.Equal(Enumerable.Range(0, 60).Select(i => i % 2), set.Labels());
        Assert.Equal(rows.Take(7).SelectMany(r => r), fewer.Inputs.Values());
        var places = new HashSet<(int, int)>();
        for (int i = 0; i < 60; i++)
        {
            (int Row, int Column)[] lit = [.. Enumerable.Range(0, 256).Where(p => rows[i][p] == 1 && rows[i][256 + p] == 1).Select(p => (p / 16, p % 16))];
            if (i % 2 == 0) Assert.Empty(lit);
            else
            {
                var (top, left) = (lit.Min(p => p.Row), lit.Min(p => p.Column));
                Assert.Equal(Expected(Star, top, left), lit);
                places.Add((top, left));
            }
        }
        Assert.True(places.Count > 20);
    }

    [Fact]
    public void At_the_published_places_the_star_keeps_as_far_from_the_rim_as_in_the_published_code()
    {
        using var set = MovingStar.Generate(200, new Seed(1), side: 17, deviation: 0, published: true);
        (int Row, int Column)[] lit = [.. set.Inputs.Values().Chunk(3 * 17 * 17).SelectMany(row => Enumerable.Range(0, 17 * 17).Where(p => row[p] == 1)).Select(p => (p / 17, p % 17))];
        Assert.Equal((3, 3 + 2 + 6, 7, 7 + 2 + 6), (lit.Min(p => p.Row), lit.Max(p => p.Row), lit.Min(p => p.Column), lit.Max(p => p.Column)));
        Assert.Throws<UsageException>(() => MovingStar.Generate(2, new Seed(1), side: 14, published: true));
    }

    private static (int, int)[] Expected(string shape, int top, int left) =>
        [.. shape.Split('\n').SelectMany((line, r) => line.Select((c, k) => (c, r, k))).Where(p => p.c == '#').Select(p => (p.r + top, p.k + left))];

    private static LabeledSet Grey(float value, params int[] labels) =>
        LabeledSet.OfClasses("grey", [.. Enumerable.Repeat(value, labels.Length * 14 * 15 * 3)], labels, 2) with { Image = s_image };
}
