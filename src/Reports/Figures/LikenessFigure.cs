using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>M of a kernel machine beside the first layer of a network, over iterations: a panel a matrix, each with what chance and the inputs alone give.</summary>
internal static class LikenessFigure
{
    /// <summary>The name of the figure.</summary>
    public const string File = "network";

    /// <summary>The convention of the figure and of the sentence on the page: the default of the field but for the centring, which is the machine's.</summary>
    public static bool Shown(MachineLikeness row) => row.Convention is { Power: 0.5, Similarity: SimilarityKind.Pearson };

    /// <summary>The matrix in words.</summary>
    public static string Name(string matrix) => matrix switch
    {
        MachineLikeness.Nfm => "WᵀW",
        MachineLikeness.Update => "Update of W, (W − aW⁰)ᵀ(W − aW⁰)",
        MachineLikeness.Agop => "AGOP^½",
        _ => "WᵀW before training",
    };

    /// <summary>The matrix in a word or two, for tables.</summary>
    public static string Short(string matrix) => matrix switch { MachineLikeness.Update => "update of W", MachineLikeness.Agop => "AGOP", _ => Name(matrix) };

    /// <summary>What the kept iteration says, and whether that is more than the inputs alone say.</summary>
    public static string Sentence(MachineRecord machine)
    {
        var kept = machine.Likenesses.Where(r => r.Iteration == machine.Selected && Shown(r) && r.Matrix != MachineLikeness.InitialNfm).ToList();
        string told = string.Join("; ", kept.Select(r => $"{Short(r.Matrix)} {Words.Number(r.Value)} (M turned at random {Words.Number(r.Null)}, the inputs' second moment {Words.Number(r.Inputs)})"));
        int above = kept.Count(r => r.Value > r.Inputs && r.Value > r.Null + (Words.ClearSds * r.NullSd));
        return $"Correlation of M at iteration {machine.Selected} with the first layer of {machine.Network}: {told}. "
            + (above == kept.Count ? "All are above what chance and the inputs alone give." : above == 0 ? "None is above what chance and the inputs alone give: they show no features that both have learned." : $"Of these, {above} of {kept.Count} are above what chance and the inputs alone give.");
    }

    /// <summary>The figure; null without a network.</summary>
    public static Figure? Of(MachineRecord machine)
    {
        var rows = machine.Likenesses.Where(Shown).ToList();
        if (rows.Count == 0) return null;
        var axis = new Axis("Iteration", Min: rows[0].Iteration, Max: Math.Max(1, rows[^1].Iteration), Whole: true);
        double low = Math.Min(0, rows.SelectMany(r => new[] { r.Value, r.Null, r.Inputs }).Where(double.IsFinite).DefaultIfEmpty(0).Min());
        var panels = MachineLikeness.Matrices.Select(m => (Matrix: m, Rows: rows.Where(r => r.Matrix == m).ToList())).Where(p => p.Rows.Count > 0)
            .Select(p => new Panel(Name(p.Matrix), axis, new Axis("Correlation", Min: low, Max: 1), Marks(p.Rows))).ToList();
        return new Figure(File, "M beside the first layer of a network", panels)
        {
            Subtitle = $"{machine.Network}; {rows[0].Convention}, M at the power that matches",
            Columns = 2,
            PanelWidth = 320,
            Caption = "Full line: how alike M and the matrix of the network are. Grey: the same eigenvalues of M in directions drawn at random. Dashed: the second moment of the inputs, which knows no targets, in the place of M. What stands above both, both have learned from the targets.",
            Alt = $"Line charts over iterations. At iteration {rows[^1].Iteration}: {string.Join("; ", rows.Where(r => r.Iteration == rows[^1].Iteration).Select(r => $"{Name(r.Matrix)} {Words.Number(r.Value)}, at random {Words.Number(r.Null)}, inputs {Words.Number(r.Inputs)}"))}.",
        };
    }

    private static IReadOnlyList<Mark> Marks(List<MachineLikeness> rows)
    {
        double[] x = [.. rows.Select(r => (double)r.Iteration)];
        string[] notes = [.. rows.Select(r => Words.Number(r.Value, 3))];
        return
        [
            new Line("M turned at random, ± 2 sd", x, [.. rows.Select(r => r.Null)], Palette.Reference) { Low = [.. rows.Select(r => r.Null - (2 * r.NullSd))], High = [.. rows.Select(r => r.Null + (2 * r.NullSd))] },
            new Line("Second moment of the inputs", x, [.. rows.Select(r => r.Inputs)], Palette.Categories[1]) { Dashed = true },
            new Line("M", x, [.. rows.Select(r => r.Value)], Palette.Categories[0]) { Markers = rows.Count <= 12, Width = 1.9, Notes = notes },
        ];
    }
}
