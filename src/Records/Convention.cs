namespace DeepNfa.Records;

/// <summary>How two matrices are compared entry by entry.</summary>
public enum SimilarityKind
{
    /// <summary>Both matrices lose their mean entry first; the measure of the Science release of the ansatz.</summary>
    Pearson,

    /// <summary>No mean is removed; the measure of the arXiv release.</summary>
    Cosine,
}

/// <summary>Everything that a correlation between feature matrices depends on besides the matrices.</summary>
/// <param name="Power">The power s of the AGOP; NaN, an empty cell, for what depends on none.</param>
/// <param name="Centered">Whether the mean Jacobian over samples was removed before the AGOP was taken.</param>
/// <param name="Similarity">The similarity of the two matrices.</param>
/// <param name="OffDiagonal">Whether the diagonals were left out.</param>
/// <remarks>The literature changed its convention between releases, so a number without its convention means nothing; docs/algorithms.md gives the reasons of the default.</remarks>
public readonly record struct Convention(double Power, bool Centered, SimilarityKind Similarity, bool OffDiagonal)
{
    /// <summary>Power ½, uncentred, Pearson, diagonal included: the convention of Radhakrishnan et al., Science 383 (2024).</summary>
    public static Convention Default => new(0.5, false, SimilarityKind.Pearson, false);

    /// <summary>The default without a power: of what depends on none.</summary>
    public static Convention AnyPower => Default with { Power = double.NaN };

    /// <summary>The convention in words, as figures and reports name it, such as "AGOP^½, uncentred, Pearson".</summary>
    public override string ToString()
    {
        string power = Power switch { 1 => "AGOP", 0.5 => "AGOP^½", double.NaN => "any power", _ => FormattableString.Invariant($"AGOP^{Power:0.###}") };
        return $"{power}, {(Centered ? "centred" : "uncentred")}, {(Similarity == SimilarityKind.Pearson ? "Pearson" : "cosine")}{(OffDiagonal ? ", off-diagonal" : "")}";
    }
}
