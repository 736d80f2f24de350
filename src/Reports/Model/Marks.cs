namespace DeepNfa.Reports;

/// <summary>Something drawn in a panel. A named mark stands in the legend, once for each name of a figure.</summary>
/// <param name="Name">The name in the legend, or null.</param>
/// <param name="Color">The colour as #rrggbb.</param>
public abstract record Mark(string? Name, string Color);

/// <summary>A line through points; a point that is not finite is a gap.</summary>
/// <param name="Name">The name in the legend, or null.</param>
/// <param name="X">Positions, in the order in which they are joined.</param>
/// <param name="Y">Values, as many; none draws nothing and keeps the entry in the legend.</param>
/// <param name="Color">The colour as #rrggbb.</param>
public sealed record Line(string? Name, IReadOnlyList<double> X, IReadOnlyList<double> Y, string Color) : Mark(Name, Color)
{
    /// <summary>The low edge of a shaded band, as many as points; null for no band.</summary>
    public IReadOnlyList<double>? Low { get; init; }

    /// <summary>The high edge of the band.</summary>
    public IReadOnlyList<double>? High { get; init; }

    /// <summary>Whether the line is dashed: a null, or a reference.</summary>
    public bool Dashed { get; init; }

    /// <summary>Whether every point is marked, so that a reader sees where something was measured.</summary>
    public bool Markers { get; init; }

    /// <summary>What a page says of each point when it is pointed at, as many as points; null for the plain value.</summary>
    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>Width of the line in CSS pixels.</summary>
    public double Width { get; init; } = 1.6;
}

/// <summary>A horizontal reference, such as zero, with an optional band around it.</summary>
/// <param name="Name">The name in the legend, or null.</param>
/// <param name="Value">Where it stands on the vertical axis.</param>
/// <param name="Color">The colour as #rrggbb.</param>
/// <param name="HalfWidth">Half the height of the band around it; 0 for none.</param>
public sealed record Level(string? Name, double Value, string Color, double HalfWidth = 0) : Mark(Name, Color);

/// <summary>Points, with error bars when errors are given.</summary>
/// <param name="Name">The name in the legend, or null.</param>
/// <param name="X">Positions.</param>
/// <param name="Y">Values, as many.</param>
/// <param name="Color">The colour as #rrggbb.</param>
/// <param name="Errors">Half the length of each error bar.</param>
/// <param name="Hollow">Whether only the rim is drawn.</param>
public sealed record Points(string? Name, IReadOnlyList<double> X, IReadOnlyList<double> Y, string Color, IReadOnlyList<double>? Errors = null, bool Hollow = false) : Mark(Name, Color)
{
    /// <summary>What a page says of each point when it is pointed at, as many as points; null for the plain value.</summary>
    public IReadOnlyList<string>? Notes { get; init; }
}

/// <summary>Bars from zero. Several in a panel with the same positions stand side by side.</summary>
/// <param name="Name">The name in the legend, or null.</param>
/// <param name="X">Positions, one apart; category i stands at i.</param>
/// <param name="Values">The heights, as many.</param>
/// <param name="Color">The colour as #rrggbb.</param>
/// <param name="Errors">Half the length of each error bar.</param>
public sealed record Bars(string? Name, IReadOnlyList<double> X, IReadOnlyList<double> Values, string Color, IReadOnlyList<double>? Errors = null) : Mark(Name, Color);

/// <summary>A matrix as cells, row 0 at the top; a cell that is not finite stays blank.</summary>
/// <param name="Values">The matrix.</param>
/// <param name="Map">The colours.</param>
/// <param name="Low">The value of the first colour; smaller values take it too.</param>
/// <param name="High">The value of the last colour.</param>
/// <param name="BarLabel">The label of a colour bar on the right; null for no bar.</param>
public sealed record Heat(double[,] Values, ColorMap Map, double Low, double High, string? BarLabel = null) : Mark(null, "#000000")
{
    /// <summary>Lays equally large images out in one matrix with blank gaps between them, row by row.</summary>
    /// <param name="tiles">The images, at least one, all of one size.</param>
    /// <param name="columns">Images in a row.</param>
    /// <param name="gap">Blank cells between two images.</param>
    public static double[,] Mosaic(IReadOnlyList<double[,]> tiles, int columns, int gap = 2)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        int height = tiles[0].GetLength(0), width = tiles[0].GetLength(1), rows = (tiles.Count + columns - 1) / columns;
        var all = new double[rows * (height + gap) - gap, columns * (width + gap) - gap];
        for (int i = 0; i < all.GetLength(0); i++)
            for (int j = 0; j < all.GetLength(1); j++)
            {
                int tile = i / (height + gap) * columns + j / (width + gap), y = i % (height + gap), x = j % (width + gap);
                all[i, j] = y < height && x < width && tile < tiles.Count ? tiles[tile][y, x] : double.NaN;
            }
        return all;
    }
}
