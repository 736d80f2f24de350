using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>Filters as pictures: a grid of images, red where an input excites and blue where it inhibits.</summary>
internal static class FilterFigures
{
    /// <summary>A grid of filters; inputs that are no images become a matrix, a filter a row.</summary>
    /// <param name="name">The name of the figure's files.</param>
    /// <param name="title">Its title.</param>
    /// <param name="filters">The filters, in the order of the grid, (d) each.</param>
    /// <param name="image">The shape of the input where it is an image.</param>
    /// <param name="ownScale">Whether each is scaled by its own largest entry, so that faint ones show too, or all by the 99.5th percentile of all entries.</param>
    public static Figure Grid(string name, string title, IReadOnlyList<double[]> filters, ImageShape? image, bool ownScale)
    {
        double limit = ownScale ? 1 : Limit(filters);
        var heat = Mosaic(filters, image, ownScale, limit);
        double aspect = (double)heat.GetLength(1) / heat.GetLength(0), width = image is null ? 640 : 560;
        return new Figure(name, title, [new("", new Axis(), new Axis(), [new Heat(heat, ColorMap.Diverging, -limit, limit, ownScale ? null : "weight")], Bare: true)])
        {
            Subtitle = ownScale ? "Each scaled to its own largest weight; by falling norm, row by row" : FormattableString.Invariant($"One scale for all, which ends at ±{limit:0.###}; by falling norm, row by row"),
            PanelWidth = width,
            PanelHeight = width / aspect,
            Alt = $"{filters.Count} filters as {(image is null ? "rows of a matrix" : $"images of {image.Height} by {image.Width} pixels")}.",
        };
    }

    /// <summary>Values of a grid: images side by side, one channel averaged, or rows.</summary>
    public static double[,] Mosaic(IReadOnlyList<double[]> filters, ImageShape? image, bool ownScale, double limit)
    {
        double Scale(double[] filter) => ownScale && filter.Max(Math.Abs) is > 0 and var top ? limit / top : 1;
        if (image is null)
        {
            var rows = new double[filters.Count, filters[0].Length];
            for (int i = 0; i < filters.Count; i++)
                for (int j = 0; j < filters[i].Length; j++)
                    rows[i, j] = filters[i][j] * Scale(filters[i]);
            return rows;
        }
        int columns = (int)Math.Ceiling(Math.Sqrt(filters.Count * 1.4));
        return Heat.Mosaic([.. filters.Select(f => Tile(f, image, Scale(f)))], columns, gap: image.Width < 16 ? 1 : 2);
    }

    /// <summary>Where the colours end: the 99.5th percentile of the absolute weights of all filters.</summary>
    public static double Limit(IReadOnlyList<double[]> filters)
    {
        double[] all = [.. filters.SelectMany(f => f).Where(double.IsFinite).Select(Math.Abs).Order()];
        double limit = all.Length == 0 ? 0 : all[(int)(0.995 * (all.Length - 1))];
        return limit > 0 ? limit : 1;
    }

    /// <summary>One vector as an image, channels averaged.</summary>
    public static double[,] Tile(double[] values, ImageShape image, double scale = 1)
    {
        var tile = new double[image.Height, image.Width];
        for (int i = 0; i < values.Length; i++)
            tile[i / image.Width % image.Height, i % image.Width] += values[i] * scale / image.Channels;
        return tile;
    }
}
