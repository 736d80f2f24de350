using DeepNfa.Records;

namespace DeepNfa.Data.Readers;

/// <summary>Turns a table of text into samples: numbers as they are, categories one-hot, one column as the target.</summary>
/// <remarks>
/// A column is numbers if all its cells are (or are missing: empty, ?, NA, N/A, NaN, null), else categories. A category column becomes one input a category, in ordinal order of their texts
/// (numbers in their own order), and one more, the last, where cells are missing. A test file is read by the training file's columns: a category that was not there before is all zeros.
/// Numbers are kept in single precision; a column that lies more than a thousand times its range away from zero, and would be rounded there, is counted from its least number.
/// Text is read once; twice where a column of numbers turns out to hold text, or to lie so far from zero.
/// </remarks>
internal sealed class CsvTable
{
    private readonly string _path;
    private readonly ReadOptions _options;
    private readonly CsvDialect _dialect;
    private readonly TableColumn[] _columns; // the inputs, then the target
    private readonly List<string> _notes = [];
    private int _rows;
    private readonly List<int> _used = []; // which of the inputs are not left out

    private CsvTable(string path, ReadOptions options)
    {
        (_path, _options, _dialect) = (path, options, CsvDialect.Of(path, options));
        var choice = new ColumnChoice(path, _dialect);
        int target = choice.Target(options.Target);
        var ignored = options.Ignored.Select(c => choice.Index(c, "--ignore")).ToHashSet();
        if (ignored.Contains(target)) throw new UsageException($"--ignore: expected columns other than the target '{_dialect.Columns[target]}'; got it among them. Name another target (--target).");
        _columns = [.. Enumerable.Range(0, _dialect.Columns.Count).Where(i => i != target && !ignored.Contains(i)).Append(target).Select(i => new TableColumn(_dialect.Columns[i], i))];
        if (_columns.Length == 1) throw new UsageException($"--ignore: expected at least one input column to be left of {path}; got none.");
        foreach (int category in options.Categorical.Select(c => choice.Index(c, "--categorical")))
            Array.Find(_columns, c => c.Index == category)?.BeCategory();
    }

    private TableColumn Target => _columns[^1];

    private IEnumerable<TableColumn> Inputs => _used.Select(j => _columns[j]);

    /// <summary>Reads a table and, where one is named, its test file.</summary>
    /// <exception cref="DataException">A file is missing or damaged, or a cell is not what its column needs.</exception>
    /// <exception cref="UsageException">A column that the options name is not there.</exception>
    public static LoadedData Load(string path, ReadOptions options)
    {
        var table = new CsvTable(path, options);
        var trainCells = table.ReadTrain();
        var testCells = options.TestPath is { } testPath && options.TestLimit > 0 ? table.ReadTest(testPath) : null;
        var targets = TableTargets.Of(path, table.Target, trainCells, options.Classification);
        var train = table.ToSet(path, trainCells, targets);
        return new(train, testCells is null ? null : table.ToSet(options.TestPath!, testCells, targets))
        {
            Recognized = table.InWords(train, targets),
            FeatureNames = [.. table.Inputs.SelectMany(FeatureNames)],
            Form = new([.. table.Inputs.Select(c => new InputColumn(c.Name, c.IsCategory ? c.Categories : null, c.HasMissingCategory) { Offset = c.Offset })], table.Target.Name, table._dialect.Header) { Delimiter = options.Delimiter },
            ClassNames = targets.ClassNames,
            Notes = table.Notes(targets),
            Missing = table.Inputs.Where(c => !c.IsCategory).Sum(c => c.Missing),
        };
    }

    private CellRows ReadTrain()
    {
        var cells = Read(_path, _dialect, _options.TrainLimit);
        if (cells.Count == 0) throw new DataException($"{_path}: expected at least one row below the names; got none. Give a table with rows.");
        _rows = cells.Count;
        int[] again = [.. Enumerable.Range(0, _columns.Length).Where(j => _columns[j].Mixed is not null || (_columns[j].IsFar && _columns[j] != Target))];
        if (again.Length > 0) ReadAgain(again, cells);
        for (int j = 0; j < _columns.Length; j++)
        {
            if (_columns[j].IsCategory) Recode(cells, j, _columns[j].Sort());
            if (_columns[j].DecimalComma is { } comma)
                throw new DataException($"{_path}, column '{_columns[j].Name}': expected numbers with a decimal point; got '{comma}'. Write the table with decimal points.");
            _columns[j].Close();
            if (j < _columns.Length - 1 && !LeftOut(cells, j)) _used.Add(j);
        }
        return _used.Count > 0 ? cells : throw new DataException($"{_path}: expected at least one column of inputs; got none that holds anything. Give a table with inputs beside the target.");
    }

