using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>The rivals and refinements of the ansatz over epochs, a line a layer, each beside its null or bound.</summary>
internal static class RivalFigures
{
    /// <summary>Every figure that the run recorded something for.</summary>
    /// <param name="run">The run.</param>
    /// <param name="convention">The convention whose centring and similarity are shown; null for that of the run.</param>
    public static IEnumerable<Figure> Of(RunRecord run, Convention? convention)
    {
        var shown = convention ?? run.ShownConvention;
        var (one, any, fact) = (new RunSeries(run, shown with { Power = 1 }), new RunSeries(run, shown with { Power = double.NaN }), new RunSeries(run, Records.Convention.AnyPower with { Similarity = shown.Similarity }));
        var plain = new RunSeries(run, Records.Convention.AnyPower);
        Figure?[] figures = [Update(one), Exponent(any), Gauge(new RunSeries(run, shown)), Spread(new RunSeries(run, Records.Convention.AnyPower with { Centered = shown.Centered }), plain), Fact(fact, plain), Collapse(plain), Kernel(plain)];
        return figures.OfType<Figure>();
    }

    private static Figure? Update(RunSeries series) => !series.Has(Measures.CenteredNfa) ? null : Dressed(
        "centered-ansatz", "What training added, and the weights as a whole, at power 1",
        [
            LayerLines.AgainstNull(series, Measures.CenteredNfa, Measures.NullCenteredNfa, "Update: ΔᵀΔ with ΔᵀCΔ"),
            LayerLines.AgainstNull(series, Measures.UncenteredNfa, Measures.NullUncenteredNfa, "Weights: WᵀW with WᵀCW"),
        ], series, Measures.CenteredNfa) with
    {
        Caption = "Left, the centred ansatz: is Δ = W − aW⁰, what training added to what weight decay has left of W⁰, aligned with the gradients? The update has low rank, so its correlation is high by itself; the dashed null, C turned at random, says how high. Right, the same for the weights as a whole. What counts is the gap.",
    };

    private static Figure? Exponent(RunSeries series)
    {
        if (!series.Has(Measures.Exponent))
            return null;
        var panel = LayerLines.AgainstNull(series, Measures.Exponent, Measures.NullExponent, "");
        int depth = series.Run.Manifest.Network.Hidden.Count + 1;
        var theory = series.Layers.Select((l, i) => (Mark)new Level(i == 0 ? "1/(L − l + 1), linear theory" : null, 1.0 / (depth - l + 1), Palette.Reference));
        int last = series.Epochs[^1];
        var unidentified = series.Layers.Where(l => series.Value(Measures.ExponentLow, l, last) <= 0.1 && series.Value(Measures.ExponentHigh, l, last) >= 1.5).ToList();
        var intervals = series.Layers.Take(12).Select(l => $"layer {l}: {Words.Number(series.Value(Measures.Exponent, l, last))} ({Words.Number(series.Value(Measures.ExponentLow, l, last))} to {Words.Number(series.Value(Measures.ExponentHigh, l, last))})");
        return Dressed("exponent", "The power of the AGOP that fits WᵀW best", [panel with { Marks = [.. theory, .. panel.Marks], Y = panel.Y with { Min = 0 } }], series, Measures.Exponent) with
        {
            PanelWidth = 880,
            PanelHeight = 260,
            Caption = $"The power s between 0.1 and 1.5 at which AGOP^s is most similar to WᵀW; dashed, the same with C turned at random; grey, what balanced linear networks have. At epoch {last}, with the powers whose similarity is within 0.01 of the best: {string.Join("; ", intervals)}." +
                (unidentified.Count > 0 ? $" Not identified, every power fits: layer {string.Join(", ", unidentified)}." : ""),
        };
    }

    private static Figure? Gauge(RunSeries series) => !series.Has(Measures.GaugeFloor) ? null : Dressed(
        "gauge-floor", "The least ρ of networks with the same function", [LayerLines.Panel(series, Measures.GaugeFloor) with { Title = "" }], series, Measures.GaugeFloor) with
    {
        PanelWidth = 880,
        PanelHeight = 200,
        Subtitle = $"{series.Convention}; seed {series.Run.Manifest.Seed}",
        Caption = "When one neuron's incoming weights grow and its outgoing ones shrink, the function stays what it is and so does the layer's AGOP, but ρ falls to this value. So far is ρ a property of how the network is written, not of what it computes.",
    };

