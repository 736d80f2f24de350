using DeepNfa.Algebra;
using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Training;

/// <summary>Batch normalisation in evaluation form, y = γ(x − mean)/√(var + ε) + β, folded into the layer before it.</summary>
/// <remarks>
/// <b>Formula.</b> W' = W·γ/√(var + ε), row by row, and b' = β + (b − mean)·γ/√(var + ε): the same function with one layer less, and the NFM is that of the folded filters.
/// <b>Numerics.</b> Folded in float64.
/// <b>Source.</b> Ioffe and Szegedy 2015, arXiv 1502.03167, algorithm 2, step 11; ε is PyTorch's default, which a state dict does not tell.
/// </remarks>
internal static class BatchNormalisation
{
    /// <summary>ε.</summary>
    public const double Epsilon = 1e-5;

    /// <summary>Refuses vectors that are no batch normalisation of a layer.</summary>
    /// <exception cref="DataException">Statistics are missing, or there is not one for each row of the weights.</exception>
    public static void Require(StateDict state, StateModule norm, StateModule layer)
    {
        if (norm.Mean is null || norm.Variance is null)
            throw new DataException($"'{state.File.Path}': expected '{norm.Name}' to be a batch normalisation with its running_mean and running_var; got {string.Join(", ", Parts(norm).Select(p => p.Name))}. A normalisation by the sample itself, or by the batch, cannot be folded into '{layer.Name}' and is not measured.");
        if (Parts(norm).FirstOrDefault(p => p.Shape is not [var length] || length != layer.Rows) is { } part)
            throw new DataException($"'{state.File.Path}': expected '{part.Name}' to hold {layer.Rows} values, one a row of {layer.InWords}, into which it is folded; got {StateModule.ShapeOf(part)}.");
    }

    /// <summary>Weights and bias with the normalisation in them, in float64.</summary>
    /// <param name="state">Where its arrays are.</param>
    /// <param name="norm">The normalisation.</param>
    /// <param name="weight">(k × d).</param>
    /// <param name="bias">(k); null for none.</param>
    public static (Tensor Weight, Tensor Bias) Folded(StateDict state, StateModule norm, Tensor weight, Tensor? bias)
    {
        using var scope = NewDisposeScope();
        Tensor Read(ArrayEntry entry) => state.File.Read(entry.Name).ToTensor(ScalarType.Float64);
        var factor = 1 / (Read(norm.Variance!) + Epsilon).sqrt();
        if (norm.Weight is { } scale) factor *= Read(scale);
        var shift = (bias is null ? -Read(norm.Mean!) : bias - Read(norm.Mean!)) * factor;
        if (norm.Bias is { } beta) shift += Read(beta);
        return ((weight * factor.unsqueeze(1)).MoveToOuterDisposeScope(), shift.MoveToOuterDisposeScope());
    }

    private static IEnumerable<ArrayEntry> Parts(StateModule norm) => new[] { norm.Weight, norm.Bias, norm.Mean, norm.Variance }.OfType<ArrayEntry>();
}
