using System.Globalization;
using System.Text;
using DeepNfa.Records;

namespace DeepNfa.Experiments;

/// <summary>The rows of a benchmark as CSV, one a set and fold; a set is complete with all its folds, and is not run again.</summary>
public sealed class UciTable
{
    private const string Header = "set,selection,fold,rows,inputs,classes,rfm,laplace,rfm_ridge,rfm_unit_rows,rfm_iteration,rfm_validation,laplace_ridge,laplace_unit_rows,laplace_validation";
    private readonly List<UciRow> _rows = [];
    private readonly string? _path;

    /// <summary>The table of a file, which is made where it is missing.</summary>
    /// <param name="path">The file; null for a table in memory.</param>
    /// <exception cref="DataException">The file is no such table.</exception>
    public UciTable(string? path)
    {
        _path = path;
        if (path is null) return;
        if (!File.Exists(path))
        {
            DiskFiles.Instance.Append(path, Encoding.UTF8.GetBytes(Header + "\n"), "the table");
            return;
        }
        string[] lines = Encoding.UTF8.GetString(DiskFiles.Instance.ReadAllBytes(path)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 || lines[0] != Header) throw new DataException($"'{path}', line 1: expected the header of a benchmark's table, {Header}; got '{lines.FirstOrDefault()}'. Name another file with --out.");
        for (int i = 1; i < lines.Length; i++) _rows.Add(Parse(lines[i], i + 1));
    }

    /// <summary>All rows, in the order of the file.</summary>
    public IReadOnlyList<UciRow> Rows => _rows;

    /// <summary>Whether a set is there with all four folds.</summary>
    public bool Holds(string set, UciSelection selection) => _rows.Count(r => r.Set == set && r.Selection == selection) >= 4;

    /// <summary>Adds the rows of a set at once.</summary>
    public void Append(IReadOnlyList<UciRow> rows)
    {
        _rows.AddRange(rows);
        if (_path is not null) DiskFiles.Instance.Append(_path, Encoding.UTF8.GetBytes(string.Concat(rows.Select(r => Line(r) + "\n"))), "the table");
    }

    private static string Line(UciRow r) => FormattableString.Invariant(
        $"{r.Set},{r.Selection.ToString().ToLowerInvariant()},{r.Fold},{r.Rows},{r.Inputs},{r.Classes},{r.Rfm:R},{r.Laplace:R},{r.RfmChoice.Ridge:R},{(r.RfmChoice.UnitRows ? 1 : 0)},{r.RfmChoice.Iteration},{r.RfmChoice.Validation:R},{r.LaplaceChoice.Ridge:R},{(r.LaplaceChoice.UnitRows ? 1 : 0)},{r.LaplaceChoice.Validation:R}");

    private UciRow Parse(string line, int number)
    {
        try
        {
            string[] c = line.TrimEnd('\r').Split(',');
            double Number(int i) => double.Parse(c[i], NumberStyles.Float, CultureInfo.InvariantCulture);
            int Whole(int i) => int.Parse(c[i], NumberStyles.None, CultureInfo.InvariantCulture);
            return new(c[0], Enum.Parse<UciSelection>(c[1], ignoreCase: true), Whole(2), Whole(3), Whole(4), Whole(5), Number(6), Number(7), new(Number(8), Whole(9) == 1, Whole(10), Number(11)), new(Number(12), Whole(13) == 1, 0, Number(14)));
        }
        catch (Exception e) when (e is FormatException or IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            throw new DataException($"'{_path}', line {number}: expected {Header.Split(',').Length} cells as the header names them; got '{line}'. Delete the line, and its set is run again.", e);
        }
    }
}
