using System.Globalization;
using System.Text.Json;
using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>What a run came to, in sentences.</summary>
internal static class Words
{
    /// <summary>A layer stands clearly above its null from this excess up, and with ρ more than <see cref="ClearSds"/> sd above the null's mean.</summary>
    public const double ClearExcess = 0.1;
    public const double ClearSds = 3;

    /// <summary>A number with fixed decimals and a true minus sign; an undefined one is a dash.</summary>
    public static string Number(double value, int decimals = 2)
    {
        if (!double.IsFinite(value))
            return "–";
        string text = Math.Abs(value).ToString("F" + decimals, CultureInfo.InvariantCulture);
        return value < 0 && text.Any(c => c is >= '1' and <= '9') ? "−" + text : text;
    }

    public static string Percent(double value, int decimals = 1) => double.IsFinite(value) ? $"{Number(100 * value, decimals)}\u00a0%" : "–";

    public static string Count(int n, string noun) => $"{n:N0} {noun}{(n == 1 ? "" : "s")}";

    /// <summary>What was trained on what, and how.</summary>
    public static string Training(RunRecord run)
    {
        var (m, n, d) = (run.Manifest, run.Manifest.Network, run.Manifest.Data);
        int epochs = run.LastEpoch;
        if (m.Step is { } step)
            return $"Learners were trained on {d.Name} ({d.TrainSamples:N0} samples at most, {d.ValidationSamples:N0} for testing) for several numbers of {step}, seed {m.Seed}.";
        if (MachineFigure.Is(run))
            return $"A Recursive Feature Machine with the {n.Activation} kernel was fitted to {d.Name} ({d.TrainSamples:N0} samples, {d.ValidationSamples:N0} for testing) for {Count(epochs, "iteration")}, seed {m.Seed}.";
        string optimizer = Setting(m.Settings, "optimizer") is { } o ? $" with {o}" : "";
        string rate = Setting(m.Settings, "rate") is { } r ? $" at rate {r}" : "";
        string batch = Setting(m.Settings, "batch") is { } b ? $", batches of {b}" : "";
        string validation = d.ValidationSamples > 0 ? $", {d.ValidationSamples:N0} for validation" : "";
        return $"A {(n.Layers is null ? "fully connected" : "convolutional")} network {n} ({n.Activation}, {(n.Biases ? "with" : "no")} biases, {n.Initialization} initialization) was trained on {d.Name} ({d.TrainSamples:N0} samples{validation}) for {Count(epochs, "epoch")}{optimizer}{rate}{batch}, seed {m.Seed}.";
    }

    /// <summary>Why nothing is said about the layers.</summary>
    public static string Unmeasured(RunRecord run) => run.WithoutHiddenLayers
        ? Report.NoHiddenLayer
        : "No correlation of a hidden layer is recorded, so nothing is said about the ansatz.";

    /// <summary>The final score of each split.</summary>
    public static string Score(RunRecord run)
    {
        if (run.Epochs.Count == 0)
            return "No epoch is recorded.";
        var last = run.Epochs[^1];
        string Of(SplitMetrics m) => m.Accuracy is { } a ? Percent(a) : m.R2 is { } r ? $"R² {Number(r, 3)}" : $"loss {m.Loss.ToString("G4", CultureInfo.InvariantCulture)}";
        string what = last.Train.Accuracy != null ? "accuracy " : "";
        return last.Validation is { } v ? $"Final validation {what}{Of(v)}, training {what}{Of(last.Train)}." : $"Final training {what}{Of(last.Train)}.";
    }

