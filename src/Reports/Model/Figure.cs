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
/// <param name="Whole">Whether only whole numbers have a meaning, such as epochs.</param>
public sealed record Axis(string Label = "", AxisScale Scale = AxisScale.Linear, double? Min = null, double? Max = null, IReadOnlyList<string>? Categories = null, bool Whole = false);

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

    /// <summary>The same for a narrow screen: one column, or for a grid of images its columns as rows.</summary>
    public Figure Narrow()
    {
        const double width = 310;
        int columns = Math.Clamp(Columns, 1, Math.Max(1, Panels.Count)), rows = (Panels.Count + columns - 1) / columns;
        bool images = Panels.All(p => p.Bare);
        if (images && ColumnWeights == null && columns > 1 && rows > 1 && rows * columns == Panels.Count)
            return this with
            {
                Panels = [.. Enumerable.Range(0, Panels.Count).Select(i => Unlabelled(Panels[i % rows * columns + i / rows]))],
                Columns = rows,
                PanelWidth = (width + 20) / rows - 22,
                PanelHeight = (width + 20) / rows - 22,
            };
        return this with { Columns = 1, ColumnWeights = null, PanelWidth = images ? width - 44 : width, PanelHeight = images ? width - 44 : Math.Min(PanelHeight, 200) };
    }

    /// <summary>Without colour bars, for which there is no room.</summary>
    private static Panel Unlabelled(Panel panel) => panel with { Marks = [.. panel.Marks.Select(m => m is Heat h ? h with { BarLabel = null } : m)] };
}
