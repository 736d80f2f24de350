using DeepNfa.Data.Readers;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>What the user says of a data file that the file does not say of itself; each field is one option of <c>deepnfa train</c>. What is null is guessed and told.</summary>
public sealed record ReadSettings
{
    /// <summary>The column of the targets: its name or position. <value>The default value is the column named target, label or class, else the last.</value></summary>
    public string? Target { get; init; }

    /// <summary>A file with the official test samples. <value>The default value is none.</value></summary>
    public string? Test { get; init; }

    /// <summary>classification or regression. <value>The default value is guessed from the targets.</value></summary>
    public string? Task { get; init; }

    /// <summary>yes or no: whether the first row holds names. <value>The default value is guessed.</value></summary>
    public string? Header { get; init; }

    /// <summary>One character, or tab. <value>The default value is guessed.</value></summary>
    public string? Delimiter { get; init; }

    /// <summary>Columns that are left out, with commas. <value>The default value is none.</value></summary>
    public string? Ignore { get; init; }

    /// <summary>Columns that are categories although they hold numbers, with commas. <value>The default value is none.</value></summary>
    public string? Categorical { get; init; }

    /// <summary>These settings as the readers take them.</summary>
    /// <exception cref="UsageException">A value is none of those that are known.</exception>
    public ReadOptions Options() => new()
    {
        Target = Target,
        TestPath = Test,
        Classification = Task switch
        {
            null => null,
            "classification" => true,
            "regression" => false,
            _ => throw new UsageException($"--task: expected classification or regression; got '{Task}'."),
        },
        Header = Header switch
        {
            null => null,
            "yes" => true,
            "no" => false,
            _ => throw new UsageException($"--header: expected yes or no; got '{Header}'."),
        },
        Delimiter = Delimiter switch
        {
            null => null,
            "tab" or "\\t" => '\t',
            "space" => ' ',
            [var one] when one is not ('"' or '\n' or '\r') => one,
            _ => throw new UsageException($"--delimiter: expected one character, tab or space; got '{Delimiter}'."),
        },
        Ignored = Columns(Ignore),
        Categorical = Columns(Categorical),
    };

    private static string[] Columns(string? names) => names?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
