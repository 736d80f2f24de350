using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>Figures of the matrices themselves at the last probed epoch: spectra, features of the input, pooled matrices.</summary>
internal static class PictureFigures
{
    /// <summary>Layers that get panels of their own; of more, some are chosen evenly, with the first and the last.</summary>
    private const int MostLayers = 6;
    private const double Floor = 1e-6;

    public static IEnumerable<Figure> Of(RunRecord run)
    {
        var (last, all) = Readable.Last(run);
        if (all.Count == 0)
            yield break;
        int first = run.ProbedEpochs[0];
        var shown = Evenly.Of(all, MostLayers).ToList();
        string note = shown.Count < all.Count ? $"{shown.Count} of {all.Count} hidden layers are shown." : "";
        var before = first < last ? Readable.At(run, first) ?? [] : [];
        yield return Spectra(run, last, shown, before, first) with { Note = note };
        if (all[0].Layer == 1)
            yield return Film.ImageOf(run, all[0]) is { } image
                ? ImageFeatures(run, last, all[0], image)
                : Diagonals(run, last, all[0]);
        foreach (var figure in PatchFigures.Of(run, last, all, before)) yield return figure;
        yield return Matrices(run, last, shown) with { Note = note };
    }

    private static Figure Spectra(RunRecord run, int epoch, List<LayerPicture> shown, IReadOnlyList<LayerPicture> before, int first)
    {
        var panels = shown.Select(p =>
        {
            var marks = new List<Mark>();
            if (before.FirstOrDefault(b => b.Layer == p.Layer) is { } start)
                marks.AddRange([
                    Decay($"WᵀW at epoch {first}", start.NfmSpectrum, Palette.Categories[0], true),
                    Decay($"AGOP^½ at epoch {first}", Root(start.AgopSpectrum), Palette.Categories[1], true)]);
            marks.AddRange([
                Decay($"WᵀW at epoch {epoch}", p.NfmSpectrum, Palette.Categories[0], false),
                Decay($"AGOP^½ at epoch {epoch}", Root(p.AgopSpectrum), Palette.Categories[1], false)]);
            double least = marks.Cast<Line>().SelectMany(l => l.Y).Where(double.IsFinite).DefaultIfEmpty(0.1).Min();
            double bottom = Math.Pow(10, Math.Floor(Math.Log10(Math.Clamp(least, Floor, 0.1))));
            return new Panel($"Layer {p.Layer}", new Axis("Index of the eigenvalue", AxisScale.Log, Min: 1, Max: Math.Max(2, Math.Min(p.Width, p.Rows))), new Axis(Scale: AxisScale.Log, Min: bottom, Max: 1.3), marks);
        }).ToList();
        return new Figure("spectra", $"Spectra: {RunFigures.Label(run)}", panels)
        {
            Subtitle = $"Eigenvalues divided by the largest, epoch {epoch}; both axes logarithmic; AGOP uncentred",
            Columns = Math.Min(3, panels.Count),
            PanelWidth = 260,
            PanelHeight = 200,
            Caption = "Eigenvalues in falling order. A curve that drops early means that the layer responds to few directions of its input; a flat one, to many alike. Where the ansatz holds, the two solid curves fall together. The dashed curves are the start, before training.",
            Alt = $"Line charts of the eigenvalues of WᵀW and AGOP^½ of {shown.Count} hidden layers at epoch {epoch}, each divided by its largest.",
        };
    }

    private static Line Decay(string name, double[] values, string color, bool dashed)
    {
        double top = values.Length > 0 ? values.Max() : 0;
        return new Line(name, [.. values.Select((_, i) => i + 1.0)], [.. values.Select(v => top > 0 && v / top >= Floor ? v / top : double.NaN)], color) { Dashed = dashed, Width = dashed ? 1.1 : 1.8, Markers = values.Length <= 10 };
    }

    private static double[] Root(double[] values) => [.. values.Select(v => Math.Sqrt(Math.Max(0, v)))];

