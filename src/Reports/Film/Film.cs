using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>The layers of a run through its epochs, as the page plays them: whole numbers of eight bits, small enough to be mailed.</summary>
/// <param name="Epochs">The epochs of the frames, ascending.</param>
/// <param name="Layers">The layers that are shown.</param>
/// <param name="Remark">What was left out or averaged, in words; empty when nothing was.</param>
internal sealed record Film(IReadOnlyList<int> Epochs, IReadOnlyList<FilmLayer> Layers, string Remark)
{
    /// <summary>Layers that can be chosen; of more, some are taken evenly, with the first and the last.</summary>
    private const int MostLayers = 12;

    /// <summary>Frames below which matrices are averaged further before epochs are left out.</summary>
    private const int FramesWanted = 50;

    /// <summary>The film of a run; null where it has no pictures of hidden layers.</summary>
    /// <param name="run">The run.</param>
    /// <param name="budget">The most bytes that all frames may have.</param>
    /// <param name="notices">Gains a sentence for pictures that cannot be read.</param>
    public static Film? Of(RunRecord run, long budget, List<string> notices)
    {
        var (end, last) = Readable.Last(run, notices);
        if (last.Count == 0)
            return null;
        var shown = Evenly.Of(last, MostLayers);
        var (side, frames) = Fit(run, shown, budget);
        var epochs = new List<int>();
        var layers = shown.Select(p => new FilmRecorder(p, side, ImageOf(run, p))).ToList();
        foreach (int epoch in Evenly.Of(run.ProbedEpochs, frames))
        {
            var pictures = epoch == end ? last : epoch > end ? null : Readable.At(run, epoch, notices);
            var found = layers.Select(l => pictures?.FirstOrDefault(l.Fits)).ToList();
            if (found.Contains(null))
                continue;
            epochs.Add(epoch);
            for (int l = 0; l < layers.Count; l++)
                layers[l].Add(found[l]!);
        }
        return new Film(epochs, [.. layers.Select(l => l.Done())], Words(run, last, shown, side, epochs.Count));
    }

    /// <summary>The shape of the layer's input where it is an image: of a convolution on the image the patch.</summary>
    public static ImageShape? ImageOf(RunRecord run, LayerPicture p) => p.Layer != 1 ? null :
        run.Manifest.Network.Patches is [{ } patch, ..] ? patch.Height > 1 ? patch : null :
        run.Manifest.Data.Image is { } image && (long)image.Height * image.Width * image.Channels == p.Width ? image : null;

    /// <summary>The largest matrices, and how many frames of them, that the budget allows.</summary>
    private static (int Side, int Frames) Fit(RunRecord run, IReadOnlyList<LayerPicture> shown, long budget)
    {
        int all = run.ProbedEpochs.Count;
        foreach (int side in new[] { 96, 64, 48, 32 })
        {
            long frame = shown.Sum(p => (long)FilmRecorder.FrameLength(p, side, ImageOf(run, p)));
            int frames = (int)Math.Min(all, budget / frame);
            if (frames >= Math.Min(all, FramesWanted) || side == 32)
                return (side, Math.Max(2, frames));
        }
        throw new InvalidOperationException("the smallest side always returns");
    }

    private static string Words(RunRecord run, IReadOnlyList<LayerPicture> all, IReadOnlyList<LayerPicture> shown, int side, int frames)
    {
        var parts = new List<string>();
        int pooled = shown.Where(p => p.Width > FilmRecorder.SideOf(p, side)).Select(p => FilmRecorder.SideOf(p, side)).DefaultIfEmpty(0).Max();
        if (pooled > 0)
            parts.Add($"matrices wider than {pooled} are averaged over blocks of neighbouring inputs to {pooled} × {pooled}");
        if (frames < run.ProbedEpochs.Count)
            parts.Add($"{frames} of {run.ProbedEpochs.Count} probed epochs are here");
        if (shown.Count < all.Count)
            parts.Add($"{shown.Count} of {all.Count} hidden layers are here");
        string text = string.Join("; ", parts);
        return text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..] + ".";
    }
}

/// <summary>One layer of a film.</summary>
/// <param name="Picture">What the layer is; its arrays are those of the last frame.</param>
/// <param name="Image">The shape of its input where that is an image; otherwise null.</param>
/// <param name="Side">Rows and columns of its matrices.</param>
/// <param name="Vectors">Eigenvectors of each matrix in a frame; 0 where its input is no image.</param>
/// <param name="Filters">Neurons whose weights are in a frame; 0 where its input is no image.</param>
/// <param name="Ranks">The indices, from 1, of the eigenvalues in a frame.</param>
/// <param name="NfmLimits">What the largest number stands for in WᵀW, a frame each.</param>
/// <param name="AgopLimits">The same of AGOP^½.</param>
/// <param name="Bytes">The frames, one after the other: both matrices by their triangles, both spectra, both diagonals, both sets of eigenvectors, the weights of the first neurons.</param>
internal sealed record FilmLayer(LayerPicture Picture, ImageShape? Image, int Side, int Vectors, int Filters, IReadOnlyList<int> Ranks, IReadOnlyList<double> NfmLimits, IReadOnlyList<double> AgopLimits, byte[] Bytes);

/// <summary>Pictures from files that may be damaged.</summary>
internal static class Readable
{
    /// <summary>The pictures of the hidden layers at an epoch; none, and a notice, where the file cannot be read.</summary>
    public static IReadOnlyList<LayerPicture>? At(RunRecord run, int epoch, List<string>? notices = null)
    {
        try
        {
            return [.. run.PicturesAt(epoch).Where(p => !p.Readout).OrderBy(p => p.Layer)];
        }
        catch (DataException e)
        {
            notices?.Add($"The pictures of epoch {epoch} are left out: {e.Message}");
            return null;
        }
    }

    /// <summary>The last epoch whose pictures can be read, and they; −1 and none where there is no such epoch.</summary>
    public static (int Epoch, IReadOnlyList<LayerPicture> Pictures) Last(RunRecord run, List<string>? notices = null)
    {
        foreach (int epoch in run.ProbedEpochs.Reverse())
            if (At(run, epoch, notices) is { } pictures)
                return (epoch, pictures);
        return (-1, []);
    }
}

/// <summary>A few of many, evenly.</summary>
internal static class Evenly
{
    /// <summary>At most <paramref name="most"/> (two or more) of the items, in order, with the first and the last.</summary>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> items, int most) =>
        items.Count <= most ? items : [.. Enumerable.Range(0, most).Select(i => items[(int)((long)i * (items.Count - 1) / (most - 1))])];
}
