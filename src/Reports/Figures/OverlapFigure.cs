using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>How far the top eigenvectors of both matrices span one space, over epochs.</summary>
internal static class OverlapFigure
{
    /// <summary>The figure; null where the overlap is not recorded.</summary>
    public static Figure? Of(RunRecord run, Convention? convention)
    {
        var series = new RunSeries(run, convention);
        if (series.Layers.Count == 0 || !series.Has(Measures.TopOverlap))
            return null;
        return new Figure("overlap", $"Overlap of top subspaces: {RunFigures.Label(run)}", [LayerLines.Panel(series, Measures.TopOverlap)])
        {
            Subtitle = $"Mean squared cosine between the top {Measures.TopCount} eigenvectors of WᵀW and of the AGOP; {(series.Convention.Centered ? "centred" : "uncentred")}; seed {run.Manifest.Seed}",
            PanelWidth = 440,
            PanelHeight = 240,
            Caption = $"1: the {Measures.TopCount} strongest directions of the weights and of the network's sensitivity span the same space. The grey line is what two random subspaces would share; both matrices hold W, so the value at epoch 0 is the fairer control.",
            Alt = $"Line chart over epochs. At epoch {series.Epochs[^1]}: {string.Join(", ", series.Layers.Take(12).Select(l => $"layer {l} {Words.Number(series.Value(Measures.TopOverlap, l, series.Epochs[^1]))}"))}.",
        };
    }
}
