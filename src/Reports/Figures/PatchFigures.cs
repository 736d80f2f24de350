using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>Figures of convolutions: the filters of the first, and where images meet what each layer looks for.</summary>
internal static class PatchFigures
{
    private const int MostFilters = 32;
    private const double Tile = 64;

    /// <summary>The figures that the pictures have the data for.</summary>
    /// <param name="run">The run.</param>
    /// <param name="epoch">The epoch of the pictures.</param>
    /// <param name="pictures">The hidden layers.</param>
    /// <param name="before">Those of the first probed epoch; empty where it is the same.</param>
    public static IEnumerable<Figure> Of(RunRecord run, int epoch, IReadOnlyList<LayerPicture> pictures, IReadOnlyList<LayerPicture> before)
    {
        if (run.Manifest.Network.Patches is null) yield break;
        if (pictures[0] is { Layer: 1, Filters.Length: > 0 } first && Film.ImageOf(run, first) is { } patch) yield return Filters(run, epoch, first, before.FirstOrDefault(p => p.Layer == 1), patch);
        var seen = pictures.Where(p => p.Responses is not null).ToList();
        if (seen.Count > 0 && run.Manifest.Data.Image is { } image) yield return Responses(run, epoch, seen, image);
    }

    private static Figure Filters(RunRecord run, int epoch, LayerPicture now, LayerPicture? before, ImageShape patch)
    {
        int count = Math.Min(MostFilters, now.Filters.GetLength(0)), columns = patch.Channels == 1 ? Math.Min(16, count) : Math.Min(MostFilters, count);
        List<Panel> panels = [Grid($"Epoch {epoch}", now)];
        if (before is { Filters.Length: > 0 }) panels.Insert(0, Grid("Before training", before));
        double rows = Math.Ceiling((double)count * patch.Channels / columns);
        double width = Math.Min(760, columns * 44);
        return new("filters", $"Filters of layer 1: {RunFigures.Label(run)}", panels)
        {
            Subtitle = $"{count} of {now.Rows} filters of {patch.Height} × {patch.Width} pixels, each scaled to its largest weight{(patch.Channels > 1 ? "; one channel a row" : "")}; red and blue: opposite signs",
            PanelWidth = width,
            PanelHeight = width * rows / columns,
            Caption = "A filter answers where the image looks like it. Before training filters are noise; after it, bright beside dark along a line is an edge or a stroke.",
            Alt = $"Grids of {count} filters before training and at epoch {epoch}.",
        };

        Panel Grid(string title, LayerPicture p) => PictureFigures.Picture(title, PictureFigures.Tiles(p.Filters, null, count, columns, patch, gap: 1), -1, 1, null);
    }

    private static Figure Responses(RunRecord run, int epoch, List<LayerPicture> layers, ImageShape image)
    {
        var examples = layers[0].Responses!.Examples;
        int count = examples.GetLength(0);
        var panels = new List<Panel> { Row("Images", [.. Enumerable.Range(0, count).Select(i => FilterFigures.Tile(RowOf(examples, i), image))], ColorMap.Viridis) };
        foreach (var p in layers)
        {
            var maps = p.Responses!;
            panels.Add(Row($"Layer {p.Layer}", [.. Enumerable.Range(0, count).Select(i => FilterFigures.Tile(RowOf(maps.Maps, i), new(maps.Height, maps.Width, 1)))], ColorMap.Viridis));
        }
        return new("responses", $"Where images meet the AGOP: {RunFigures.Label(run)}", panels)
        {
            Subtitle = $"Epoch {epoch}; length of each patch along the top eigenvector of the layer's patch AGOP, from its least (dark) to its largest on that image",
            PanelWidth = count * Tile * image.Width / image.Height,
            PanelHeight = Tile,
            Caption = "The first row shows images of the probe set. Below, every patch that a layer sees is projected onto the direction to which the network's outputs are most sensitive there. Bright places are what the layer passes on: edges first, larger parts later.",
            Alt = $"{count} images, and for each of {layers.Count} convolutional layers a map of where the patch AGOP's top eigenvector answers.",
        };
    }

    /// <summary>Images side by side, each from its least to its largest value.</summary>
    private static Panel Row(string title, IReadOnlyList<double[,]> images, ColorMap colors)
    {
        var scaled = images.Select(image =>
        {
            var values = image.Cast<double>().ToList();
            double low = values.Min(), range = values.Max() - low;
            var tile = new double[image.GetLength(0), image.GetLength(1)];
            for (int i = 0; i < tile.GetLength(0); i++)
                for (int j = 0; j < tile.GetLength(1); j++)
                    tile[i, j] = range > 0 ? (image[i, j] - low) / range : 0;
            return tile;
        }).ToList();
        return new(title, new Axis(), new Axis(), [new Heat(Heat.Mosaic(scaled, images.Count, gap: 1), colors, 0, 1)], Bare: true);
    }

    private static double[] RowOf(double[,] matrix, int row) => [.. Enumerable.Range(0, matrix.GetLength(1)).Select(j => matrix[row, j])];
}