    private static Figure ImageFeatures(RunRecord run, int epoch, LayerPicture p, ImageShape image)
    {
        int count = Math.Min(p.NfmVectors.GetLength(0), p.AgopVectors.GetLength(0));
        int columns = image.Channels == 1 ? (count + 1) / 2 : count;
        var nfm = Diagonal(p.NfmDiagonal, image);
        var agop = Diagonal(p.AgopDiagonal, image);
        var vectors = Tiles(p.NfmVectors, null, count, columns, image);
        var panels = new List<Panel>
        {
            Picture("diag(WᵀW)", nfm, 0, Largest(nfm), ""),
            Picture($"Top {count} eigenvectors of WᵀW", vectors, -1, 1, null),
            Picture("diag(AGOP)", agop, 0, Largest(agop), ""),
            Picture($"Top {count} eigenvectors of the AGOP", Tiles(p.AgopVectors, p.NfmVectors, count, columns, image), -1, 1, null),
        };
        double aspect = (double)vectors.GetLength(1) / vectors.GetLength(0), ratio = (double)image.Width / image.Height;
        return new Figure("features", $"What layer 1 looks at: {RunFigures.Label(run)}", panels)
        {
            Subtitle = $"Epoch {epoch}; AGOP uncentred{(image.Channels > 1 ? $"; diagonals averaged over {image.Channels} channels, eigenvectors one channel a row" : "")}; eigenvectors by falling eigenvalue, scaled to their largest entry; red and blue: opposite signs",
            Columns = 2,
            ColumnWeights = [1, aspect / ratio],
            PanelWidth = 230 * ratio,
            PanelHeight = 230,
            Caption = "The diagonals say how strongly each pixel enters: by the weights (WᵀW), and by the sensitivity of the network's output (AGOP). The eigenvectors are the patterns that the layer responds to most. Where the ansatz holds, the pictures of the AGOP repeat those of WᵀW; the order of nearby patterns may differ, and the sign of a pattern means nothing.",
            Alt = $"Images of {image.Height} by {image.Width} pixels: the diagonals of WᵀW and of the AGOP of layer 1, and the top {count} eigenvectors of each.",
        };
    }

    internal static Panel Picture(string title, double[,] values, double low, double high, string? bar) =>
        new(title, new Axis(), new Axis(), [new Heat(values, low < 0 ? ColorMap.Diverging : ColorMap.Viridis, low, high, bar)], Bare: true);

    private static double[,] Diagonal(double[] values, ImageShape image)
    {
        var m = new double[image.Height, image.Width];
        for (int i = 0; i < values.Length; i++)
            m[i / image.Width % image.Height, i % image.Width] += values[i] / image.Channels;
        return m;
    }

    /// <summary>Eigenvectors as images, one tile a channel, scaled to their largest absolute entry.</summary>
    internal static double[,] Tiles(double[,] vectors, double[,]? partners, int count, int columns, ImageShape image, int gap = 2)
    {
        int size = image.Height * image.Width;
        var tiles = new List<double[,]>();
        for (int channel = 0; channel < image.Channels; channel++)
            for (int v = 0; v < count; v++)
            {
                double scale = Scale(vectors, partners, v);
                var tile = new double[image.Height, image.Width];
                for (int j = 0; j < size; j++)
                    tile[j / image.Width, j % image.Width] = vectors[v, channel * size + j] * scale;
                tiles.Add(tile);
            }
        return Heat.Mosaic(tiles, columns, gap);
    }

    /// <summary>The sign of an eigenvector is free: its largest absolute entry is made positive, or it is turned to a partner that it plainly repeats.</summary>
    private static double Scale(double[,] vectors, double[,]? partners, int v)
    {
        double top = 0, cosine = 0;
        for (int j = 0; j < vectors.GetLength(1); j++)
        {
            if (Math.Abs(vectors[v, j]) > Math.Abs(top))
                top = vectors[v, j];
            cosine += vectors[v, j] * (partners?[v, j] ?? 0);
        }
        if (top == 0 || partners == null)
            return top == 0 ? 0 : 1 / top;
        double length = Length(vectors, v) * Length(partners, v);
        double own = Scale(partners, null, v);
        return Math.Abs(cosine) > 0.5 * length ? Math.Sign(cosine * own) / Math.Abs(top) : 1 / top;
    }

