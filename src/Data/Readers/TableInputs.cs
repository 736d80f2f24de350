using System.Globalization;
using DeepNfa.Records;
using static TorchSharp.torch;

namespace DeepNfa.Data.Readers;

/// <summary>The inputs of a table that is read as another was: by the same columns, with the same categories, with or without its target.</summary>
/// <param name="Inputs">(n×d), float32; the caller disposes it.</param>
/// <param name="Targets">The target's cells as they stand there; null where the table has no such column.</param>
/// <param name="Notes">What a reader of the results must know, one sentence each.</param>
public sealed record TableInputs(Tensor Inputs, IReadOnlyList<string>? Targets, IReadOnlyList<string> Notes)
{
    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="form">How the other was read.</param>
    /// <param name="target">The column of the targets; that of the other table if null, which may then be absent.</param>
    /// <exception cref="DataException">The file is missing or damaged, a column is not there, or a cell is not what its column needs.</exception>
    /// <exception cref="UsageException">The target that is named is not there.</exception>
    public static TableInputs Read(string path, TableForm form, string? target = null)
    {
        var dialect = CsvDialect.Of(path, new ReadOptions { Header = form.Header, Delimiter = form.Delimiter });
        var columns = Columns(path, form, dialect, out int? targetAt);
        if (target is not null) targetAt = new ColumnChoice(path, dialect).Index(target, "--target");
        var rows = new CellRows(form.Columns.Sum(c => c.Width));
        var targets = targetAt is null ? null : new List<string>();
        long missing = 0;
        using (var text = CsvRows.Open(path, dialect))
            while (text.Next())
            {
                int at = 0;
                var row = rows.Add();
                foreach (var column in columns) at += CsvTable.Encode(column, column.Read(text[column.Index], path, text.Line), row[at..]);
                missing += Filled(row, form, path, text.Line);
                targets?.Add(text[targetAt!.Value]);
            }
        if (rows.Count == 0) throw new DataException($"{path}: expected at least one row{(form.Header ? " below the names" : "")}; got none. Give a table with rows.");
        return new(ToTensor(rows, form.Columns.Sum(c => c.Width)), targets, [.. Told(columns, form, dialect, targetAt, missing)]);
    }

    /// <summary>The columns where they stand in this table.</summary>
    private static List<TableColumn> Columns(string path, TableForm form, CsvDialect dialect, out int? target)
    {
        var names = dialect.Columns.Select((name, i) => (name, i)).ToDictionary(c => c.name, c => c.i);
        string given = $"{string.Join(", ", dialect.Columns.Take(20))}{(dialect.Columns.Count > 20 ? ", …" : "")}";
        if (form.Header)
        {
            target = names.TryGetValue(form.Target, out int at) ? at : null;
            return [.. form.Columns.Select(c => TableColumn.Of(c, names.TryGetValue(c.Name, out int i) ? i : throw new DataException($"{path}: expected a column '{c.Name}', as in the table that the machine was fitted to; the first row has {given}. Give a table with the same names.")))];
        }
        int Position(string name) => int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture) - 1; // x1, x2, …
        int own = Position(form.Target), whole = form.Columns.Max(c => Position(c.Name)) is var most && most > own ? most + 1 : own + 1;
        bool without = dialect.Columns.Count == whole - 1;
        if (!without && dialect.Columns.Count != whole)
            throw new DataException($"{path}: expected {whole} columns, as in the table that the machine was fitted to, or {whole - 1} without the target; got {dialect.Columns.Count}. Give a table of the same form.");
        target = without ? null : own;
        return [.. form.Columns.Select(c => TableColumn.Of(c, Position(c.Name) is var i && without && i > own ? i - 1 : i))];
    }

    /// <summary>Puts the means in the place of missing numbers, and counts them.</summary>
    private static int Filled(Span<float> row, TableForm form, string path, int line)
    {
        int missing = 0;
        for (int j = 0; j < row.Length; j++)
        {
            if (!float.IsNaN(row[j])) continue;
            if (form.Fill is not { } fill) throw new DataException($"{path}, line {line}: a number is missing, and the machine has kept no means to put there. Fill the cell in.");
            (row[j], missing) = ((float)fill[j], missing + 1);
        }
        return missing;
    }

    private static IEnumerable<string> Told(List<TableColumn> columns, TableForm form, CsvDialect dialect, int? target, long missing)
    {
        var known = columns.Select(c => c.Index).ToHashSet();
        var aside = dialect.Columns.Where((_, i) => !known.Contains(i) && i != target).ToList();
        var unseen = columns.Where(c => c.Unseen > 0).ToList();
        if (form.Header && aside.Count > 0) yield return $"Columns that the machine does not know are left aside: {string.Join(", ", aside.Take(10).Select(n => $"'{n}'"))}{(aside.Count > 10 ? $" and {aside.Count - 10} more" : "")}.";
        if (unseen.Count > 0) yield return $"Categories that the machine does not know are all zeros: {string.Join(", ", unseen.Take(10).Select(c => $"{c.Unseen} in '{c.Name}'"))}.";
        if (missing > 0) yield return $"{missing} missing number(s) are the mean of their column over the training rows.";
    }

    private static Tensor ToTensor(CellRows rows, int width)
    {
        var inputs = new TensorRows(rows.Count, width);
        for (int i = 0; i < rows.Count; i++) rows[i].CopyTo(inputs.Add());
        return inputs.ToTensor();
    }
}
