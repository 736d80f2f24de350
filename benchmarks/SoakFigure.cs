using System.Globalization;
using DeepNfa.Reports;

namespace DeepNfa.Benchmarks;

/// <summary>The picture of a soak: memory and open files of one process by the hour, from the table that the test wrote.</summary>
internal static class SoakFigure
{
    public static void Write(TextWriter output, string table, string folder)
    {
        double[][] rows = [.. File.ReadLines(table).Skip(1).Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
        Line Column(int i, int color) => new(null, [.. rows.Select(r => r[1] / 60)], [.. rows.Select(r => r[i])], Palette.Categories[color]);
        Axis Up(int i) => new(Min: 0, Max: 1.25 * rows.Max(r => r[i]));
        var figure = new Figure("soak", "All experiments in a loop, in one process",
        [
            new Panel("Memory, MB", new Axis("Minutes", Min: 0), Up(2), [Column(2, 0)]),
            new Panel("Open files", new Axis("Minutes", Min: 0), Up(3), [Column(3, 1)]),
        ])
        {
            Columns = 2,
            Subtitle = $"{rows.Length} rounds of every experiment's smoke form",
        };
        Directory.CreateDirectory(folder);
        if (Renderers.Choose("auto").Renderer is { } renderer) renderer.Render([figure], folder, [FigureFormat.Png]);
        output.WriteLine(Path.Combine(folder, "soak.png"));
    }
}
