using DeepNfa.Records;
using DeepNfa.Reports;

namespace DeepNfa.Experiments;

/// <summary>The diagonals of layer 1 as pictures, before and after training.</summary>
internal static class DiagonalPictures
{
    /// <summary>The figure of the first network; none where its pictures were not kept or its inputs are no images.</summary>
    public static IEnumerable<Figure> Of(IReadOnlyList<RunRecord> records, string title)
    {
        var run = records.Networks().FirstOrDefault(r => r.ProbedEpochs.Count > 0);
        if (run?.Manifest.Data.Image is not { } image) yield break;
        var (first, last) = (run.PicturesAt(run.ProbedEpochs[0])[0], run.PicturesAt(run.ProbedEpochs[^1])[0]);
        int end = run.ProbedEpochs[^1];
        yield return new Figure("diagonals", title,
        [
            Picture("diag(WᵀW), epoch 0", first.NfmDiagonal, image), Picture($"diag(WᵀW), epoch {end}", last.NfmDiagonal, image),
            Picture("diag(AGOP), epoch 0", first.AgopDiagonal, image), Picture($"diag(AGOP), epoch {end}", last.AgopDiagonal, image),
        ])
        {
            Subtitle = $"{run.Manifest.Network} on {run.Manifest.Data.Name}, seed {run.Manifest.Seed}; the largest of the channels of a pixel, bright: large",
            Columns = 4,
            PanelWidth = 150.0 * image.Width / image.Height,
            PanelHeight = 150,
            Caption = "How strongly each pixel enters: by the weights, and by the sensitivity of the outputs.",
            Alt = "Four pictures of diagonals of layer 1.",
        };
    }

    private static Panel Picture(string title, double[] diagonal, ImageShape image)
    {
        var m = new double[image.Height, image.Width];
        for (int i = 0; i < diagonal.Length; i++)
            m[i / image.Width % image.Height, i % image.Width] = Math.Max(m[i / image.Width % image.Height, i % image.Width], diagonal[i]);
        double top = diagonal.Max();
        return new(title, new Axis(), new Axis(), [new Heat(m, ColorMap.Viridis, 0, top > 0 ? top : 1)], Bare: true);
    }
}