    private static Figure? Spread(RunSeries series, RunSeries plain) => !series.Has(Measures.NfmRank) ? null : Dressed(
        "spread", "How many directions the layers use",
        [
            LayerLines.Panel(series, Measures.NfmRank) with { Title = "Effective rank of WᵀW" },
            LayerLines.Panel(series, Measures.AgopRank) with { Title = "Effective rank of the AGOP" },
            LayerLines.Panel(plain, Measures.InitialOverlap) with { Title = $"Overlap with epoch 0, top {Measures.TopCount}" },
        ], series, Measures.NfmRank) with
    {
        PanelWidth = 280,
        Caption = "The effective rank is e to the entropy of the eigenvalues: as many as there are if all are equal, 1 if one carries everything. On the right, how far the strongest directions of WᵀW are still those before training.",
    };

    private static Figure? Fact(RunSeries series, RunSeries plain)
    {
        if (!series.Has(Measures.Fact))
            return null;
        var log = new Axis(Scale: AxisScale.Log);
        var residual = LayerLines.Panel(plain, Measures.FactResidual);
        return Dressed("fact", "FACT: what stationarity under weight decay forces", [LayerLines.Panel(series, Measures.Fact) with { Title = "Similarity of WᵀW with FACT" }, residual with { Title = "Its residual ε", Y = log }], series, Measures.Fact) with
        {
            Caption = "FACT = −(1/λ)Wᵀ∂L/∂W equals WᵀW at every stationary point of the loss with weight decay, so it must be 1 when training has converged, ε → 0, and says nothing before. " +
                $"At epoch {plain.Epochs[^1]} the training loss is {Words.Number(plain.Value(Measures.LossShare, 1, plain.Epochs[^1]), 3)} of that of the best constant output; near 1, FACT would hold for the wrong reason.",
        };
    }

    private static Figure? Collapse(RunSeries series) => !series.Has(Measures.CollapseInput) ? null : Dressed(
        "collapse", "Neural collapse",
        [
            LayerLines.Panel(series, Measures.CollapseInput) with { Title = "NC1 of the layer's input", Y = new Axis(Scale: AxisScale.Log) },
            LayerLines.Panel(series, Measures.CollapseLinear) with { Title = "NC1 after its weights", Y = new Axis(Scale: AxisScale.Log) },
            LayerLines.Panel(series, Measures.SimplexInput) with { Title = "NC2 of the layer's input" },
        ], series, Measures.CollapseInput) with
    {
        Columns = 3,
        PanelWidth = 280,
        Caption = "NC1 is the scatter within classes over that between them: small where the features of a class have come together. After the weights it is that of SVᵀx with W = USVᵀ. NC2 is how far the class means are from a simplex: 0 where all are equally far apart.",
    };

    private static Figure? Kernel(RunSeries series) => !series.Has(Measures.KernelTarget) ? null : Dressed(
        "tangent-kernel", "The empirical tangent kernel of each layer",
        [
            LayerLines.AgainstNull(series, Measures.KernelTarget, Measures.NullKernelTarget, "Alignment with the targets", "Mean over permuted targets"),
            LayerLines.Panel(series, Measures.KernelInitial) with { Title = "Alignment with epoch 0" },
        ], series, Measures.KernelTarget) with
    {
        Caption = "How far the kernel that gradient descent sees points to the targets (dashed: the mean over permuted targets), and how far it still is what it was before training: 1 is lazy learning.",
    };

    private static Figure Dressed(string name, string title, IReadOnlyList<Panel> panels, RunSeries series, string measure) => new(name, title, panels)
    {
        Columns = panels.Count,
        PanelWidth = 420,
        PanelHeight = 230,
        Subtitle = $"{(measure is Measures.CollapseInput or Measures.KernelTarget or Measures.NfmRank ? "" : Convention(series) + "; ")}seed {series.Run.Manifest.Seed}",
        Alt = $"Line charts over epochs. At epoch {series.Epochs[^1]}: {string.Join(", ", series.Layers.Take(12).Select(l => $"layer {l} {Words.Number(series.Value(measure, l, series.Epochs[^1]))}"))}.",
    };

    /// <summary>The convention of rows whose power is that of the title.</summary>
    private static string Convention(RunSeries series) => series.Convention.ToString().Split(", ", 2)[1];
}
