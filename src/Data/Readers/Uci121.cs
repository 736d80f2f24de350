using System.Globalization;
using DeepNfa.Data.Readers;
using DeepNfa.Records;

namespace DeepNfa.Data;

/// <summary>One of the 121 UCI sets of Fernández-Delgado et al. with its official splits, as their package lays it out.</summary>
/// <param name="Samples">All rows of the set's first file, in the order of the file; inputs as the package holds them, standardised for each file.</param>
/// <param name="Tuning">The one split on which settings are chosen: half to train on, half to validate on.</param>
/// <param name="Folds">The four splits on which accuracy is told. They are independent draws of 75 and 25 %, no partition: test parts overlap.</param>
/// <remarks>
/// <b>Layout.</b> <c>NAME/NAME.txt</c> says <c>n_entradas=</c> inputs, <c>n_clases=</c> classes, <c>fich1=</c> the file and <c>n_patrons1=</c> its rows; the file has a header
/// line, then the row's number, its inputs and its class from 0, with tabs; <c>conxuntos.dat</c> holds two lines of row numbers, <c>conxuntos_kfold.dat</c> eight. Each may be gzip.
/// A second file (<c>fich2=</c>), which some sets have, is standardised by itself and no split names its rows: it is not read.
/// <b>Source.</b> Fernández-Delgado et al., JMLR 15 (2014), package data.tar.gz.
/// </remarks>
public sealed record Uci121(LabeledSet Samples, Uci121Split Tuning, IReadOnlyList<Uci121Split> Folds) : IDisposable
{
    /// <summary>The number of <see cref="Folds"/> of every set.</summary>
    public const int FoldCount = 4;

    /// <summary>The names of the sets in a folder, in ordinal order: its folders that hold a description of their own name.</summary>
    /// <exception cref="DataException">The folder is missing, or holds no such set.</exception>
    public static IReadOnlyList<string> Names(string folder)
    {
        string[] names = Directory.Exists(folder)
            ? [.. Directory.GetDirectories(folder).Select(d => Path.GetFileName(d)!).Where(n => File.Exists(Description(Path.Combine(folder, n)))).Order(StringComparer.Ordinal)]
            : throw new DataException($"{folder}: there is no such folder; expected the folder of the UCI-121 package, which holds a folder for each set. Check the path.");
        return names.Length > 0 ? names : throw new DataException($"{folder}: no set of the UCI-121 package; expected folders NAME that hold NAME.txt. Name the folder that holds them.");
    }

    /// <summary>Rows, inputs and classes of a set, from its description alone.</summary>
    /// <param name="folder">The set's own folder.</param>
    /// <exception cref="DataException">The description is missing or damaged.</exception>
    public static (int Rows, int Inputs, int Classes) SizesOf(string folder)
    {
        var header = Header(Description(folder));
        return (header.Rows, header.Inputs, header.Classes);
    }

    /// <summary>Reads one set.</summary>
    /// <param name="folder">The set's own folder.</param>
    /// <exception cref="DataException">A file is missing or damaged, or they do not belong together; the sentence names file and line.</exception>
    public static Uci121 Load(string folder)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var header = Header(Description(folder));
        string file = NumberedLines.Find(Path.Combine(folder, header.File)) ?? throw Missing(Path.Combine(folder, header.File));
        var tuning = Rows(Path.Combine(folder, "conxuntos.dat"), 2, header.Rows);
        var folds = Rows(Path.Combine(folder, "conxuntos_kfold.dat"), 2 * FoldCount, header.Rows);
        var hashes = FileNames.Hashes(new[] { Description(folder), Path.Combine(folder, "conxuntos.dat"), Path.Combine(folder, "conxuntos_kfold.dat") }.Select(NumberedLines.Find).OfType<string>().Append(file));
        return new Uci121(Read(name, file, header) with { Hashes = hashes }, tuning[0], folds);
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose() => Samples.Dispose();

