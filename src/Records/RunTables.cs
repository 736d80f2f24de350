using System.Globalization;
using System.Text;

namespace DeepNfa.Records;

/// <summary>The three CSV files of a run folder as text.</summary>
/// <remarks>Every row begins with its epoch. A cell is empty where the value is NaN or null; doubles are written so that they read back exactly.
/// No cell needs quotes.</remarks>
internal static class RunTables
{
    public const string EpochsHeader = "epoch,split,loss,accuracy,r2";
    public const string TimingsHeader = "epoch,phase,seconds";
    public const string CorrelationsHeader = "epoch,layer,measure,power,centered,similarity,off_diagonal,probe_samples,value,sd";

    public static string Rows(EpochMetrics metrics) =>
        Row(metrics.Epoch, "train", metrics.Train) + (metrics.Validation is null ? "" : Row(metrics.Epoch, "validation", metrics.Validation));

    public static string Rows(Timing timing) => $"{timing.Epoch},{Word(timing.Phase, "phase")},{TableCell.Of(timing.Seconds)}\n";

    public static string Rows(IReadOnlyList<Correlation> correlations)
    {
        var text = new StringBuilder();
        foreach (Correlation c in correlations)
        {
            text.Append(CultureInfo.InvariantCulture, $"{c.Epoch},{c.Layer},{Word(c.Measure, "measure")},{TableCell.Of(c.Convention.Power)},{TableCell.Of(c.Convention.Centered)},")
                .Append(CultureInfo.InvariantCulture, $"{TableCell.Of(c.Convention.Similarity)},{TableCell.Of(c.Convention.OffDiagonal)},")
                .Append(CultureInfo.InvariantCulture, $"{c.ProbeSamples},{TableCell.Of(c.Value)},{TableCell.Of(c.Sd)}\n");
        }
        return text.ToString();
    }

    /// <summary>The epochs; those without a row in <paramref name="timings"/> have no elapsed time.</summary>
    public static List<EpochMetrics> Epochs(byte[] bytes, IReadOnlyList<Timing> timings, string path)
    {
        var elapsed = new Dictionary<int, double>();
        foreach (Timing timing in timings.Where(t => t.Phase == "train"))
            elapsed[timing.Epoch] = timing.Seconds;
        var epochs = new List<EpochMetrics>();
        foreach (Line line in Lines(bytes, EpochsHeader, path))
        {
            int epoch = line.Int(0);
            var split = new SplitMetrics(line.Double(2) ?? double.NaN, line.Double(3), line.Double(4));
            if (line[1] == "train" && (epochs.Count == 0 || epochs[^1].Epoch < epoch))
                // TimeSpan.FromSeconds cuts the last tick off.
                epochs.Add(new EpochMetrics(epoch, split, null, TimeSpan.FromTicks((long)Math.Round(elapsed.GetValueOrDefault(epoch) * TimeSpan.TicksPerSecond))));
            else if (line[1] == "validation" && epochs.Count > 0 && epochs[^1].Epoch == epoch && epochs[^1].Validation is null)
                epochs[^1] = epochs[^1] with { Validation = split };
            else
                throw line.Error("ascending epochs, each with the split train and then, at most, validation");
        }
        return epochs;
    }

    public static List<Timing> Timings(byte[] bytes, string path) =>
        Lines(bytes, TimingsHeader, path).Select(line => new Timing(line.Int(0), line[1], line.Double(2) ?? double.NaN)).ToList();

    public static List<Correlation> Correlations(byte[] bytes, string path) => Lines(bytes, CorrelationsHeader, path).Select(line => new Correlation(
        line.Int(0),
        line.Int(1),
        line[2],
        new Convention(
            line.Double(3) ?? double.NaN,
            line.Bool(4),
            line[5] switch { "pearson" => SimilarityKind.Pearson, "cosine" => SimilarityKind.Cosine, _ => throw line.Error("the similarity pearson or cosine") },
            line.Bool(6)),
        line.Int(7),
        line.Double(8) ?? double.NaN,
        line.Double(9))).ToList();

    /// <summary>How many bytes of a CSV file hold whole groups of rows. An interrupted write leaves a last line without its end; it goes, and so do the rows of the same epoch right before it.</summary>
    public static int WholeLength(ReadOnlySpan<byte> bytes)
    {
        int whole = bytes.LastIndexOf((byte)'\n') + 1;
        ReadOnlySpan<byte> torn = bytes[whole..];
        int comma = torn.IndexOf((byte)',');
        while (comma > 0 && whole > 0)
        {
            int start = bytes[..(whole - 1)].LastIndexOf((byte)'\n') + 1;
            if (!bytes[start..whole].StartsWith(torn[..(comma + 1)]))
                break;
            whole = start;
        }
        return whole;
    }

    /// <summary>The file without the rows after <paramref name="epoch"/>.</summary>
    public static byte[] Until(int epoch, byte[] bytes, string header, string path)
    {
        var kept = new StringBuilder(header).Append('\n');
        foreach (Line line in Lines(bytes, header, path).Where(line => line.Int(0) <= epoch))
            kept.Append(line.Text).Append('\n');
        return Encoding.UTF8.GetBytes(kept.ToString());
    }

    private static string Row(int epoch, string split, SplitMetrics m) => $"{epoch},{split},{TableCell.Of(m.Loss)},{TableCell.Of(m.Accuracy)},{TableCell.Of(m.R2)}\n";

    private static string Word(string value, string name)
    {
        Require.That(value.Length > 0 && value.AsSpan().IndexOfAny(",\"\r\n") < 0, name, "a name without commas, quotes and line breaks", $"'{value}'");
        return value;
    }

    private static IEnumerable<Line> Lines(byte[] bytes, string header, string path)
    {
        // Line by line: the text of a long run is read while it goes on, and all of it at once would be ten times the file.
        int whole = WholeLength(bytes), columns = header.Split(',').Length;
        for (int start = 0, number = 1; start < whole; number++)
        {
            int end = Array.IndexOf(bytes, (byte)'\n', start);
            var line = new Line(Encoding.UTF8.GetString(bytes, start, end - start).TrimEnd('\r'), number, path);
            start = end + 1;
            if (number == 1 && line.Text != header)
                throw line.Error($"the header {header}");
            if (number > 1)
                yield return line.Cells == columns ? line : throw line.Error($"{columns} cells");
        }
    }

    private sealed class Line(string text, int number, string path)
    {
        private readonly string[] _cells = text.Split(',');

        public string Text => text;

        public int Cells => _cells.Length;

        public string this[int column] => _cells[column];

        public int Int(int column) =>
            int.TryParse(_cells[column], NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : throw Error($"a whole number in column {column + 1}");

        public double? Double(int column)
        {
            if (_cells[column].Length == 0)
                return null;
            // What is undefined is an empty cell, so a NaN in words is of another hand.
            return double.TryParse(_cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && !double.IsNaN(value) ? value
                : throw Error($"a number, or nothing where it is undefined, in column {column + 1}");
        }

        public bool Bool(int column) => _cells[column] switch { "true" => true, "false" => false, _ => throw Error($"true or false in column {column + 1}") };

        public DataException Error(string expected) =>
            new($"'{path}', line {number}: expected {expected}; got \"{text}\". Restore the file from a copy, or repeat the run.");
    }
}
