namespace DeepNfa.Reports;

/// <summary>How the numbers of an axis are spaced.</summary>
public enum AxisScale
{
    /// <summary>Equal steps are equal differences.</summary>
    Linear,

    /// <summary>Equal steps are equal ratios; values that are not positive are not drawn.</summary>
    Log,
}

/// <summary>One axis of a panel.</summary>
/// <param name="Label">The label with its unit; empty for none.</param>
/// <param name="Scale">The spacing.</param>
/// <param name="Min">The low end; null takes it from the data.</param>
/// <param name="Max">The high end; null takes it from the data.</param>
/// <param name="Categories">Names at 0, 1, 2, … in place of numbers.</param>
public sealed record Axis(string Label = "", AxisScale Scale = AxisScale.Linear, double? Min = null, double? Max = null, IReadOnlyList<string>? Categories = null);

/// <summary>One pair of axes with its marks.</summary>
/// <param name="Title">What the panel shows; empty for none.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Marks">What is drawn, the first at the back.</param>
/// <param name="Bare">Without axes, ticks and grid: images.</param>
public sealed record Panel(string Title, Axis X, Axis Y, IReadOnlyList<Mark> Marks, bool Bare = false);

/// <summary>A figure: panels in rows, a title, a legend of all named marks. It knows what is shown and no renderer.</summary>
/// <remarks>
/// Texts are plain Unicode; "AGOP^½" and "AGOP^0.25" are set with a raised exponent.
/// Sizes are CSS pixels (96 an inch) of one panel between its axes, so a figure with other columns needs no other sizes.
/// </remarks>
/// <param name="Name">The name of its files, without an ending.</param>
/// <param name="Title">The title.</param>
/// <param name="Panels">The panels, row by row.</param>
public sealed record Figure(string Name, string Title, IReadOnlyList<Panel> Panels)
{
    /// <summary>One line below the title: what the numbers depend on.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>A remark below the panels.</summary>
    public string Note { get; init; } = "";

    /// <summary>What is seen, in words, for a reader who knows no paper; shown by pages.</summary>
    public string Caption { get; init; } = "";

    /// <summary>What a reader who cannot see the figure needs to hear.</summary>
    public string Alt { get; init; } = "";

    /// <summary>Panels in a row.</summary>
    public int Columns { get; init; } = 1;

    /// <summary>Relative widths of the columns; null for equal ones.</summary>
    public IReadOnlyList<double>? ColumnWeights { get; init; }

    /// <summary>Width of a panel of weight 1 between its axes.</summary>
    public double PanelWidth { get; init; } = 400;

    /// <summary>Height of a panel between its axes.</summary>
    public double PanelHeight { get; init; } = 220;
}