    private static string Description(string folder) => Path.Combine(folder, Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))) + ".txt");

    private static Facts Header(string path)
    {
        var values = new Dictionary<string, (int Line, string Text)>();
        foreach (var (number, line) in NumberedLines.Read(path))
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            string[] parts = line.Split('=', 2);
            if (parts.Length < 2) throw Wrong(path, number, "KEY= VALUE", $"'{line}'");
            values[parts[0].Trim()] = (number, parts[1].Trim());
        }
        int Count(string key) => !values.TryGetValue(key, out var value) ? throw new DataException($"{path}: expected a line '{key}= NUMBER'; got none. Get the file again.")
            : int.TryParse(value.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0 ? count
            : throw Wrong(path, value.Line, $"a positive whole number for {key}", $"'{value.Text}'");
        if (!values.TryGetValue("fich1", out var file) || file.Text.Length == 0 || Path.GetFileName(file.Text) != file.Text)
            throw new DataException($"{path}: expected a line 'fich1= FILE' that names a file of this folder; got {(file.Text is null ? "none" : $"'{file.Text}' in line {file.Line}")}. Get the file again.");
        return new(file.Text, Count("n_entradas"), Count("n_clases"), Count("n_patrons1"));
    }

    private static LabeledSet Read(string name, string path, Facts header)
    {
        var inputs = new List<float>();
        var labels = new List<int>();
        foreach (var (number, line) in NumberedLines.Read(path).Skip(1).Where(l => l.Text.Length > 0))
        {
            int column = 0, label = -1;
            foreach (var range in line.AsSpan().Split('\t'))
            {
                var cell = line.AsSpan(range);
                if (column == header.Inputs + 1) label = Label(path, number, cell, header.Classes);
                else if (column is > 0 && column <= header.Inputs) inputs.Add(Input(path, number, column, cell));
                column++;
            }
            if (column != header.Inputs + 2) throw Wrong(path, number, $"{header.Inputs + 2} cells with tabs between them: the row's number, {header.Inputs} inputs and the class", $"{column}");
            labels.Add(label);
        }
        if (labels.Count != header.Rows) throw new DataException($"{path}: expected {header.Rows} rows after the header line, as n_patrons1 says; got {labels.Count}. Get the file again.");
        return LabeledSet.OfClasses(name, [.. inputs], [.. labels], header.Classes) with { Source = "UCI set as prepared by Fernández-Delgado et al., JMLR 15 (2014)" };
    }

    private static float Input(string path, int line, int column, ReadOnlySpan<char> cell) =>
        float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value) ? value : throw Wrong(path, line, $"a finite number in column {column + 1}", $"'{cell}'");

    private static int Label(string path, int line, ReadOnlySpan<char> cell, int classes) =>
        int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out int label) && label < classes ? label : throw Wrong(path, line, $"a class from 0 to {classes - 1} in the last column", $"'{cell}'");

    private static List<Uci121Split> Rows(string plain, int lines, int rows)
    {
        string path = NumberedLines.Find(plain) ?? throw Missing(plain);
        var all = NumberedLines.Read(path).Where(l => !string.IsNullOrWhiteSpace(l.Text)).Select(l => Indices(path, l.Number, l.Text, rows)).ToList();
        if (all.Count != lines) throw new DataException($"{path}: expected {lines} lines of row numbers, training and test in turn; got {all.Count}. Get the file again.");
        return [.. all.Chunk(2).Select(pair => new Uci121Split(pair[0], pair[1]))];
    }

    private static int[] Indices(string path, int line, string text, int rows) =>
        [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(cell =>
            int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out int row) && row < rows ? row : throw Wrong(path, line, $"row numbers from 0 to {rows - 1}", $"'{cell}'"))];

    private static DataException Missing(string path) => new($"{path} (plain or .gz) was not found; the set's description and splits need it. Get the folder again.");

    private static DataException Wrong(string path, int line, string expected, string got) => new($"{path}, line {line}: expected {expected}; got {got}. Correct the line, or get the file again.");

    private sealed record Facts(string File, int Inputs, int Classes, int Rows);
}