    private CellRows ReadTest(string path)
    {
        var dialect = CsvDialect.Of(path, _options, _dialect);
        if (dialect.Columns.Count != _dialect.Columns.Count || (dialect.Header && _dialect.Header && !dialect.Columns.SequenceEqual(_dialect.Columns)))
            throw new DataException($"{path}: expected the {_dialect.Columns.Count} columns of {_path}; got {dialect.Columns.Count}{(dialect.Header ? $": {string.Join(", ", dialect.Columns.Take(10))}" : "")}. Give a test file of the same table.");
        var cells = Read(path, dialect, _options.TestLimit);
        return cells.Count > 0 ? cells : throw new DataException($"{path}: expected at least one row of test samples; got none. Give a table with rows.");
    }

    private CellRows Read(string path, CsvDialect dialect, int limit)
    {
        var cells = new CellRows(_columns.Length);
        using var rows = CsvRows.Open(path, dialect);
        while (cells.Count < limit && rows.Next())
        {
            var row = cells.Add();
            for (int j = 0; j < row.Length; j++) row[j] = _columns[j].Read(rows[_columns[j].Index], path, rows.Line);
            if (float.IsNaN(row[^1]) && Target.Mixed is null) throw NoTarget(path, rows);
            if (row[^1] < 0 && Target is { IsCategory: true })
                throw new DataException($"{path}, line {rows.Line}, column '{Target.Name}': expected one of the classes of {_path}; got '{CsvDialect.Short(rows[Target.Index])}'. Correct the cell, or give a test file of the same table.");
        }
        return cells;
    }

    /// <summary>Reads some columns again: those that hold a text among their numbers as categories, those far from zero counted from their least number.</summary>
    private void ReadAgain(int[] columns, CellRows cells)
    {
        foreach (int j in columns)
        {
            if (_columns[j].Mixed is not var (text, line))
            {
                _columns[j].CountFromLeast();
                continue;
            }
            _columns[j].BeCategory();
            _notes.Add($"Column '{_columns[j].Name}' holds numbers and, in line {line}, '{CsvDialect.Short(text)}': it is taken as categories.");
        }
        using var rows = CsvRows.Open(_path, _dialect);
        for (int i = 0; i < cells.Count && rows.Next(); i++)
        {
            foreach (int j in columns) cells[i][j] = _columns[j].Read(rows[_columns[j].Index], _path, rows.Line);
            if (float.IsNaN(cells[i][^1])) throw NoTarget(_path, rows);
        }
    }

    private DataException NoTarget(string path, CsvRows rows) =>
        new($"{path}, line {rows.Line}, column '{Target.Name}': expected a target; got '{rows[Target.Index]}', which stands for a missing one. Remove the row, or name another column with --target.");

    private static void Recode(CellRows cells, int column, float[] codes)
    {
        for (int i = 0; i < cells.Count; i++)
            if (cells[i][column] is var code && !float.IsNaN(code)) cells[i][column] = codes[(int)code];
    }

    /// <summary>Whether a column says nothing of the samples: it is empty, or it has no name and counts the rows, as pandas writes its index.</summary>
    private bool LeftOut(CellRows cells, int j)
    {
        var column = _columns[j];
        if (column.IsEmpty)
        {
            _notes.Add($"Column '{column.Name}' holds nothing and is left out.");
            return true;
        }
        if (!_dialect.Unnamed.Contains(column.Index) || column.IsCategory || cells.Count < 2) return false;
        for (int i = 0; i < cells.Count; i++)
            if (cells[i][j] != cells[0][j] + i) return false;
        _notes.Add($"Column {column.Index + 1} has no name and counts the rows: it is left out.");
        return true;
    }

