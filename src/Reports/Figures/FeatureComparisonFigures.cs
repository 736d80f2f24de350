using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>Kinds of features side by side: what a linear read-out makes of the first r of each, and how far their spaces overlap.</summary>
internal static class FeatureComparisonFigures
{
    private const int ShownRank = 10;

    /// <summary>The figures: scores, and overlaps where at least two kinds have a space.</summary>
    public static IReadOnlyList<Figure> Of(ComparedFeatures compared) => [Scores(compared), .. compared.Spaces.Count > 1 ? new[] { Overlaps(compared) } : []];

    private static Figure Scores(ComparedFeatures compared)
    {
        int n = compared.Names.Count;
        double[] ranks = [.. compared.Ranks.Select(r => (double)r)];
        Mark[] lines = [.. compared.Names.Select((name, i) => new Line(name, ranks, Row(compared.Scores, i), name == "random" ? Palette.Reference : Palette.Category(i, n)) { Dashed = name == "random", Markers = true })];
        string score = compared.Classification ? "Accuracy" : "R²";
        int last = compared.Ranks.Count - 1;
        return new Figure("feature-scores", "What a linear read-out makes of the first features", [new("", new Axis("Features r", AxisScale.Log, Min: ranks[0], Max: Math.Max(ranks[0] * 2, ranks[^1])), new Axis(score), lines)])
        {
            Subtitle = $"{score} on held-out samples of ridge regression on the first r features of each kind, the ridge chosen by leave-one-out; logarithmic axis",
            PanelWidth = 640,
            PanelHeight = 300,
            Caption = "The higher a curve rises at small r, the more of the task stands in its first features. Kinds that see no targets order their features by variance; those of a trained machine by what its output depends on.",
            Alt = $"Line chart over the number of features. At r = {compared.Ranks[last]}: {string.Join(", ", compared.Names.Select((name, i) => $"{name} {Words.Number(compared.Scores[i, last], 3)}"))}.",
        };
    }

    private static Figure Overlaps(ComparedFeatures compared)
    {
        int at = Enumerable.Range(0, compared.Ranks.Count).Where(r => compared.Overlaps[r].Cast<double>().Any(double.IsFinite)).DefaultIfEmpty(0).MinBy(r => Math.Abs(compared.Ranks[r] - ShownRank));
        var axis = new Axis(Categories: compared.Spaces);
        return new Figure("feature-overlaps", "How far the features span one space", [new("", axis, axis, [new Heat(compared.Overlaps[at], ColorMap.Viridis, 0, 1, "overlap")])])
        {
            Subtitle = FormattableString.Invariant($"Mean squared cosine of the first {compared.Ranks[at]} directions of each pair; two random spaces share {compared.Chance[at]:0.000}"),
            PanelWidth = 320,
            PanelHeight = 320,
            Caption = "1: both kinds look at the same directions of the input, whatever their order. Rows and columns are in the same order.",
            Alt = $"Matrix of overlaps between {string.Join(", ", compared.Spaces)}.",
        };
    }

    private static double[] Row(double[,] values, int row) => [.. Enumerable.Range(0, values.GetLength(1)).Select(c => values[row, c])];
}
