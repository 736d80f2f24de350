using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using DeepNfa.Records;

namespace DeepNfa.Data.Readers;

/// <summary>How a table is written: what separates its cells, and whether its first row holds names.</summary>
/// <param name="Delimiter">What separates the cells.</param>
/// <param name="Header">Whether the first row holds names.</param>
/// <param name="Columns">A name for each column; x1, x2, … without a header.</param>
internal sealed record CsvDialect(char Delimiter, bool Header, IReadOnlyList<string> Columns)
{
    /// <summary>The columns whose name in the header is empty, from 0.</summary>
    public IReadOnlyList<int> Unnamed { get; init; } = [];

    private const int SampleBytes = 1 << 16, SampleRows = 100;
    private static readonly char[] s_candidates = ['\t', ';', '|', ',', ' ']; // rarer ones first: a comma stands in decimals and in text

    /// <summary>The dialect of a file, from its first rows and from what the user says.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What the user says.</param>
    /// <param name="like">The dialect of the training file, where this is its test file; otherwise null.</param>
    /// <exception cref="DataException">The file is missing, is no text, or has no columns to tell apart.</exception>
    public static CsvDialect Of(string path, ReadOptions options, CsvDialect? like = null)
    {
        byte[] head = ContentStream.Head(path, SampleBytes);
        bool cut = head.Length == SampleBytes;
        bool wide = head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]; // UTF-16 by its mark
        if (!wide && Array.IndexOf(head, (byte)0) is >= 0 and int zero)
            throw new DataException($"{path}: byte {zero} is 0; expected text, a table of rows and columns. Give a CSV or TSV file.");
        char[] candidates = options.Delimiter is { } given ? [given] : like is not null ? [like.Delimiter] : s_candidates;
        var guesses = candidates.Select(d => (Delimiter: d, Rows: Sample(path, head, d, cut, out var damage), Damage: damage)).ToList();
        var guess = guesses.Find(g => g.Damage is null && g.Rows.Count > 0 && g.Rows[0].Length > 1 && g.Rows.TrueForAll(r => r.Length == g.Rows[0].Length));
        if (guess.Rows is null) guess = guesses.OrderByDescending(g => g.Rows.Count(r => r.Length > 1 && r.Length == g.Rows[0].Length)).First(); // the reader names the row that does not fit
        var (delimiter, rows, _) = guess;
        if (rows.Count == 0)
            throw guesses.Select(g => g.Damage).FirstOrDefault(d => d is not null) ?? new($"{path}: the file holds no row; expected a table. Give a CSV or TSV file with at least one row.");
        if (rows[0].Length < 2)
            throw new DataException($"{path}, line 1: expected cells separated by tab, semicolon, bar, comma or space; got one cell, '{Short(rows[0][0])}'. Name the separator with --delimiter, or give a table with inputs and a target.");
        bool header = like is { Header: true } && rows[0].SequenceEqual(like.Columns) ? true : options.Header ?? (like is not { Header: false } && LooksLikeNames(rows));
        string[] columns = header ? Names(path, rows[0]) : [.. Enumerable.Range(1, rows[0].Length).Select(i => $"x{i}")];
        return new(delimiter, header, columns) { Unnamed = header ? [.. Enumerable.Range(0, columns.Length).Where(i => string.IsNullOrWhiteSpace(rows[0][i]))] : [] };
    }

    /// <summary>The settings of the parser for this separator.</summary>
    public static CsvConfiguration Configuration(char delimiter) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = delimiter.ToString(),
        HasHeaderRecord = false,
        TrimOptions = TrimOptions.Trim,
        WhiteSpaceChars = delimiter == ' ' ? [] : [' '],
        MaxFieldSize = 1 << 16, // a quotation mark that is never closed must not swallow the file
        BufferSize = 1 << 16,
    };

    /// <summary>The cells of the parser's row; runs of spaces separate once.</summary>
    public static string[] Cells(CsvParser parser, char delimiter)
    {
        var cells = new string[parser.Count];
        for (int i = 0; i < cells.Length; i++) cells[i] = parser[i];
        return delimiter == ' ' ? [.. cells.Where(c => c.Length > 0)] : cells;
    }

    /// <summary>A cell as sentences show it.</summary>
    public static string Short(string cell) => cell.Length <= 40 ? cell : $"{cell[..40]}…";

    private static List<string[]> Sample(string path, byte[] head, char delimiter, bool cut, out DataException? damage)
    {
        var rows = new List<string[]>();
        using var text = new StreamReader(new MemoryStream(head));
        using var parser = new CsvParser(text, Configuration(delimiter));
        damage = null;
        try
        {
            while (rows.Count < SampleRows && parser.Read()) rows.Add(Cells(parser, delimiter));
        }
        catch (CsvHelperException e)
        {
            damage = cut ? null : CsvRows.Damaged(path, parser, e); // the sample may end within quotation marks
            return rows;
        }
        if (cut && rows.Count is > 1 and < SampleRows) rows.RemoveAt(rows.Count - 1); // the sample may end within its last row
        return rows;
    }

    /// <summary>Names are no numbers where the rows below hold numbers, with a decimal comma too, which the reader then refuses by name; or they count the columns, as pandas writes them.</summary>
    private static bool LooksLikeNames(List<string[]> rows)
    {
        string[] first = rows[0];
        var counted = first.Where(c => c.Length > 0).SkipLast(1).ToList();
        if (counted.Count > 1 && counted.Select((c, i) => c == $"{i}").All(same => same) && rows.Skip(1).Any(r => !r.SequenceEqual(first))) return true;
        if (first.Any(TableColumn.IsWrittenNumber)) return false;
        for (int j = 0; j < first.Length; j++)
            if (!TableColumn.IsMissing(first[j]) && rows.Count > 1 && rows.Skip(1).All(r => j >= r.Length || TableColumn.IsWrittenNumber(r[j]) || TableColumn.IsMissing(r[j]))) return true;
        return false;
    }

    private static string[] Names(string path, string[] cells)
    {
        var names = cells.Select((c, i) => c.Trim() is { Length: > 0 } name ? name : $"x{i + 1}").ToArray();
        names[0] = names[0].TrimStart('#').TrimStart(); // numpy.savetxt marks its header so
        if (names.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { Key: var twice })
            throw new DataException($"{path}, line 1: two columns are named '{twice}'; expected a name of its own for each. Rename one, or say that the file has no header.");
        return names;
    }
}
