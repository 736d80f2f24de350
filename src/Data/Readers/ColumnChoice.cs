using System.Globalization;
using DeepNfa.Records;

namespace DeepNfa.Data.Readers;

/// <summary>Finds the columns that options name, by name or by position.</summary>
internal sealed class ColumnChoice(string path, CsvDialect dialect)
{
    private static readonly string[] s_usual = ["target", "label", "class", "y"];

    /// <summary>The target: the named column, else one of the usual names, else the last.</summary>
    public int Target(string? column)
    {
        if (column is not null) return Index(column, "--target");
        int usual = dialect.Header ? s_usual.Select(name => IndexOf(name, StringComparison.OrdinalIgnoreCase)).FirstOrDefault(i => i >= 0, -1) : -1;
        return usual >= 0 ? usual : dialect.Columns.Count - 1;
    }

    /// <summary>A column by its name, else by its position from 1, or from the end with -1, -2, …</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public int Index(string column, string option)
    {
        int count = dialect.Columns.Count, named = IndexOf(column, StringComparison.Ordinal);
        if (named < 0) named = IndexOf(column, StringComparison.OrdinalIgnoreCase);
        if (named >= 0) return named;
        if (int.TryParse(column, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int position) && position != 0 && Math.Abs((long)position) <= count)
            return position > 0 ? position - 1 : count + position;
        string names = string.Join(", ", dialect.Columns.Take(20)) + (count > 20 ? ", …" : "");
        throw new UsageException($"{option}: expected a column of {path}: {names}{(dialect.Header ? "" : " (the file has no names)")}, or a position from 1 to {count}, or -1 (the last) to -{count}; got '{column}'.");
    }

    private int IndexOf(string name, StringComparison comparison)
    {
        for (int i = 0; i < dialect.Columns.Count; i++)
            if (dialect.Columns[i].Equals(name, comparison)) return i;
        return -1;
    }
}
