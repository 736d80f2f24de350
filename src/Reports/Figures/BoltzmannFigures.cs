using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>Figures of a trained Boltzmann machine: its course, its filters, what it makes of samples and makes by itself.</summary>
internal static class BoltzmannFigures
{
    public static IReadOnlyList<Figure> Of(BoltzmannRecord machine) => [Course(machine), .. Filters(machine), .. Examples(machine), .. Weights(machine)];

    private static Figure Course(BoltzmannRecord machine)
    {
        double[] epochs = [.. machine.Epochs.Select(e => (double)e.Epoch)];
        var axis = new Axis("Epoch", Min: 0, Max: Math.Max(1, epochs[^1]), Whole: true);
        Line Of(string? name, Func<BoltzmannScores, double?> of, int color, bool dashed = false) =>
            new(name, epochs, [.. machine.Epochs.Select(e => of(e) ?? double.NaN)], Palette.Categories[color]) { Markers = epochs.Length <= 20, Dashed = dashed };
        bool held = machine.Epochs.Any(e => e.HeldOutFreeEnergy is not null), bernoulli = machine.Epochs.Any(e => e.PseudoLikelihood is not null);
        var panels = new List<Panel>();
        if (bernoulli)
            panels.Add(new("Pseudo-likelihood, nats a sample", axis, new Axis(), [Of("Training", e => e.PseudoLikelihood, 0), .. held ? new Mark[] { Of("Held out", e => e.HeldOutPseudoLikelihood, 1) } : [], Of("One flip a row (scikit-learn's score)", e => e.OneFlip, 2, dashed: true)]));
        panels.Add(new("Reconstruction error", axis, new Axis(Min: 0), [Of("Training", e => e.ReconstructionError, 0)]));
        panels.Add(new("Free energy", axis, new Axis(), [Of("Training", e => e.FreeEnergy, 0), .. held ? new Mark[] { Of("Held out", e => e.HeldOutFreeEnergy, 1) } : []]));
        panels.Add(new("Activity of hidden units", axis, new Axis(Min: 0, Max: 1), [Of("Training", e => e.Activity, 0)]));
        var last = machine.Epochs[^1];
        return new Figure("course", "Training, epoch by epoch", panels)
        {
            Subtitle = "Epoch 0 is the initialization; reconstruction error: mean square over samples and inputs, by means alone",
            Columns = 2,
            PanelWidth = 320,
            PanelHeight = 180,
            Caption = (bernoulli ? "The pseudo-likelihood says how well each input is predicted from all others; 0 is perfect. " : "") + "The free energy of training and held-out rows may move together; where the held-out curve leaves the other upwards, the machine overfits.",
            Alt = FormattableString.Invariant($"Line charts over epochs. At epoch {last.Epoch}: {(last.PseudoLikelihood is { } p ? $"pseudo-likelihood {p:0.00}, " : "")}reconstruction error {last.ReconstructionError:0.0000}, activity {last.Activity:0.00}."),
        };
    }

    private static IEnumerable<Figure> Filters(BoltzmannRecord machine)
    {
        var (epoch, filters) = machine.Filters[^1];
        string count = filters.Length < machine.Norms.Count ? $"the {filters.Length} of {machine.Norms.Count} filters with the largest norms" : $"all {filters.Length} filters";
        string caption = $"Rows of W at epoch {epoch}, {count}: what each hidden unit looks for. Red: an input that turns it on; blue: one that turns it off.";
        yield return FilterFigures.Grid("filters", "Filters", filters, machine.Image, ownScale: false) with { Caption = caption };
        if (machine.Image is not null) yield return FilterFigures.Grid("filters-own-scale", "Filters, each at its own scale", filters, machine.Image, ownScale: true) with { Caption = caption };
    }

    private static IEnumerable<Figure> Examples(BoltzmannRecord machine)
    {
        if (machine.Image is not { } image || machine.Examples.Count == 0) yield break;
        double low = machine.Examples.Min(r => r.Min(v => v.Min())), high = machine.Examples.Max(r => r.Max(v => v.Max()));
        Panel Row(string title, double[][] images) =>
            new(title, new Axis(), new Axis(), [new Heat(Heat.Mosaic([.. images.Select(v => FilterFigures.Tile(v, image))], images.Length), ColorMap.Viridis, low, high)], Bare: true);
        double[][] first = machine.Examples[0];
        yield return new Figure("samples", "What goes in, what comes back, what comes by itself", [Row("Training samples", first), Row("Their reconstructions", machine.Examples[1]), Row("Samples of the machine", machine.Examples[2])])
        {
            Subtitle = "Reconstructions: up and down once, by means. Samples: means after many Gibbs steps that began at the training samples above",
            PanelWidth = 640,
            PanelHeight = 640.0 / first.Length * 1.2,
            Caption = "Reconstructions that look like their originals say that the hidden units keep what matters. Samples of the machine say what it takes for likely.",
            Alt = $"Three rows of {first.Length} images.",
        };
    }

    private static IEnumerable<Figure> Weights(BoltzmannRecord machine)
    {
        if (machine.Image is not { } image) yield break;
        int d = machine.VisibleBias.Length;
        var use = new double[d];
        foreach (double[] filter in machine.Filters[^1].Filters)
            for (int j = 0; j < d; j++) use[j] += filter[j] * filter[j];
        double[] norms = [.. use.Select(Math.Sqrt)];
        double top = norms.Max() is > 0 and var m ? m : 1, bias = machine.VisibleBias.Max(Math.Abs) is > 0 and var b ? b : 1;
        yield return new Figure("where", "Where the machine looks",
        [
            new("Norm of the weights of each pixel", new Axis(), new Axis(), [new Heat(FilterFigures.Tile(norms, image), ColorMap.Viridis, 0, top, "")], Bare: true),
            new("Bias of each pixel", new Axis(), new Axis(), [new Heat(FilterFigures.Tile(machine.VisibleBias, image), ColorMap.Diverging, -bias, bias, "")], Bare: true),
        ])
        {
            Columns = 2,
            PanelWidth = 240,
            PanelHeight = 240,
            Caption = machine.Constant is { } c
                ? FormattableString.Invariant($"{c.Count} pixels never change. The weights of such a pixel had a norm of {c.Initial:0.000} at the start and have {c.Final:0.000} now; those of the others have {c.Others:0.000}.")
                : "Every pixel changes somewhere in the training samples.",
            Alt = "Two images: the norm of the weights that each pixel has to the hidden units, and its bias.",
        };
    }
}