    private LabeledSet ToSet(string path, CellRows cells, TableTargets targets)
    {
        int width = Inputs.Sum(Width), at;
        var inputs = new TensorRows(cells.Count, width);
        var outputs = new TensorRows(cells.Count, targets.Outputs);
        for (int i = 0; i < cells.Count; i++)
        {
            Span<float> cell = cells[i], x = inputs.Add();
            x.Clear();
            at = 0;
            foreach (int j in _used) at += Encode(_columns[j], cell[j], x[at..]);
            targets.Encode(cell[^1], outputs.Add(), path, i);
        }
        return new(FileNames.Stem(path), inputs.ToTensor(), outputs.ToTensor())
        {
            Classification = targets.Classes > 0,
            Source = InWords(null, targets),
            Hashes = FileNames.Hashes(path),
        };
    }

    private static int Width(TableColumn column) => column.IsCategory ? column.Categories.Count + (column.HasMissingCategory ? 1 : 0) : 1;

    /// <summary>Writes the inputs of a cell into zeros, and gives their number.</summary>
    internal static int Encode(TableColumn column, float cell, Span<float> to)
    {
        int width = Width(column);
        if (!column.IsCategory) to[0] = cell;
        else if (cell >= 0) to[(int)cell] = 1;
        else if (float.IsNaN(cell) && column.HasMissingCategory) to[width - 1] = 1;
        return width;
    }

    private static IEnumerable<string> FeatureNames(TableColumn column) => column.IsCategory
        ? column.Categories.Concat(column.HasMissingCategory ? ["(missing)"] : []).Select(category => $"{column.Name}={category}")
        : [column.Name];

    private string InWords(LabeledSet? set, TableTargets targets) =>
        $"table ({CsvRows.InWords(_dialect.Delimiter)}, {(_dialect.Header ? "names in the first row" : "no header")})"
        + (set is null ? "" : $": {set.Samples} rows, {set.InputWidth} inputs of {_used.Count} columns")
        + $", target '{Target.Name}' ({(Target.Index == _dialect.Columns.Count - 1 ? "the last column" : $"column {Target.Index + 1}")}): {targets.InWords}";

    private IReadOnlyList<string> Notes(TableTargets targets)
    {
        var categories = Inputs.Where(c => c.IsCategory).ToList();
        var missing = Inputs.Where(c => c.Missing > 0).ToList();
        var unseen = categories.Where(c => c.Unseen > 0).ToList();
        var far = Inputs.Where(c => c.Offset != 0).ToList();
        var names = categories.Where(c => _rows > 10 && 2 * c.Categories.Count > _rows).ToList();
        bool namesOpen = !_dialect.Header && _options.Header is null && Array.TrueForAll(_columns, c => c.IsCategory);
        return [.. _notes, .. targets.Notes,
            .. namesOpen ? ["All cells are texts, so that names in the first row would not show: it is taken for a sample (--header yes for names)."] : Array.Empty<string>(),
            .. categories.Count == 0 ? [] : new[] { $"One-hot, categories in order: {Told(categories, c => $"'{c.Name}' ({c.Categories.Count})")}." },
            .. names.Count == 0 ? [] : new[] { $"Nearly every row has a category of its own, as names and dates have, which tells nothing of other rows: {Told(names, c => $"'{c.Name}'")} (--ignore leaves columns out)." },
            .. far.Count == 0 ? [] : new[] { $"Numbers too far from zero for single precision to tell them apart are counted from the least of their column: {Told(far, c => FormattableString.Invariant($"'{c.Name}' from {c.Offset}"))}." },
            .. Target.IsFar && targets.Classes == 0 ? ["The targets lie so far from zero, for how little they differ, that single precision blurs them: subtract a constant from them."] : Array.Empty<string>(),
            .. missing.Count == 0 ? [] : new[] { $"Missing: {Told(missing, c => $"{c.Missing} in '{c.Name}'")}; numbers become the mean of the training samples, categories a category of their own." },
            .. unseen.Count == 0 ? [] : new[] { $"Test categories that the training file lacks are all zeros: {Told(unseen, c => $"{c.Unseen} in '{c.Name}'")}." }];
    }

    private static string Told(List<TableColumn> columns, Func<TableColumn, string> tell) =>
        string.Join(", ", columns.Take(10).Select(tell)) + (columns.Count > 10 ? $" and {columns.Count - 10} more" : "");
}
