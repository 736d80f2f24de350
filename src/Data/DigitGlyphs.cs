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
        (0, 3, "55,2 24,10 5,42 12,80 45,98 80,85 96,50 84,14 52,2"),
        (0, 2, "68,8 38,4 8,38 12,80 45,98 84,76 92,38 72,8 44,6"),
        (0, 1, "30,8 56,2 90,22 95,58 72,94 38,97 6,72 8,35 34,5"),

        (1, 8, "50,2 50,50 50,98"),
        (1, 1, "34,20 52,2! 52,98"),
        (1, 1, "30,22 52,2! 52,98 | 24,98 80,98"),

        (2, 3, "14,24 35,3 68,5 80,28 62,55 34,78 10,95! 50,92 96,96"),
        (2, 3, "12,25 32,4 66,6 78,30 60,60 32,88 14,93 10,80 28,76 58,90 98,90"),
        (2, 1, "8,12 40,2 78,12 76,38 45,68 10,96! 94,95"),

        (3, 3, "12,12 45,2 76,14 70,38 40,48! 76,57 84,80 50,98 8,88"),
        (3, 2, "10,14 45,2 74,18 62,40 40,47 66,53 86,73 60,95 6,90"),
        (3, 1, "12,5 80,4! 42,42! 78,52 84,80 48,98 6,88"),

        (4, 3, "18,5 10,50! 50,54 88,48 | 82,3 76,50 68,98"),
        (4, 2, "24,4 10,35 14,54 48,58 76,48 84,6! 78,50 72,98"),
        (4, 2, "60,3! 4,64! 98,62 | 78,30 70,60 64,98"),

        (5, 3, "26,5! 20,44! 56,38 84,60 74,88 42,98 8,90 | 26,5 94,3"),
        (5, 2, "94,4! 30,6! 22,46! 60,42 84,66 62,94 8,93"),
        (5, 1, "88,3 45,5 26,22 38,42 68,55 78,78 50,97 8,90"),

        (6, 3, "72,3 36,20 10,60 20,92 55,97 84,78 72,56 42,56 14,78"),
        (6, 2, "58,2 26,35 12,75 38,98 76,88 80,62 48,54 16,76"),
        (6, 1, "42,2 14,40 10,80 40,98 82,90 84,66 50,58 12,76"),

        (7, 4, "8,10! 88,6! 52,50 26,98"),
        (7, 1, "10,20 12,6! 90,5! 56,48 32,98"),
        (7, 1, "8,8! 88,6! 52,50 28,98 | 24,52 78,48"),

        (8, 3, "80,14 50,2 20,16 32,38 62,54 86,78 50,98 12,80 34,56 68,38 82,14"),
        (8, 2, "50,2 18,14 22,38 50,48 78,38 82,14 50,2 | 50,48 16,60 12,84 50,98 88,84 84,60 50,48"),
        (8, 1, "86,10 52,2 18,18 36,40 70,58 80,84 46,98 14,82 38,58 72,36 88,12"),

        (9, 3, "80,20 52,3 18,18 18,44 50,52 76,36 82,12! 74,55 62,98"),
        (9, 2, "80,22 52,3 20,20 20,46 48,54 76,38 82,14! 80,60 62,90 28,96"),
        (9, 1, "84,12 48,3 14,24 24,48 60,46 84,14! 62,55 40,98"),
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