    /// <summary>A layer's final state: ρ, its null, what share of the way that the shared weights leave open, and the dual cosine.</summary>
    public static string Layer(RunSeries series, int layer)
    {
        int last = series.Epochs[^1];
        double rho = series.Value(Measures.NfmAgop, layer, last), rotated = series.Value(Measures.NullRotated, layer, last), excess = series.Value(Measures.Excess, layer, last), dual = series.Value(Measures.Dual, layer, last);
        if (!double.IsFinite(rho))
            return $"Layer {layer}: ρ is undefined, since one of the two matrices is zero.";
        string text = $"Layer {layer}: ρ {Number(rho)}";
        if (double.IsFinite(rotated) && double.IsFinite(excess))
            text += excess >= 0
                ? $", its rotated null {Number(rotated)}, so {Number(100 * excess, 0)}\u00a0% of the way that the shared weights leave open (excess {Number(excess)})"
                : $", its rotated null {Number(rotated)}, so it stands below what the shared weights alone give (excess {Number(excess)})";
        double sd = series.DualSd(layer);
        if (double.IsFinite(dual))
            text += $"; dual cosine {Number(dual)}" + (double.IsFinite(sd) ? $" (z\u00a0=\u00a0{Number(dual / sd, Math.Abs(dual / sd) < 10 ? 1 : 0)})" : "");
        return text + ".";
    }

    /// <summary>Whether a layer stands clearly above its null at an epoch; null where it cannot be said.</summary>
    public static bool? Clear(RunSeries series, int layer, int epoch)
    {
        var rotated = series.At(Measures.NullRotated, layer, epoch);
        double excess = series.Value(Measures.Excess, layer, epoch), rho = series.Value(Measures.NfmAgop, layer, epoch);
        return rotated == null || !double.IsFinite(excess) || !double.IsFinite(rho) ? null : excess >= ClearExcess && rho - rotated.Value > ClearSds * (rotated.Sd ?? 0);
    }

    /// <summary>Which layers hold the ansatz clearly above their null, with the state at initialization as the control.</summary>
    public static string Verdict(RunSeries series)
    {
        int first = series.Epochs[0], last = series.Epochs[^1];
        var clear = series.Layers.Where(l => Clear(series, l, last) == true).ToList();
        var unknown = series.Layers.Where(l => Clear(series, l, last) == null).ToList();
        var known = series.Layers.Except(unknown).ToList();
        if (known.Count == 0)
            return "No layer has a rotated null on record, so nothing can be said about the ansatz: ρ alone is mostly the weights that both matrices share.";
        string text = clear.Count == known.Count ? $"{(known.Count == 1 ? "The only measured hidden layer holds" : "All measured hidden layers hold")} the ansatz clearly above the null."
            : clear.Count == 0 ? "No hidden layer holds the ansatz clearly above its null: ρ is what the shared weights give by themselves."
            : $"{Listed(clear)} {(clear.Count == 1 ? "holds" : "hold")} the ansatz clearly above the null; {Listed(known.Except(clear).ToList(), false)} {(known.Count - clear.Count == 1 ? "does" : "do")} not.";
        if (unknown.Count > 0)
            text += $" For {Listed(unknown, false)} it cannot be said (undefined or not recorded).";
        var early = clear.Where(l => Clear(series, l, first) == true).ToList();
        if (first == 0 && last > 0 && early.Count > 0)
            text += $" But {Listed(early, false)} did so before training already, so there it is no sign of learning.";
        return text;
    }

    /// <summary>What "clearly" means, for a note beside the verdict.</summary>
    public static string Criterion => $"Clearly above means here: an excess of at least {Number(ClearExcess)}, and ρ more than {ClearSds:0} standard deviations above the mean of its rotated null. It is one run and one seed; the dual cosine shows alignment, not that what was learned generalises.";

    private static string Listed(List<int> layers, bool start = true)
    {
        string noun = (start ? "L" : "l") + (layers.Count == 1 ? "ayer" : "ayers");
        return $"{noun} {(layers.Count == 1 ? $"{layers[0]}" : string.Join(", ", layers.Take(layers.Count - 1)) + " and " + layers[^1])}";
    }

    /// <summary>A setting by its name; null where there is none.</summary>
    private static string? Setting(JsonElement settings, string name) =>
        settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty(name, out var value) ? value.ToString() : null;

    /// <summary>"learningRate" as "learning rate".</summary>
    public static string Spaced(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : " ") + char.ToLowerInvariant(c) : $"{c}"));
}
