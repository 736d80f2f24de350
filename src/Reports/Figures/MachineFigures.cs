using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>Figures of a fitted kernel machine: error by iteration, the features that count, the directions of M.</summary>
internal static class MachineFigures
{
    private const int MostFeatures = 20, MostVectors = 3;

    public static IReadOnlyList<Figure> Of(MachineRecord machine) => [Errors(machine), Importances(machine), .. machine.Vectors.Count > 0 ? new[] { Directions(machine) } : [], .. LikenessFigure.Of(machine) is { } network ? new[] { network } : []];

    private static Figure Errors(MachineRecord machine)
    {
        bool classes = machine.Iterations[0].Train.Accuracy is not null;
        var axis = new Axis("Iteration", Min: machine.Iterations[0].Iteration, Max: Math.Max(1, machine.Iterations[^1].Iteration), Whole: true);
        var losses = Lines(machine, m => m.Loss);
        var scores = Lines(machine, m => (classes ? m.Accuracy : m.R2) ?? double.NaN);
        var (low, high) = AxisLimits.Natural(scores.SelectMany(l => l.Y).Select(v => Math.Max(v, -0.2)));
        bool log = losses.SelectMany(l => l.Y).Where(v => v > 0).ToList() is { Count: > 0 } positive && positive.Max() > 10 * positive.Min();
        return new Figure("error", "Error by iteration", [new("Mean squared error", axis, log ? new Axis(Scale: AxisScale.Log) : new Axis(Min: 0), losses), new(classes ? "Accuracy" : "R²", axis, new Axis(Min: low, Max: high), scores)])
        {
            Subtitle = $"{machine.Kernel}; iteration 0 is the plain kernel machine, iteration {machine.Selected} was kept",
            Columns = 2,
            Caption = $"Each iteration solves the machine anew in the metric that the gradients of the one before gave{(log ? "; each step of the left axis is a factor of ten" : "")}. What the machine gains after iteration 0 is what learning features is worth on these data.",
            Alt = $"Line charts over iterations 0 to {machine.Iterations[^1].Iteration}.",
        };
    }

    private static Figure Importances(MachineRecord machine)
    {
        double total = machine.Importances.Sum();
        var top = machine.Importances.Select((v, i) => (Value: v, Index: i)).OrderByDescending(p => p.Value).ThenBy(p => p.Index).Take(MostFeatures).ToList();
        double[] at = [.. top.Select((_, i) => (double)i)];
        string[] names = [.. top.Select(p => Name(machine, p.Index))];
        return new Figure("importances", "Which features count", [new("", new Axis("Feature", Categories: names), new Axis("Share of tr M", Min: 0), [new Bars(null, at, [.. top.Select(p => total > 0 ? p.Value / total : 0)], Palette.Categories[0])])])
        {
            Subtitle = $"The {top.Count} largest of {machine.Importances.Count} entries of the diagonal of M",
            PanelWidth = 640,
            Caption = "How far the machine's output moves when a feature moves, averaged over the training points. Features in different units are compared in those units: scale them first if that is not meant.",
            Alt = $"Bars of the shares of tr M; the largest are {string.Join(", ", names.Take(5))}.",
        };
    }

    private static Figure Directions(MachineRecord machine)
    {
        double largest = Math.Max(machine.Eigenvalues.DefaultIfEmpty(0).Max(), double.Epsilon);
        double[] index = [.. machine.Eigenvalues.Select((_, i) => i + 1.0)];
        int shown = Math.Min(MostVectors, machine.Vectors.Count);
        double[] columns = [.. machine.Importances.Select((_, i) => (double)i)];
        Mark[] vectors = [.. Enumerable.Range(0, shown).Select(k => Upright(machine.Vectors[k])).Select((v, k) => new Line($"Eigenvector {k + 1}", columns, v, Palette.Category(k, shown)) { Markers = columns.Length <= 40 })];
        return new Figure("directions", "Directions of M",
        [
            new("Eigenvalues", new Axis("Index", Whole: true, Min: 1, Max: Math.Max(2, index.Length)), new Axis("Share of the largest", Min: 0, Max: 1.05), [new Line(null, index, [.. machine.Eigenvalues.Select(v => v / largest)], Palette.Categories[0]) { Markers = true }]),
            new("Eigenvectors", new Axis("Column of the inputs, from 0", Min: 0, Max: Math.Max(1, columns.Length - 1)), new Axis("Entry"), vectors),
        ])
        {
            Columns = 2,
            Caption = "An early drop of the eigenvalues means that the machine looks at few directions of its inputs. The eigenvectors are those directions; their sign has no meaning.",
            Alt = $"The {index.Length} largest eigenvalues of M, and the {shown} leading eigenvectors over {columns.Length} columns.",
        };
    }

    private static List<Line> Lines(MachineRecord machine, Func<SplitMetrics, double> of)
    {
        Line Of(string name, Func<MachineIteration, SplitMetrics?> split, int color) =>
            new(name, [.. machine.Iterations.Select(i => (double)i.Iteration)], [.. machine.Iterations.Select(i => split(i) is { } m ? of(m) : double.NaN)], Palette.Categories[color]) { Markers = machine.Iterations.Count <= 12 };
        var lines = new List<Line> { Of("Training", i => i.Train, 0) };
        if (machine.Iterations.Any(i => i.Validation is not null)) lines.Add(Of("Validation", i => i.Validation, 1));
        if (machine.Iterations.Any(i => i.Test is not null)) lines.Add(Of("Test", i => i.Test, 2));
        return lines;
    }

    /// <summary>With the largest entry positive, so that equal directions look equal.</summary>
    private static double[] Upright(double[] vector) => vector.MaxBy(Math.Abs) < 0 ? [.. vector.Select(v => -v)] : vector;

    private static string Name(MachineRecord machine, int column) => machine.Features is { } names && column < names.Count ? names[column] : $"{column}";
}
