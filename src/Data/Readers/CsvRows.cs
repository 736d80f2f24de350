using CsvHelper;
using DeepNfa.Records;

namespace DeepNfa.Data.Readers;

/// <summary>Reads a table of text row after row: CSV, TSV, other separators, quoted cells; plain or gzip. Memory does not grow with the file.</summary>
/// <remarks>A row that has not as many cells as there are columns is an error, and blank lines are passed over.</remarks>
public sealed class CsvRows : IDisposable
{
    private readonly CsvDialect _dialect;
    private readonly StreamReader _text;
    private readonly CsvParser _parser;
    private string[]? _compact; // the cells where runs of spaces separate; null where the parser's own will do

    private CsvRows(string path, CsvDialect dialect)
    {
        (Path, _dialect) = (path, dialect);
        _text = new StreamReader(new ShortLines(path, ContentStream.Open(path)), bufferSize: 1 << 16);
        _parser = new CsvParser(_text, CsvDialect.Configuration(dialect.Delimiter));
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>A name for each column; x1, x2, … without a header.</summary>
    public IReadOnlyList<string> Columns => _dialect.Columns;

    /// <summary>Whether the first row holds names.</summary>
    public bool Header => _dialect.Header;

    /// <summary>What separates the cells.</summary>
    public char Delimiter => _dialect.Delimiter;

    /// <summary>The line on which the row ends, from 1.</summary>
    public int Line => _parser.RawRow;

    /// <summary>A cell of the row, without quotation marks and blanks around it.</summary>
    /// <param name="column">The column, from 0.</param>
    /// <exception cref="DataException">A quotation mark in the cell is astray.</exception>
    public string this[int column]
    {
        get
        {
            try
            {
                return _compact is null ? _parser[column] : _compact[column];
            }
            catch (CsvHelperException e)
            {
                throw Damaged(Path, _parser, e); // the parser looks into a cell only when it is asked for
            }
        }
    }

    /// <summary>Opens a file at its first row below the header.</summary>
    /// <exception cref="DataException">The file is missing, is no text, or has no columns to tell apart.</exception>
    public static CsvRows Open(string path, ReadOptions? options = null) => Open(path, CsvDialect.Of(path, options ?? new()));

    internal static CsvRows Open(string path, CsvDialect dialect)
    {
        var rows = new CsvRows(path, dialect);
        try
        {
            if (dialect.Header) rows.Next();
            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    internal CsvDialect Dialect => _dialect;

    /// <summary>Reads the next row.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="DataException">The row has another number of cells, a quotation mark is astray, or the compression is damaged.</exception>
    public bool Next()
    {
        try
        {
            if (!_parser.Read()) return false;
            if (Delimiter == ' ') _compact = CsvDialect.Cells(_parser, ' ');
        }
        catch (CsvHelperException e)
        {
            throw Damaged(Path, _parser, e);
        }
        int cells = _compact?.Length ?? _parser.Count;
        return cells == Columns.Count ? true : throw new DataException(
            $"{Path}, line {Line}: expected {Columns.Count} cells, as in the first row (separated by {InWords(Delimiter)}); got {cells}. Correct the line, or name another separator.");
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _parser.Dispose();
        _text.Dispose();
    }

    internal static string InWords(char delimiter) => delimiter switch
    {
        '\t' => "tab",
        ';' => "semicolon",
        '|' => "bar",
        ',' => "comma",
        ' ' => "space",
        _ => $"'{delimiter}'",
    };

    internal static DataException Damaged(string path, CsvParser parser, CsvHelperException e) => e is MaxFieldSizeException
        ? new($"{path}, line {parser.RawRow}: a cell is longer than {1 << 16} characters; expected a number or a short text. Look for a quotation mark that is not closed.", e)
        : new($"{path}, line {parser.RawRow}: expected a quotation mark only around a whole cell, and two of them for one within it; got one astray. Correct the line.", e);
}
