using System.Globalization;
using DeepNfa.Records;

namespace DeepNfa.Data.Readers;

/// <summary>A column of a table while it is read: numbers, or categories with a code for each text. NaN stands for a missing cell.</summary>
/// <remarks>A column is what its first cell that is not missing is. Numbers that are followed by a text are <see cref="Mixed"/>: the column must be read again, as categories; those that are <see cref="IsFar"/>, counted from their least.</remarks>
internal sealed class TableColumn(string name, int index)
{
    /// <summary>More different texts than this are names or numbers of rows, not categories.</summary>
    public const int MostCategories = 1000;
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private const double Far = 1000; // so many times their range away from zero, less than 14 of the 24 bits of single precision are left for what differs
    private double _least = double.PositiveInfinity, _most = double.NegativeInfinity;
    private bool _decided, _closed, _rounded;

    /// <summary>A column that is read as another was: closed, with its categories.</summary>
    public static TableColumn Of(InputColumn like, int index)
    {
        var column = new TableColumn(like.Name, index);
        if (like.Categories is { } texts)
        {
            column.BeCategory();
            foreach (string text in texts) column._codes.Add(text, column._codes.Count);
            column.Categories = texts;
        }
        (column._decided, column._closed, column.HasMissingCategory, column.Offset) = (true, true, like.MissingCategory, like.Offset);
        return column;
    }

    /// <summary>The name in the header.</summary>
    public string Name => name;

    /// <summary>The position in the file, from 0.</summary>
    public int Index => index;

    /// <summary>Whether the cells are codes of categories.</summary>
    public bool IsCategory { get; private set; }

    /// <summary>The first text among numbers, and its line; null while there is none.</summary>
    public (string Text, int Line)? Mixed { get; private set; }

    /// <summary>Whether the numbers lie so far from zero, for how little they differ, that single precision blurs them.</summary>
    public bool IsFar => !IsCategory && Mixed is null && _rounded && _most > _least && Math.Max(Math.Abs(_least), Math.Abs(_most)) > Far * (_most - _least);

    /// <summary>What is subtracted from every number, in double precision; 0 unless <see cref="CountFromLeast"/> was called.</summary>
    public double Offset { get; private set; }

    /// <summary>Missing cells.</summary>
    public long Missing { get; private set; }

    /// <summary>Cells of a closed column whose text was not there before.</summary>
    public long Unseen { get; private set; }

    /// <summary>Whether missing cells are a category of their own, the last: where there were any when the column was closed.</summary>
    public bool HasMissingCategory { get; private set; }

    /// <summary>Whether no cell held anything.</summary>
    public bool IsEmpty => !_decided;

    /// <summary>The texts by their codes.</summary>
    public IReadOnlyList<string> Categories { get; private set; } = [];

    /// <summary>A category that is a number with a decimal comma, where all of them are numbers so written; otherwise null.</summary>
    public string? DecimalComma => Categories.FirstOrDefault(c => c.Contains(',', StringComparison.Ordinal)) is { } comma && Categories.All(IsWrittenNumber) ? comma : null;

    /// <summary>What stands for nothing: an empty cell, ?, NA, N/A, NaN, null.</summary>
    public static bool IsMissing(string cell) => cell.Length switch
    {
        0 => true,
        1 => cell[0] == '?',
        2 => cell is "NA",
        3 => cell is "N/A" || cell.Equals("nan", StringComparison.OrdinalIgnoreCase),
        4 => cell.Equals("null", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    /// <summary>Whether a cell is a number with a decimal point.</summary>
    public static bool IsNumber(string cell) => TryNumber(cell, out _) && !IsMissing(cell);

    /// <summary>Whether a cell is a number with a decimal point or a decimal comma; the latter is not read.</summary>
    public static bool IsWrittenNumber(string cell) => IsNumber(cell.Replace(',', '.'));

    /// <summary>Takes the column for categories although it holds numbers.</summary>
    public void BeCategory() => (IsCategory, _decided, Missing) = (true, true, 0);

    /// <summary>Takes the least of the numbers from all of them: the column must be read again.</summary>
    public void CountFromLeast() => (Offset, Missing) = (_least, 0);

    /// <summary>No further categories: what follows is read as what came before.</summary>
    public void Close() => (_closed, HasMissingCategory) = (true, IsCategory && Missing > 0);

    /// <summary>The number or the code of a cell; NaN where it is missing.</summary>
    /// <exception cref="DataException">The cell is no finite number where one is needed, or the texts are too many for categories.</exception>
    public float Read(string cell, string path, int line)
    {
        if (IsMissing(cell))
        {
            Missing++;
            return float.NaN;
        }
        if (!IsCategory)
        {
            if (TryNumber(cell, out double exact))
            {
                _decided = true;
                float number = (float)(exact - Offset);
                if (!_closed) (_least, _most, _rounded) = (Math.Min(_least, exact), Math.Max(_most, exact), _rounded || number != exact);
                return float.IsFinite(number) ? number
                    : throw new DataException($"{path}, line {line}, column '{name}': expected a finite number in single precision; got '{CsvDialect.Short(cell)}'. Scale or correct it.");
            }
            if (_decided) return AmongNumbers(cell, path, line);
            (IsCategory, _decided) = (true, true);
        }
        return Code(cell, path, line);
    }

    /// <summary>Puts the categories in order, that of numbers where all are numbers, else ordinal; gives the new code of each old one.</summary>
    public float[] Sort()
    {
        var texts = _codes.OrderBy(c => c.Value).Select(c => c.Key).ToArray();
        bool numbers = texts.All(IsNumber);
        var order = Enumerable.Range(0, texts.Length).ToArray();
        Array.Sort(order, (a, b) => numbers && Number(texts[a]).CompareTo(Number(texts[b])) is not 0 and int difference ? difference : string.CompareOrdinal(texts[a], texts[b]));
        var codes = new float[texts.Length];
        for (int i = 0; i < order.Length; i++) codes[order[i]] = i;
        for (int i = 0; i < texts.Length; i++) _codes[texts[i]] = (int)codes[i];
        Categories = [.. order.Select(i => texts[i])];
        return codes;
    }

    private float AmongNumbers(string cell, string path, int line)
    {
        if (_closed)
            throw new DataException($"{path}, line {line}, column '{name}': expected a number, as in the training file; got '{CsvDialect.Short(cell)}'. Correct the cell.");
        Mixed ??= (cell, line);
        return float.NaN;
    }

    private float Code(string cell, string path, int line)
    {
        if (_codes.TryGetValue(cell, out int code)) return code;
        if (_closed)
        {
            Unseen++;
            return -1;
        }
        if (_codes.Count == MostCategories)
            throw new DataException(Mixed is { } first
                ? $"{path}, line {first.Line}, column '{name}': expected a number, as in the rows before; got '{CsvDialect.Short(first.Text)}'{Hint(first.Text)}. Correct the cell; the column holds too many different values to be categories."
                : $"{path}, line {line}, column '{name}': expected numbers with a decimal point, or at most {MostCategories} categories; '{CsvDialect.Short(cell)}'{Hint(cell)} would be one more. Leave the column out (--ignore), or correct it.");
        _codes.Add(cell, _codes.Count);
        return _codes.Count - 1;
    }

    private static string Hint(string cell) => IsWrittenNumber(cell) ? " (decimal commas are not read)" : "";

    private static bool TryNumber(string cell, out double number) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static double Number(string cell) => double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture);
}
