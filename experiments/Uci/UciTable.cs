using System.Globalization;
using System.Text;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>The rows of a benchmark as CSV, one a set and fold; a set is complete with all its folds and all methods, and is not run again.</summary>
/// <remarks>Columns are read by their names. A table of an earlier program lacks the later columns: it is read with what it has, and gets them once a set is put into it.</remarks>
public sealed class UciTable
{
    private static readonly (string Name, Func<UciRow, IConvertible?> Of)[] s_first =
    [
        ("set", r => r.Set), ("selection", r => r.Selection.ToString().ToLowerInvariant()), ("fold", r => r.Fold), ("rows", r => r.Rows), ("inputs", r => r.Inputs), ("classes", r => r.Classes),
        ("rfm", r => r.Rfm), ("laplace", r => r.Laplace),
        ("rfm_ridge", r => r.RfmChoice.Ridge), ("rfm_unit_rows", r => r.RfmChoice.UnitRows ? 1 : 0), ("rfm_iteration", r => r.RfmChoice.Iteration), ("rfm_validation", r => r.RfmChoice.Validation),
        ("laplace_ridge", r => r.LaplaceChoice.Ridge), ("laplace_unit_rows", r => r.LaplaceChoice.UnitRows ? 1 : 0), ("laplace_validation", r => r.LaplaceChoice.Validation),
    ];

    private static readonly (string Name, Func<UciRow, IConvertible?> Of)[] s_later =
    [
        ("mlp", r => r.Mlp?.Accuracy), ("mlp_layers", r => r.Mlp?.Layers), ("mlp_rate", r => r.Mlp?.Rate), ("mlp_decay", r => r.Mlp?.Decay), ("mlp_epochs", r => r.Mlp?.Epochs), ("mlp_validation", r => r.Mlp?.Validation),
        ("centers", r => r.Centers),
    ];

    private static readonly (string Name, Func<UciRow, IConvertible?> Of)[] s_columns = [.. s_first, .. s_later];
    private static readonly string s_header = string.Join(',', s_columns.Select(c => c.Name));

    private readonly List<UciRow> _rows = [];
    private readonly string? _path;
    private bool _whole = true; // whether the file has every column

    /// <summary>The table of a file, which is made where it is missing.</summary>
    /// <param name="path">The file; null for a table in memory.</param>
    /// <exception cref="DataException">The file is no such table.</exception>
    public UciTable(string? path)
    {
        _path = path;
        if (path is null) return;
        if (!File.Exists(path))
        {
            DiskFiles.Instance.Append(path, Encoding.UTF8.GetBytes(s_header + "\n"), "the table");
            return;
        }
        string[] lines = [.. Encoding.UTF8.GetString(DiskFiles.Instance.ReadAllBytes(path)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd('\r'))];
        string[] names = lines.Length > 0 ? lines[0].Split(',') : [];
        if (!s_first.All(c => names.Contains(c.Name)) || !names.All(n => s_columns.Any(c => c.Name == n)))
            throw new DataException($"'{path}', line 1: expected the header of a benchmark's table, {s_header}; got '{lines.FirstOrDefault()}'. Name another file with --out.");
        _whole = lines[0] == s_header;
        for (int i = 1; i < lines.Length; i++) _rows.Add(Parse(names, lines[i], i + 1));
    }

    /// <summary>All rows, in the order of the file.</summary>
    public IReadOnlyList<UciRow> Rows => _rows;

    /// <summary>The folds of a set, or none where some are missing.</summary>
    public IReadOnlyList<UciRow> Of(string set, UciSelection selection) => _rows.Where(r => r.Set == set && r.Selection == selection).ToList() is { Count: >= 4 } rows ? rows : [];

    /// <summary>Whether a set is there with all four folds and all methods.</summary>
    public bool Holds(string set, UciSelection selection) => Of(set, selection) is { Count: > 0 } rows && rows.All(r => r.Mlp is not null);

    /// <summary>Puts the rows of a set, or of several, into the table at once; what it had of them goes.</summary>
    public void Put(IReadOnlyList<UciRow> rows)
    {
        var keys = rows.Select(r => (r.Set, r.Selection)).ToHashSet();
        bool added = _rows.RemoveAll(r => keys.Contains((r.Set, r.Selection))) == 0;
        _rows.AddRange(rows);
        if (_path is null) return;
        byte[] Lines(IEnumerable<UciRow> of) => Encoding.UTF8.GetBytes(string.Concat(of.Select(r => Line(r) + "\n")));
        if (added && _whole) DiskFiles.Instance.Append(_path, Lines(rows), "the table");
        else
        {
            DiskFiles.Instance.Replace(_path, s => s.Write([.. Encoding.UTF8.GetBytes(s_header + "\n"), .. Lines(_rows)]), "the table");
            _whole = true;
        }
    }

    private static string Line(UciRow row) => string.Join(',', s_columns.Select(c => c.Of(row)).Select(v => v is double number ? number.ToString("R", CultureInfo.InvariantCulture) : v?.ToString(CultureInfo.InvariantCulture)));

    private UciRow Parse(string[] names, string line, int number)
    {
        string[] cells = line.Split(',');
        string Cell(string name) => Array.IndexOf(names, name) is >= 0 and var i ? cells[i] : "";
        double Number(string name) => double.Parse(Cell(name), NumberStyles.Float, CultureInfo.InvariantCulture);
        int Whole(string name) => int.Parse(Cell(name), NumberStyles.None, CultureInfo.InvariantCulture);
        UciChoice Choice(string of, bool learns) => new(Number($"{of}_ridge"), Whole($"{of}_unit_rows") == 1, learns ? Whole($"{of}_iteration") : 0, Number($"{of}_validation"));
        try
        {
            if (cells.Length != names.Length) throw new FormatException();
            return new(Cell("set"), Enum.Parse<UciSelection>(Cell("selection"), ignoreCase: true), Whole("fold"), Whole("rows"), Whole("inputs"), Whole("classes"), Number("rfm"), Number("laplace"), Choice("rfm", learns: true), Choice("laplace", learns: false))
            {
                Mlp = Cell("mlp").Length == 0 ? null : new(Number("mlp"), Whole("mlp_layers"), Number("mlp_rate"), Number("mlp_decay"), Whole("mlp_epochs"), Number("mlp_validation")),
                Centers = Cell("centers").Length == 0 ? 0 : Whole("centers"),
            };
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            throw new DataException($"'{_path}', line {number}: expected {names.Length} cells as the header names them; got '{line}'. Delete the line, and its set is run again.", e);
        }
    }
}