    private static double Length(double[,] m, int row) => Math.Sqrt(Enumerable.Range(0, m.GetLength(1)).Sum(j => m[row, j] * m[row, j]));

    private static double Largest(double[,] m) => m.Cast<double>().Where(double.IsFinite).DefaultIfEmpty(0).Max() is > 0 and var top ? top : 1;

    private static Figure Diagonals(RunRecord run, int epoch, LayerPicture p)
    {
        Panel Shares(string title, double[] values, string color, bool label)
        {
            double sum = values.Where(double.IsFinite).Sum();
            double[] x = [.. values.Select((_, i) => i + 1.0)];
            return new Panel(title, new Axis(label ? "Input coordinate" : "", Whole: true, Min: 0.4, Max: values.Length + 0.6), new Axis(Min: 0), [new Bars(null, x, [.. values.Select(v => sum > 0 ? v / sum : double.NaN)], color)]);
        }
        return new Figure("features", $"What layer 1 looks at: {RunFigures.Label(run)}", [Shares("diag(WᵀW), share of its sum", p.NfmDiagonal, Palette.Categories[0], false), Shares("diag(AGOP), share of its sum", p.AgopDiagonal, Palette.Categories[1], true)])
        {
            Subtitle = $"Epoch {epoch}; AGOP uncentred",
            PanelWidth = 720,
            PanelHeight = 130,
            Caption = "How strongly each coordinate of the input enters: by the weights (above) and by the network's sensitivity (below). Where the ansatz holds, the same coordinates stand out in both.",
            Alt = $"Bar charts over {p.Width} input coordinates: the diagonals of WᵀW and of the AGOP of layer 1, each as shares of its sum.",
        };
    }

    private static Figure Matrices(RunRecord run, int epoch, List<LayerPicture> shown)
    {
        Panel Signed(string title, double[,] m, bool bar)
        {
            double limit = Pooling.Typical(m);
            var scaled = new double[m.GetLength(0), m.GetLength(1)];
            for (int i = 0; i < m.GetLength(0); i++)
                for (int j = 0; j < m.GetLength(1); j++)
                    scaled[i, j] = m[i, j] / limit;
            return new Panel(title, new Axis(), new Axis(), [new Heat(scaled, ColorMap.Diverging, -1, 1, bar ? "" : null)], Bare: true);
        }
        static string Size(LayerPicture p) => p.NfmPooled.GetLength(0) == p.Width ? $"{p.Width}" : $"{p.Width} → {p.NfmPooled.GetLength(0)}";
        return new Figure("matrices", $"The two matrices of each hidden layer: {RunFigures.Label(run)}",
            [.. shown.Select((p, i) => Signed($"Layer {p.Layer}: WᵀW ({Size(p)})", p.NfmPooled, i == shown.Count - 1)), .. shown.Select((p, i) => Signed($"Layer {p.Layer}: AGOP^½", p.AgopPooled, i == shown.Count - 1))])
        {
            Subtitle = $"Epoch {epoch}; AGOP uncentred; colours end at the 99th percentile of each matrix's off-diagonal entries; a → b: width a, averaged in blocks to b",
            Columns = shown.Count,
            PanelWidth = shown.Count > 4 ? 180 : 230,
            PanelHeight = shown.Count > 4 ? 180 : 230,
            Caption = "Rows and columns are the layer's inputs; red: the layer responds to two inputs together, blue: to their difference. Where the ansatz holds, AGOP^½ shows the pattern of WᵀW. The red diagonal is in every such matrix.",
            Alt = $"Heat maps of WᵀW and AGOP^½, one above the other, of {shown.Count} hidden layers at epoch {epoch}.",
        };
    }
}
