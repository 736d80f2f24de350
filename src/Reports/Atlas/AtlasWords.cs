using DeepNfa.Records;

namespace DeepNfa.Reports;

/// <summary>What an atlas comes to, in words.</summary>
internal static class AtlasWords
{
    /// <summary>What later layers have that earlier ones have not.</summary>
    public static string Verdict(FeatureAtlas atlas)
    {
        var hidden = atlas.Spaces.Where(s => s.Space > 0 && s.Name != "output").ToList();
        var parts = new List<string>();
        if (hidden.Count > 1)
        {
            var (first, last) = (hidden[0], hidden[^1]);
            if (double.IsFinite(first.Linearity) && double.IsFinite(last.Linearity))
                parts.Add($"From layer {first.Space} to layer {last.Space} the neurons' linearity goes from {Words.Number(first.Linearity)} to {Words.Number(last.Linearity)}{(double.IsFinite(first.Extent) ? $" and their extent on the image from {Words.Number(first.Extent)} to {Words.Number(last.Extent)}" : "")}.");
        }
        if (atlas.Spaces.Count > 1 && atlas.Spaces[0] is { ProbeScore: var raw } && double.IsFinite(raw) && hidden.Count > 0)
            parts.Add($"A linear read-out scores {Words.Number(raw, 3)} on the input and {Words.Number(hidden[^1].ProbeScore, 3)} on layer {hidden[^1].Space}.");
        if (Above(atlas) is var (above, of))
            parts.Add($"Gradient ascent drives {above} of {of} outputs above their best training sample.");
        return parts.Count > 0 ? string.Join(' ', parts) : $"{Words.Count(atlas.Layers.Sum(l => l.Neurons.Count), "neuron")} of {Words.Count(atlas.Layers.Count, "layer")} are shown.";
    }

    public static IEnumerable<(string Label, string Value, string Note)> Tiles(FeatureAtlas atlas)
    {
        int shown = atlas.Layers.Sum(l => l.Neurons.Count), all = atlas.Layers.Sum(l => l.Width), dead = atlas.Layers.Sum(l => l.Dead.Count);
        yield return ("Neurons shown", $"{shown:N0}", $"of {all:N0} in {Words.Count(atlas.Layers.Count, "layer")}{(dead > 0 ? $"; {dead:N0} dead" : "")}");
        if (Above(atlas) is var (above, of))
            yield return ("Outputs above the data", $"{above} of {of}", "maximizing input against best training sample");
        if (atlas.Spaces.Count > 2 && atlas.Spaces[^2] is var last && atlas.Spaces[0] is var input)
        {
            if (double.IsFinite(last.NeighbourAccuracy))
                yield return ("Nearest neighbours", Words.Percent(last.NeighbourAccuracy), $"in {last.Name}; {Words.Percent(input.NeighbourAccuracy)} at the input");
            if (double.IsFinite(last.Silhouette))
                yield return ("Silhouette of classes", Words.Number(last.Silhouette), $"in {last.Name}; {Words.Number(input.Silhouette)} at the input");
        }
    }

    /// <summary>How many outputs were driven above their best sample; null where that was not tried.</summary>
    private static (int Above, int Of)? Above(FeatureAtlas atlas) =>
        atlas.Layers.FirstOrDefault(l => l.Output) is { } output && output.Neurons.Count > 0 && output.Neurons.All(n => n.Maximizing != null)
            ? (output.Neurons.Count(n => n.Reached > n.BestValues[0]), output.Neurons.Count)
            : null;
}
