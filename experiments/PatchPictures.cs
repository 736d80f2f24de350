using DeepNfa.Records;
using DeepNfa.Reports;

namespace DeepNfa.Experiments;

/// <summary>Figures of patch kernel machines: accuracy by round, what M looks for, and where it finds it.</summary>
internal static class PatchPictures
{
    /// <summary>The runs that fit one thing.</summary>
    public static List<RunRecord> OfFit(this IReadOnlyList<RunRecord> records, string task) => [.. records.Where(r => Task(r) == task)];

    /// <summary>Accuracy by round with the controls, and, where a run's files are there, eigenvectors of the last M and an image's response to the first.</summary>
    /// <param name="name">The name of the figure's files.</param>
    /// <param name="title">Its title.</param>
    /// <param name="records">All runs.</param>
    /// <param name="vectors">How many eigenvectors are shown.</param>
    /// <param name="others">Tasks with rounds of their own that are shown beside the learned one.</param>
    public static Figure Of(string name, string title, IReadOnlyList<RunRecord> records, int vectors, params IReadOnlyList<string> others)
    {
        var learned = records.OfFit(PatchMachineProtocol.Learned);
        var panels = new List<Panel> { Accuracy(records, learned, others) };
        panels.AddRange(Pictures(learned[0], vectors));
        return new Figure(name, title, panels)
        {
            Subtitle = $"{learned[0].Manifest.Data.Name}, {learned[0].Manifest.Data.TrainSamples:#,0} images to learn from; means over {learned.Count} seed{(learned.Count == 1 ? "" : "s")}, bands from the least to the largest; pictures: seed {learned[0].Manifest.Seed}",
            Columns = panels.Count,
            ColumnWeights = [1.5, .. Enumerable.Repeat(1.0, panels.Count - 1)],
            PanelWidth = 215,
            PanelHeight = 215,
            Alt = $"Test accuracy by round: {string.Join(", ", learned[0].Epochs.Select(e => learned.MeanTest(e.Epoch, m => m.Accuracy)))}; beside it the eigenvectors of M as pictures, an image, and where it answers to the first.",
        };
    }

    private static Panel Accuracy(IReadOnlyList<RunRecord> records, List<RunRecord> learned, IReadOnlyList<string> others)
    {
        int last = learned[0].Epochs[^1].Epoch;
        var marks = new List<Mark> { Curves.Score("M learned", learned, Palette.Categories[0]) };
        marks.AddRange(others.Where(t => records.OfFit(t).Count > 0).Select(t => (Mark)(Curves.Score("the image as one patch", records.OfFit(t), Palette.Categories[3]) with { Dashed = true })));
        double beside = 0.97 * last; // points of about one height side by side
        foreach (var (task, words, color) in new[] { (PatchMachineProtocol.Rotated, "M turned at random", Palette.Categories[1]), (PatchMachineProtocol.Shuffled, "M of shuffled labels", Palette.Categories[2]), (PatchMachineProtocol.Covariance, "second moment of patches", Palette.Categories[4]) })
        {
            if (records.OfFit(task) is not { Count: > 0 } runs) continue;
            var at = runs.MeanTest(0, m => m.Accuracy);
            marks.Add(new Line(null, [beside, beside], [at.Low, at.High], color) { Width = 1.2 });
            marks.Add(new Points(words, [beside], [at.Value], color, Hollow: true) { Notes = [$"{at}"] });
            beside += 0.03 * last;
        }
        double low = marks.SelectMany(Values).Where(double.IsFinite).DefaultIfEmpty(0).Min(), high = marks.SelectMany(Values).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        return new("Accuracy on test images", new Axis("Updates of M", Min: -0.1 * last, Max: 1.1 * last, Whole: true), new Axis(Min: Math.Floor(low * 20) / 20, Max: Math.Ceiling(high * 20) / 20), marks);
    }

    private static IEnumerable<Panel> Pictures(RunRecord run, int vectors)
    {
        if (run.ArrayOf(PatchMachineProtocol.VectorsFile) is not { } directions || run.ArrayOf(PatchMachineProtocol.ExampleFile) is not { } example || run.ArrayOf(PatchMachineProtocol.ResponsesFile) is not { } responses) yield break;
        int channels = example.Shape[0], q = (int)Math.Round(Math.Sqrt(directions.Shape[1] / channels));
        double[] all = directions.ToDoubles();
        var tiles = all.Chunk(directions.Shape[1]).Take(vectors).SelectMany(v => v.Chunk(q * q)).Select(t => Square(t, q)).ToList();
        double most = all.Take(vectors * directions.Shape[1]).Max(Math.Abs);
        int columns = channels > 1 ? channels : (int)Math.Ceiling(Math.Sqrt(tiles.Count));
        yield return Picture(channels == 3 ? "Eigenvectors of M: red, green, blue" : "Eigenvectors of M, largest first", Heat.Mosaic(tiles, columns, Math.Max(1, q / 6)), ColorMap.Diverging, -most, most);
        yield return Picture(channels == 3 ? "A test image, red" : "A test image", Plane(example.ToDoubles(), example.Shape[1], example.Shape[2]));
        yield return Picture("Its response |uᵀz| to the first", Plane(responses.ToDoubles(), responses.Shape[1], responses.Shape[2]));
    }

    private static Panel Picture(string title, double[,] values, ColorMap? map = null, double? low = null, double? high = null) =>
        new(title, new Axis(), new Axis(), [new Heat(values, map ?? ColorMap.Viridis, low ?? values.Cast<double>().Min(), high ?? values.Cast<double>().Max())], Bare: true);

    private static double[,] Square(double[] values, int side) => Plane(values, side, side);

    /// <summary>The first plane of an array.</summary>
    private static double[,] Plane(double[] values, int rows, int columns)
    {
        var plane = new double[rows, columns];
        for (int i = 0; i < rows * columns; i++) plane[i / columns, i % columns] = values[i];
        return plane;
    }

    private static IEnumerable<double> Values(Mark mark) => mark switch
    {
        Line line => line.Y.Concat(line.Low ?? []).Concat(line.High ?? []),
        Points points => points.Y,
        _ => [],
    };

    private static string Task(RunRecord run) => SettingsJson.Read<PatchMachineSettings>(run.Manifest.Settings).Task;
}
