namespace DeepNfa.Data;

/// <summary>A point of the drawing plane; y grows downwards.</summary>
internal readonly record struct PenPoint(double X, double Y);

/// <summary>One stroke: a smooth curve through the points, broken where a point is a corner.</summary>
internal sealed record PenStroke(PenPoint[] Points, bool[] Corners);

/// <summary>One way to write a digit, and how often it is written so among the ways of that digit.</summary>
internal sealed record DigitGlyph(int Weight, PenStroke[] Strokes);

/// <summary>The ways to write each digit: the table that drawn digits are made from.</summary>
/// <remarks>Points are "x,y" in a box of 100 × 100 whose width is drawn at 0.72 of its height; "!" marks a corner, "|" lifts the pen.</remarks>
internal static class DigitGlyphs
{
    public const double Aspect = 0.72;

    private static readonly (int Digit, int Weight, string Strokes)[] _table =
    [
        (0, 3, "55,2 25,12 8,45 15,80 45,98 77,85 92,50 80,15 52,2"),
        (0, 2, "65,8 35,5 12,40 18,82 45,98 78,75 86,35 66,6 44,12"),
        (0, 1, "30,8 55,2 85,22 90,60 70,92 38,97 12,72 12,35 34,6"),

        (1, 5, "50,2 50,50 50,98"),
        (1, 1, "30,24 52,2! 52,98"),
        (1, 1, "30,24 52,2! 52,98 | 26,98 78,98"),

        (2, 3, "14,24 35,3 68,5 80,28 62,55 34,78 10,95! 50,92 92,96"),
        (2, 3, "12,25 32,4 66,6 78,30 60,60 32,88 14,93 10,80 28,76 58,90 94,90"),
        (2, 1, "8,12 40,2 78,12 76,38 45,68 12,96! 90,95"),

        (3, 3, "15,12 45,2 76,14 70,38 40,48! 76,57 84,80 50,98 12,88"),
        (3, 2, "12,15 45,2 74,18 62,40 40,47 66,53 86,73 60,95 10,90"),
        (3, 1, "15,5 80,4! 42,42! 78,52 84,80 48,98 10,88"),

        (4, 3, "22,5 14,50! 50,54 84,48 | 80,3 74,50 68,98"),
        (4, 2, "30,4 16,35 18,56 48,58 76,48 82,8! 78,50 74,98"),
        (4, 2, "64,3! 8,66! 94,63 | 66,3 66,50 66,98"),

        (5, 3, "26,5! 20,44! 56,38 84,60 74,88 42,98 8,90 | 26,5 88,3"),
        (5, 2, "88,4! 30,6! 22,46! 60,42 84,66 62,94 10,93"),
        (5, 1, "82,3 45,5 28,22 38,42 68,55 78,78 50,97 12,90"),

        (6, 3, "72,3 36,20 12,60 22,92 55,97 82,78 70,56 42,56 16,78"),
        (6, 2, "56,2 26,35 14,75 38,98 74,88 78,62 48,54 18,76"),
        (6, 1, "40,2 16,40 12,80 40,98 80,90 82,66 50,60 14,74"),

        (7, 3, "10,10! 86,6! 58,50 40,98"),
        (7, 2, "10,24 12,6! 88,5! 62,48 46,98"),
        (7, 1, "10,8! 86,6! 58,50 40,98 | 26,54 80,50"),

        (8, 3, "76,14 48,2 22,16 32,38 62,54 82,78 50,98 18,80 36,56 68,38 78,14"),
        (8, 2, "50,2 22,14 26,38 50,47 76,38 78,14 50,2 | 50,47 18,62 20,88 50,98 82,88 80,62 50,47"),
        (8, 1, "82,8 50,3 22,20 40,42 68,58 74,84 46,98 22,82 40,58 72,34 86,12"),

        (9, 3, "80,20 52,3 20,18 20,44 50,52 76,36 82,12! 78,55 70,98"),
        (9, 2, "80,22 52,3 22,20 22,46 48,54 76,38 82,14! 84,60 68,92 32,96"),
        (9, 1, "84,12 48,3 16,24 26,48 60,46 84,14! 66,55 48,98"),
    ];

    private static readonly DigitGlyph[][] _glyphs =
        [.. Enumerable.Range(0, 10).Select(digit => _table.Where(row => row.Digit == digit).Select(row => new DigitGlyph(row.Weight, Parse(row.Strokes))).ToArray())];

    /// <summary>Draws one of the ways to write a digit, as often as its weight says.</summary>
    public static DigitGlyph Pick(int digit, RandomStream random)
    {
        DigitGlyph[] ways = _glyphs[digit];
        int at = random.NextInt(ways.Sum(w => w.Weight));
        return ways.First(w => (at -= w.Weight) < 0);
    }

    private static PenStroke[] Parse(string strokes) => [.. strokes.Split('|', StringSplitOptions.TrimEntries).Select(stroke =>
    {
        string[] points = stroke.Split(' ');
        return new PenStroke([.. points.Select(ParsePoint)], [.. points.Select(p => p.EndsWith('!'))]);
    })];

    private static PenPoint ParsePoint(string point)
    {
        string[] xy = point.TrimEnd('!').Split(',');
        return new PenPoint(double.Parse(xy[0]) / 100 * Aspect, double.Parse(xy[1]) / 100);
    }
}
