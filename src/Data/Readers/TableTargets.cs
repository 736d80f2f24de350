using System.Globalization;
using DeepNfa.Records;

namespace DeepNfa.Data.Readers;

/// <summary>What the target column of a table means: classes, or a number to predict.</summary>
/// <remarks>Texts are classes. Numbers are classes if they are at most 20 different whole numbers that fill at least half of their range, such as 1 to 7 or 2 and 4; all others are regression targets.</remarks>
internal sealed class TableTargets
{
    private const int MostGuessed = 20;
    private readonly float[]? _values; // of classes that are numbers, ascending

    private TableTargets(IReadOnlyList<string> names, float[]? values, string words, IReadOnlyList<string> notes)
    {
        (ClassNames, _values, InWords, Notes) = (names, values, words, notes);
    }

    /// <summary>A name for each class; empty for regression.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The number of classes; 0 for regression.</summary>
    public int Classes => ClassNames.Count;

    /// <summary>The number of targets of a sample.</summary>
    public int Outputs => Math.Max(1, Classes);

    /// <summary>What was recognised.</summary>
    public string InWords { get; }

    /// <summary>How it was recognised, where that was a guess.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Decides by the training samples, or takes what the user says.</summary>
    /// <exception cref="DataException">Texts cannot be numbers, or numbers are too many for classes.</exception>
    public static TableTargets Of(string path, TableColumn column, CellRows cells, bool? classification)
    {
        if (column.IsCategory)
        {
            if (classification == false)
                throw new DataException($"{path}, column '{column.Name}': expected numbers for a regression; got texts such as '{CsvDialect.Short(column.Mixed?.Text ?? column.Categories[0])}'{(column.Mixed is { } m ? $" in line {m.Line}" : "")}. Correct the column, or ask for classification.");
            return OfClasses($"{path}, column '{column.Name}'", column.Categories, null, []);
        }
        return OfNumbers($"{path}, column '{column.Name}'", Enumerable.Range(0, cells.Count).Select(i => cells[i][^1]), classification);
    }

    /// <summary>Decides what numbers mean, or takes what the user says.</summary>
    /// <param name="where">What sentences call the numbers.</param>
    /// <param name="targets">A number for each training sample.</param>
    /// <param name="classification">What the user says; null to guess.</param>
    /// <param name="mostGuessed">The most different whole numbers that are guessed to be classes.</param>
    /// <exception cref="DataException">The numbers are too many for classes, or too few.</exception>
    public static TableTargets OfNumbers(string where, IEnumerable<float> targets, bool? classification, int mostGuessed = MostGuessed)
    {
        float[]? values = Distinct(targets, classification == true ? TableColumn.MostCategories : mostGuessed);
        if (values is null && classification == true)
            throw new DataException($"{where}: expected at most {TableColumn.MostCategories} classes; got more different numbers. Ask for regression, or name another target (--target).");
        if (values is { Length: 1 }) throw new DataException($"{where}: expected targets that differ; all are {values[0]:R} in single precision. Name another target (--target), or give more rows.");
        bool classes = classification ?? (values is { Length: > 1 } && Array.TrueForAll(values, float.IsInteger) && values[^1] - values[0] + 1 <= 2 * values.Length);
        string guess = classification is not null ? "" : classes
            ? $"The targets are {values!.Length} whole numbers from {values[0]:R} to {values[^1]:R}: they are taken as classes (--task regression for numbers)."
            : "The targets are numbers: they are taken for a regression (--task classification for classes).";
        string[] notes = guess.Length > 0 ? [guess] : [];
        return classes ? OfClasses(where, [.. values!.Select(v => v.ToString("R", CultureInfo.InvariantCulture))], values, notes) : new([], null, "regression", notes);
    }

    /// <summary>Writes the target of a cell: one-hot, or the number.</summary>
    public void Encode(float cell, Span<float> to, string path, int row)
    {
        to[0] = cell;
        if (Classes == 0) return;
        int code = _values is null ? (int)cell : Array.BinarySearch(_values, cell);
        if (code < 0) throw new DataException($"{path}, row {row + 1}: expected one of the classes {string.Join(", ", ClassNames.Take(20))}; got {cell:R}. Correct the cell, or ask for regression (--task regression).");
        to.Clear();
        to[code] = 1;
    }

    private static TableTargets OfClasses(string where, IReadOnlyList<string> names, float[]? values, IReadOnlyList<string> notes)
    {
        if (names.Count < 2)
            throw new DataException($"{where}: expected at least two classes; got {(names.Count == 0 ? "none" : $"only '{CsvDialect.Short(names[0])}'")}. Name another target (--target).");
        string told = string.Join(", ", names.Take(10).Select(CsvDialect.Short)) + (names.Count > 10 ? ", …" : "");
        return new(names, values, $"{names.Count} classes ({told})", notes);
    }

    /// <summary>The different values, ascending; null where they are more than <paramref name="most"/>.</summary>
    private static float[]? Distinct(IEnumerable<float> targets, int most)
    {
        var values = new HashSet<float>();
        foreach (float target in targets)
            if (values.Add(target) && values.Count > most) return null;
        return [.. values.Order()];
    }
}
