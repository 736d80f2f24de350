namespace DeepNfa.Data.Readers;

/// <summary>What the user says of a file that the file does not say of itself. Everything has a default that is guessed and then told.</summary>
public sealed record ReadOptions
{
    /// <summary>The column of the targets: its name, or its position from 1, or from the end with -1, -2, … <value>The default value is the column named target, label or class, else the last.</value></summary>
    public string? Target { get; init; }

    /// <summary>Whether the first row of a table holds names. <value>The default value is guessed from the rows.</value></summary>
    public bool? Header { get; init; }

    /// <summary>What separates the cells of a table. <value>The default value is guessed: tab, semicolon, bar, comma or space.</value></summary>
    public char? Delimiter { get; init; }

    /// <summary>Whether the targets are classes. <value>The default value is guessed from the targets.</value></summary>
    public bool? Classification { get; init; }

    /// <summary>Columns (names or positions) that are categories although they hold numbers. <value>The default value is none.</value></summary>
    public IReadOnlyList<string> Categorical { get; init; } = [];

    /// <summary>Columns (names or positions) that are left out. <value>The default value is none.</value></summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>A second file of the same format that holds the official test samples. <value>The default value is none.</value></summary>
    public string? TestPath { get; init; }

    /// <summary>Read at most this many training samples, the first ones. <value>The default value is all.</value></summary>
    public int TrainLimit { get; init; } = int.MaxValue;

    /// <summary>Read at most this many test samples, the first ones; 0 for none. <value>The default value is all.</value></summary>
    public int TestLimit { get; init; } = int.MaxValue;
}
