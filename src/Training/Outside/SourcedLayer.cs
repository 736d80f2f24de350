namespace DeepNfa.Training;

/// <summary>A layer of a list, with where a state dict has its arrays.</summary>
/// <param name="Item">The layer.</param>
/// <param name="Weights">The name of its weights, or of its module; null where they are to be found.</param>
/// <param name="BatchNorm">The name of the batch normalisation that follows it; null where it is to be found, if there is one.</param>
internal sealed record SourcedLayer(LayerItem Item, string? Weights = null, string? BatchNorm = null)
{
    /// <summary>A layer without a name of its own.</summary>
    public static SourcedLayer Of(LayerKind kind, string? weights = null) => new(new LayerItem(kind), weights);
}
