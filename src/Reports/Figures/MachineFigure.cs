using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>What was measured of the feature matrix of a Recursive Feature Machine, over its iterations: a panel a measure.</summary>
internal static class MachineFigure
{
    /// <summary>Whether a run is that of a kernel machine: it has no layers, and an epoch of it is an iteration.</summary>
    public static bool Is(RunRecord run) => run.Manifest.Network is { Hidden.Count: 0, Initialization: "rfm" };

    /// <summary>The figure; null where nothing was measured, or where the run is that of a network.</summary>
    public static Figure? Of(RunRecord run)
    {
        if (!Is(run) || run.Correlations.Count == 0)
            return null;
        var measures = run.Correlations.GroupBy(c => c.Measure).ToList();
        int[] iterations = [.. run.Correlations.Select(c => c.Epoch).Distinct().Order()];
        var panels = measures.Select((rows, i) =>
        {
            var byIteration = rows.GroupBy(r => r.Epoch).ToDictionary(g => g.Key, g => g.First().Value);
            double[] values = [.. iterations.Select(t => byIteration.GetValueOrDefault(t, double.NaN))];
            bool share = values.Where(double.IsFinite).All(v => v is >= 0 and <= 1);
            return new Panel(Name(rows.Key), RunFigures.EpochAxis(iterations, "Iteration"), share ? new Axis(Min: 0, Max: 1) : new Axis(Min: 0), [new Line(null, [.. iterations.Select(t => (double)t)], values, Palette.Categories[0]) { Markers = true, Width = 1.9, Notes = [.. values.Select(v => Words.Number(v, 3))] }]);
        }).ToList();
        return new Figure("machine", $"What the machine learned: {RunFigures.Label(run)}", panels)
        {
            Subtitle = $"Measured of the feature matrix M, {run.Correlations[0].Convention.ToString().Split(',')[0]}; iteration 0 is M = I, the control; seed {run.Manifest.Seed}",
            Columns = Math.Min(2, panels.Count),
            Caption = "A Recursive Feature Machine fits a kernel machine, takes its AGOP as the new M, and repeats. At iteration 0 every direction counts alike, so what the curves gain on their first value is what was learned of the features.",
            Alt = $"Line charts over iterations. At iteration {iterations[^1]}: {string.Join(", ", measures.Select(rows => $"{Name(rows.Key)} {Words.Number(rows.Last().Value, 3)}"))}.",
        };
    }

    /// <summary>"feature_share" as "Feature share".</summary>
    private static string Name(string measure) => measure.Length == 0 ? "" : char.ToUpperInvariant(measure[0]) + measure[1..].Replace('_', ' ');
}
