using DeepNfa.Records;
using DeepNfa.Reports;

namespace DeepNfa.Experiments;

/// <summary>Where matrices have their traces, and what accuracy is left when inputs change: bars for the network and the machine, over seeds.</summary>
internal static class ShareBars
{
    /// <summary>Two panels: shares, with their values before training as hollow points, and accuracies.</summary>
    /// <param name="name">The name of the figure's files.</param>
    /// <param name="title">Its title.</param>
    /// <param name="records">All runs.</param>
    /// <param name="shares">Measures of shares, with words.</param>
    /// <param name="shareTitle">Share of what, and where.</param>
    /// <param name="changes">Measures of accuracies on changed images, with words.</param>
    /// <param name="caption">What is seen.</param>
    public static Figure Of(string name, string title, IReadOnlyList<RunRecord> records, IReadOnlyList<(string Measure, string Words)> shares, string shareTitle, IReadOnlyList<(string Measure, string Words)> changes, string caption)
    {
        (string Name, List<RunRecord> Runs, string Color)[] learners = [("network", records.Networks(), Palette.Categories[0]), ("RFM", records.Machines(), Palette.Categories[1])];
        var (bars, accuracies) = (new List<Mark>(), new List<Mark>());
        for (int i = 0; i < learners.Length; i++)
        {
            var (who, runs, color) = learners[i];
            var own = shares.Select((s, at) => (s.Measure, At: (double)at)).Where(s => runs.Any(r => r.Correlations.Any(c => c.Measure == s.Measure))).ToList();
            OverSeeds End(string measure) => OverSeeds.Mean(runs.Select(r => measure.Length > 0 ? r.AtEnd(measure) : r.FinalScore()));
            OverSeeds Start(string measure) => OverSeeds.Mean(runs.Select(r => r.Rival(measure, 1, 0)));
            bars.Add(Points(who, [.. own.Select(s => s.At)], [.. own.Select(s => End(s.Measure))], color));
            bars.Add(Points(null, [.. own.Select(s => s.At)], [.. own.Select(s => Start(s.Measure))], color) with { Hollow = true });
            accuracies.Add(Points(null, [.. Enumerable.Range(0, changes.Count + 1).Select(k => k + (0.16 * ((2 * i) - 1)))], [End(""), .. changes.Select(c => End(c.Measure))], color));
        }
        return new Figure(name, title,
        [
            new(shareTitle, new Axis(Categories: [.. shares.Select(s => s.Words)]), new Axis(Min: 0, Max: 1.03), bars),
            new("Accuracy on held-out images", new Axis(Categories: ["as trained", .. changes.Select(c => c.Words)]), new Axis(Min: 0, Max: 1.03), accuracies),
        ])
        {
            Subtitle = $"{records[0].Manifest.Data.Name}; means over seeds, bars to the farthest seed",
            Columns = 2,
            ColumnWeights = [1, (changes.Count + 1.0) / shares.Count],
            PanelWidth = 440,
            Caption = caption,
            Alt = $"{shareTitle}: points for network and machine. Accuracy when the images change.",
        };
    }

    private static Points Points(string? name, double[] x, OverSeeds[] values, string color) =>
        new(name, x, [.. values.Select(v => v.Value)], color, [.. values.Select(v => Math.Max(v.High - v.Value, v.Value - v.Low))]) { Notes = [.. values.Select(v => $"{v}")] };
}
