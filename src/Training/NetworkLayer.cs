namespace DeepNfa.Training;

/// <summary>A layer of a network in a file: where its arrays are, and the shape of its weights.</summary>
/// <param name="Weight">The name of its weights (out × in).</param>
/// <param name="Bias">The name of its bias (out); null without one.</param>
/// <param name="Rows">The rows of the weights: its outputs.</param>
/// <param name="Columns">The columns of the weights: its inputs.</param>
public sealed record NetworkLayer(string Weight, string? Bias, int Rows, int Columns);
