namespace DeepNfa.Data.Readers;

/// <summary>How a column of a table became inputs: a number, or one input a category.</summary>
/// <param name="Name">The name in the header; x1, x2, … without one.</param>
/// <param name="Categories">The texts that have an input each, in order; null for a column of numbers.</param>
/// <param name="MissingCategory">Whether one more input, the last, stands for missing cells.</param>
public sealed record InputColumn(string Name, IReadOnlyList<string>? Categories = null, bool MissingCategory = false)
{
    /// <summary>What is subtracted from its numbers, in double precision, before they become inputs. <value>The default value is 0.</value></summary>
    public double Offset { get; init; }

    /// <summary>The number of inputs.</summary>
    internal int Width => Categories is { } texts ? texts.Count + (MissingCategory ? 1 : 0) : 1;
}

/// <summary>How a table became inputs, so that another table can be read the same way.</summary>
/// <param name="Columns">The columns, in the order of the inputs.</param>
/// <param name="Target">The name of the target's column.</param>
/// <param name="Header">Whether columns are found by their names in the first row; else by their positions.</param>
public sealed record TableForm(IReadOnlyList<InputColumn> Columns, string Target, bool Header)
{
    /// <summary>What separates the cells, where that was said; null to guess it anew.</summary>
    public char? Delimiter { get; init; }

    /// <summary>What stands for a missing number, by input: the mean over the training rows; null where none was kept.</summary>
    public IReadOnlyList<double>? Fill { get; init; }
}
