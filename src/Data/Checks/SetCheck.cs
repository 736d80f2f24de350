using DeepNfa.Data.Readers;

namespace DeepNfa.Data.Checks;

/// <summary>What a set holds, as plain values: its shape, its ranges, and what is wrong or odd about it.</summary>
/// <param name="Recognized">What the reader recognised.</param>
/// <param name="Train">The training rows, or all rows where there is no official split.</param>
/// <param name="Test">The rows of the official test set; null without one.</param>
/// <param name="Classes">The classes with their rows; none for regression.</param>
/// <param name="ConstantColumns">The inputs that have one value in all training rows, by name or position from 1.</param>
/// <param name="MissingColumns">The inputs that are missing in some row of either part, by name or position from 1.</param>
/// <param name="SharedRows">The test rows whose inputs are, bit for bit, those of a training row.</param>
/// <param name="Notes">What the reader noted.</param>
/// <param name="Hashes">SHA-256 of each file that was read.</param>
public sealed record SetCheck(
    string Recognized,
    PartCheck Train,
    PartCheck? Test,
    IReadOnlyList<ClassCount> Classes,
    IReadOnlyList<string> ConstantColumns,
    IReadOnlyList<MissingColumn> MissingColumns,
    int SharedRows,
    IReadOnlyList<string> Notes,
    IReadOnlyDictionary<string, string> Hashes)
{
    /// <summary>Looks through data that were read.</summary>
    public static SetCheck Of(LoadedData data)
    {
        SampleTable train = SampleTable.Of(data.Train);
        SampleTable? test = data.Test is null ? null : SampleTable.Of(data.Test);
        var rows = new RowIndex(train);
        SampleTable[] parts = test is null ? [train] : [train, test];
        return new(
            data.Recognized,
            PartCheck.Of(data.Train, train, rows),
            test is null ? null : PartCheck.Of(data.Test!, test, new RowIndex(test)),
            Count(train, test, data.ClassNames),
            [.. Constant(train).Select(j => Name(data, j))],
            [.. Missing(parts).Select(m => new MissingColumn(Name(data, m.Column), m.Rows))],
            test is null ? 0 : Enumerable.Range(0, test.Rows).Count(i => rows.Contains(test.Input(i))),
            data.Notes,
            new SortedDictionary<string, string>(data.Train.Hashes.Concat(data.Test?.Hashes ?? new Dictionary<string, string>()).DistinctBy(h => h.Key).ToDictionary(), StringComparer.Ordinal));
    }

    private static IReadOnlyList<ClassCount> Count(SampleTable train, SampleTable? test, IReadOnlyList<string> names)
    {
        if (!train.Classification) return [];
        var (a, b) = (train.RowsByClass(), test?.RowsByClass());
        return [.. a.Select((rows, c) => new ClassCount(c < names.Count ? names[c] : $"{c}", rows.Count, b?[c].Count ?? 0))];
    }

    private static IEnumerable<int> Constant(SampleTable train)
    {
        var (varies, first) = (new bool[train.Width], train.Input(0).ToArray());
        for (int i = 1; i < train.Rows; i++)
        {
            Span<float> row = train.Input(i);
            for (int j = 0; j < row.Length; j++) varies[j] |= !row[j].Equals(first[j]); // missing equals missing
        }
        return Enumerable.Range(0, varies.Length).Where(j => !varies[j]);
    }

    private static IEnumerable<(int Column, int Rows)> Missing(SampleTable[] parts)
    {
        var counts = new int[parts[0].Width];
        foreach (var table in parts)
            for (int i = 0; i < table.Inputs.Length; i++)
                if (float.IsNaN(table.Inputs[i])) counts[i % counts.Length]++;
        return counts.Select((rows, column) => (column, rows)).Where(c => c.rows > 0);
    }

    private static string Name(LoadedData data, int column) => column < data.FeatureNames.Count ? data.FeatureNames[column] : $"{column + 1}";
}

/// <summary>A class, and how many rows it has.</summary>
public sealed record ClassCount(string Name, int Train, int Test);

/// <summary>An input that is missing in some rows.</summary>
public sealed record MissingColumn(string Name, int Rows);

/// <summary>What one part of a set holds.</summary>
/// <param name="Samples">The number of rows.</param>
/// <param name="Inputs">The width of an input.</param>
/// <param name="Outputs">The number of classes or targets.</param>
/// <param name="Least">The least input that is not missing; null where all are.</param>
/// <param name="Most">The largest one.</param>
/// <param name="Mean">The mean of those that are not missing.</param>
/// <param name="TargetLeast">The least target; null for classes.</param>
/// <param name="TargetMost">The largest target; null for classes.</param>
/// <param name="Missing">How many inputs are missing.</param>
/// <param name="Duplicates">The rows whose inputs are, bit for bit, those of an earlier row.</param>
/// <param name="Contradictions">Those of them whose targets differ from that row's.</param>
/// <param name="ContentHash">SHA-256 of the values.</param>
public sealed record PartCheck(int Samples, int Inputs, int Outputs, double? Least, double? Most, double? Mean, double? TargetLeast, double? TargetMost, long Missing, int Duplicates, int Contradictions, string ContentHash)
{
    internal static PartCheck Of(LabeledSet set, SampleTable table, RowIndex rows)
    {
        var (least, most, sum, missing) = (double.NaN, double.NaN, 0.0, 0L);
        foreach (float value in table.Inputs)
        {
            if (float.IsNaN(value))
            {
                missing++;
                continue;
            }
            if (!(value >= least)) least = value;
            if (!(value <= most)) most = value;
            sum += value;
        }
        return new(
            table.Rows,
            table.Width,
            table.Outputs,
            Known(least),
            Known(most),
            Known(sum / (table.Inputs.Length - missing)),
            set.Classification ? null : table.Targets.Min(),
            set.Classification ? null : table.Targets.Max(),
            missing,
            rows.Duplicates,
            rows.Contradictions,
            set.ContentHash);
    }

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
